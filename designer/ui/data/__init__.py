"""Why: the data tab: what the network learns from, and what that looks like."""

from designer.ui.data.panel import DataPanel

__all__ = ["DataPanel"]
