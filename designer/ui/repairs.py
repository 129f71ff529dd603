"""Why: wherever a problem is told, its repairs are one click away, the best one first."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from designer.check import INSIDE, Fix, Problem
from designer.layers.custom import BROKEN, NOT_ALLOWED
from designer.text import tr
from designer.ui.document import Document

MOST = 3
SPACING = 8  # px
OF_CODE = (BROKEN, NOT_ALLOWED)  # mended where the code is in view


class RepairButton(QPushButton):
    """A button whose title is cut in its middle, and whole in its tooltip, where room is short."""

    def __init__(self, title: str, parent: QWidget, primary: bool = True) -> None:
        super().__init__(title, parent)
        self.title = title
        self.setAccessibleName(title)
        self.setProperty("primary", primary)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.ensurePolished()  # else it is measured in another font

    def sizeHint(self) -> QSize:
        """Room for the whole title."""
        title = self.fontMetrics().horizontalAdvance(self.title)
        return QSize(self._around() + title + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Less than the whole title will do."""
        return QSize(self._around() * 2, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the title as there is room for."""
        super().resizeEvent(event)
        room = self.width() - self._around()
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self.title, middle, room))

    def _around(self) -> int:
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())


class Repairs(QWidget):
    """A button for each of the first `most` repairs of a problem, side by side in `width` px."""

    def __init__(
        self, document: Document, width: int, most: int = MOST, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._width, self._most = width, most
        self._problem: Problem | None = None
        self._row = QWidget()
        self._buttons = QHBoxLayout(self._row)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._row)

    def arrange(self, width: int) -> None:
        """Put them side by side where that fits in `width` px, else one below the other."""
        self._width = width
        needed = sum(button.sizeHint().width() + SPACING for button in self.buttons) - SPACING
        wanted = QBoxLayout.Direction.LeftToRight
        if needed > width:
            wanted = QBoxLayout.Direction.TopToBottom
        if self._buttons.direction() != wanted:
            self._buttons.setDirection(wanted)
            for widget in (self._row, self):  # from within: each remembers what it has asked for
                widget.updateGeometry()

    @property
    def widest(self) -> int:
        """The width at which the whole title of each repair can be read."""
        return max((button.sizeHint().width() for button in self.buttons), default=0)

    @property
    def buttons(self) -> list[RepairButton]:
        """A button for each repair that is offered."""
        return self._row.findChildren(RepairButton)

    def show_problem(self, problem: Problem) -> None:
        """Offer the repairs of this problem."""
        before, self._problem = self._problem, problem
        # Every check makes new fixes; buttons that say the same stay, or a click would be lost.
        if before is None or _titles(before) != _titles(problem):
            self._fill(problem)
        self.setVisible(bool(problem.fixes) or problem.code in (INSIDE, *OF_CODE))

    def _fill(self, problem: Problem) -> None:
        old, self._row = self._row, QWidget()
        made = [self._button(fix, index) for index, fix in enumerate(problem.fixes[: self._most])]
        if problem.code == INSIDE:
            made.append(self._open_button(problem))
        if problem.code in OF_CODE:
            made.append(self._code_button())
        self._buttons = QHBoxLayout(self._row)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(SPACING)
        for button in made:
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self.arrange(self._width)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(old, self._row)
        self._row.show()  # at once: the layout would do so later, and be without it until then
        old.hide()
        old.deleteLater()
        layout.activate()  # who asks for the size next gets that of these buttons

    def _button(self, fix: Fix, index: int) -> QPushButton:
        button = RepairButton(fix.title, self._row, primary=index == 0)
        button.setToolTip(tr("{title}. One undo takes it back.", title=fix.title))
        button.clicked.connect(lambda: self._apply(index))
        return button

    def _open_button(self, problem: Problem) -> QPushButton:
        """The repairs of a problem inside a block are offered there."""
        button = RepairButton(tr("Open block"), self._row)
        button.setToolTip(tr("Go to the layer inside, where its repairs are"))
        button.clicked.connect(self._open)
        return button

    def _code_button(self) -> QPushButton:
        """Code is mended, and allowed, where it is in view."""
        button = RepairButton(tr("Open code"), self._row)
        button.setToolTip(tr("See the code of this layer, change it or allow it"))
        button.clicked.connect(self._open_code)
        return button

    def _open_code(self) -> None:
        if self._problem is not None:
            self._document.open_graph(self._problem.graph)
            node = self._document.drawing.nodes.get(self._problem.node)
            layer = self._document.layer(node.type) if node is not None else None
            if layer is not None and layer.code is not None:
                self._document.bridge.code_wanted.emit(layer.code.name)

    def _open(self) -> None:
        if self._problem is not None:
            self._document.open_graph(self._problem.graph)
            self._document.enter(self._problem.node)

    def _apply(self, index: int) -> None:
        if self._problem is not None and index < len(self._problem.fixes):
            fix, project = self._problem.fixes[index], self._document.project
            self._document.run_edit(lambda: fix.apply(project))


def _titles(problem: Problem) -> list[str]:
    if problem.code in (INSIDE, *OF_CODE):
        return [problem.graph, problem.node, problem.code]
    return [fix.title for fix in problem.fixes[:MOST]]
