"""Why: what is put between others finds room: the rest goes on with the flow, or aside."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from math import ceil

from designer.edit.collapsing import body_of
from designer.edit.flowing import Flow, flow_of
from designer.edit.lookup import graph_of
from designer.edit.nodes import move
from designer.model import MAIN, Graph, Point, Project

GRID = 8.0

Places = dict[str, Point]
"""Of layers by name, across and along the flow."""


def places_of(drawing: Graph, flow: Flow) -> Places:
    """Where all layers are."""
    return {name: flow.turned(node.at) for name, node in drawing.nodes.items()}


def put(project: Project, places: Places, flow: Flow, graph: str) -> None:
    """Move layers to places across and along the flow."""
    move(project, {name: flow.turned(place) for name, place in places.items()}, graph)


def move_on(project: Project, name: str, distance: float, graph: str) -> list[str]:
    """Move a node and all that it leads to on with the flow, if needed; the names of what moved."""
    if distance <= 0:
        return []
    drawing, flow = graph_of(project, graph), flow_of(project)
    top = flow.turned(drawing.nodes[name].at)[1]
    places = {n: flow.turned(drawing.nodes[n].at) for n in drawing.below([name])}
    below = {n: (x, y + distance) for n, (x, y) in places.items() if y >= top}
    put(project, below, flow, graph)
    return list(below)


def move_aside(project: Project, name: str, graph: str = MAIN, moved: Collection[str] = ()) -> None:
    """What a layer has come to lie upon goes aside, with what stands in line with it.

    So does what others lie upon that it has `moved`. The layers before and after it in the flow
    stay; to one side or the other, where less is in the way. Works inside a transaction.
    """
    drawing, flow = graph_of(project, graph), flow_of(project)
    names, there = {name, *moved}, places_of(drawing, flow)
    cells = _Cells(drawing, flow)
    hits = {
        (own, other)
        for own in names
        for other in cells.under(own, there[own])
        if other not in names
    }
    if not hits:
        return
    kept = {*names, *drawing.above([name]), *drawing.below([name])}
    pairs = [(there[a][0], b) for a, b in sorted(hits) if b not in kept]
    if not pairs:
        return
    first = [other for _, other in pairs]
    right = max(x + flow.column - there[other][0] for x, other in pairs)
    left = max(there[other][0] + flow.column - x for x, other in pairs)
    ways = [
        _shifted(drawing, cells, kept, first, by)
        for by in (ceil(right / GRID) * GRID, -ceil(left / GRID) * GRID)
    ]
    _, places = min(ways, key=lambda way: (way[0], len(way[1])))
    put(project, places, flow, graph)


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
        x, y = cells.places[name]
        places[name] = (x + by, y)
        for other in (*_in_line(drawing, cells, name), *cells.under(name, places[name])):
            if other in kept:
                clashes += cells.covers(name, places[name], other)
            else:
                waiting.append(other)
    return clashes, places


def _in_line(drawing: Graph, cells: "_Cells", name: str) -> Iterator[str]:
    """The neighbors along the wires that stand straight before or after."""
    x = cells.places[name][0]
    wires = (*drawing.incoming(name), *drawing.outgoing(name))
    for other in {wire.source for wire in wires} | {wire.target for wire in wires}:
        if other != name and abs(cells.places[other][0] - x) < cells.flow.breadth:
            yield other


class _Cells:
    """Layers by where they are, so that those at a place are found without asking all."""

    def __init__(self, drawing: Graph, flow: Flow) -> None:
        self.places, self.flow = places_of(drawing, flow), flow
        self._nodes = drawing.nodes
        self._cells: dict[tuple[int, int], list[str]] = defaultdict(list)
        for name, at in self.places.items():
            self._cells[self._cell(at)].append(name)

    def under(self, own: str, at: Point) -> Iterator[str]:
        """The layers that this one would cover at this place."""
        column, row = self._cell(at)
        around = ((column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        for cell in around:
            for name in self._cells.get(cell, ()):
                if name != own and self.covers(own, at, name):
                    yield name

    def covers(self, own: str, at: Point, name: str) -> bool:
        """True when this layer, as it is drawn, would lie upon that one at this place."""
        (x, y), (other_x, other_y) = at, self.places[name]
        (left, right), (top, bottom) = self._body(own)
        (other_left, other_right), (other_top, other_bottom) = self._body(name)
        beside = x + right <= other_x + other_left or other_x + other_right <= x + left
        return not (
            beside or y + bottom <= other_y + other_top or other_y + other_bottom <= y + top
        )

    def _body(self, name: str) -> tuple[Point, Point]:
        """From where to where it is drawn across the flow, and along, both from its place."""
        left, top, width, height = body_of(self._nodes[name])
        spans = (left, left + width), (top, top + height)
        return (spans[1], spans[0]) if self.flow.is_turned else spans

    def _cell(self, at: Point) -> tuple[int, int]:
        return int(at[0] // self.flow.breadth), int(at[1] // self.flow.length)
