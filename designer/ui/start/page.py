"""Why: the page to begin on: three things to do, the files of late, and templates to learn from."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from designer.gallery import TEMPLATES
from designer.text import tr
from designer.ui import icons, theme
from designer.ui.keytips import tell_keys
from designer.ui.resources import resource
from designer.ui.start.card import Card
from designer.ui.start.grid import CardGrid
from designer.ui.start.recent import RecentList

WIDEST = 1440
BESIDE = 1120  # from this width on the recent files stand beside the templates
RECENT = 256


class StartPage(QScrollArea):
    """Says what a person wants; opens nothing itself."""

    new_requested = Signal()
    open_requested = Signal()
    file_requested = Signal(str)
    forget_requested = Signal(str)
    template_requested = Signal(str)
    tour_requested = Signal()

    def __init__(self, recent: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Start page"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.recent = RecentList()
        self.recent.file_requested.connect(self.file_requested)
        self.recent.forget_requested.connect(self.forget_requested)
        self.cards = [self._card(name) for name in TEMPLATES]
        self.buttons = [
            _action("new", tr("New network"), tr("Begin with an empty canvas")),
            _action("open", tr("Open…"), tr("Open a project, PyTorch code or an ONNX file")),
            _action("tour", tr("Take the tour"), tr("Ten minutes from an empty canvas to code")),
        ]
        requests = (self.new_requested, self.open_requested, self.tour_requested)
        for button, request in zip(self.buttons, requests, strict=True):
            button.clicked.connect(lambda _=False, request=request: request.emit())
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._recent_column = _section(tr("Recent"), self.recent)
        self._arrange()
        theme.notifier.changed.connect(self._restyle)
        self._restyle()
        self.show_recent(recent)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List these files, the latest first."""
        self.recent.show_paths(paths)
        order = [*self.buttons, *self.recent.rows, *self.cards]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside each other where there is room, else one below the other."""
        super().resizeEvent(event)
        wide = self.viewport().width() >= BESIDE
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._recent_column.setMaximumWidth(RECENT if wide else WIDEST)
        self._recent_column.setMinimumWidth(RECENT if wide else 0)

    def _card(self, name: str) -> Card:
        card = Card(TEMPLATES[name])
        card.clicked.connect(lambda: self.template_requested.emit(name))
        return card

    def _arrange(self) -> None:
        self._columns.setSpacing(32)
        self._columns.addWidget(self._recent_column)
        templates = _section(tr("Start from a template"), CardGrid(self.cards))
        self._columns.addWidget(templates, 1)
        page = QWidget()
        page.setMaximumWidth(WIDEST)
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 48, 32, 32)
        column.setSpacing(32)
        column.addLayout(self._heading())
        column.addSpacing(8)
        column.addLayout(self._columns)
        column.addStretch(1)
        body = QWidget()
        middle = QHBoxLayout(body)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(page, 1000)
        middle.addStretch(1)
        self.setWidget(body)

    def _heading(self) -> QVBoxLayout:
        logo = QLabel()
        logo.setPixmap(_without_rim(QIcon(str(resource("icons/app.svg"))).pixmap(QSize(48, 48))))
        logo.setAccessibleName(tr("Designer's icon"))
        self._name = QLabel(tr("Designer"))
        self._sentence = QLabel(
            tr("Draw a neural network, watch it learn, and take clean PyTorch code away.")
        )
        more = QLabel(
            tr(
                "PyTorch code and ONNX files open as drawings, too; drawings and runs can be "
                "compared side by side."
            )
        )
        more.setProperty("quiet", True)
        for label in (self._sentence, more):
            label.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._sentence)
        words.addWidget(more)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(logo, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(words, 1)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for button in self.buttons:
            actions.addWidget(button)
        actions.addStretch(1)
        heading = QVBoxLayout()
        heading.setSpacing(24)
        heading.addLayout(top)
        heading.addLayout(actions)
        return heading

    def _restyle(self) -> None:
        colors = theme.current()
        ground = f"background: {colors.window.name()};"
        # On the accent's own color, its outline cannot be seen: there the focus is in ink.
        focus = f"border-color: {colors.ink1.name()};"
        self.setStyleSheet(
            f"StartPage, #qt_scrollarea_viewport {{ {ground} }}"
            f'QPushButton[primary="true"]:focus {{ {focus} }}'
        )
        quiet = f"color: {colors.ink2.name()};"
        self._name.setStyleSheet("font-size: 24px; font-weight: 600;")
        self._sentence.setStyleSheet(f"{quiet} font-size: 13px;")
        for label in self.findChildren(QLabel):
            if label.property("quiet"):
                label.setStyleSheet(quiet)


def _without_rim(icon: QPixmap) -> QPixmap:
    """An icon of the app without the air around it, so that it stands where the rest begins."""
    rim = icon.width() // 16
    return icon.copy(rim, rim, icon.width() - 2 * rim, icon.height() - 2 * rim)


def _action(icon: str, text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    is_first = icon == "new"
    button.setProperty("primary", is_first)
    button.setIcon(icons.icon(icon, "accent_ink" if is_first else None))
    button.setIconSize(QSize(24, 16))  # air between icon and word
    button.setMinimumHeight(36)
    tell_keys(button, icon, tip)
    button.setAccessibleName(text)
    button.setAutoDefault(True)  # Enter presses it, as on the cards
    return button


def _section(title: str, content: QWidget) -> QWidget:
    section = QWidget()
    heading = QLabel(title)
    heading.setFont(theme.current().font(13, bold=True))
    column = QVBoxLayout(section)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(heading)
    column.addWidget(content)
    column.addStretch(1)
    return section
