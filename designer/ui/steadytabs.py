"""Why: the title of the tab in front is bold, and the others do not move for that."""

from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QTabBar

PADDING = 2 * 14  # px, of the style sheet
SPARE = 1  # px, for what rounding takes


class SteadyTabs(QTabBar):
    """Each tab has room for its title in bold, whether it is in front or not."""

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as when it is in front."""
        bold = self.font()
        bold.setWeight(bold.Weight.DemiBold)
        title = QFontMetricsF(bold).horizontalAdvance(self.tabText(index))
        return QSize(ceil(title) + PADDING + SPARE, super().tabSizeHint(index).height())
