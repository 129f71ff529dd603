"""Why: a drawing that is compared is looked at: it can be moved and zoomed, and nothing else."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from designer.model import Wire
from designer.ui.canvas.focus import Focus
from designer.ui.canvas.frame_titles import draw_titles
from designer.ui.canvas.titles import TITLES_BELOW
from designer.ui.comparing.marks import NOTHING, Marks, paint_marks
from designer.ui.document import Document

STEP = 60  # px that an arrow key moves the sheet


class Sheet(Focus):
    """A canvas without hands, on which differences are marked."""

    clicked = Signal(str)  # a layer
    entered = Signal(str)  # a layer, with a double-click

    def __init__(self, document: Document, title: str, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self.marks: Marks = NOTHING
        self._chosen: tuple[tuple[str, ...], tuple[Wire, ...]] = ((), ())
        self._from: QPointF | None = None  # where the sheet is held, in px
        self._dragged = False
        self.setAccessibleName(title)
        self.setMinimumSize(200, 100)
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)

    def show_marks(self, marks: Marks) -> None:
        """Mark this and no more."""
        self.marks = marks
        self.viewport().update()

    def choose(self, nodes: Iterable[str], wires: Iterable[Wire]) -> None:
        """Put a halo around these layers, those at the ends of wires included."""
        self._chosen = tuple(nodes), tuple(wires)
        self.viewport().update()

    def chosen_blocks(self) -> list[QRectF]:
        """Where that is: the layers, or the places of those that are missing here."""
        nodes, wires = self._chosen
        names = dict.fromkeys([*nodes, *(end for w in wires for end in (w.source, w.target))])
        found = [self.canvas.nodes[name].block for name in names if name in self.canvas.nodes]
        return found + [self.marks.missing[name][0] for name in nodes if name in self.marks.missing]

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The titles of frames from far away, then the marks, and where the keyboard is."""
        if self.zoom < TITLES_BELOW:
            seen = QRectF(self.viewport().rect())
            draw_titles(painter, self.canvas, self.viewportTransform(), seen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_marks(painter, self)
        self.draw_focus(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the sheet."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._from, self._dragged = event.position(), False
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it along."""
        if self._from is None:
            return
        by = event.position() - self._from
        if self._dragged or by.manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
            self.pan(-by / self.zoom)
            self._from = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; without a move it was a click."""
        held, self._from = self._from, None
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        name = self._layer_at(event.position())
        if held is not None and not self._dragged and name:
            self.clicked.emit(name)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is a block."""
        name = self._layer_at(event.position())
        if name:
            self.entered.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the sheet, plus and minus zoom, F shows all of it."""
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in ways:
            self.pan(QPointF(*ways[key]) * STEP / self.zoom)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif key == Qt.Key.Key_F:
            self.zoom_to_fit()
        else:
            event.ignore()

    def viewportEvent(self, event: QEvent) -> bool:
        """Resting on a layer tells what differs of it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.marks.tips.get(self._layer_at(QPointF(event.pos())), "")
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().viewportEvent(event)

    def _layer_at(self, at: QPointF) -> str:
        item = self.canvas.node_at(self.mapToScene(at.toPoint()))
        return item.face.name if item is not None else ""
