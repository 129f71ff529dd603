"""Why: drawing wires and taking them away."""

from collections.abc import Iterable

from designer.edit.errors import EditError
from designer.edit.lookup import graph_of, node_of
from designer.edit.loops import loop_of, loop_sentence
from designer.edit.ports import input_of, output_of
from designer.model import MAIN, OUT, Project, Wire, WireAdded, WireRemoved
from designer.text import tr, trn


def planned_wire(
    project: Project,
    source: str,
    target: str,
    source_port: str = OUT,
    target_port: str = "",
    graph: str = MAIN,
) -> Wire:
    """The wire that `connect` would draw, with its ports filled in. Raises EditError."""
    node_of(project, source, graph)
    node_of(project, target, graph)
    if source == target:
        raise EditError(tr("{name} cannot be connected to itself.", name=source))
    wire = Wire(
        source,
        target,
        output_of(project, source, source_port, graph),
        input_of(project, target, target_port, graph),
    )
    loop = loop_of(graph_of(project, graph), source, target)
    if loop:
        raise EditError(loop_sentence(loop))
    return wire


def can_connect(
    project: Project,
    source: str,
    source_port: str,
    target: str,
    target_port: str,
    graph: str = MAIN,
) -> str:
    """Why this wire cannot be drawn, as a sentence; empty when it can. O(nodes + wires)."""
    try:
        planned_wire(project, source, target, source_port, target_port, graph)
    except EditError as error:
        return str(error)
    return ""


def connect(
    project: Project,
    source: str,
    target: str,
    source_port: str = OUT,
    target_port: str = "",
    graph: str = MAIN,
) -> Wire:
    """Draw a wire and return it; a wire that holds the input port already is replaced.

    An empty target port means the first free one. Raises EditError.
    """
    wire = planned_wire(project, source, target, source_port, target_port, graph)
    drawing = graph_of(project, graph)
    if wire in drawing.wires:
        return wire
    label = tr("Connect {source} to {target}", source=source, target=target)
    with project.transaction(label):
        for other in drawing.incoming(target):
            if other.end == wire.end:
                project.apply(WireRemoved(graph, other, drawing.wires[other]))
        project.apply(WireAdded(graph, wire, drawing.next_order()))
    return wire


def disconnect(project: Project, wires: Iterable[Wire], graph: str = MAIN) -> None:
    """Take wires away; one that is not there is passed over."""
    drawing = graph_of(project, graph)
    present = [wire for wire in dict.fromkeys(wires) if wire in drawing.wires]
    label = trn("Disconnect {count} wire", "Disconnect {count} wires", len(present))
    if len(present) == 1:
        ends = {"source": present[0].source, "target": present[0].target}
        label = tr("Disconnect {source} from {target}", **ends)
    with project.transaction(label):
        for wire in present:
            project.apply(WireRemoved(graph, wire, drawing.wires[wire]))
