"""Why: in a small node its name stays as large as there is room for: what it is can be read."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QStaticText

from designer.ui.canvas.geometry import BAR
from designer.ui.theme import Theme

SMALL_BELOW = 0.62  # zoom under which a node is its title on a tinted body
TITLES_BELOW = 0.45  # zoom under which ports are left out, too
# From each zoom on, the size that makes some 10 pixels of it.
SIZES = ((0.5, 18), (0.38, 24), (0.31, 30), (0.23, 38), (0.0, 46))
LEFT, RIGHT = BAR + 10, 6  # what is kept free at both sides
TYPED = 18  # the size of titles beside which the type stands
BESIDE = {18: 16, 24: 20, 30: 24}  # the sizes of titles beside which a figure stands, and its own
GAP = 10  # between the two
RIGHT_OF = {18: LEFT, 24: 12, 30: 9}  # what is free at the right of a figure
LARGEST_IN_PILL = 18  # what a collapsed layer has room for

Text = tuple[QPointF, QStaticText, QFont, QColor]
"""Where, what, and how it is written."""


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
        self._beside = {size: colors.font(own) for size, own in BESIDE.items()}
        self._widths = {size: QFontMetricsF(font) for size, font in self._beside.items()}
        self._inks = colors.ink1, colors.ink2

    def laid_out(
        self, name: str, kind: str, size: int, body: QRectF, figures: Iterable[str] = ()
    ) -> list[Text]:
        """A name where it stands in its node, and where both have room its type.

        In place of the type the first of some figures for which there is room.
        """
        metrics = self._metrics[size]
        # In the middle: layers are often told apart by the number at the end of their name.
        text = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, body.width() - LEFT - RIGHT)
        at = QPointF(body.left() + LEFT, body.center().y() - metrics.height() / 2)
        found: list[Text] = [(at, static(text, self.fonts[size]), self.fonts[size], self._inks[0])]
        if size not in BESIDE:
            return found
        font, widths = self._beside[size], self._widths[size]
        end = at.x() + metrics.horizontalAdvance(text) + GAP
        for beside in tuple(figures) or (kind,) * (size == TYPED):
            left = body.right() - RIGHT_OF[size] - widths.horizontalAdvance(beside)
            if end <= left:
                there = QPointF(left, body.center().y() - widths.height() / 2)
                found.append((there, static(beside, font), font, self._inks[1]))
                break
        return found


def static(text: str, font: QFont) -> QStaticText:
    """Text that is laid out once and painted often."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(font=font)
    return made
