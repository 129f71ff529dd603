"""Why: a wire can be led by hand, through reroute points, where its own way is not clear."""

from collections.abc import Iterable, Mapping, Sequence

from designer.edit.bends import lead
from designer.edit.errors import EditError
from designer.edit.lookup import graph_of
from designer.edit.nodes import place_of
from designer.model import MAIN, Point, Project, Wire
from designer.text import tr, trn

MOST = 100  # points of one wire


def bend(project: Project, wire: Wire, points: Sequence[Point], graph: str = MAIN) -> None:
    """Lead a wire through these points, in canvas units; through none, it finds its own way.

    Raises EditError.
    """
    drawing = graph_of(project, graph)
    if wire not in drawing.wires:
        raise EditError(tr("The wire is not there any more."))
    if len(points) > MOST:
        raise EditError(tr("A wire has at most {most} reroute points.", most=MOST))
    before, after = drawing.bends.get(wire, ()), tuple(place_of(point) for point in points)
    label = tr("Move reroute point")
    if len(after) > len(before):
        label = tr("Add reroute point")
    elif len(after) < len(before):
        label = trn(
            "Delete {count} reroute point",
            "Delete {count} reroute points",
            len(before) - len(after),
        )
    with project.transaction(label):
        lead(project, wire, after, graph)


def straighten(project: Project, wires: Iterable[Wire], graph: str = MAIN) -> None:
    """Let wires find their own way again."""
    with project.transaction(tr("Straighten wire")):
        for wire in wires:
            lead(project, wire, (), graph)


def move_bends(
    project: Project, places: Mapping[Wire, Sequence[Point]], graph: str = MAIN, merge: str = ""
) -> None:
    """Lead wires through other points, as many as each has. Raises EditError."""
    count = sum(
        before != tuple(after)
        for wire, points in places.items()
        for before, after in zip(graph_of(project, graph).bends.get(wire, ()), points, strict=True)
    )
    label = trn("Move {count} reroute point", "Move {count} reroute points", count)
    with project.transaction(tr("Move reroute point") if count == 1 else label, merge):
        for wire, points in places.items():
            bend(project, wire, points, graph)


def remove_bends(project: Project, bends: Iterable[tuple[Wire, int]], graph: str = MAIN) -> None:
    """Take reroute points away, told by their wire and their number on it.

    Those of wires that are gone are passed over.
    """
    drawing = graph_of(project, graph)
    gone = {(wire, at) for wire, at in bends if at < len(drawing.bends.get(wire, ()))}
    label = trn("Delete {count} reroute point", "Delete {count} reroute points", len(gone))
    with project.transaction(label):
        for wire, points in list(drawing.bends.items()):
            kept = [point for at, point in enumerate(points) if (wire, at) not in gone]
            lead(project, wire, kept, graph)
