"""Why: layers that arrive in a drawing stand where their wires lead, and others make room."""

from collections.abc import Iterable

from designer.edit.flowing import Flow, flow_of
from designer.edit.layering import parts_of
from designer.edit.room import Places, places_of, put
from designer.layers.blocks import INPUT
from designer.model import Graph, Point, Project


def put_beside_wires(project: Project, names: Iterable[str], graph: str) -> None:
    """Move layers behind what feeds them, or else before what they feed; the rest moves on.

    Layers without wires to others go beside everything. Raises EditError.
    """
    drawing = project.graphs[graph]
    names = list(names)
    inside = {
        name: [w.target for w in drawing.outgoing(name) if w.target in names] for name in names
    }
    for part in parts_of(names, inside):
        _put(project, graph, set(part))


def end_place(drawing: Graph, kind: str, flow: Flow) -> Point:
    """Where another Input or Output goes: beside those there are, else before or after all."""
    places = places_of(drawing, flow)
    beside = [places[node.name] for node in drawing.nodes.values() if node.type == kind]
    if beside:
        return flow.turned((max(x for x, _ in beside) + flow.column, beside[0][1]))
    rows = [y for _, y in places.values()] or [0.0]
    left = min((x for x, _ in places.values()), default=0.0)
    return flow.turned((left, min(rows) - flow.row if kind == INPUT else max(rows) + flow.row))


def _put(project: Project, graph: str, part: set[str]) -> None:
    drawing, flow = project.graphs[graph], flow_of(project)
    there = places_of(drawing, flow)
    feeders = [w.source for n in part for w in drawing.incoming(n) if w.source not in part]
    readers = [w.target for n in part for w in drawing.outgoing(n) if w.target not in part]
    first = min((there[name] for name in part), key=lambda at: (at[1], at[0]))
    height = max(there[name][1] for name in part) - first[1] + flow.row
    if feeders:
        beside = max((there[name] for name in feeders), key=lambda at: (at[1], -at[0]))
        corner = (beside[0], beside[1] + flow.row)
    elif readers:
        beside = min((there[name] for name in readers), key=lambda at: (at[1], at[0]))
        corner = (beside[0], beside[1] - height)
    else:
        corner = _beside_all(there, part, flow)
    by = corner[0] - first[0], corner[1] - first[1]
    places = {name: (there[name][0] + by[0], there[name][1] + by[1]) for name in part}
    if readers:
        top = min(there[name][1] for name in readers)
        below = drawing.below(readers)
        for name in below - part if corner[1] + height > top else ():
            x, y = there[name]
            if y >= top:
                places[name] = (x, y + corner[1] + height - top)
    put(project, places, flow, graph)


def _beside_all(there: Places, part: set[str], flow: Flow) -> Point:
    others = [place for name, place in there.items() if name not in part]
    if not others:
        return 0.0, 0.0
    return max(x for x, _ in others) + flow.column, min(y for _, y in others)
