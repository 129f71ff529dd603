"""Why: what is the same is found at once when it lies at the same place on both sheets."""

from collections import deque
from collections.abc import Mapping

from designer import edit
from designer.edit import Comparison
from designer.model import Graph, Point, Project

Shifts = dict[str, Point]


def align(project: Project, comparison: Comparison) -> None:
    """Put the layers of the first drawing where the second has them; the others go along.

    `project` is the first one, and nobody's but ours.
    """
    edit.set_flow(project, comparison.after.flow)
    for old, new in comparison.graphs.items():
        ours, theirs = project.graphs[old], comparison.after.graphs[new]
        shifts = shifts_of(ours, theirs, comparison.nodes[old])
        places = {name: _sum(ours.nodes[name].at, by) for name, by in shifts.items() if any(by)}
        remarks = {
            name: _sum(remark.at, _nearest(ours, remark.at, ours.nodes, shifts))
            for name, remark in ours.remarks.items()
        }
        edit.move_together(project, places, remarks, graph=old)


def shifts_of(ours: Graph, theirs: Graph, pairs: Mapping[str, str]) -> Shifts:
    """How far each layer is from its counterpart; one without goes with what it is wired to."""
    shifts: Shifts = {}
    for name, other in pairs.items():
        (x, y), (to_x, to_y) = ours.nodes[name].at, theirs.nodes[other].at
        shifts[name] = (to_x - x, to_y - y)
    waiting = deque(shifts)
    while waiting:
        name = waiting.popleft()
        wires = [*ours.incoming(name), *ours.outgoing(name)]
        for other in (end for wire in wires for end in (wire.source, wire.target)):
            if other not in shifts:
                shifts[other] = shifts[name]
                waiting.append(other)
    alone = [node for node in ours.nodes.values() if node.name not in shifts]
    return shifts | {node.name: _nearest(ours, node.at, pairs, shifts) for node in alone}


def _nearest(graph: Graph, at: Point, names: Mapping[str, object], shifts: Shifts) -> Point:
    """The shift of the layer that lies nearest; none where there is none."""

    def far(name: str) -> float:
        x, y = graph.nodes[name].at
        return abs(x - at[0]) + abs(y - at[1])

    nearest = min(names, key=far, default=None)
    return (0.0, 0.0) if nearest is None else shifts[nearest]


def _sum(a: Point, b: Point) -> Point:
    return a[0] + b[0], a[1] + b[1]
