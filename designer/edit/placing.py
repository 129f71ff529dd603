"""Why: layers that arrive in a drawing stand where their wires lead, and others make room."""

from collections.abc import Iterable

from designer.edit.layering import parts_of
from designer.edit.nodes import move
from designer.edit.room import COLUMN, ROW, downstream
from designer.layers.blocks import INPUT
from designer.model import Graph, Point, Project


def put_beside_wires(project: Project, names: Iterable[str], graph: str) -> None:
    """Move layers below what feeds them, or else above what they feed; the rest moves down.

    Layers without wires to others go to the right of everything. Raises EditError.
    """
    drawing = project.graphs[graph]
    names = list(names)
    inside = {
        name: [w.target for w in drawing.outgoing(name) if w.target in names] for name in names
    }
    for part in parts_of(names, inside):
        _put(project, graph, set(part))


def end_place(drawing: Graph, kind: str) -> Point:
    """Where another Input or Output goes: beside those there are, else above or below all."""
    beside = [node.at for node in drawing.nodes.values() if node.type == kind]
    if beside:
        return max(x for x, _ in beside) + COLUMN, beside[0][1]
    rows = [node.at[1] for node in drawing.nodes.values()] or [0.0]
    left = min((node.at[0] for node in drawing.nodes.values()), default=0.0)
    return left, min(rows) - ROW if kind == INPUT else max(rows) + ROW


def _put(project: Project, graph: str, part: set[str]) -> None:
    drawing = project.graphs[graph]
    nodes = [drawing.nodes[name] for name in part]
    feeders = [w.source for n in part for w in drawing.incoming(n) if w.source not in part]
    readers = [w.target for n in part for w in drawing.outgoing(n) if w.target not in part]
    first = min(nodes, key=lambda node: (node.at[1], node.at[0]))
    height = max(node.at[1] for node in nodes) - first.at[1] + ROW
    if feeders:
        beside = max((drawing.nodes[name].at for name in feeders), key=lambda at: (at[1], -at[0]))
        corner = (beside[0], beside[1] + ROW)
    elif readers:
        beside = min((drawing.nodes[name].at for name in readers), key=lambda at: (at[1], at[0]))
        corner = (beside[0], beside[1] - height)
    else:
        corner = _right_of_all(drawing, part)
    by = corner[0] - first.at[0], corner[1] - first.at[1]
    places = {node.name: (node.at[0] + by[0], node.at[1] + by[1]) for node in nodes}
    if readers:
        top = min(drawing.nodes[name].at[1] for name in readers)
        below = {name for reader in readers for name in downstream(drawing, reader)}
        for name in below - part if corner[1] + height > top else ():
            x, y = drawing.nodes[name].at
            if y >= top:
                places[name] = (x, y + corner[1] + height - top)
    move(project, places, graph)


def _right_of_all(drawing: Graph, part: set[str]) -> Point:
    others = [node.at for node in drawing.nodes.values() if node.name not in part]
    if not others:
        return 0.0, 0.0
    return max(x for x, _ in others) + COLUMN, min(y for _, y in others)
