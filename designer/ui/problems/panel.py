"""Why: a list of problems that one can walk through with the keyboard and repair with a click."""

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from designer.check import Problem
from designer.text import tr
from designer.ui import theme
from designer.ui.blank import Blank
from designer.ui.document import Document
from designer.ui.repairs import Repairs
from designer.ui.rightclick import Item, offer
from designer.ui.values import unbroken

MOST = 200  # rows; nobody reads more, and each is a widget
LOWEST, SENTENCE = 42, 180  # px
BORDER, GAP = 14, 10  # px


class Row(QWidget):
    """One problem: a mark for how bad it is, the node, the sentence, the repairs."""

    def __init__(self, document: Document, problem: Problem) -> None:
        super().__init__()
        colors = theme.current()
        self.problem = problem
        error = problem.severity == "error"
        mark = QLabel("●")
        mark.setStyleSheet(f"color: {(colors.error if error else colors.validation).name()}")
        mark.setToolTip(tr("Error: training cannot start") if error else tr("Warning"))
        node = QLabel(problem.node or tr("Network"))
        node.setFont(colors.font(12, bold=True))
        node.setMinimumWidth(88)
        sentence = QLabel(unbroken(problem.message))
        sentence.setWordWrap(True)
        sentence.setMinimumWidth(SENTENCE)  # the titles of repairs give way first
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.repairs = Repairs(document, 640, most=2, parent=self)
        self.repairs.show_problem(problem)
        row = QHBoxLayout(self)
        row.setContentsMargins(BORDER, 7, BORDER, 7)
        row.setSpacing(GAP)
        row.addWidget(mark)
        row.addWidget(node)
        row.addWidget(sentence, 1)
        row.addWidget(self.repairs)
        before = mark.sizeHint().width() + max(node.sizeHint().width(), node.minimumWidth())
        self._others = before + SENTENCE + 3 * GAP + 2 * BORDER

    def arrange(self, width: int) -> None:
        """Put the repairs side by side where so many px have room for their whole titles."""
        self.repairs.arrange(width - self._others)


class List(QListWidget):
    """A list whose rows are taken with Enter, too, and are as tall as their sentences."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self.fit_rows()

    def fit_rows(self) -> None:
        """Give each row the height that its sentence needs."""
        width = self.viewport().width()
        for index in range(self.count()):
            row = self.itemWidget(self.item(index))
            if isinstance(row, Row):
                row.arrange(width)
                self.item(index).setSizeHint(QSize(0, max(LOWEST, row.heightForWidth(width))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the node."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemClicked.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class ProblemsPanel(QWidget):
    """The problems of the drawing, errors first."""

    activated = Signal(str)  # the node of a problem was asked for

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._shown: list[tuple[str, ...]] = []
        self.list = List()
        self.list.setAccessibleName(tr("Problems"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._go)
        offer(self.list, self._offered)
        self._none = Blank()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        document.bridge.checked.connect(self._refresh)
        theme.notifier.changed.connect(self._rebuild)
        self._refresh()

    def _rebuild(self) -> None:
        self._shown = []
        self._refresh()

    def _refresh(self, _: object = None) -> None:
        problems = sorted(self._document.problems, key=lambda p: p.severity != "error")[:MOST]
        words = [
            (p.severity, p.graph, p.node, p.message, *(f.title for f in p.fixes)) for p in problems
        ]
        if words != self._shown or not problems:
            self._fill(problems)
            self._shown = words
        else:  # the same words, but the repairs belong to the new state of the drawing
            for index, problem in enumerate(problems):
                self._row(index).repairs.show_problem(problem)

    def _fill(self, problems: list[Problem]) -> None:
        at = self.list.currentRow()
        self.list.clear()
        for problem in problems:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{problem.node}: {problem.message}")
            row = Row(self._document, problem)
            self.list.addItem(item)
            self.list.setItemWidget(item, row)
        self.list.fit_rows()
        self.list.setCurrentRow(min(at, len(problems) - 1))
        self._stack.setCurrentWidget(self.list if problems else self._none)
        if not problems:
            self._say_none()

    def _say_none(self) -> None:
        if self._document.project.main.nodes:
            self._none.say(tr("No problems. This network is ready to train."), "good")
        else:
            self._none.say(tr("What is wrong with a drawing is told here, with its repair."))

    def _offered(self, at: QPoint) -> list[Item]:
        """What can be done about the problem under the pointer."""
        item = self.list.itemAt(at)
        row = self.list.itemWidget(item) if item is not None else None
        if item is None or not isinstance(row, Row):
            return []
        repairs = row.repairs.buttons
        return [
            *([(tr("Go to the layer"), partial(self._go, item))] if row.problem.node else []),
            *((button.title, button.click) for button in repairs),
            None,
            (tr("Copy"), partial(QGuiApplication.clipboard().setText, row.problem.message)),
        ]

    def _row(self, index: int) -> Row:
        row = self.list.itemWidget(self.list.item(index))
        assert isinstance(row, Row)
        return row

    def _go(self, item: QListWidgetItem) -> None:
        row = self.list.itemWidget(item)
        if isinstance(row, Row) and row.problem.node:
            self._document.open_graph(row.problem.graph)
            self._document.select([row.problem.node])
            self.activated.emit(row.problem.node)
