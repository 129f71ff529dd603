"""Why: in a dense drawing thousands of wires look for gaps; each look must take little time."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PySide6.QtCore import QRectF

from designer.edit.flowing import Flow
from designer.model import Wire
from designer.ui.canvas.geometry import turned_rect

if TYPE_CHECKING:
    from designer.ui.canvas.node_item import NodeItem

LANE = 12.0  # between two wires that pass at the same side
ROOM = 64  # lanes to begin with

Lane = tuple[float, float, float]
"""Where across the flow a wire runs, and from where to where along it."""

Reach = tuple[float, float]
"""From the left edge of what stands in an area to its right edge, across the flow."""


class Grid:
    """Where nodes stand across and along the flow, for as long as none moves."""

    def __init__(self, items: Iterable["NodeItem"], flow: Flow) -> None:
        self._items, self._flow = list(items), flow
        self._edges = np.empty((4, 0))
        self._rows: dict[NodeItem, int] = {}
        self._for: object = None  # what has been asked last along the flow, and who stands there
        self._there = np.empty((2, 0))

    def reach(self, area: QRectF, without: Sequence["NodeItem"] = ()) -> Reach | None:
        """What the nodes in an area take across the flow; None where there are none but these."""
        if not self._rows:
            self._read()
        along = area.top(), area.bottom(), tuple(map(id, without))
        if along != self._for:
            left, top, right, bottom = self._edges
            found = (top < area.bottom()) & (bottom > area.top())
            found[[self._rows[item] for item in without]] = False
            self._for, self._there = along, np.stack((left[found], right[found]))
        left, right = self._there
        found = (left < area.right()) & (right > area.left())
        return (float(left[found].min()), float(right[found].max())) if found.any() else None

    def _read(self) -> None:
        blocks = [turned_rect(item.block, self._flow) for item in self._items]
        edges = [(b.left(), b.top(), b.right(), b.bottom()) for b in blocks]
        self._edges = np.array(edges).reshape(-1, 4).T.copy()
        self._rows = {item: row for row, item in enumerate(self._items)}


class Lanes:
    """The lanes that wires have taken."""

    def __init__(self) -> None:
        self._lanes: dict[Wire, Lane] = {}
        self._rows: dict[Wire, int] = {}
        self._free: list[int] = []
        self._table = np.full((3, ROOM), np.nan)  # the same, to be looked through at once

    def taken(self) -> dict[Wire, Lane]:
        """Every wire's lane."""
        return dict(self._lanes)

    def take(self, wire: Wire, lane: Lane) -> None:
        """A wire runs here now."""
        self.leave(wire)
        if len(self._lanes) == self._table.shape[1]:
            self._table = np.hstack((self._table, np.full_like(self._table, np.nan)))
        row = self._free.pop() if self._free else len(self._lanes)
        self._lanes[wire], self._rows[wire] = lane, row
        self._table[:, row] = lane

    def leave(self, wire: Wire) -> None:
        """A wire runs in no lane any more."""
        if self._lanes.pop(wire, None) is not None:
            row = self._rows.pop(wire)
            self._table[:, row] = np.nan  # nowhere
            self._free.append(row)

    def free(self, x: float, aside: int, top: float, bottom: float) -> float:
        """The first lane from here on to one side that no other takes at this height."""
        at, start, end = self._table
        return free_lane(x, aside, at[(start < bottom) & (end > top)])


def free_lane(x: float, aside: int, taken: ArrayLike) -> float:
    """The first place from here on to one side, in steps of a lane, near which none is taken."""
    there: NDArray[np.float64] = np.asarray(taken, float)
    for at in sorted(there[aside * (there - x) > 1 - LANE].tolist(), reverse=aside < 0):
        if aside * (at - x) >= LANE - 1:
            break
        while abs(at - x) < LANE - 1:
            x += aside * LANE
    return x
