"""Why: where a figure comes from is seen at a glance, in the room of a word beside it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from designer.ui import theme
from designer.ui.course import Point, draw_line, line_in, scaled

SIZE, NARROW = QSize(76, 18), 20  # px: as wide as there is room


class Sparkline(QWidget):
    """A small curve of a figure, as in `course`."""

    def __init__(self, log: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log = log
        self._points: list[Point] = []
        self.setMinimumWidth(NARROW)
        self.setMaximumWidth(SIZE.width())
        self.setFixedHeight(SIZE.height())

    @property
    def points(self) -> list[Point]:
        """What is drawn, each coordinate from 0 to 1."""
        return self._points

    def sizeHint(self) -> QSize:
        """A word's room."""
        return SIZE

    def show_points(self, points: Sequence[Point]) -> None:
        """Draw other points, x rising."""
        new = scaled(points, self._log)
        if new != self._points:
            self._points = new
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The curve, and a dot at its end."""
        if len(self._points) < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(2, 3, -4, -3)
        draw_line(painter, line_in(area, self._points), theme.current().accent)
