"""Why: in a dense drawing thousands of wires look for gaps; each look must take little time."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from designer.ui.canvas.node_item import NodeItem

SIZE = 256.0  # of a square, in canvas units: a node reaches into few of them
LANE = 12.0  # between two wires that pass at the same side

Square = tuple[int, int]


class Grid:
    """Nodes by the squares of the canvas that they reach into, for as long as none moves.

    Qt would go through the wires as well, which all cross where a drawing is dense.
    """

    def __init__(self, items: Iterable["NodeItem"]) -> None:
        self._items = list(items)
        self._squares: dict[Square, list[NodeItem]] = {}

    def inside(self, area: QRectF) -> Sequence["NodeItem"]:
        """The nodes whose bodies reach into an area."""
        if not self._squares:
            self._sort()
        columns, rows = _reach(area.left(), area.right()), _reach(area.top(), area.bottom())
        if len(columns) * len(rows) > len(self._items):
            return [item for item in self._items if item.block.intersects(area)]
        there = self._squares.get
        found = {item for x in columns for y in rows for item in there((x, y), ())}
        return [item for item in found if item.block.intersects(area)]

    def _sort(self) -> None:
        for item in self._items:
            block = item.block
            for x in _reach(block.left(), block.right()):
                for y in _reach(block.top(), block.bottom()):
                    self._squares.setdefault((x, y), []).append(item)


def free_lane(x: float, aside: int, taken: Iterable[float]) -> float:
    """The first place from here on to one side, in steps of a lane, near which none is taken."""
    for at in sorted(taken, reverse=aside < 0):
        if aside * (at - x) >= LANE - 1:
            break
        while abs(at - x) < LANE - 1:
            x += aside * LANE
    return x


def _reach(low: float, high: float) -> range:
    return range(int(low // SIZE), int(high // SIZE) + 1)
