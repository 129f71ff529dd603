"""Why: a layer can be left out for a while: what comes in goes on as it is, nothing is lost."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from designer.edit.errors import EditError
from designer.edit.lookup import graph_of, nodes_of
from designer.edit.sharing import hand_over
from designer.layers import Layer, known
from designer.layers.blocks import INPUT, OUTPUT
from designer.model import (
    MAIN,
    Graph,
    Node,
    NodeChanged,
    NodeRemoved,
    Project,
    Wire,
    WireAdded,
    WireRemoved,
)
from designer.text import tr, trn


def mute(
    project: Project, names: Iterable[str], muted: bool | None = None, graph: str = MAIN
) -> None:
    """Leave layers out of the network, or take them in again. Raises EditError.

    Without `muted` it is what the first key press does: out when one of them is in, else in.
    Inputs and Outputs are passed over when there are others.
    """
    nodes = [node for node in nodes_of(project, names, graph) if can_be_muted(node)]
    if not nodes:
        raise EditError(
            tr("Inputs and Outputs cannot be bypassed: the data comes and leaves there.")
        )
    if muted is None:
        muted = not all(node.muted for node in nodes)
    changed = [node for node in nodes if node.muted != muted]
    with project.transaction(_label(changed, muted)):
        for node in changed:
            project.apply(NodeChanged(graph, node, replace(node, muted=muted)))


def can_be_muted(node: Node) -> bool:
    """True for all but the ends of a network, which something has to come in by and leave by."""
    return node.type not in (INPUT, OUTPUT)


def _label(nodes: list[Node], muted: bool) -> str:
    if len(nodes) == 1:
        name = nodes[0].name
        return tr("Bypass {name}", name=name) if muted else tr("Use {name} again", name=name)
    if muted:
        return trn("Bypass {count} layer", "Bypass {count} layers", len(nodes))
    return trn("Use {count} layer again", "Use {count} layers again", len(nodes))


def first_wire(layer: Layer | None, drawing: Graph, name: str) -> Wire | None:
    """The wire into a node's first input that has one: what can go on in place of its output."""
    comes_in = [wire for wire in drawing.incoming(name) if wire.source != name]
    order = [port.name for port in layer.inputs] if layer is not None else []

    def rank(wire: Wire) -> tuple[int, int, str]:
        port = wire.target_port
        declared = [i for i, one in enumerate(order) if one in (port, port.rstrip("0123456789"))]
        return declared[0] if declared else len(order), len(port), port

    return min(comes_in, key=rank, default=None)


def bridging(project: Project, name: str, graph: str) -> list[Wire]:
    """Wires that would lead around the node: from its first input to all that it feeds."""
    drawing = graph_of(project, graph)
    first = first_wire(known(project, drawing.nodes[name].type, graph), drawing, name)
    if first is None:
        return []
    return [
        Wire(first.source, wire.target, first.source_port, wire.target_port)
        for wire in drawing.outgoing(name)
        if wire.target not in (name, first.source)
    ]


def bridges_around(project: Project, names: Collection[str], graph: str) -> list[Wire]:
    """Wires that would lead around several nodes, from what comes in to what they feed."""
    drawing = graph_of(project, graph)
    firsts = {
        name: first_wire(known(project, drawing.nodes[name].type, graph), drawing, name)
        for name in names
    }
    starts = [
        (_start(wire, firsts), wire)
        for name in names
        for wire in drawing.outgoing(name)
        if wire.target not in firsts
    ]
    return [
        Wire(start.source, wire.target, start.source_port, wire.target_port)
        for start, wire in starts
        if start is not None
    ]


def without_muted(project: Project) -> Project:
    """The project itself, or a copy in which what is muted is gone and its wires lead around."""
    graphs = [name for name in project.graphs if _muted(project.graphs[name])]
    if not graphs:
        return project
    twin = project.copy()
    with twin.transaction("without what is muted"):
        for graph in graphs:
            _leave_out(twin, graph)
    return twin


def _muted(drawing: Graph) -> list[Node]:
    return [node for node in drawing.ordered_nodes() if node.muted and can_be_muted(node)]


def _leave_out(project: Project, graph: str) -> None:
    drawing = project.graphs[graph]
    names = [node.name for node in _muted(drawing)]
    firsts = {
        name: first_wire(known(project, drawing.nodes[name].type, graph), drawing, name)
        for name in names
    }
    hand_over(project, names, graph)
    for wire in drawing.ordered_wires():
        if wire.source in firsts or wire.target in firsts:
            order = drawing.wires[wire]
            project.apply(WireRemoved(graph, wire, order))
            start = _start(wire, firsts)
            if wire.target not in firsts and start is not None:
                bridge = replace(wire, source=start.source, source_port=start.source_port)
                project.apply(WireAdded(graph, bridge, order))
    for name in names:
        project.apply(NodeRemoved(graph, drawing.nodes[name]))


def _start(wire: Wire, firsts: dict[str, Wire | None]) -> Wire | None:
    """The wire upstream whose value arrives at this one; None where none does."""
    seen: set[str] = set()
    at: Wire | None = wire
    while at is not None and at.source in firsts:
        if at.source in seen:
            return None
        seen.add(at.source)
        at = firsts[at.source]
    return at
