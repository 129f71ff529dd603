"""Why: whether a drawing works is known before anything runs, with repairs at hand."""

from designer.check.report import Fix, Problem, Report, problem_records
from designer.check.run import run

__all__ = ["Fix", "Problem", "Report", "problem_records", "run"]
