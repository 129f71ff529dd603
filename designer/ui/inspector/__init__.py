"""Why: what is selected, in a form; with nothing selected, the network as a whole."""

from designer.ui.inspector.panel import Inspector

__all__ = ["Inspector"]
