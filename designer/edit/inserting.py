"""Why: putting a layer on a wire, and making room for it."""

from designer.edit.bends import hand_on
from designer.edit.errors import EditError
from designer.edit.framing import frames_follow
from designer.edit.lookup import graph_of, layer_of
from designer.edit.nodes import add, move
from designer.edit.ports import input_of, output_of
from designer.edit.wires import connect, disconnect
from designer.model import MAIN, Graph, Point, Project, Wire
from designer.text import tr

ROW = 80.0  # distance between rows of layers, in canvas units


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
    label = tr("Insert {type}", type=type.lstrip("@="))
    with project.transaction(label), frames_follow(project, graph):
        start, end = drawing.nodes[wire.source].at, drawing.nodes[wire.target].at
        if at is None:
            at = ((start[0] + end[0]) / 2, start[1] + max(ROW, (end[1] - start[1]) / 2))
        name = add(project, type, None, at, graph=graph, **params)
        bends = drawing.bends.get(wire, ())
        disconnect(project, [wire], graph)
        entrance = input_of(project, name, "", graph)
        upper = connect(project, wire.source, name, wire.source_port, entrance, graph)
        exit_port = output_of(project, name, "", graph)
        lower = connect(project, name, wire.target, exit_port, wire.target_port, graph)
        hand_on(project, bends, upper, lower, at, graph)
        if end[1] > start[1]:
            _make_room(project, wire.target, at[1] + ROW - end[1], graph)
    return name


def _make_room(project: Project, name: str, distance: float, graph: str) -> None:
    """Move a node and all that it leads to down, as far as needed."""
    drawing = graph_of(project, graph)
    if distance > 0:
        top = drawing.nodes[name].at[1]
        places = {n: drawing.nodes[n].at for n in downstream(drawing, name)}
        below = {n: (x, y + distance) for n, (x, y) in places.items() if y >= top}
        move(project, below, graph)


def downstream(drawing: Graph, name: str) -> list[str]:
    """The node and all that its wires lead to, each once."""
    found = {name: None}
    waiting = [name]
    while waiting:
        for wire in drawing.outgoing(waiting.pop()):
            if wire.target not in found:
                found[wire.target] = None
                waiting.append(wire.target)
    return list(found)
