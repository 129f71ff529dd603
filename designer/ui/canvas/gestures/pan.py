"""Why: middle button or Space and drag: the canvas follows the hand."""

from PySide6.QtCore import QPointF, Qt

from designer.ui.canvas.gestures.gesture import Gesture


class Pan(Gesture):
    """Moves the view, not the drawing."""

    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = False

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Keep the point that was grabbed under the pointer."""
        self.view.pan(self.start - at)
