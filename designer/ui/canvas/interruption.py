"""Why: a gesture that cannot come to its end is given up, so that nothing of it stays behind."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent

from designer.ui.canvas.wire_choice import choose_again

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

Reason = Qt.FocusReason
COMES_BACK = (Reason.ActiveWindowFocusReason, Reason.PopupFocusReason, Reason.MenuBarFocusReason)


class Interruption(QObject):
    """Gives up the gesture of a view whose drawing changes under it, or that is hidden.

    A gesture of the keyboard also ends when the keyboard goes elsewhere. That another window is in
    front for a while ends none: who comes back finds the layer still in hand.
    """

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        view.document.bridge.committed.connect(self._changed)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another tab is in front, or another widget has the keyboard."""
        gesture = self._view.gesture
        if event.type() == QEvent.Type.Hide or (
            gesture is not None and gesture.by_keys and _leaves(event)
        ):
            give_up(self._view)
        return False

    def _changed(self) -> None:
        give_up(self._view)


def _leaves(event: QEvent) -> bool:
    return isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in COMES_BACK


def give_up(view: "CanvasView") -> bool:
    """Cancel the gesture that is under way, and select what was before; False when none is."""
    gesture = view.gesture
    if gesture is None:
        return False
    view.end_gesture()
    gesture.cancel()
    if gesture.choice is not None:
        choose_again(view.canvas, gesture.choice)
    return True


def is_over(view: "CanvasView", event: QMouseEvent, button: Qt.MouseButton) -> bool:
    """True where the button of a gesture was let go, or is pressed again, and nobody was told.

    A dialog that opens under the hand takes the release away.
    """
    gesture = view.gesture
    if gesture is None or gesture.by_keys:
        return False
    again = event.type() == QEvent.Type.MouseButtonPress and event.button() == button
    return again or not event.buttons() & button
