"""Why: who moves about by keys sees where the keyboard is."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen

from designer.ui import theme
from designer.ui.canvas.camera import Camera

Reason = Qt.FocusReason
BY_KEYS = (Reason.TabFocusReason, Reason.BacktabFocusReason, Reason.ShortcutFocusReason)


class Focus(Camera):
    """A canvas with a frame around it when the keyboard has come by keys."""

    _by_keys = False  # the keyboard came here by keys, and shows that it did

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by the mouse knows where the keyboard is; who comes by keys is shown."""
        self._by_keys = event.reason() in BY_KEYS
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes."""
        self._by_keys = False
        super().focusOutEvent(event)
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The frame stays at the edge: it is not moved with what is drawn already."""
        super().scrollContentsBy(dx, dy)
        if self._by_keys:
            self.viewport().update()

    def draw_focus(self, painter: QPainter) -> None:
        """The frame, if it is to be seen."""
        if self._by_keys:
            painter.save()
            painter.resetTransform()
            painter.setPen(QPen(theme.current().accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
            painter.restore()
