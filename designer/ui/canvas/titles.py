"""Why: in a small node its name stays as large as there is room for: what it is can be read."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText

from designer.ui.canvas.geometry import BAR
from designer.ui.theme import Theme

SMALL_BELOW = 0.62  # zoom under which a node is its title on a tinted body
TITLES_BELOW = 0.45  # zoom under which ports are left out, too
# From each zoom on, the size that makes some 10 pixels of it.
SIZES = ((0.5, 18), (0.38, 24), (0.31, 30), (0.23, 38), (0.0, 46))
LEFT, RIGHT = BAR + 10, 6  # what is kept free at both sides
LARGEST_IN_PILL = 18  # what a collapsed layer has room for


def title_size(zoom: float) -> int:
    """The size of a title in canvas units, so that it can be read at this zoom."""
    return next(size for least, size in SIZES if zoom >= least)


def pill_size(size: int) -> int:
    """The size of a title in a collapsed layer, where a whole one has this size."""
    return min(size, LARGEST_IN_PILL)


class TitleFonts:
    """The fonts of titles, and their metrics."""

    def __init__(self, colors: Theme) -> None:
        self.fonts: dict[int, QFont] = {size: colors.font(size, bold=True) for _, size in SIZES}
        self._metrics = {size: QFontMetricsF(font) for size, font in self.fonts.items()}

    def laid_out(self, name: str, size: int, body: QRectF) -> tuple[QPointF, QStaticText]:
        """Where a name stands in its node, and what of it has room."""
        metrics = self._metrics[size]
        # In the middle: layers are often told apart by the number at the end of their name.
        text = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, body.width() - LEFT - RIGHT)
        at = QPointF(body.left() + LEFT, body.center().y() - metrics.height() / 2)
        return at, static(text, self.fonts[size])


def static(text: str, font: QFont) -> QStaticText:
    """Text that is laid out once and painted often."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=font)
    return made
