"""Why: whether a drawing works is known before anything runs, with repairs at hand."""

from designer.check.report import OF_TRAINING, Fix, Problem, Report, problem_records
from designer.check.run import run

__all__ = ["OF_TRAINING", "Fix", "Problem", "Report", "problem_records", "run"]
