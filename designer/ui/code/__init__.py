"""Why: the code that the drawing means, always in view."""

from designer.ui.code.panel import CodePanel

__all__ = ["CodePanel"]
