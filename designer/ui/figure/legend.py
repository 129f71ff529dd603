"""Why: who sees a picture has no palette beside it: the legend says what the colors stand for."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from designer.layers import CATEGORIES
from designer.text import tr
from designer.ui.theme import Theme

SWATCH = 11.0
GAP = 6.0  # from a swatch to its words
APART = 20.0  # from one entry to the next
ROW = 18.0
SIZE = 10  # of the type


def used(categories: Iterable[str]) -> list[str]:
    """The categories of a drawing in the order of the palette, each once."""
    there = set(categories)
    return [key for key in CATEGORIES if key in there]


def title(category: str) -> str:
    """What the legend calls a category."""
    return tr("Block") if category == "block" else tr(CATEGORIES[category].title)


class Legend:
    """The entries of a legend, laid out in rows of at most this width."""

    def __init__(self, colors: Theme, fills: Mapping[str, QColor], width: float) -> None:
        self._colors = colors
        self._fills = fills
        self._font = colors.font(SIZE)
        self._places: list[tuple[str, QPointF]] = []
        self.width = self.height = 0.0
        self._lay_out(width)

    def _lay_out(self, width: float) -> None:
        metrics = QFontMetricsF(self._font)
        x = y = 0.0
        for category in self._fills:
            needed = SWATCH + GAP + metrics.horizontalAdvance(title(category))
            if x and x + needed > width:
                x, y = 0.0, y + ROW
            self._places.append((category, QPointF(x, y)))
            self.width = max(self.width, x + needed)
            x += needed + APART
        self.height = y + ROW if self._places else 0.0

    def paint(self, painter: QPainter, corner: QPointF) -> None:
        """Draw it with its top left corner here."""
        painter.setFont(self._font)
        ascent = QFontMetricsF(self._font).ascent()
        for category, place in self._places:
            at = corner + place
            painter.setPen(QPen(self._colors.ink2, 0.5))
            painter.setBrush(self._fills[category])
            painter.drawRoundedRect(QRectF(at.x(), at.y() + 3, SWATCH, SWATCH), 2, 2)
            painter.setPen(self._colors.ink1)
            words = QPointF(at.x() + SWATCH + GAP, at.y() + 4 + ascent - 1)
            painter.drawText(words, title(category))
