"""Why: how a figure came about is a small curve, drawn alike on a card and in the inspector."""

from collections.abc import Sequence
from math import log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

LEAST = 0.1  # how much of the values' size is seen as a change
STROKE, DOT = 1.25, 2.5  # px: the line, and the radius of the dot at its end

Point = tuple[float, float]


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


def line_in(area: QRectF, points: Sequence[Point]) -> QPolygonF:
    """The curve of scaled points, as it lies in an area."""
    left, bottom, width, height = area.left(), area.bottom(), area.width(), area.height()
    return QPolygonF([QPointF(left + x * width, bottom - y * height) for x, y in points])


def draw_line(painter: QPainter, line: QPolygonF, color: QColor) -> None:
    """The curve without axes (E. Tufte, Beautiful Evidence, 2006); a dot is the latest."""
    pen = QPen(color, STROKE)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(line)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(line.last(), DOT, DOT)
