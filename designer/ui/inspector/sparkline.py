"""Why: where a figure comes from is seen at a glance, in the room of a word beside it."""

from collections.abc import Sequence
from math import log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from designer.ui import theme

SIZE, NARROW = QSize(76, 18), 20  # px: as wide as there is room
LEAST = 0.1  # how much of the values' size is seen as a change

Point = tuple[float, float]


class Sparkline(QWidget):
    """A small curve without axes (E. Tufte, Beautiful Evidence, 2006); a dot is the latest."""

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
        line = QPolygonF(
            [
                QPointF(area.left() + x * area.width(), area.bottom() - y * area.height())
                for x, y in self._points
            ]
        )
        pen = QPen(theme.current().accent, 1.25)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().accent)
        painter.drawEllipse(line.last(), 2.5, 2.5)


def scaled(points: Sequence[Point], log: bool) -> list[Point]:
    """The points within a square of 1; on a logarithmic scale those above 0."""
    there = [(x, log10(y) if log else y) for x, y in points if y > 0 or not log]
    if not there:
        return []
    xs, ys = [x for x, _ in there], [y for _, y in there]
    middle, size = (min(ys) + max(ys)) / 2, max(abs(y) for y in ys)
    high = max(max(ys) - min(ys), LEAST if log else LEAST * size, 1e-12)
    wide = max(xs) - min(xs) or 1.0
    return [((x - xs[0]) / wide, 0.5 + (y - middle) / high) for x, y in there]
