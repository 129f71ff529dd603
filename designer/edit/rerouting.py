"""Why: a wire can be led by hand, through reroute points, where its own way is not clear."""

from collections.abc import Iterable, Sequence

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
