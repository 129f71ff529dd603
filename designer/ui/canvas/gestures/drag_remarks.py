"""Why: frames, comments and reroute points are dragged, with what is selected or lies in them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from designer import edit
from designer.edit.framing import with_carried
from designer.model import Wire
from designer.ui.canvas.geometry import snapped
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.gestures.select import CONTROL, SHIFT, combined
from designer.ui.canvas.wire_choice import (
    Moving,
    choose_bends,
    choose_wire,
    led,
    shift_bends,
    with_bends,
)

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

FAR = 3.0  # px before a click becomes a drag


class DragTogether(Gesture):
    """Moves `_all`: frames, comments, reroute points and what goes along with them.

    By steps of the grid; Alt moves freely. One undo takes it back.
    """

    cursor = Qt.CursorShape.SizeAllCursor
    _all: Moving

    def __init__(self, view: "CanvasView", start: QPointF) -> None:
        super().__init__(view, start)
        self._before = (self.document.selection, self.document.selected_remarks)
        self._bends = self.scene.chosen_bends
        self._moved = False

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show everything where it would come to lie."""
        if not self._moved and (at - self.start).manhattanLength() * self.view.zoom < FAR:
            return
        if not self._moved:
            self._moved = True
            self.view.begin_bulk(self._all.nodes)
        step = _step(at - self.start, modifiers)
        self.view.show_moved(self._all.nodes, step)
        self.scene.shift_remarks(self._all.remarks, step)
        shift_bends(self.scene, self._all.bends, step)
        if not self._all.nodes:
            self.redraw()

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Move it in the model, as one edit."""
        self.view.end_bulk()
        if not self._moved:
            if not modifiers & (SHIFT | CONTROL):
                self.clicked()
            return
        document, by = self.document, _step(at - self.start, modifiers)
        document.run_edit(lambda: shift(self.view, self._all, by))
        self._show_at_rest()  # where the model has it, also when refused

    def clicked(self) -> None:
        """It was a click: only what was under the pointer is selected."""

    def cancel(self) -> None:
        """Everything is where it was."""
        self.view.end_bulk()
        self._show_at_rest()

    def _show_at_rest(self) -> None:
        self.scene.shift_items(self._all.nodes, QPointF())
        self.scene.shift_remarks(self._all.remarks, QPointF())
        shift_bends(self.scene, self._all.bends, QPointF())


class DragRemarks(DragTogether):
    """Moves the selected frames and comments with all that is selected or lies in a frame."""

    def __init__(
        self, view: "CanvasView", start: QPointF, name: str, modifiers: Qt.KeyboardModifier
    ) -> None:
        super().__init__(view, start)
        self._name = name
        document = self.document
        nodes, remarks = self._before
        if name not in remarks or modifiers & (SHIFT | CONTROL):
            kept = nodes if modifiers & (SHIFT | CONTROL) else ()
            document.select(kept, combined(remarks, [name], modifiers))
            choose_bends(self.scene, self._bends if modifiers & (SHIFT | CONTROL) else ())
        chosen = document.selected_remarks if name in document.selected_remarks else ()
        nodes = document.selection if chosen else ()
        found = with_carried(document.drawing, nodes, chosen)
        self._all = with_bends(self.scene, found) if chosen else Moving(*found)

    def clicked(self) -> None:
        """Only this one is selected."""
        self.document.select([], [self._name])
        choose_bends(self.scene, ())


class DragBends(DragTogether):
    """Moves the selected reroute points with all else that is selected."""

    def __init__(self, view: "CanvasView", start: QPointF, wire: Wire, number: int) -> None:
        super().__init__(view, start)
        self._wire, self._number = wire, number
        self._all = with_bends(self.scene, with_carried(self.document.drawing, *self._before))

    def clicked(self) -> None:
        """Only this point is selected."""
        self.document.select([])
        choose_wire(self.scene, self._wire, self._number)


def shift(view: "CanvasView", what: Moving, by: QPointF, merge: str = "") -> None:
    """Move layers, frames, comments and reroute points, and nothing that merely lies in a frame.

    Raises EditError.
    """
    document = view.document
    nodes, remarks = document.drawing.nodes, document.drawing.remarks

    def moved(at: tuple[float, float]) -> tuple[float, float]:
        return at[0] + by.x(), at[1] + by.y()

    edit.move_together(
        document.project,
        {name: moved(nodes[name].at) for name in what.nodes},
        {name: moved(remarks[name].at) for name in what.remarks},
        document.graph,
        merge,
        led(document.drawing, what.bends, by),
    )


def _step(by: QPointF, modifiers: Qt.KeyboardModifier) -> QPointF:
    """What is on the grid stays on it."""
    return by if modifiers & Qt.KeyboardModifier.AltModifier else QPointF(*snapped(by))
