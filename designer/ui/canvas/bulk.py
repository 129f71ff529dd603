"""Why: thousands of nodes are dragged as smoothly as one when only those in sight are moved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.model import Point, Wire
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
        items, homes = [scene.nodes[name] for name in names], [places[name].at for name in names]
        self._nodes = _Flock(scene.node_index, items, homes)
        self._nodes.lead([name in rim for name in names])
        ways = [scene.wires[wire] for wire in inner]
        self._wires = _Flock(scene.wire_index, ways, [(0.0, 0.0)] * len(ways))

    def show(self, by: QPointF, seen: QRectF) -> None:
        """Move what is in sight, and what was."""
        self._move(by, seen)

    def back(self) -> None:
        """Show everything where the model has it again."""
        self._move(QPointF(), None)

    def _move(self, by: QPointF, seen: QRectF | None) -> None:
        x, y = by.x(), by.y()
        for item, at in self._nodes.move(x, y, seen):
            item.put(at[0] + x, at[1] + y)
        for wire, _ in self._wires.move(x, y, seen):
            wire.put(by)
        for ending in self._rim:
            self._scene.route(ending)


class _Flock(Generic[Item]):
    """Items that are moved by the same, each when it is in sight there or was where it is shown."""

    def __init__(self, index: Index[Item], items: Sequence[Item], homes: Sequence[Point]) -> None:
        self._index, self._items, self._homes = index, items, homes
        self._edges = index.edges(items)
        self._by = np.zeros((2, len(items)))  # how far each is shown from where it belongs
        self._leads = np.zeros(len(items), bool)

    def lead(self, which: Sequence[bool]) -> None:
        """Others look where these are: they are moved also out of sight."""
        self._leads[:] = which

    def move(self, x: float, y: float, seen: QRectF | None) -> list[tuple[Item, Point]]:
        """Those to be put elsewhere, with where they belong; without a sight, all that have left.

        The index is told of them.
        """
        by = np.array([[x], [y]])
        stays = (self._by == by).all(axis=0)
        if seen is None:
            moves = ~stays
        else:
            there = overlap(self._edges + np.vstack((by, by)), seen)
            here = overlap(self._edges + np.vstack((self._by, self._by)), seen)
            moves = (here | there | self._leads) & ~stays
        rows = np.flatnonzero(moves)
        items = [self._items[row] for row in rows.tolist()]
        self._index.shift(items, by - self._by[:, rows])
        self._by[:, rows] = by
        return [(self._items[row], self._homes[row]) for row in rows.tolist()]
