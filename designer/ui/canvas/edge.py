"""Why: what lies out of view is reached by a drag too: near the edge the canvas comes along."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

EDGE = 28  # px from the border at which it begins
FAR = 4  # px, so that a click near the border moves nothing
INTERVAL = 30  # ms
FASTEST = 60.0  # px a step, however far outside the pointer is


class EdgeScroll(QObject):
    """Moves the canvas below a gesture while the pointer is near the edge of the view, or beyond.

    The nearer to the border, the slower. The keys that are held go on to mean what they did.
    """

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._from = self._at = QPoint()
        self._held = Qt.KeyboardModifier.NoModifier
        self._is_drag = False
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._step)

    def begin(self, pixel: QPoint) -> None:
        """A gesture begins here."""
        self._from = self._at = pixel
        self._is_drag = False
        self._timer.start()

    def follow(self, pixel: QPoint, held: Qt.KeyboardModifier) -> None:
        """The pointer is here now, with these keys."""
        self._at, self._held = pixel, held
        self._is_drag = self._is_drag or (pixel - self._from).manhattanLength() >= FAR

    def stop(self) -> None:
        """The gesture is over."""
        self._timer.stop()

    def _step(self) -> None:
        view, gesture = self._view, self._view.gesture
        inner = view.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if gesture is None or not gesture.scrolls or not self._is_drag or inner.contains(self._at):
            return
        dx = min(0, self._at.x() - inner.left()) + max(0, self._at.x() - inner.right())
        dy = min(0, self._at.y() - inner.top()) + max(0, self._at.y() - inner.bottom())
        step = QPointF(*(max(-FASTEST, min(FASTEST, 0.5 * by)) for by in (dx, dy)))
        view.pan(step / view.zoom)
        gesture.move(view.mapToScene(self._at), self._held)
