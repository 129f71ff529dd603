"""Why: layers are dragged out of a block onto the path above, which the canvas does not know."""

from typing import Protocol

from PySide6.QtCore import QPoint


class Crumbs(Protocol):
    """The path from the network to the block that is open, as steps to drop layers on."""

    def level_at(self, where: QPoint) -> str:
        """The graph of the step at a place of the screen, if it leads out; else ""."""

    def light(self, graph: str) -> None:
        """Show that layers would go there; "" for none of the steps."""
