"""Why: each of the two drawings says what it is, and whether it has what is being looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.edit.differences import Kind
from designer.model import Project
from designer.text import tr, trn
from designer.ui import theme
from designer.ui.comparing.sheet import Sheet
from designer.ui.document import Document
from designer.ui.icons import icon

HEAD = 40  # px


@dataclass(frozen=True)
class Other:
    """A drawing to compare with; `words` gives its title and what is told beside it.

    `path` is the project's file, where it has one, and `run` the folder of the run that it was.
    `remarks` are what could not be taken over of another program's network, and `unsaid` the
    settings of which its file says nothing: neither is a difference.
    """

    words: Callable[[], tuple[str, str]]  # a function, as the window may change its language
    project: Project
    path: Path | None = None
    run: Path | None = None
    remarks: tuple[str, ...] = ()
    unsaid: tuple[Kind, ...] = ()

    @property
    def title(self) -> str:
        """What it is called."""
        return self.words()[0]

    @property
    def note(self) -> str:
        """What else people know it by."""
        return self.words()[1]


class Line(QLabel):
    """A text that gives way where there is little room: names of files may be long."""

    def minimumSizeHint(self) -> QSize:
        """Three letters and the dots."""
        return QSize(36, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of it as there is room for."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, self.width()
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class Side(QWidget):
    """A sheet under its title; or in its place the sentence that a block is missing there."""

    remarks_wanted = Signal()

    def __init__(self, document: Document, title: str, note: str) -> None:
        super().__init__()
        self.document = document
        self.sheet = Sheet(document, f"{title}, {note}")
        self.title, self.note = Line(title), Line(note)
        self._absent = QLabel()
        self._absent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._absent.setWordWrap(True)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self._absent)
        self._head = QFrame()
        self._head.setObjectName("side")
        self._head.setFixedHeight(HEAD)
        self.row = QHBoxLayout(self._head)
        self.row.setContentsMargins(14, 0, 8, 0)
        self.row.setSpacing(10)
        self.row.addWidget(self.title)
        self.row.addWidget(self.note, 1)
        self.remarks = QToolButton()
        self.remarks.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.remarks.clicked.connect(self.remarks_wanted)
        self.remarks.hide()
        self.row.addWidget(self.remarks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.sheet)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()

    def tell(self, note: str) -> None:
        """Say something else beside the title."""
        self.note.setText(note)
        self.note.setToolTip(note)

    def offer_remarks(self, count: int) -> None:
        """Offer to read so many remarks about the drawing."""
        self.remarks.setIcon(icon("info", "ink2"))
        self.remarks.setText(trn("{count} remark", "{count} remarks", count))
        self.remarks.setToolTip(tr("What could not be taken over from the file as it was"))
        self.remarks.setVisible(count > 0)

    @property
    def has_graph(self) -> bool:
        """Whether the graph that is looked at is in this drawing."""
        return self._stack.currentWidget() is self.sheet

    def open_graph(self, graph: str | None, name: str) -> None:
        """Show a graph; None says that the block of that name is missing here."""
        if graph is None:
            self._absent.setText(tr("There is no block {name} in this drawing.", name=name))
            self._stack.setCurrentWidget(self._absent)
            return
        self.document.open_graph(graph)
        self._stack.setCurrentWidget(self.sheet)

    def _restyle(self) -> None:
        colors = theme.current()
        self._head.setStyleSheet(
            f"#side {{ background: {colors.panel.name()}; border-bottom: {colors.border}; }}"
        )
        self.title.setFont(colors.font(13, bold=True))
        self.note.setFont(colors.font(11))
        self.note.setStyleSheet(f"color: {colors.ink2.name()};")
        for line in (self.title, self.note):
            line.setToolTip(line.text())
        self._absent.setFont(colors.font(13))
        self._absent.setStyleSheet(
            f"color: {colors.ink2.name()}; background: {colors.canvas.name()}; padding: 24px;"
        )
