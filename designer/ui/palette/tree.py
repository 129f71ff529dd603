"""Why: the list under the search field: fold, walk, choose, drag."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from designer.layers import CATEGORIES, Layer
from designer.text import tr
from designer.ui import theme
from designer.ui.palette.model import CATEGORY, TYPE, Index, LayerModel
from designer.ui.palette.rows import NODE, Rows, node_picture
from designer.ui.rightclick import Item, offer

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class LayerTree(QTreeView):
    """The layers. What is folded stays folded while the palette is there."""

    chosen = Signal(str)
    typed = Signal(str)  # letters that are meant for the search field
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded: set[str] = set()
        self._rows = Rows(self)
        self._model = LayerModel(self)
        self.setItemDelegate(self._rows)
        self.setModel(self._model)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Layers"))
        self.setToolTip(tr("Drag a layer onto the canvas, or double-click to add it."))
        self.doubleClicked.connect(self.choose)
        offer(self, self._offered)
        self.expanded.connect(lambda index: self._folded.discard(index.data(CATEGORY)))
        self.collapsed.connect(lambda index: self._folded.add(index.data(CATEGORY)))
        theme.notifier.changed.connect(self.viewport().update)

    @property
    def is_empty(self) -> bool:
        """True when nothing matches."""
        return self._model.rowCount() == 0

    def show_matches(self, text: str) -> None:
        """List what fits, the best first and selected; everything for an empty text."""
        self._rows.flat = bool(text.strip())
        self._model.show(text)
        if self._rows.flat:
            self.setCurrentIndex(self._model.index(0, 0))
            return
        folded = set(self._folded)
        for row in range(self._model.rowCount()):
            index = self._model.index(row, 0)
            self.setExpanded(index, index.data(CATEGORY) not in folded)
        self.scrollToTop()

    def show_blocks(self, blocks: tuple[Layer, ...]) -> bool:
        """Offer these blocks too; False when they were offered already."""
        if [layer.type for layer in blocks] == [layer.type for layer in self._model.blocks]:
            return False
        self._model.blocks = blocks
        return True

    def _offered(self, at: QPoint) -> list[Item]:
        index = self.indexAt(at)
        if not index.data(TYPE):
            return []
        return [(tr("Add to the drawing"), lambda: self.choose(index))]

    def walk(self, steps: int) -> None:
        """Go to the layer so many rows below, or above when negative."""
        index = self.currentIndex()
        for _ in range(abs(steps)):
            after = self._next(index, forward=steps > 0)
            if not after.isValid():
                break
            index = after
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def choose(self, index: Index | None = None) -> None:
        """Take this layer, or the selected one."""
        layer = (self.currentIndex() if index is None else index).data(TYPE)
        if layer:
            self.chosen.emit(layer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes a layer and folds a heading; Escape goes back to the whole catalogue."""
        if event.key() in ENTER:
            self._fold(self.currentIndex())
            self.choose()
        elif event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters go to the field, which knows synonyms."""
        self.typed.emit(search)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a heading folds it."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._fold(self.indexAt(event.position().toPoint()))

    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        """Carry the layer as the node it will be."""
        index = self.currentIndex()
        if not index.data(TYPE):
            return
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData([index]))
        drag.setPixmap(node_picture(index.data(), index.data(CATEGORY), self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(NODE.width() // 2, NODE.height() // 2))
        drag.exec(Qt.DropAction.CopyAction)

    def _fold(self, index: QModelIndex) -> None:
        if index.isValid() and not index.data(TYPE) and index.data(CATEGORY) in CATEGORIES:
            self.setExpanded(index, not self.isExpanded(index))

    def _next(self, index: QModelIndex, forward: bool) -> QModelIndex:
        if not index.isValid():
            index = self._model.index(0, 0)
            if index.data(TYPE):
                return index
        while True:
            index = self.indexBelow(index) if forward else self.indexAbove(index)
            if not index.isValid() or index.data(TYPE):
                return index
