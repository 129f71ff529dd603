"""Why: what a function does to a value is seen at a glance, together with how steep it is."""

from collections.abc import Sequence
from math import ceil, floor, isfinite

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from designer.compile import Curve
from designer.compile.curves import REACH, pieces
from designer.text import tr
from designer.ui import theme

HEIGHT = 126
MARGIN = 6.0
ABOVE = 18.0  # for what is which
LEFT = 30.0  # for the figures of the y axis
BELOW = 16.0  # for those of the x axis
MOST = 10.0  # as far up and down as a plot goes
LEAST = 1.0  # how much it shows at least
STEPS = (0.5, 1.0, 2.0, 5.0)  # between the figures of the y axis

Drawn = tuple[list[QPolygonF], list[QPolygonF], tuple[float, float]]


class FunctionPlot(QWidget):
    """f(x) in the accent color and its slope in orange, over −4 to 4."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve: Curve | None = None
        self._drawn: Drawn = ([], [], (0.0, 1.0))
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(150)
        self.setAccessibleName(tr("Curve of the function and its slope"))
        self.setToolTip(tr("The function and its slope, with the parameters as they are"))

    @property
    def curve(self) -> Curve | None:
        """What is drawn."""
        return self._curve

    def show_curve(self, curve: Curve) -> None:
        """Draw another curve."""
        if curve != self._curve:
            self._curve = curve
            self._drawn = _lines(curve.x, curve.y), _lines(curve.x, curve.slope), y_range(curve)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Axes, slope, function, and what is which."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.current()
        area = QRectF(self.rect()).adjusted(LEFT, ABOVE, -MARGIN, -BELOW)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.field)
        painter.drawRoundedRect(area, 5, 5)
        if self._curve is None:
            return
        function, slope, ends = self._drawn
        self._axes(painter, area, ends)
        painter.save()
        painter.setClipRect(area)
        painter.translate(area.left(), area.bottom())
        across, up = area.width() / (2 * REACH), area.height() / (ends[1] - ends[0])
        painter.scale(across, -up)
        painter.translate(REACH, -ends[0])
        for lines, color, width in (
            (slope, colors.validation, 1.25),
            (function, colors.accent, 2.0),
        ):
            painter.setPen(_cosmetic(color, width))
            for line in lines:
                painter.drawPolyline(line)
        painter.restore()
        self._legend(painter, area)

    def _axes(self, painter: QPainter, area: QRectF, ends: tuple[float, float]) -> None:
        colors = theme.current()
        zero = area.bottom() + ends[0] * area.height() / (ends[1] - ends[0])
        painter.setPen(_cosmetic(colors.line, 1))
        painter.drawLine(QPointF(area.left(), zero), QPointF(area.right(), zero))
        middle = area.center().x()
        painter.drawLine(QPointF(middle, area.top()), QPointF(middle, area.bottom()))
        painter.setPen(colors.ink3)
        painter.setFont(colors.font(10))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value in ticks(*ends):
            y = zero - value * area.height() / (ends[1] - ends[0])
            painter.drawText(QRectF(0, y - 8, LEFT - 5, 16), flags, figure(value))
        for x, flag in (
            (area.left(), Qt.AlignmentFlag.AlignLeft),
            (middle, Qt.AlignmentFlag.AlignHCenter),
            (area.right(), Qt.AlignmentFlag.AlignRight),
        ):
            value = (x - middle) / area.width() * 2 * REACH
            box = QRectF(area.left(), area.bottom() + 1, area.width(), BELOW - 1)
            painter.drawText(box, flag | Qt.AlignmentFlag.AlignVCenter, figure(value))

    def _legend(self, painter: QPainter, area: QRectF) -> None:
        colors = theme.current()
        painter.setFont(colors.font(11, bold=True))
        x = area.left()
        for text, color in (("f(x)", colors.accent), ("f\u2009′(x)", colors.validation)):
            painter.setPen(color)
            painter.drawText(QPointF(x, area.top() - 6), text)
            x += painter.fontMetrics().horizontalAdvance(text) + 10


def y_range(curve: Curve) -> tuple[float, float]:
    """From where to where a curve and its slope are drawn; 0 is always in it."""
    values = [v for v in (*curve.y, *curve.slope) if isfinite(v)]
    low, high = max(-MOST, min(0.0, *values)), min(MOST, max(0.0, *values))
    low, high = (low - LEAST / 2, high + LEAST / 2) if high - low < LEAST else (low, high)
    room = 0.06 * (high - low)
    return (low - room if low < 0 else low - room / 2), high + room


def ticks(low: float, high: float) -> list[float]:
    """The round numbers that stand at an axis from low to high: two to five of them."""
    step = next(s for s in STEPS if (high - low) / s < 4.5 or s == STEPS[-1])
    return [step * n for n in range(ceil(low / step), floor(high / step) + 1)]


def figure(value: float) -> str:
    """A short number with a real minus."""
    text = f"{value:.1f}" if abs(value) < 10 and round(value, 1) % 1 else f"{round(value):d}"
    return text.replace("-", "−")


def _lines(x: Sequence[float], y: Sequence[float]) -> list[QPolygonF]:
    return [QPolygonF([QPointF(*point) for point in piece]) for piece in pieces(x, y)]


def _cosmetic(color: QColor, width: float) -> QPen:
    pen = QPen(color, width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
