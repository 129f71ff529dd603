"""Why: far back in a drawing's life one goes by name, not by pressing undo and counting."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from designer.text import tr
from designer.ui import theme
from designer.ui.blank import Blank
from designer.ui.document import Document


class HistoryPanel(QWidget):
    """Every step from the beginning to the last that was undone. A click goes there."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Undo history"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setStyleSheet("QListView::item { padding: 4px 12px; }")
        self.hint = QLabel(tr("A click goes to a step. Later ones stay until you do something."))
        self.hint.setContentsMargins(16, 8, 16, 6)
        steps = QWidget()
        column = QVBoxLayout(steps)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)
        self.nothing = Blank(tr("Every step is listed here by its name; a click goes back to it."))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(steps)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.setFocusProxy(self.list)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        for signal in (document.bridge.committed, document.bridge.saved):
            signal.connect(self._refresh)
        theme.notifier.changed.connect(self._refresh)
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """It rests while nobody sees it."""
        super().showEvent(event)
        self._refresh()

    def _refresh(self, _: object = None) -> None:
        colors, history = theme.current(), self._document.history
        self.hint.setStyleSheet(f"color: {colors.ink2.name()}; font-size: 11px;")
        if not self.isVisible():
            return
        self._pages.setCurrentIndex(1 if history.steps else 0)
        self.list.clear()
        for place, step in enumerate((tr("The beginning"), *history.steps)):
            saved = place == history.saved_at and self._document.path is not None
            text = tr("{step}  ·  saved", step=step) if saved else step
            item = QListWidgetItem(text)
            if place > history.position:
                item.setForeground(QBrush(colors.ink3))
                item.setToolTip(tr("Undone. A click does it again."))
            if place == history.position:
                item.setFont(colors.font(12, bold=True))
            self.list.addItem(item)
        self.list.setCurrentRow(history.position)
        self.list.scrollToItem(self.list.currentItem())

    def _go(self, item: QListWidgetItem) -> None:
        self._document.history.go_to(self.list.row(item))
