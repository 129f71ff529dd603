"""Why: Qt makes a Python object of each item that it finds; a table finds a view's in no time."""

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

ROOM = 64  # rows to begin with
LEFT, TOP, RIGHT, BOTTOM, HEIGHT = range(5)

Edges = NDArray[np.float64]
"""Of areas: their left, top, right and bottom edges, in a row each."""


class Placed(Protocol):
    """What an index can hold: something with a place, below or above others."""

    def reach(self) -> QRectF:
        """What it reaches over on the canvas."""

    def zValue(self) -> float:
        """Of two, the higher is painted later."""


Item = TypeVar("Item", bound=Placed)


class Index(Generic[Item]):
    """Items by what they reach over. Whoever changes one tells it, by `touch` or `mark`."""

    def __init__(self, stir: Callable[[], None] = lambda: None) -> None:
        """`stir` is called at the first change, and at the first after each call of `changes`."""
        self.version = 0  # another one after every change of what lies where
        self._stir = stir
        self._is_stirred = False
        self._rows: dict[Item, int] = {}
        self._stale: set[Item] = set()
        self._marked: set[Item] = set()
        self._before: list[Edges] = []  # where there was something that has left or moved
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
        self._before.append(self._edges[:HEIGHT, row : row + 1].copy())
        self._items[row], self._edges[:, row] = None, np.nan  # nowhere
        self._stale.discard(item)
        self._marked.discard(item)
        self.version += 1
        self._tell()

    def touch(self, item: Item) -> None:
        """It lies elsewhere, or looks otherwise. One that is not in here is passed over."""
        if item in self._rows:
            self._stale.add(item)
            self.version += 1
            self._tell()

    def mark(self, item: Item) -> None:
        """It looks otherwise, and what is kept of it by others holds. Else as `touch`."""
        if item in self._rows:
            self._marked.add(item)
            self._tell()

    def changes(self) -> Edges:
        """What has to be painted anew since this was asked last: what was there, and what is."""
        self.freshen()
        now = self._edges[:HEIGHT, [self._rows[item] for item in self._marked]]
        found = np.hstack((*self._before, now))
        self._before.clear()
        self._marked.clear()
        self._is_stirred = False
        return found[:, ~np.isnan(found[LEFT])]

    def shift(self, items: Sequence[Item], by: Edges) -> None:
        """These are about to be put further on by so much, each by a column; none is asked."""
        self.freshen()
        rows = [self._rows[item] for item in items]
        self._before.append(self._edges[:HEIGHT, rows])
        self._edges[:HEIGHT, rows] += np.vstack((by, by))
        self._marked.update(items)
        self.version += 1
        self._tell()

    def edges(self, items: Sequence[Item]) -> Edges:
        """What each of these reaches over."""
        self.freshen()
        return self._edges[:HEIGHT, [self._rows[item] for item in items]]

    def freshen(self) -> None:
        """Look where all lie of which that is not known: a few now are not many at once later."""
        if not self._stale:
            return
        self._before.append(self._edges[:HEIGHT, [self._rows[item] for item in self._stale]])
        for item in self._stale:
            area = item.reach()
            self._edges[:, self._rows[item]] = (
                area.left(),
                area.top(),
                area.right(),
                area.bottom(),
                item.zValue(),
            )
        self._marked |= self._stale
        self._stale.clear()

    def inside(self, area: QRectF) -> list[Item]:
        """Those that reach into an area, in the order in which they are painted."""
        self.freshen()
        edges = self._edges[:, : self._next]
        found = np.flatnonzero(overlap(edges, area))
        found = found[np.argsort(edges[HEIGHT, found], kind="stable")]
        there: list[Item] = self._items[found].tolist()
        return there

    def at(self, point: QPointF) -> list[Item]:
        """Those that reach over a point, the topmost first."""
        return self.inside(QRectF(point, point))[::-1]

    def _tell(self) -> None:
        if not self._is_stirred:
            self._is_stirred = True
            self._stir()

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


def overlap(edges: Edges, area: QRectF) -> NDArray[np.bool_]:
    """Which of these areas reach into another, be it by a border or a point."""
    reaches: NDArray[np.bool_] = (
        (edges[LEFT] <= area.right())
        & (edges[RIGHT] >= area.left())
        & (edges[TOP] <= area.bottom())
        & (edges[BOTTOM] >= area.top())
    )
    return reaches
