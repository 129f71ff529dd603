"""Why: a mouse gesture is a small object with a beginning, an end, and a way out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView
    from designer.ui.canvas.wire_choice import Choice


class Gesture:
    """One press-move-release. Positions are canvas coordinates.

    Escape calls `cancel`, and selects what was selected before.
    """

    cursor: Qt.CursorShape | None = None
    by_keys = False  # begun by the keyboard: a click cancels it
    scrolls = True  # near the edge of the view, the canvas moves along
    choice: "Choice | None" = None  # what was selected before; given up, it is again

    def __init__(self, view: "CanvasView", start: QPointF) -> None:
        self.view = view
        self.scene = view.canvas
        self.document = view.document
        self.start = start

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer has moved."""

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The button was released: make the edit."""

    def key(self, event: QKeyEvent) -> None:
        """A key other than Escape; gestures of the mouse have no use for any."""

    def redraw(self) -> None:
        """Show what has changed where nothing repaints itself: from far away."""
        if self.view.scene() is not self.scene:
            self.view.overview.forget()
            self.view.viewport().update()

    def cancel(self) -> None:
        """Leave no trace."""
