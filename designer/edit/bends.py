"""Why: the points that wires run through stay with them while a drawing is edited."""

from collections.abc import Iterable, Mapping, Sequence

from designer.edit.flowing import flow_of
from designer.model import Graph, Point, Project, Wire, WireAdded, WireBent, WireRemoved


def lead(project: Project, wire: Wire, points: Sequence[Point], graph: str) -> None:
    """Lead a wire through points that are known to be right, as a part of a larger edit."""
    before, after = project.graphs[graph].bends.get(wire, ()), tuple(points)
    if after != before:
        project.apply(WireBent(graph, wire, before, after))


def bends_follow(project: Project, shifts: Mapping[str, Point], graph: str) -> None:
    """Move the points of wires along of which both ends have moved by as much."""
    drawing = project.graphs[graph]
    for wire, points in list(drawing.bends.items()):
        by = shifts.get(wire.source)
        if by is not None and by == shifts.get(wire.target):
            lead(project, wire, shifted(points, by), graph)


def shifted(points: Sequence[Point], by: Point) -> tuple[Point, ...]:
    """The points at another place."""
    return tuple((x + by[0], y + by[1]) for x, y in points)


def rewire(project: Project, wire: Wire, instead: Wire, graph: str) -> None:
    """Put a wire in the place of another: it has its order and runs through its points."""
    drawing = project.graphs[graph]
    order, points = drawing.wires[wire], drawing.bends.get(wire, ())
    project.apply(WireRemoved(graph, wire, order))
    if instead not in drawing.wires:
        project.apply(WireAdded(graph, instead, order))
        lead(project, instead, points, graph)


def bends_between(drawing: Graph, names: Iterable[str]) -> list[Wire]:
    """The bent wires of which both ends are among these layers."""
    chosen = set(names)
    return [wire for wire in drawing.bends if wire.source in chosen and wire.target in chosen]


def hand_on(
    project: Project, points: Sequence[Point], upper: Wire, lower: Wire, at: Point, graph: str
) -> None:
    """A layer was put into a wire, at this place: both its parts go on through the points.

    Those before the first point that lies beyond the layer are its upper part's.
    """
    along = flow_of(project).turned(at)[1]
    passed = [flow_of(project).turned(point)[1] > along for point in points]
    cut = passed.index(True) if True in passed else len(points)
    lead(project, upper, points[:cut], graph)
    lead(project, lower, points[cut:], graph)
