"""Why: Qt makes a Python object of each item that it finds; a table finds a view's in no time."""

from typing import Generic, Protocol, TypeVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF

ROOM = 64  # rows to begin with
LEFT, TOP, RIGHT, BOTTOM, HEIGHT = range(5)


class Placed(Protocol):
    """What an index can hold: something with a place, below or above others."""

    def area(self) -> QRectF:
        """What it reaches over on the canvas."""

    def zValue(self) -> float:
        """Of two, the higher is painted later."""


Item = TypeVar("Item", bound=Placed)


class Index(Generic[Item]):
    """Items by what they reach over. Whoever changes one tells it, by `touch`."""

    def __init__(self) -> None:
        self.version = 0  # another one after every change
        self._rows: dict[Item, int] = {}
        self._stale: set[Item] = set()
        self._make_room(ROOM)

    def add(self, item: Item) -> None:
        """One more: the topmost of those at its height."""
        if self._next == len(self._items):
            self._pack()
        self._rows[item] = self._next
        self._items[self._next] = item
        self._next += 1
        self.touch(item)

    def remove(self, item: Item) -> None:
        """One less."""
        row = self._rows.pop(item)
        self._items[row], self._edges[:, row] = None, np.nan  # nowhere
        self._stale.discard(item)
        self.version += 1

    def touch(self, item: Item) -> None:
        """It lies elsewhere, or looks otherwise. One that is not in here is passed over."""
        if item in self._rows:
            self._stale.add(item)
            self.version += 1

    def freshen(self) -> None:
        """Look where all lie of which that is not known: a few now are not many at once later."""
        for item in self._stale:
            area = item.area()
            self._edges[:, self._rows[item]] = (
                area.left(),
                area.top(),
                area.right(),
                area.bottom(),
                item.zValue(),
            )
        self._stale.clear()

    def inside(self, area: QRectF) -> list[Item]:
        """Those that reach into an area, in the order in which they are painted."""
        self.freshen()
        edges = self._edges[:, : self._next]
        found = np.flatnonzero(
            (edges[LEFT] <= area.right())
            & (edges[RIGHT] >= area.left())
            & (edges[TOP] <= area.bottom())
            & (edges[BOTTOM] >= area.top())
        )
        found = found[np.argsort(edges[HEIGHT, found], kind="stable")]
        there: list[Item] = self._items[found].tolist()
        return there

    def at(self, point: QPointF) -> list[Item]:
        """Those that reach over a point, the topmost first."""
        return self.inside(QRectF(point, point))[::-1]

    def _make_room(self, rows: int) -> None:
        self._items = np.empty(rows, object)
        self._edges = np.full((5, rows), np.nan)
        self._next = 0

    def _pack(self) -> None:
        """Close the gaps that removed ones have left, and have room for as many again."""
        items = list(self._rows)  # as they were added
        before = self._edges[:, list(self._rows.values())]
        self._make_room(max(ROOM, 2 * len(items)))
        self._next = len(items)
        self._items[: self._next], self._edges[:, : self._next] = items, before
        self._rows = {item: row for row, item in enumerate(items)}
