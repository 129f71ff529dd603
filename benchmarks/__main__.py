"""Why: `python -m benchmarks` runs what there is to measure, one report after the other."""

from benchmarks import training

training.main()
