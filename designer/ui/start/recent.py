"""Why: most days begin where the last one ended."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QVBoxLayout, QWidget

from designer.text import tr
from designer.ui import icons, theme
from designer.ui.rightclick import Item, of_file, offer
from designer.ui.when import changed, in_words

HEIGHT = 46
CROSS = 20
MOST = 10
PAD = 12
FORGET_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class RecentRow(QAbstractButton):
    """A file: name, folder, when. One that is gone is gray, and can be forgotten."""

    forget = Signal()

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = path
        moment = changed(path)
        self.is_missing = moment is None
        self._when = in_words(moment) if moment is not None else tr("not found")
        self._folder = _short(path.parent)
        self.setText(path.stem)
        self.setAccessibleName(
            tr("{name} in {folder}, {when}", name=path.stem, folder=self._folder, when=self._when)
        )
        self.setToolTip(_tip(path, self.is_missing))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(HEIGHT)
        self._cross = QToolButton(self)
        self._cross.setIcon(icons.icon("close", "ink2"))
        self._cross.setIconSize(QSize(12, 12))
        self._cross.setFixedSize(CROSS, CROSS)
        self._cross.setToolTip(tr("Take this file off the list (Delete)"))
        self._cross.setAccessibleName(tr("Take {name} off the list", name=path.stem))
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setStyleSheet("padding: 0;")
        self._cross.clicked.connect(self.forget)
        self._show_cross()

    def sizeHint(self) -> QSize:
        """As wide as its column."""
        return QSize(240, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right, below the time."""
        self._cross.move(self.width() - CROSS - 8, HEIGHT - CROSS - 5)

    def event(self, event: QEvent) -> bool:
        """The cross appears where the pointer or the keys are."""
        shown = super().event(event)
        if event.type() in (
            QEvent.Type.HoverEnter,
            QEvent.Type.HoverLeave,
            QEvent.Type.FocusIn,
            QEvent.Type.FocusOut,
        ):
            self._show_cross()
            self.update()
        return shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete forgets."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in FORGET_KEYS:
            self.forget.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name above folder, and when at the right."""
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.accent, 1) if self.hasFocus() else Qt.PenStyle.NoPen)
        lit = self.underMouse() or self.isDown()
        painter.setBrush(colors.field if lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
        row = self.rect().adjusted(PAD, 6, -PAD, -6)
        painter.setFont(colors.font(11))
        when = painter.fontMetrics().horizontalAdvance(self._when)
        top = QRect(row.left(), row.top(), row.width(), 17)
        faint = colors.ink3 if self.is_missing else colors.ink2
        _write(painter, top, self._when, colors.ink3, Qt.AlignmentFlag.AlignRight)
        below = top.translated(0, 17)
        if self._cross.isVisibleTo(self):
            below.setRight(self._cross.x() - 4)
        _write(painter, below, self._folder, faint)
        painter.setFont(colors.font(13))
        ink = colors.ink3 if self.is_missing else colors.ink1
        _write(painter, top.adjusted(0, 0, -when - 12, 0), self.text(), ink)
        painter.end()

    def _show_cross(self) -> None:
        self._cross.setVisible(self.is_missing or self.underMouse() or self.hasFocus())


class RecentList(QWidget):
    """The files of late, newest first, or a sentence where there are none."""

    file_requested = Signal(str)
    forget_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[RecentRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(4, 4, 4, 4)
        self._layout.setSpacing(0)
        self._nothing = QLabel(tr("Projects that you save or open will be listed here."))
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(12, 12, 12, 12)
        self._nothing.setProperty("quiet", True)
        self._layout.addWidget(self._nothing)
        theme.notifier.changed.connect(self.update)

    def show_paths(self, paths: Sequence[Path]) -> None:
        """List these files."""
        for row in self.rows:
            row.hide()
            self._layout.removeWidget(row)
            row.deleteLater()
        self.rows = [self._row(path) for path in paths[:MOST]]
        self._nothing.setVisible(not self.rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A panel like those of the templates."""
        colors = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.line, colors.stroke))
        painter.setBrush(colors.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _row(self, path: Path) -> RecentRow:
        row = RecentRow(path, self)
        row.clicked.connect(lambda: self._clicked(row))
        offer(row, lambda _: self._offered(row))
        row.forget.connect(lambda: self.forget_requested.emit(str(path)))
        self._layout.addWidget(row)
        return row

    def _offered(self, row: RecentRow) -> list[Item]:
        forget: list[Item] = [(tr("Take off the list"), row.forget.emit)]
        if row.is_missing:
            return forget
        return [(tr("Open"), row.click), *of_file(row.path), None, *forget]

    def _clicked(self, row: RecentRow) -> None:
        if not row.is_missing:
            self.file_requested.emit(str(row.path))


def _write(
    painter: QPainter,
    row: QRect,
    text: str,
    color: QColor,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, row.width())
    painter.setPen(color)
    painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _short(folder: Path) -> str:
    home = Path.home()
    return str(Path("~") / folder.relative_to(home)) if folder.is_relative_to(home) else str(folder)


def _tip(path: Path, is_missing: bool) -> str:
    if is_missing:
        return tr("{path} was moved or deleted. Take it off the list with the cross.", path=path)
    return str(path)
