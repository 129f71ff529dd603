"""Why: a wire is led by hand: its reroute points are dragged to where it should pass."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from designer import edit
from designer.model import Wire
from designer.ui.canvas.geometry import snapped, turned
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.wire_choice import choose_wire

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

FAR = 3.0  # px before a click becomes a drag
NEAR = 6.0  # px within which a point lies in line with its neighbors, along the flow


class MoveBend(Gesture):
    """Drags a reroute point, on the grid and in line with its neighbors; a new one comes along.

    A click alone selects it.
    """

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(
        self, view: "CanvasView", start: QPointF, wire: Wire, number: int, *, new: bool = False
    ) -> None:
        super().__init__(view, start)
        self._wire, self._number = wire, number
        before = [QPointF(*at) for at in self.document.drawing.bends.get(wire, ())]
        self._before = [*before[:number], QPointF(start), *before[number:]] if new else before
        self._new = new
        self._moved = False
        choose_wire(self.scene, wire, number)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show the wire as it would run."""
        if not self._moved and (at - self.start).manhattanLength() * self.view.zoom < FAR:
            return
        self._moved = True
        self.scene.show_bends(self._wire, self._points(at))
        self.redraw()

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Lead it so in the model."""
        if not self._moved and not self._new:
            return
        document = self.document
        points = [(point.x(), point.y()) for point in self._points(at)]
        document.run_edit(
            lambda: edit.bend(document.project, self._wire, points, graph=document.graph)
        )
        choose_wire(self.scene, self._wire, self._number)

    def cancel(self) -> None:
        """It runs as it did."""
        self.scene.route(self._wire)

    def _points(self, at: QPointF) -> list[QPointF]:
        line = self.scene.wires[self._wire].line
        others = [line.p1(), *self._before, line.p2()]
        del others[self._number + 1]
        place = QPointF(*snapped(self._before[self._number] + at - self.start))
        reach = NEAR / self.view.zoom
        for other in others[self._number : self._number + 2]:
            by = turned(other - place, self.scene.flow)
            if abs(by.x()) <= reach:
                place += turned(QPointF(by.x(), 0), self.scene.flow)
        points = list(self._before)
        points[self._number] = place
        return points
