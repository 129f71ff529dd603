"""Why: nodes are dragged to their places; a loose one dropped on a wire is put into it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from designer.edit.framing import Carried, with_carried
from designer.model import Wire
from designer.ui.canvas.geometry import GRID, snapped
from designer.ui.canvas.gestures.carry import shift
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
        self._remarks = self.document.selected_remarks
        self._moved = False
        if name not in self._before or modifiers & (SHIFT | CONTROL):
            kept = self._remarks if modifiers & (SHIFT | CONTROL) else ()
            self.document.select(combined(self._before, [name], modifiers), kept)
        self._names = self.document.selection if name in self.document.selection else ()
        remarks = self.document.selected_remarks if self._names else ()
        self._along = with_carried(self.document.drawing, (), remarks)
        self._names = tuple(dict.fromkeys((*self._names, *self._along.nodes)))

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show the nodes where they would come to lie."""
        by = at - self.start
        if not self._moved and by.manhattanLength() * self.view.zoom < FAR:
            return
        if not self._moved:
            self._moved = True
            self.view.begin_bulk(self._names)
        step = self._step(by, modifiers)
        self.scene.shift_items(self._names, step)
        self.scene.shift_remarks(self._along.remarks, step)
        self.view.show_moved()
        self.view.show_target(self._wire_below() if len(self._names) == 1 else None)

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Move them in the model, as one edit."""
        self.view.end_bulk()
        self.view.show_target(None)
        if not self._moved:
            if not modifiers & (SHIFT | CONTROL):
                self.document.select([self._name])
            return
        by = self._step(at - self.start, modifiers)
        nodes = self.document.drawing.nodes
        places = {n: (nodes[n].at[0] + by.x(), nodes[n].at[1] + by.y()) for n in self._names}
        along = Carried(self._names, self._along.remarks)
        wire = self._wire_below() if len(self._names) == 1 else None
        if wire is None:
            self.document.run_edit(lambda: shift(self.view, along, by))
        else:
            self.view.insert_existing(self._name, places[self._name], wire)

    def cancel(self) -> None:
        """Everything is where it was."""
        self.view.end_bulk()
        self.view.show_target(None)
        self.scene.shift_items(self._names, QPointF())
        self.scene.shift_remarks(self._along.remarks, QPointF())
        self.document.select(self._before, self._remarks)

    def _step(self, by: QPointF, modifiers: Qt.KeyboardModifier) -> QPointF:
        if modifiers & Qt.KeyboardModifier.AltModifier or not self._names:
            return by
        # The node under the pointer goes onto the grid, the others keep their distance to it.
        at = QPointF(*self.document.drawing.nodes[self._name].at)
        return QPointF(*snapped(at + by)) - at if GRID else by

    def _wire_below(self) -> Wire | None:
        """The wire that a loose node with an input and an output lies on."""
        graph = self.document.drawing
        name = self._names[0]
        if graph.incoming(name) or graph.outgoing(name):
            return None
        layer = self.document.layer(graph.nodes[name].type)
        if layer is None or not layer.inputs or not layer.outputs:
            return None
        middle = self.scene.nodes[name].center()
        return self.scene.wire_at(middle, reach=16)
