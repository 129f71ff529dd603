"""Why: a second wire into an input that takes one need not push the first one out."""

from designer.edit.errors import EditError
from designer.edit.inserting import insert
from designer.edit.lookup import graph_of
from designer.edit.wires import connect, planned_wire
from designer.model import MAIN, Project, Wire
from designer.text import tr


def join(
    project: Project,
    wire: Wire,
    type: str,  # noqa: A002  # the word for it, as in the file
    graph: str = MAIN,
) -> str:
    """Draw a wire into an input that is taken, through a new layer that joins both; its name.

    Raises EditError where the wire cannot be drawn, and for an input that is free.
    """
    wire = planned_wire(
        project, wire.source, wire.target, wire.source_port, wire.target_port, graph
    )
    there = [one for one in graph_of(project, graph).incoming(wire.target) if one.end == wire.end]
    if not there:
        raise EditError(tr("Nothing comes into {name} there yet.", name=wire.target))
    label = tr("Join {source} by {type}", source=wire.source, type=type)
    with project.transaction(label):
        name = insert(project, there[0], type, graph=graph)
        connect(project, wire.source, name, wire.source_port, graph=graph)
    return name
