"""Why: layers are asked from the top to the bottom, and an edit changes little of that order.

The order is topological, and of those that could come next the oldest comes first. That is so when
it is so for each node between the last that leads to it and itself: whoever keeps to that there
need not be moved. So an edit moves the nodes at its wires, and of what follows as much as it must.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush

from designer.model import Graph

Places = Mapping[str, int]


def ordered(drawing: Graph) -> tuple[str, ...]:
    """Names in topological order, ties by node order, without loops and what follows them."""
    return _Row(drawing, (), {}, drawing.nodes.keys()).filled(0)


def placed(order: Sequence[str]) -> dict[str, int]:
    """The place of each name."""
    return dict(zip(order, range(len(order)), strict=True))


def reordered(
    drawing: Graph, order: tuple[str, ...], places: Places, touched: Collection[str]
) -> tuple[str, ...]:
    """The order after an edit: itself when nothing moves.

    `touched` are nodes that are new, gone or as old as others were, or at whose inputs the
    wires are others than in the drawing that `order` is of. New ones have no place in it.
    """
    nodes = drawing.nodes
    gone = [places[name] for name in touched if name not in nodes and name in places]
    moved = _out_of_place(drawing, order, places, [name for name in touched if name in nodes])
    if not moved and not gone:
        return order
    row = _Row(drawing, order, places, moved)
    own = (places[name] for name in moved if name in places)
    return row.filled(min((*gone, *own, row.earliest, len(order))))


def _out_of_place(
    drawing: Graph, order: Sequence[str], places: Places, names: Iterable[str]
) -> list[str]:
    """Of these nodes, those before one that leads to them, or after an older one for no reason."""
    found, spans = list[str](), dict[str, tuple[int, int]]()
    for name in names:
        here = places.get(name, -1)
        last = max((places.get(w.source, here) for w in drawing.wires_to(name)), default=-1)
        if last >= here:
            found.append(name)
        else:
            spans[name] = last + 1, here
    # The ages of all that stand between, once: of many nodes, each may come a long way down.
    nodes, first = drawing.nodes, min((start for start, _ in spans.values()), default=0)
    row = order[first : max((end for _, end in spans.values()), default=0)]
    ages = [-1 if (node := nodes.get(name)) is None else node.order for name in row]
    for name, (start, end) in spans.items():
        if max(ages[start - first : end - first], default=-1) >= nodes[name].order:
            found.append(name)
    return found


class _Row:
    """An order while it is made anew: late ones are taken out of it and put in where they belong.

    `waits` has the late ones that are not in yet, with the number of wires that they wait for,
    `after` the last place in the old order that they wait for, `blocked` how many wires from late
    ones lead to the others.
    """

    def __init__(
        self, drawing: Graph, order: Sequence[str], places: Places, moved: Collection[str]
    ) -> None:
        self._drawing, self._order, self._places = drawing, order, places
        self._nodes = drawing.nodes
        self._waits = dict.fromkeys(moved, 0)
        self._after: dict[str, int] = {}
        self._done: set[str] = set()  # late ones that are in
        self._blocked = Counter[str]()
        self._soon: list[tuple[int, str]] = []  # who waits for nothing but a place
        self._ready: list[tuple[int, str]] = []  # who could come next, the oldest first
        self._here = 0  # in the old order
        for name in moved:
            self._count(name)
            for wire in drawing.wires_from(name):
                if wire.target not in self._waits:
                    self._blocked[wire.target] += 1

    @property
    def earliest(self) -> int:
        """The first place at which a late one could come."""
        return min((after + 1 for after, _ in self._soon), default=len(self._order))

    def filled(self, start: int) -> tuple[str, ...]:
        """The new order; up to `start` it is the old one."""
        order, nodes = self._order, self._nodes
        found = [*order[:start]]
        self._here = start
        while self._waits:
            self._make_ready()
            if self._here < len(order):
                name = order[self._here]
                if name in self._waits or name in self._done or name not in nodes:
                    self._here += 1
                    continue
                if self._blocked[name]:
                    self._take_out(name)
                    continue
                if not self._ready or nodes[name].order < self._ready[0][0]:
                    found.append(name)
                    self._here += 1
                    continue
            elif not self._ready:
                break  # what is left lies on loops, or after one
            found.append(self._put_in())
        done = self._done
        return (*found, *(n for n in order[self._here :] if n not in done and n in nodes))

    def _count(self, name: str) -> None:
        """Find out what a late one waits for."""
        waits, after = 0, -1
        for wire in self._drawing.wires_to(name):
            source = wire.source
            if source in self._waits or source not in self._places:
                waits += source not in self._done
            elif source not in self._done:
                after = max(after, self._places[source])
        self._waits[name], self._after[name] = waits, after
        if not waits:
            heappush(self._soon, (after, name))

    def _take_out(self, name: str) -> None:
        """One more is late."""
        self._waits[name] = 0
        self._count(name)
        for wire in self._drawing.wires_from(name):
            if wire.target in self._waits:
                self._count(wire.target)
            else:
                self._blocked[wire.target] += 1

    def _make_ready(self) -> None:
        while self._soon and self._soon[0][0] < self._here:
            after, name = heappop(self._soon)
            if self._waits.get(name) == 0 and self._after.get(name) == after:
                del self._after[name]  # so that it does not come twice
                heappush(self._ready, (self._nodes[name].order, name))

    def _put_in(self) -> str:
        """The oldest that is ready; what follows it waits for one less."""
        name = heappop(self._ready)[1]
        del self._waits[name]
        self._done.add(name)
        after: dict[str, None] = {}
        for wire in self._drawing.wires_from(name):
            target = wire.target
            if target in self._waits:
                self._waits[target] -= 1
                if not self._waits[target]:
                    heappush(self._soon, (self._after[target], target))
            else:
                self._blocked[target] -= 1
                after[target] = None
        for target in after:
            on_loop = target not in self._places  # that is open now
            if on_loop or not (self._blocked[target] or self._may_stay(target)):
                self._take_out(target)
        return name

    def _may_stay(self, name: str) -> bool:
        """Whether all between the last that leads to a node and its place are older."""
        sources = (wire.source for wire in self._drawing.wires_to(name))
        last = max((self._places[s] for s in sources if s not in self._done), default=-1)
        age, nodes = self._nodes[name].order, self._nodes
        for other in self._order[max(last + 1, self._here) : self._places[name]]:
            node = nodes.get(other)
            if node is not None and node.order > age and other not in self._waits:
                return False
        return True
