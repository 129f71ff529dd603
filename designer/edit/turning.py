"""Why: who wants the drawing to run the other way wants it there at once, arranged as it was."""

from dataclasses import dataclass

from designer.edit.arranging import on_grid
from designer.edit.bends import lead
from designer.edit.flowing import DOWN, RIGHT, Flow, flow_of
from designer.edit.framing import carried, frames_follow
from designer.edit.nodes import move
from designer.edit.remarks import move_remarks
from designer.edit.tidying import tidy
from designer.model import FLOWS, Graph, Point, Project, SettingChanged
from designer.text import tr


def set_flow(project: Project, flow: str) -> None:
    """Let all drawings of a project run "down" or to the "right", as one undoable step.

    Each is turned over its diagonal, and stretched to the distances of its new flow. Where there
    are frames, whose titles need other room now, it is laid out anew. Raises ValueError.
    """
    if flow not in FLOWS:
        raise ValueError(f"no such flow: {flow!r}")
    if flow == project.flow:
        return
    before, after = flow_of(project), RIGHT if flow == RIGHT.key else DOWN
    label = tr("Flow from left to right") if after is RIGHT else tr("Flow from top to bottom")
    with project.transaction(label):
        project.apply(SettingChanged("flow", project.flow, flow))
        for name in project.graph_names():
            _turn(project, name, _Turn(before, after, _corner(project.graphs[name])))


@dataclass(frozen=True, slots=True)
class _Turn:
    """How places are turned about the top left corner of a drawing, which stays."""

    before: Flow
    after: Flow
    origin: Point

    def layer(self, at: Point) -> Point:
        """Where a layer comes to lie."""
        return self._turned(at, 0.0)

    def point(self, at: Point) -> Point:
        """Where a point of a wire comes to lie: in line with the same layers as before."""
        return self._turned(at, 1.0)

    def _turned(self, at: Point, middle: float) -> Point:
        before, after = self.before, self.after
        across, along = before.turned((at[0] - self.origin[0], at[1] - self.origin[1]))
        across = (across - middle * before.breadth / 2) * after.column / before.column
        across += middle * after.breadth / 2
        x, y = after.turned((on_grid(across), on_grid(along * after.row / before.row)))
        return self.origin[0] + x, self.origin[1] + y


def _corner(drawing: Graph) -> Point:
    places = [node.at for node in drawing.nodes.values()] or [(0.0, 0.0)]
    return min(x for x, _ in places), min(y for _, y in places)


def _turn(project: Project, graph: str, turn: _Turn) -> None:
    drawing = project.graphs[graph]
    bends, loose = dict(drawing.bends), _loose(drawing)
    with frames_follow(project, graph, shrink=True):
        move(project, {n.name: turn.layer(n.at) for n in drawing.nodes.values()}, graph)
        for wire, points in bends.items():
            lead(project, wire, [turn.point(at) for at in points], graph)
    move_remarks(project, {name: turn.layer(drawing.remarks[name].at) for name in loose}, graph)
    if drawing.frames:
        tidy(project, None, graph)


def _loose(drawing: Graph) -> list[str]:
    """Frames that hold no layer, and comments that lie in no other frame."""
    held: set[str] = set()
    for name in drawing.frames:
        inside = carried(drawing, [name])
        if inside.nodes:
            held |= {name, *inside.remarks}
    return [name for name in drawing.remarks if name not in held]
