"""Why: putting a layer on a wire, and making room for it."""

from designer.edit.errors import EditError
from designer.edit.lookup import graph_of, layer_of
from designer.edit.nodes import add, move
from designer.edit.ports import input_of, output_of
from designer.edit.room import ROW, WIDTH, move_aside, move_down
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
    """Put a new layer on a wire and return its name; what lies below moves down if it must.

    Raises EditError for a wire that is not there and a layer without input or output.
    """
    drawing = graph_of(project, graph)
    if wire not in drawing.wires:
        raise EditError(tr("The wire is not there any more."))
    layer = layer_of(project, type, graph)
    if not layer.inputs or not layer.outputs:
        raise EditError(tr("{type} cannot stand in the middle of a wire.", type=type))
    with project.transaction(tr("Insert {type}", type=type.lstrip("@="))):
        start, end = drawing.nodes[wire.source].at, drawing.nodes[wire.target].at
        if at is None:
            at = ((start[0] + end[0]) / 2, start[1] + max(ROW, (end[1] - start[1]) / 2))
        name = add(project, type, None, at, graph=graph, **params)
        disconnect(project, [wire], graph)
        entrance = input_of(project, name, "", graph)
        connect(project, wire.source, name, wire.source_port, entrance, graph)
        exit_port = output_of(project, name, "", graph)
        connect(project, name, wire.target, exit_port, wire.target_port, graph)
        find_room(project, name, wire, graph)
    return name


def find_room(project: Project, name: str, wire: Wire, graph: str = MAIN) -> None:
    """What lies below a layer that has come into a wire goes down, what it covers goes aside.

    Dropped upon what it follows, it goes down itself. Works inside a transaction.
    """
    nodes = graph_of(project, graph).nodes
    (x, y), (above_x, above) = nodes[name].at, nodes[wire.source].at
    below = nodes[wire.target].at[1]
    moved: list[str] = []
    if below > above:
        if abs(x - above_x) < WIDTH and abs(y - above) < ROW:
            y = above + ROW
            move(project, {name: (x, y)}, graph)
        moved = move_down(project, wire.target, y + ROW - below, graph)
    move_aside(project, name, graph, moved)
