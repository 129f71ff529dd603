"""Why: putting a layer on a wire, and making room for it."""

from designer.edit.bends import hand_on
from designer.edit.errors import EditError
from designer.edit.flowing import flow_of
from designer.edit.framing import frames_follow
from designer.edit.lookup import graph_of, layer_of
from designer.edit.nodes import add, move
from designer.edit.ports import input_of, output_of
from designer.edit.room import move_aside, move_on
from designer.edit.wires import connect, disconnect
from designer.model import MAIN, Point, Project, Wire
from designer.text import tr


def insert(
    project: Project,
    wire: Wire,
    type: str,  # noqa: A002  # the word for it, as in the file
    at: Point | None = None,
    *,
    graph: str = MAIN,
    **params: object,
) -> str:
    """Put a new layer on a wire and return its name; what follows moves on if it must.

    Raises EditError for a wire that is not there and a layer without input or output.
    """
    drawing = graph_of(project, graph)
    if wire not in drawing.wires:
        raise EditError(tr("The wire is not there any more."))
    layer = layer_of(project, type, graph)
    if not layer.inputs or not layer.outputs:
        raise EditError(tr("{type} cannot stand in the middle of a wire.", type=type))
    label = tr("Insert {type}", type=type.lstrip("@="))
    with project.transaction(label), frames_follow(project, graph):
        at = at or _between(project, wire, graph)
        name = add(project, type, None, at, graph=graph, **params)
        bends = drawing.bends.get(wire, ())
        disconnect(project, [wire], graph)
        entrance = input_of(project, name, "", graph)
        upper = connect(project, wire.source, name, wire.source_port, entrance, graph)
        exit_port = output_of(project, name, "", graph)
        lower = connect(project, name, wire.target, exit_port, wire.target_port, graph)
        hand_on(project, bends, upper, lower, at, graph)
        find_room(project, name, wire, graph)
    return name


def find_room(project: Project, name: str, wire: Wire, graph: str = MAIN) -> None:
    """What follows a layer that has come into a wire goes on, what it covers goes aside.

    Dropped upon what it follows, it goes on itself. Works inside a transaction.
    """
    nodes, flow = graph_of(project, graph).nodes, flow_of(project)
    (x, y), (above_x, above) = flow.turned(nodes[name].at), flow.turned(nodes[wire.source].at)
    below = flow.turned(nodes[wire.target].at)[1]
    moved: list[str] = []
    if below > above:
        if abs(x - above_x) < flow.breadth and abs(y - above) < flow.row:
            y = above + flow.row
            move(project, {name: flow.turned((x, y))}, graph)
        moved = move_on(project, wire.target, y + flow.row - below, graph)
    move_aside(project, name, graph, moved)


def _between(project: Project, wire: Wire, graph: str) -> Point:
    """In the middle of both ends, and at least a row behind the first."""
    nodes, flow = graph_of(project, graph).nodes, flow_of(project)
    start, end = flow.turned(nodes[wire.source].at), flow.turned(nodes[wire.target].at)
    along = start[1] + max(flow.row, (end[1] - start[1]) / 2)
    return flow.turned(((start[0] + end[0]) / 2, along))
