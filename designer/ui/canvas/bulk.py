"""Why: thousands of nodes are dragged as smoothly as one when only those in sight are moved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.model import Wire
from designer.ui.canvas.index import Index, Item, overlap

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene

FEW = 150  # nodes that are moved as quickly as looked through


class Bulk:
    """Shows nodes moved by so much while they are dragged: in sight, and where they come into it.

    All the others stay where they were last seen until the model has moved them too. A wire between
    two dragged nodes keeps its way and is moved as a whole.
    """

    def __init__(self, scene: "CanvasScene", names: Sequence[str]) -> None:
        self.names = names
        self._scene = scene
        inside = set(names)
        inner: list[Wire] = []
        self._rim: list[Wire] = []
        for wire in scene.wires:
            ends = (wire.source in inside) + (wire.target in inside)
            if ends:
                (inner if ends == 2 else self._rim).append(wire)
        rim = {name for wire in self._rim for name in (wire.source, wire.target)} & inside
        places = scene.document.drawing.nodes
        self._homes = [places[name].at for name in names]
        led = [name in rim for name in names]
        self._nodes = _Flock(scene.node_index, [scene.nodes[name] for name in names], led)
        ways = [scene.wires[wire] for wire in inner]
        self._wires = _Flock(scene.wire_index, ways, [False] * len(ways))

    def show(self, by: QPointF, seen: QRectF) -> None:
        """Move what is in sight, and what was."""
        self._move(by, seen)

    def back(self) -> None:
        """Show everything where the model has it again."""
        self._move(QPointF(), None)

    def _move(self, by: QPointF, seen: QRectF | None) -> None:
        for row in self._nodes.move(by, seen):
            x, y = self._homes[row]
            self._nodes.items[row].put(x + by.x(), y + by.y())
        for row in self._wires.move(by, seen):
            self._wires.items[row].put(by)
        for wire in self._rim:
            self._scene.route(wire)


class _Flock(Generic[Item]):
    """Items that are moved by the same, each when it is in sight there or was where it is shown.

    Those that `lead` others are moved out of sight, too.
    """

    def __init__(self, index: Index[Item], items: Sequence[Item], lead: Sequence[bool]) -> None:
        self.items = items
        self._index, self._lead = index, np.array(lead, bool)
        self._edges = index.edges(items)
        self._by = np.zeros((2, len(items)))  # how far each is shown from where it belongs

    def move(self, by: QPointF, seen: QRectF | None) -> list[int]:
        """The numbers of those to be put elsewhere, of which the index is told.

        Without a sight these are all that are shown elsewhere.
        """
        wanted = np.array([[by.x()], [by.y()]])
        moves = (self._by != wanted).any(axis=0)
        if seen is not None:
            there = overlap(self._edges + np.vstack((wanted, wanted)), seen)
            here = overlap(self._edges + np.vstack((self._by, self._by)), seen)
            moves &= here | there | self._lead
        rows: list[int] = np.flatnonzero(moves).tolist()
        self._index.shift([self.items[row] for row in rows], wanted - self._by[:, rows])
        self._by[:, rows] = wanted
        return rows
