"""Why: what a newcomer sees first: begin, go on, or look at networks that others have drawn."""

from designer.ui.start.page import StartPage

__all__ = ["StartPage"]
