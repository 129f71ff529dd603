"""Why: what is put between others finds room: the rest goes down with the flow, or aside."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from math import ceil

from designer.edit.lookup import graph_of
from designer.edit.nodes import move
from designer.model import MAIN, Graph, Point, Project

ROW = 80.0  # distance between rows of layers, in canvas units
COLUMN = 248.0  # between the left edges of two columns
WIDTH, HEIGHT = 208.0, 48.0  # of a layer
GRID = 8.0

Places = dict[str, Point]


def move_down(project: Project, name: str, distance: float, graph: str) -> list[str]:
    """Move a node and all that it leads to down, as far as needed; the names of what moved."""
    if distance <= 0:
        return []
    drawing = graph_of(project, graph)
    top = drawing.nodes[name].at[1]
    places = {n: drawing.nodes[n].at for n in downstream(drawing, name)}
    below = {n: (x, y + distance) for n, (x, y) in places.items() if y >= top}
    move(project, below, graph)
    return list(below)


def move_aside(project: Project, name: str, graph: str = MAIN, moved: Collection[str] = ()) -> None:
    """What a layer has come to lie upon goes aside, with what stands in line with it.

    So does what others lie upon that it has `moved`. The layers above and below it in the flow
    stay; to the right or to the left, where less is in the way. Works inside a transaction.
    """
    drawing = graph_of(project, graph)
    names = {name, *moved}
    cells = _Cells({node.name: node.at for node in drawing.nodes.values()})
    hits = {
        (own, other)
        for own in names
        for other in cells.under(drawing.nodes[own].at)
        if other not in names
    }
    if not hits:
        return
    kept = {*names, *upstream(drawing, name), *downstream(drawing, name)}
    pairs = [(drawing.nodes[a].at[0], b) for a, b in sorted(hits) if b not in kept]
    if not pairs:
        return
    first = [other for _, other in pairs]
    right = max(x + COLUMN - drawing.nodes[other].at[0] for x, other in pairs)
    left = max(drawing.nodes[other].at[0] + COLUMN - x for x, other in pairs)
    ways = [
        _shifted(drawing, cells, kept, first, by)
        for by in (ceil(right / GRID) * GRID, -ceil(left / GRID) * GRID)
    ]
    _, places = min(ways, key=lambda way: (way[0], len(way[1])))
    move(project, places, graph)


def _shifted(
    drawing: Graph, cells: "_Cells", kept: Collection[str], first: Iterable[str], by: float
) -> tuple[int, Places]:
    """How often something that has to stay is hit, and the places when these go aside so far."""
    places: Places = {}
    waiting, clashes = list(first), 0
    while waiting:
        name = waiting.pop()
        if name in places:
            continue
        x, y = drawing.nodes[name].at
        places[name] = (x + by, y)
        for other in (*_in_line(drawing, name), *cells.under(places[name])):
            if other in kept:
                clashes += _covers(places[name], drawing.nodes[other].at)
            else:
                waiting.append(other)
    return clashes, places


def _in_line(drawing: Graph, name: str) -> Iterator[str]:
    """The neighbors along the wires that stand above or below."""
    x = drawing.nodes[name].at[0]
    wires = (*drawing.incoming(name), *drawing.outgoing(name))
    for other in {wire.source for wire in wires} | {wire.target for wire in wires}:
        if other != name and abs(drawing.nodes[other].at[0] - x) < WIDTH:
            yield other


class _Cells:
    """Layers by where they are, so that those at a place are found without asking all."""

    def __init__(self, places: Mapping[str, Point]) -> None:
        self._places = places
        self._cells: dict[tuple[int, int], list[str]] = defaultdict(list)
        for name, at in places.items():
            self._cells[_cell(at)].append(name)

    def under(self, at: Point) -> Iterator[str]:
        """The layers that one at this place would cover."""
        column, row = _cell(at)
        around = ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        for cell in around:
            for name in self._cells.get(cell, ()):
                if _covers(at, self._places[name]):
                    yield name


def _cell(at: Point) -> tuple[int, int]:
    return int(at[0] // WIDTH), int(at[1] // HEIGHT)


def _covers(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < WIDTH and abs(a[1] - b[1]) < HEIGHT


def downstream(drawing: Graph, name: str) -> list[str]:
    """The node and all that its wires lead to, each once."""
    return _reach(name, lambda at: (wire.target for wire in drawing.outgoing(at)))


def upstream(drawing: Graph, name: str) -> list[str]:
    """The node and all that leads to it, each once."""
    return _reach(name, lambda at: (wire.source for wire in drawing.incoming(at)))


def _reach(name: str, following: Callable[[str], Iterable[str]]) -> list[str]:
    found = {name: None}
    waiting = [name]
    while waiting:
        for other in following(waiting.pop()):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return list(found)
