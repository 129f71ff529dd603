"""Why: whether a drawing works is known before anything runs, with repairs at hand."""

from designer.check.checker import Checker
from designer.check.inside import INSIDE
from designer.check.known import Known, learned
from designer.check.report import OF_TRAINING, Fix, Problem, Report, problem_records
from designer.check.run import run

__all__ = [
    "INSIDE",
    "OF_TRAINING",
    "Checker",
    "Fix",
    "Known",
    "Problem",
    "Report",
    "learned",
    "problem_records",
    "run",
]
