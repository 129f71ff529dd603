"""Why: what was done to a project, step by step, and a click away."""

from designer.ui.history.panel import HistoryPanel

__all__ = ["HistoryPanel"]
