"""Why: a problem stands beside its node, in one sentence, with its repairs as buttons."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
)

from designer.check import Problem
from designer.text import tr
from designer.ui import theme
from designer.ui.canvas.geometry import LABEL_HEIGHT
from designer.ui.icons import icon
from designer.ui.repairs import Repairs
from designer.ui.values import unbroken

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

WIDTH, NARROW, WIDEST = 266, 240, 360
AROUND = 24  # px: margins and border
GAP, ABOVE = 12, 8  # px: above, the shape that arrives there stays in view
SHOWN_ABOVE = 0.45  # zoom
ICON = 14  # px


class ProblemCard(QFrame):
    """Shows the problem of the selected node; with nothing selected, the first error."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._problem: Problem | None = None
        self._dismissed: tuple[str, str] | None = None
        self.setObjectName("card")
        self._sizes: list[QSize] = []  # that it may have, the one that it likes best first
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close", "ink2"))
        self.close_button.setIconSize(QSize(ICON, ICON))
        self.close_button.setToolTip(tr("Hide this note"))
        self.close_button.setAccessibleName(tr("Hide this note"))
        self.close_button.clicked.connect(self._dismiss)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 10, 8, 12)
        self._column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.sentence, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self.repairs = Repairs(view.document, WIDTH - AROUND, parent=self)
        self._column.addWidget(self.repairs)
        self.hide()
        document = view.document
        document.bridge.checked.connect(self._refresh)
        document.bridge.selected.connect(self._refresh)
        view.moved.connect(self._place)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()
        self._refresh()

    def _refresh(self, _: object = None) -> None:
        problem = self._wanted()
        if problem is not None and self._dismissed == (problem.node, problem.message):
            problem = None
        before, self._problem = self._problem, problem
        if problem is not None and problem != before:
            self._show(problem)
        self._place()

    def _wanted(self) -> Problem | None:
        """The first problem of the one selected node, else the first error that has a place."""
        document = self._view.document
        placed = [p for p in document.problems_here if p.node in self._view.canvas.nodes]
        placed.sort(key=lambda p: p.severity != "error")
        if len(document.selection) == 1:
            own = [p for p in placed if p.node == document.selection[0]]
            return own[0] if own else None
        errors = [p for p in placed if p.severity == "error"]
        return errors[0] if errors and not document.selection else None

    def _show(self, problem: Problem) -> None:
        self.sentence.ensurePolished()  # else it is measured in another font
        self.sentence.setText(unbroken(problem.message))
        self.repairs.show_problem(problem)
        least = min(self.repairs.widest + AROUND, WIDEST)
        wide, narrow = max(WIDTH, least), max(NARROW, least)
        self._sizes = [self._take_width(narrow), self._take_width(wide)][::-1]

    def _take_width(self, width: int) -> QSize:
        """Be so wide, and as high as the words are then."""
        self.setFixedWidth(width)
        text_width = width - AROUND - 4 - self.close_button.sizeHint().width()
        self.sentence.setFixedHeight(self.sentence.heightForWidth(text_width))
        self.repairs.arrange(width - AROUND)
        self._column.invalidate()
        self.setFixedHeight(self.sizeHint().height())  # its border is part of it
        return self.size()

    def _dismiss(self) -> None:
        if self._problem is not None:
            self._dismissed = (self._problem.node, self._problem.message)
        self._refresh()

    def _place(self) -> None:
        item = self._view.canvas.nodes.get(self._problem.node) if self._problem else None
        if item is None or self._view.zoom < SHOWN_ABOVE:
            self.hide()
            return
        area = self._view.mapFromScene(item.block).boundingRect()
        if not self._view.rect().intersects(area):
            self.hide()
            return
        place = min(self._places(area), key=lambda place: self._badness(place, area))
        if place.width() != self.width():
            self._take_width(place.width())
        self.move(place.topLeft())
        if not self.isVisible():
            self.show()
        self.raise_()

    def _places(self, node: QRect) -> list[QRect]:
        """Beside, below and above the node, as wide as it likes or a little narrower."""
        return [QRect(at, size) for size in self._sizes for at in self._corners(node, size)]

    def _corners(self, node: QRect, size: QSize) -> list[QPoint]:
        below = node.bottom() + GAP + round(LABEL_HEIGHT * self._view.zoom)
        x = max(8, min(node.left(), self._view.width() - size.width() - 8))
        room = self._view.rect().adjusted(8, 8, -8 - size.width(), -8 - size.height())
        corners = (
            QPoint(node.right() + GAP, node.top()),
            QPoint(x, below),
            QPoint(node.left() - GAP - size.width(), node.top()),
            QPoint(x, node.top() - ABOVE - size.height()),
        )
        if self._view.canvas.flow.is_turned:  # beside it stand its wires
            corners = (corners[1], corners[3], corners[0], corners[2])
        return [
            QPoint(
                max(room.left(), min(corner.x(), room.right())),
                max(room.top(), min(corner.y(), room.bottom())),
            )
            for corner in corners
        ]

    def _badness(self, place: QRect, node: QRect) -> tuple[int, bool]:
        """Pixels of nodes that the card would lie on, its own among them; then whether it would
        lie on the wires that lead there and on."""
        covered = 0
        for item in self._view.canvas.nodes_in(self._view.mapToScene(place).boundingRect()):
            other = self._view.mapFromScene(item.block).boundingRect()
            both = other.intersected(place)
            covered += both.width() * both.height()
        middle = node.center()
        if self._view.canvas.flow.is_turned:
            return covered, place.top() <= middle.y() <= place.bottom()
        return covered, place.left() <= middle.x() <= place.right()

    def _restyle(self) -> None:
        colors = theme.current()
        self.setStyleSheet(
            f"#card {{ background: {colors.panel.name()}; border: {colors.border};"
            f" border-radius: 8px; }} #card QToolButton {{ padding: 0 4px; }}"
        )
        self.sentence.setFont(colors.font(12))
