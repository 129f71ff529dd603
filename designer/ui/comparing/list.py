"""Why: the differences in plain words, one after the other, with their number and their signs."""

from collections import Counter

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.edit import Difference, sentence
from designer.edit.differences import Mark
from designer.text import tr, trn
from designer.ui import theme
from designer.ui.blank import Blank
from designer.ui.comparing.marks import paint_badge
from designer.ui.icons import icon
from designer.ui.keytips import tell_keys

MARKS: tuple[Mark, ...] = ("added", "removed", "changed")
BADGE = 16  # px
ROOMY = 600  # px of width in which signs have words beside them


class DifferenceList(QWidget):
    """Every difference, a line each; choosing one goes there."""

    chosen = Signal(int)  # the number of a difference
    step_wanted = Signal(int)  # the next one (1), or the one before (-1)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Difference, ...] | None = None
        self._same = ""
        self.count = QLabel()
        self.signs = {mark: (QLabel(), QLabel()) for mark in MARKS}  # sign and number
        self.previous = self._button("chevron-up", tr("Previous difference"), -1)
        self.next = self._button("chevron-down", tr("Next difference"), 1)
        self.take = QPushButton(tr("Take over"))
        tell_keys(self.take, "take_difference", tr("Make this as it is in the other drawing"))
        self.take.setEnabled(False)
        tell_keys(self.previous, "previous_difference", tr("Previous difference"))
        tell_keys(self.next, "next_difference", tr("Next difference"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Differences"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(BADGE, BADGE))
        self.list.setStyleSheet("QListView::item { padding: 4px 12px; }")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.currentRowChanged.connect(self._chose)
        self.list.itemClicked.connect(lambda item: self._chose(self.list.row(item)))
        self.list.itemActivated.connect(lambda item: self._chose(self.list.row(item)))
        self.none = Blank(ink="good")
        self._stack = QStackedWidget()
        self._build()
        self.setFocusProxy(self.list)
        theme.notifier.changed.connect(self._restyle)

    def show_differences(self, found: tuple[Difference, ...], same: str) -> None:
        """List these; when there are none, say that the drawings are the `same`."""
        if found == self._shown and same == self._same:
            return
        row = self.list.currentRow()
        kept = self._text(row) if row >= 0 else ""
        self._shown, self._same = found, same
        self.list.blockSignals(True)  # nobody has chosen anything
        self.list.clear()
        for difference in found:
            item = QListWidgetItem(sentence(difference))
            item.setToolTip(item.text())
            words = f"{mark_word(difference.mark)}: {item.text()}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            self.list.addItem(item)
        there = (i for i in range(len(found)) if self._text(i) == kept)
        self.list.setCurrentRow(next(there, min(row, len(found) - 1)))
        self.list.blockSignals(False)
        self._stack.setCurrentWidget(self.list if found else self.none)
        for button in (self.previous, self.next):
            button.setEnabled(bool(found))
        self.take.setEnabled(self.list.currentRow() >= 0)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, signs have numbers and no words."""
        super().resizeEvent(event)
        if (event.size().width() >= ROOMY) != (event.oldSize().width() >= ROOMY):
            self._restyle()

    def _text(self, row: int) -> str:
        return self.list.item(row).text()

    def _chose(self, row: int) -> None:
        self.take.setEnabled(row >= 0)
        if row >= 0:
            self.chosen.emit(row)

    def _button(self, name: str, title: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name, "ink2"))
        button.setIconSize(QSize(16, 16))
        button.setAccessibleName(title)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.step_wanted.emit(by))
        return button

    def _build(self) -> None:
        self.head = QHBoxLayout()
        self.head.setContentsMargins(14, 6, 8, 4)
        self.head.setSpacing(8)
        self.head.addWidget(self.count)
        self.head.addSpacing(8)
        for sign, number in self.signs.values():
            self.head.addWidget(sign)
            self.head.addWidget(number)
            self.head.addSpacing(8)
        self.head.addStretch(1)
        self.head.addWidget(self.take)
        self.head.addWidget(self.previous)
        self.head.addWidget(self.next)
        self._stack.addWidget(self.none)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self._stack, 1)

    def _restyle(self) -> None:
        colors, found = theme.current(), self._shown or ()
        badges = {mark: badge(mark, self.devicePixelRatioF()) for mark in MARKS}
        icons = {mark: _as_icon(picture) for mark, picture in badges.items()}
        for row, difference in enumerate(found):
            self.list.item(row).setIcon(icons[difference.mark])
        self.count.setFont(colors.font(12, bold=True))
        number = trn("{count} difference", "{count} differences", len(found))
        self.count.setText(number if found else tr("Differences"))
        numbers = Counter(difference.mark for difference in found)
        for mark, (sign, words) in self.signs.items():
            sign.setPixmap(badges[mark])
            short = str(numbers[mark])
            full = tr("{count} {what}", count=short, what=mark_word(mark))
            words.setText(full if self.width() >= ROOMY else short)
            words.setToolTip(full)
            words.setFont(colors.font(11))
            words.setStyleSheet(f"color: {colors.ink2.name()};")
            for label in (sign, words):
                label.setVisible(numbers[mark] > 0)
        self.none.setText(self._same)
        self.none.setFont(colors.font(13))


def mark_word(mark: Mark) -> str:
    """What a sign means."""
    return {"added": tr("new"), "removed": tr("gone"), "changed": tr("changed")}[mark]


def badge(mark: Mark, ratio: float) -> QPixmap:
    """The sign as a picture."""
    picture = QPixmap(round(BADGE * ratio), round(BADGE * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_badge(painter, QPointF(BADGE / 2, BADGE / 2), mark, BADGE / 2 - 0.5)
    painter.end()
    return picture


def _as_icon(picture: QPixmap) -> QIcon:
    """An icon that keeps its color in a line that is chosen."""
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made
