"""Why: layers are asked from the top to the bottom, and an edit changes little of that order.

The order is topological, and of those that could come next the oldest comes first. Leave out some
nodes with all that follows them, and the rest stays in its order: so an edit takes out what its
wires move, with what follows, and puts it in again where it belongs.
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from heapq import heapify, heappop, heappush

from designer.check.network import below
from designer.model import Graph

Places = Mapping[str, int]


def ordered(drawing: Graph) -> tuple[str, ...]:
    """Names in topological order, ties by node order, without loops and what follows them."""
    return _merged(drawing, (), {}, drawing.nodes.keys())


def placed(order: Sequence[str]) -> dict[str, int]:
    """The place of each name."""
    return dict(zip(order, range(len(order)), strict=True))


def reordered(
    drawing: Graph, order: tuple[str, ...], places: Places, touched: Collection[str]
) -> tuple[str, ...]:
    """The order after an edit: itself when nothing moves.

    `touched` are nodes that are new, gone or as old as others were, or at whose inputs the
    wires are others than in the drawing that `order` is of.
    """
    nodes = drawing.nodes
    gone = {name for name in touched if name not in nodes}
    moved = [n for n in touched if n in nodes and not _is_in_place(drawing, order, places, n)]
    if not moved and gone.isdisjoint(places):
        return order
    late = below(drawing, moved)
    rest = [name for name in order if name not in late and name not in gone]
    return _merged(drawing, rest, places, late)


def _is_in_place(drawing: Graph, order: Sequence[str], places: Places, name: str) -> bool:
    """Whether a node comes after all that lead to it, and no older one has to wait for it."""
    here = places.get(name, -1)
    sources = [places.get(wire.source, here) for wire in drawing.wires_to(name)]
    last = max(sources, default=-1)
    if last >= here:
        return False
    nodes = drawing.nodes
    age = nodes[name].order
    between = (nodes.get(other) for other in order[last + 1 : here])
    return all(node is None or node.order < age for node in between)


def _merged(
    drawing: Graph, rest: Sequence[str], places: Places, late: Collection[str]
) -> tuple[str, ...]:
    """The rest, which is in its order, with the late ones put in where they belong.

    `places` are those of the rest in a longer row. O(late + wires at them) steps of Python.
    """
    nodes = drawing.nodes
    found: list[str] = []
    done = 0  # of the rest
    waits, after = _waits(drawing, places, late)
    ready: list[tuple[int, str]] = []  # what could come next, the oldest first
    soon = [(after[name], name) for name in late if not waits[name]]  # once that place is passed
    heapify(soon)
    while ready or soon:
        if not ready:  # go on to where the next one could come
            passed = bisect_right(rest, soon[0][0], lo=done, key=places.__getitem__)
            found += rest[done:passed]
            done = passed
        while soon and (done == len(rest) or soon[0][0] < places[rest[done]]):
            name = heappop(soon)[1]
            heappush(ready, (nodes[name].order, name))
        if done < len(rest) and nodes[rest[done]].order < ready[0][0]:
            found.append(rest[done])
            done += 1
            continue
        name = heappop(ready)[1]
        found.append(name)
        for wire in drawing.wires_from(name):
            waits[wire.target] -= 1
            if not waits[wire.target]:
                heappush(soon, (after[wire.target], wire.target))
    found += rest[done:]
    return tuple(found)


def _waits(
    drawing: Graph, places: Places, late: Collection[str]
) -> tuple[dict[str, int], dict[str, int]]:
    """For how many wires from late ones each of them waits, and the last of its other sources.

    What waits for a node without a place, which lies on a loop or after one, waits forever.
    """
    waits, after = dict.fromkeys(late, 0), dict.fromkeys(late, -1)
    for name in late:
        for wire in drawing.wires_to(name):
            if wire.source in waits or wire.source not in places:
                waits[name] += 1
            else:
                after[name] = max(after[name], places[wire.source])
    return waits, after
