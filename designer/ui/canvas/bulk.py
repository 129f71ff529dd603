"""Why: thousands of nodes are dragged as smoothly as one when only those in sight are moved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from designer.edit.flowing import DOWN
from designer.model import Wire
from designer.ui.canvas.geometry import outer

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene

FEW = 150  # nodes that are moved as quickly as looked through
SHORT = 3 * DOWN.row  # a wire that is longer may be in sight although its ends are not


class Bulk:
    """Shows nodes moved by so much while they are dragged: in sight, and where they come into it.

    All the others stay where the model has them until it has moved them too. A wire between two
    dragged nodes keeps its way and is moved as a whole.
    """

    def __init__(self, scene: "CanvasScene", names: Sequence[str]) -> None:
        self.names = names
        self._scene = scene
        nodes, inside = scene.document.drawing.nodes, set(names)
        self._at = [(name, *nodes[name].at) for name in names]
        inner: list[Wire] = []
        self._rim: list[Wire] = []
        for wire in scene.wires:
            ends = (wire.source in inside) + (wire.target in inside)
            if ends:
                (inner if ends == 2 else self._rim).append(wire)
        rim = {name for wire in self._rim for name in (wire.source, wire.target)} & inside
        self._places = {name: (x, y) for name, x, y in self._at}
        self._moving = set(rim)  # nodes that are not where the model has them
        self._wires = {wire for wire in inner if _reach(scene, wire) > SHORT}

    def show(self, by: QPointF, seen: QRectF) -> None:
        """Move what is in sight, and what was."""
        scene, dx, dy = self._scene, by.x(), by.y()
        area = outer(scene.flow)
        left, top = seen.left() - area.right() - SHORT, seen.top() - area.bottom() - SHORT
        right, bottom = seen.right() - area.left() + SHORT, seen.bottom() - area.top() + SHORT
        found = {
            name
            for name, x, y in self._at
            if (left < x < right and top < y < bottom)
            or (left < x + dx < right and top < y + dy < bottom)
        }
        for name in found - self._moving:
            self._wires.update(w for w in scene.wires_of(name) if self._is_inner(w))
        self._moving |= found
        for name in self._moving:
            x, y = self._places[name]
            scene.nodes[name].place(QPointF(x + dx, y + dy))
        for wire in self._wires:
            scene.wires[wire].shift(by)
        for wire in self._rim:
            scene.route(wire)

    def back(self) -> None:
        """Show everything where the model has it again."""
        for name in self._moving:
            self._scene.nodes[name].place(QPointF(*self._places[name]))
        for wire in self._wires:
            self._scene.wires[wire].shift(QPointF())
        for wire in self._rim:
            self._scene.route(wire)

    def _is_inner(self, wire: Wire) -> bool:
        return wire.source in self._places and wire.target in self._places


def _reach(scene: "CanvasScene", wire: Wire) -> float:
    line = scene.wires[wire].line
    return max(abs(line.dx()), abs(line.dy()))
