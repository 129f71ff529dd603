"""Why: inside a block one sees where one is, and goes back with a click."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from designer.layers.blocks import BLOCK
from designer.model import MAIN
from designer.text import tr, trn
from designer.ui import theme
from designer.ui.canvas import CanvasView
from designer.ui.document import Document
from designer.ui.emptying import empty
from designer.ui.icons import pixmap

ARROW = 12  # px


class Breadcrumbs(QFrame):
    """The network, then the blocks that were opened; hidden on the outermost level."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._document = view.document
        self._steps: dict[str, QToolButton] = {}
        view.crumbs = self
        self.setObjectName("breadcrumbs")
        self.setAccessibleName(tr("Levels"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 4, 10, 4)
        self._row.setSpacing(0)
        bridge = self._document.bridge
        bridge.graph_opened.connect(self._show)
        bridge.committed.connect(self._show)
        theme.notifier.changed.connect(self._show)
        self._show()

    def level_at(self, where: QPoint) -> str:
        """The graph of the step at a place of the screen, if it leads out; else ""."""
        for graph, step in self._steps.items():
            if graph != self._document.graph and step.rect().contains(step.mapFromGlobal(where)):
                return graph
        return ""

    def light(self, graph: str) -> None:
        """Show that layers would go there; "" for none of the steps."""
        colors = theme.current()
        lit = f"background: {colors.accent_soft.name()}; color: {colors.accent.name()};"
        for name, step in self._steps.items():
            step.setStyleSheet(lit if name == graph else "")

    def _show(self, _: object = None) -> None:
        self._steps.clear()
        document = self._document
        self.setVisible(bool(document.path_in))
        empty(self._row)
        if not document.path_in:
            return
        self._restyle()
        self._step(document.project.name, MAIN, tr("The network"))
        for place in document.path_in:
            self._add(self._arrow())
            self._step(place.graph, place.graph, tr("Opened from {node}", node=place.via))
        self._say(self._instances(document.graph))
        self._row.activate()
        self.adjustSize()

    def _step(self, title: str, graph: str, tip: str) -> None:
        button = QToolButton()
        button.setText(title)
        button.setToolTip(tip)
        if graph == self._document.graph:
            button.setEnabled(False)
            button.setFont(theme.current().font(12, bold=True))
        button.clicked.connect(partial(_open, self._document, graph))
        self._add(button)
        self._steps[graph] = button

    def _say(self, text: str) -> None:
        label = QLabel(text)
        colors = theme.current()
        label.setStyleSheet(f"color: {colors.ink3.name()};")
        label.setFont(colors.font(11))
        self._add(label)

    def _arrow(self) -> QLabel:
        label = QLabel()
        label.setPixmap(pixmap("chevron-right", ARROW, "ink3", self.devicePixelRatioF()))
        return label

    def _add(self, widget: QWidget) -> None:
        self._row.addWidget(widget)
        widget.ensurePolished()  # else it is measured in another font
        widget.show()

    def _instances(self, graph: str) -> str:
        graphs = self._document.project.graphs.values()
        count = sum(node.type == BLOCK + graph for g in graphs for node in g.nodes.values())
        return trn("· used once", "· used {count} times", count)

    def _restyle(self) -> None:
        colors = theme.current()
        self.setStyleSheet(
            f"#breadcrumbs {{ background: {colors.panel.name()};"
            f" border: {colors.border}; border-radius: 8px; }}"
            f"QToolButton {{ padding: 4px; }}"
            f"QToolButton:disabled {{ color: {colors.ink1.name()}; }}"
        )


def _open(document: Document, graph: str, _: bool = False) -> None:
    path = document.path_in
    document.open_graph(graph)
    document.select([place.via for place in path[len(document.path_in) :][:1]])
