"""Why: the runs tab: what was trained before."""

from designer.ui.runs.panel import RunsPanel

__all__ = ["RunsPanel"]
