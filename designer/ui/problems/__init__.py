"""Why: everything that is wrong, in one list, each with its repairs."""

from designer.ui.problems.panel import ProblemsPanel

__all__ = ["ProblemsPanel"]
