"""Why: a frame is dragged by its title and takes along what lies in it; so is a comment."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from designer import edit
from designer.edit.framing import Carried, with_carried
from designer.ui.canvas.geometry import snapped
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.gestures.select import CONTROL, SHIFT, combined

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

FAR = 3.0  # px before a click becomes a drag


class DragRemarks(Gesture):
    """Moves the selected frames and comments with all that is selected or lies in a frame.

    By steps of the grid; Alt moves freely. One undo takes it back.
    """

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(
        self, view: "CanvasView", start: QPointF, name: str, modifiers: Qt.KeyboardModifier
    ) -> None:
        super().__init__(view, start)
        self._name = name
        document = self.document
        self._before = (document.selection, document.selected_remarks)
        nodes, remarks = self._before
        if name not in remarks or modifiers & (SHIFT | CONTROL):
            kept = nodes if modifiers & (SHIFT | CONTROL) else ()
            document.select(kept, combined(remarks, [name], modifiers))
        self._moved = False
        chosen = document.selected_remarks if name in document.selected_remarks else ()
        self._all = with_carried(document.drawing, document.selection if chosen else (), chosen)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show everything where it would come to lie."""
        if not self._moved and (at - self.start).manhattanLength() * self.view.zoom < FAR:
            return
        if not self._moved:
            self._moved = True
            self.view.begin_bulk(self._all.nodes)
        step = _step(at - self.start, modifiers)
        self.scene.shift_remarks(self._all.remarks, step)
        self.view.show_moved(self._all.nodes, step)

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Move it in the model, as one edit."""
        self.view.end_bulk()
        if not self._moved:
            if not modifiers & (SHIFT | CONTROL):
                self.document.select([], [self._name])
            return
        document, by = self.document, _step(at - self.start, modifiers)
        document.run_edit(lambda: shift(self.view, self._all, by))
        self._show(QPointF())  # where the model has it, also when refused

    def cancel(self) -> None:
        """Everything is where it was."""
        self.view.end_bulk()
        self._show(QPointF())
        self.document.select(*self._before)

    def _show(self, by: QPointF) -> None:
        self.scene.shift_items(self._all.nodes, by)
        self.scene.shift_remarks(self._all.remarks, by)


def shift(view: "CanvasView", what: Carried, by: QPointF, merge: str = "") -> None:
    """Move layers, frames and comments, and nothing that merely lies in them. Raises EditError."""
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
    )


def _step(by: QPointF, modifiers: Qt.KeyboardModifier) -> QPointF:
    """What is on the grid stays on it."""
    return by if modifiers & Qt.KeyboardModifier.AltModifier else QPointF(*snapped(by))
