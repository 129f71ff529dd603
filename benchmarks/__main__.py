"""Why: `python -m benchmarks [name …]` runs what there is to measure, one report after another."""

import sys

from benchmarks import canvas, check_edit, layout, memory, training, window

REPORTS = {
    "window": window.main,
    "check": check_edit.main,
    "canvas": canvas.main,
    "layout": layout.main,
    "training": training.main,
    "memory": memory.main,
}

for name in sys.argv[1:] or REPORTS:
    if name not in REPORTS:
        sys.exit(f"There is no benchmark {name!r}. Choose from: {', '.join(REPORTS)}.")
    REPORTS[name]()
