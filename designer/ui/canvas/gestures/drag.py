"""Why: nodes are dragged to their places, onto a wire, into a block or out of one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from designer import edit
from designer.model import Wire
from designer.ui.canvas.geometry import GRID, snapped
from designer.ui.canvas.gestures.carry import Aim
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.gestures.select import CONTROL, SHIFT, combined

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

FAR = 3.0  # px before a click becomes a drag


class DragNodes(Gesture):
    """Moves the selected nodes, on the grid; Alt moves freely. One undo takes it back."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(
        self, view: "CanvasView", start: QPointF, name: str, modifiers: Qt.KeyboardModifier
    ) -> None:
        super().__init__(view, start)
        self._name = name
        self._before = self.document.selection
        self._moved = False
        if name not in self._before or modifiers & (SHIFT | CONTROL):
            self.document.select(combined(self._before, [name], modifiers))
        self._names = self.document.selection if name in self.document.selection else ()
        self._aim = Aim(view, self._names)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show the nodes where they would come to lie."""
        by = at - self.start
        if not self._moved and by.manhattanLength() * self.view.zoom < FAR:
            return
        if not self._moved:
            self._moved = True
            self.view.begin_bulk(self._names)
        self.scene.shift_items(self._names, self._step(by, modifiers))
        self.view.show_moved()
        self._aim.look(at)
        self.scrolls = not self._aim.is_on_path
        self.view.show_target(self._wire_below())

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Move them in the model, as one edit."""
        self.view.end_bulk()
        self.view.show_target(None)
        if not self._moved:
            if not modifiers & (SHIFT | CONTROL):
                self.document.select([self._name])
            return
        self._aim.look(at)
        if self._aim.is_on:
            self.scene.shift_items(self._names, QPointF())
            self._aim.drop()
            return
        by = self._step(at - self.start, modifiers)
        nodes = self.document.drawing.nodes
        places = {n: (nodes[n].at[0] + by.x(), nodes[n].at[1] + by.y()) for n in self._names}
        wire = self._wire_below()
        if wire is None:
            self.document.run_edit(
                lambda: edit.move(self.document.project, places, graph=self.document.graph)
            )
        else:
            self.view.insert_existing(self._name, places[self._name], wire)

    def cancel(self) -> None:
        """Everything is where it was."""
        self._aim.clear()
        self.view.end_bulk()
        self.view.show_target(None)
        self.scene.shift_items(self._names, QPointF())
        self.document.select(self._before)

    def _step(self, by: QPointF, modifiers: Qt.KeyboardModifier) -> QPointF:
        if modifiers & Qt.KeyboardModifier.AltModifier or not self._names:
            return by
        # The node under the pointer goes onto the grid, the others keep their distance to it.
        at = QPointF(*self.document.drawing.nodes[self._name].at)
        return QPointF(*snapped(at + by)) - at if GRID else by

    def _wire_below(self) -> Wire | None:
        """The wire that one loose node with an input and an output lies on."""
        if len(self._names) != 1 or self._aim.is_on:
            return None
        graph = self.document.drawing
        name = self._names[0]
        if graph.incoming(name) or graph.outgoing(name):
            return None
        layer = self.document.layer(graph.nodes[name].type)
        if layer is None or not layer.inputs or not layer.outputs:
            return None
        middle = self.scene.nodes[name].center()
        return self.scene.wire_at(middle, reach=16)
