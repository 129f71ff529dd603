"""Why: the open documents stand in one row; each tab knows its page whatever the order."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTabBar, QToolButton, QWidget

from designer.text import tr
from designer.ui import theme
from designer.ui.icons import icon
from designer.ui.keytips import tell_keys

HEIGHT = 40
WIDEST = 220


class Tabs(QTabBar):
    """A tab a page. Pages are widgets of a stack elsewhere."""

    chosen = Signal(QWidget)
    close_requested = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents")
        self.setAccessibleName(tr("Open projects"))
        self.setMovable(True)
        self.setExpanding(False)
        self.setDrawBase(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.currentChanged.connect(self._changed)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()

    def add_page(self, page: QWidget, title: str) -> None:
        """A tab at the end, not yet in front."""
        self.blockSignals(True)  # the first tab comes to the front by itself
        index = self.addTab(title)
        self.setTabData(index, page)
        self.blockSignals(False)
        close = QToolButton()
        close.setObjectName("close")
        close.setIcon(icon("close", "ink2"))
        close.setIconSize(QSize(12, 12))
        close.setFixedSize(20, 20)
        tell_keys(close, "close", tr("Close"))
        close.setAccessibleName(tr("Close {title}", title=title))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self._closer(page))
        self.setTabButton(index, QTabBar.ButtonPosition.RightSide, close)

    def remove_page(self, page: QWidget) -> None:
        """Take a page's tab away; another one comes to the front."""
        self.removeTab(self.index_of(page))

    def show_page(self, page: QWidget) -> None:
        """Bring a page's tab to the front."""
        if self.currentIndex() == self.index_of(page):
            self.chosen.emit(page)
        self.setCurrentIndex(self.index_of(page))

    def name_page(self, page: QWidget, title: str, tip: str) -> None:
        """Say what the page is."""
        index = self.index_of(page)
        if index >= 0 and (self.tabText(index), self.tabToolTip(index)) != (title, tip):
            self.setTabText(index, title.replace("&", "&&"))
            self.setTabToolTip(index, tip)
            self.updateGeometry()  # the dot of an unsaved change takes room, too

    def pages(self) -> list[QWidget]:
        """Every page, as they stand."""
        return [self.tabData(index) for index in range(self.count())]

    def index_of(self, page: QWidget) -> int:
        """Where a page's tab is; -1 when it has none."""
        return next((i for i, other in enumerate(self.pages()) if other is page), -1)

    def step(self, by: int) -> None:
        """Go `by` tabs to the right, around the end."""
        if self.count():
            self.setCurrentIndex((self.currentIndex() + by) % self.count())

    def sizeHint(self) -> QSize:
        """No wider than the tabs, so that what follows stands right beside them."""
        width = sum(self.tabSizeHint(index).width() for index in range(self.count()))
        return QSize(width, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Room for one tab and the arrows to the others."""
        return QSize(min(self.sizeHint().width(), 150), HEIGHT)

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the title, within reason."""
        width = min(WIDEST, max(112, super().tabSizeHint(index).width()))
        return QSize(width, HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Many tabs grow narrow before they scroll."""
        return QSize(80, HEIGHT)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button closes."""
        index = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and index >= 0:
            self.close_requested.emit(self.tabData(index))
            return
        super().mouseReleaseEvent(event)

    def _changed(self, index: int) -> None:
        if index >= 0 and self.tabData(index) is not None:
            self.chosen.emit(self.tabData(index))

    def _closer(self, page: QWidget) -> Callable[[], None]:
        return lambda: self.close_requested.emit(page)

    def _restyle(self) -> None:
        colors = theme.current()
        self.setStyleSheet(
            f"QTabBar::tab {{ color: {colors.ink2.name()}; background: transparent; border: none;"
            " padding: 0 6px 0 12px; border-top-left-radius: 6px; border-top-right-radius: 6px; }"
            f"QTabBar::tab:hover {{ color: {colors.ink1.name()}; }}"
            f"QTabBar::tab:selected {{ color: {colors.ink1.name()}; font-weight: 400;"
            f" background: {colors.window.name()}; }}"
            f"QTabBar::tab:selected:focus {{ color: {colors.accent.name()};"
            f" background: {colors.accent_soft.name()}; }}"
            "QToolButton#close { padding: 0; border-radius: 4px; }"
        )
