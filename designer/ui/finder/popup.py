"""Why: a field over a list, in the middle of the window: type, choose with the arrows, Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from designer.ui import theme
from designer.ui.icons import pixmap

WIDTH, TOP = 560, 72  # px; from the upper edge of the window
ROW, MOST_ROWS = 30, 12
ICON = 14
KEYS_FOR_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
FOUND = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Found:
    """A row: what it is called, quietly what it is, and at the right how it is reached.

    With a `reason`, it stands there in gray, cannot be taken, and says why.
    """

    key: str
    title: str
    note: str = ""
    right: str = ""
    reason: str = ""
    icon: str = ""
    color: str = "ink2"


Find = Callable[[str], Sequence[Found]]


class Finder(QFrame):
    """Enter or a click takes a row; Escape, or going elsewhere, closes."""

    def __init__(self, window: QWidget, ask: str, find: Find, nothing: str) -> None:
        """`find` gives the rows for what is typed; `nothing` is said when there are none."""
        super().__init__(window)
        self._find = find
        self._nothing = nothing
        self._before = QApplication.focusWidget()
        self._choose: Callable[[str], object] = lambda _: None
        self.setObjectName("finder")
        self.field = QLineEdit()
        self.field.setPlaceholderText(ask)
        self.field.setAccessibleName(ask)
        self.list = QListWidget()
        self.list.setAccessibleName(ask)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setUniformItemSizes(True)
        self.empty = QLabel(nothing)
        self.empty.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        for widget in (self.field, self.list, self.empty):
            layout.addWidget(widget)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        window.installEventFilter(self)

    def open(self, choose: Callable[[str], object]) -> None:
        """Show it; `choose` gets the key of the row that is taken, when this is gone."""
        self._choose = choose
        colors = theme.current()
        self.setStyleSheet(
            f"#finder {{ background: {colors.panel.name()}; border: {colors.border};"
            f" border-radius: 8px; }} QLabel {{ color: {colors.ink2.name()}; padding: 6px; }}"
        )
        self._fill("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def shut(self) -> None:
        """Close, and give the keyboard back to whatever had it."""
        self._leave()
        before = self._before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field keeps the focus; the window may be resized."""
        if watched is not self.field:
            if event.type() == QEvent.Type.Resize:
                self._place()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._leave()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.shut()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
        elif key in KEYS_FOR_LIST:
            self.list.keyPressEvent(event)
        else:
            return False
        return True

    def _fill(self, text: str) -> None:
        self.list.clear()
        for found in self._find(text.strip()):
            item = QListWidgetItem(found.title)
            item.setData(FOUND, found)
            words = (found.title, found.note, found.reason, found.right)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(word for word in words if word)
            )
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        self.empty.setVisible(self.list.count() == 0)
        self._place()

    def _take(self, item: QListWidgetItem | None) -> None:
        found: Found | None = item.data(FOUND) if item is not None else None
        if found is not None and not found.reason:
            self.shut()
            self._choose(found.key)

    def _leave(self) -> None:
        self.hide()
        self.deleteLater()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.list.setFixedHeight(ROW * min(self.list.count(), MOST_ROWS))
        width = min(WIDTH, window.width() - 32)
        self.resize(width, self.sizeHint().height())
        self.move((window.width() - width) // 2, TOP)


class _Rows(QStyledItemDelegate):
    """Icon, title and note from the left, keys from the right."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All rows are as high."""
        return QSize(0, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row: what cannot be taken is gray, and its reason stands at the right."""
        found: Found = index.data(FOUND)
        colors = theme.current()
        row: QRect = option.rect
        inner = row.adjusted(10, 0, -10, 0)
        widget = self.parent()
        assert isinstance(widget, QListWidget)
        if widget.currentRow() == index.row():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.accent_soft)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(row.adjusted(0, 1, 0, -1), 6, 6)
        if found.icon:
            ratio = widget.devicePixelRatioF()
            picture = pixmap(found.icon, ICON, "ink3" if found.reason else found.color, ratio)
            painter.drawPixmap(inner.left(), row.center().y() - ICON // 2, picture)
        inner.setLeft(inner.left() + ICON + 10)
        right = found.reason or found.right
        painter.setFont(colors.font(11))
        painter.setPen(colors.ink3 if found.reason else colors.ink2)
        metrics = QFontMetrics(painter.font())
        painter.drawText(inner, RIGHT, right)
        inner.setRight(inner.right() - metrics.horizontalAdvance(right) - 16)
        painter.setFont(colors.font(13))
        painter.setPen(colors.ink3 if found.reason else colors.ink1)
        metrics = QFontMetrics(painter.font())
        title = metrics.elidedText(found.title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, LEFT, title)
        inner.setLeft(inner.left() + metrics.horizontalAdvance(title) + 10)
        painter.setFont(colors.font(11))
        painter.setPen(colors.ink3 if found.reason else colors.ink2)
        metrics = QFontMetrics(painter.font())
        painter.drawText(
            inner, LEFT, metrics.elidedText(found.note, Qt.TextElideMode.ElideRight, inner.width())
        )


LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
