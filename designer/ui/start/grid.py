"""Why: as many cards beside each other as the window has room for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from designer.text import tr
from designer.ui.start.card import NARROWEST, Card

GAP = 16
MOST = 4


class CardGrid(QWidget):
    """Cards of equal width in rows. Arrow keys go from one to the next."""

    def __init__(self, cards: Sequence[Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Templates"))
        self._cards = list(cards)
        self._columns = 0
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP)
        self._arrange(2)

    def minimumSizeHint(self) -> QSize:
        """One card wide: what does not fit beside goes below."""
        return QSize(NARROWEST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another number of columns."""
        super().resizeEvent(event)
        self._arrange(max(1, min(MOST, (self.width() + GAP) // (NARROWEST + GAP))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the focus; a card hands on the keys that it does not know."""
        key = Qt.Key(event.key())
        step = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
        }.get(key)
        focused = [place for place, card in enumerate(self._cards) if card.hasFocus()]
        if step is None or not focused:
            super().keyPressEvent(event)
        elif 0 <= focused[0] + step < len(self._cards):
            self._cards[focused[0] + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._layout.setColumnStretch(column, 0)
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._layout.addWidget(card, place // columns, place % columns)
        for column in range(columns):
            self._layout.setColumnStretch(column, 1)
