"""Why: taking layers away, with or without closing the gap."""

from collections.abc import Iterable
from contextlib import nullcontext

from designer.edit.bypassing import bridging
from designer.edit.lookup import graph_of, node_of, nodes_of
from designer.edit.remarks import remark_of, removal_label, remove_remarks
from designer.edit.rerouting import remove_bends
from designer.edit.sharing import hand_over
from designer.edit.shores import instances_follow
from designer.edit.wires import connect
from designer.model import MAIN, Node, NodeRemoved, Project, Wire, WireRemoved
from designer.text import tr, trn


def remove(
    project: Project,
    names: Iterable[str],
    heal: bool = False,
    graph: str = MAIN,
    remarks: Iterable[str] = (),
    bends: Iterable[tuple[Wire, int]] = (),
) -> None:
    """Delete layers with their wires, frames and comments, and reroute points. Raises EditError.

    With `heal`, what came into a layer's first input goes on to where its outputs went.
    """
    nodes = nodes_of(project, names, graph)
    label = trn("Delete {count} layer", "Delete {count} layers", len(nodes))
    if len(nodes) == 1:
        label = tr("Delete {name}", name=nodes[0].name)
    others = [remark_of(project, name, graph).name for name in remarks]
    if not nodes:
        found = [remark_of(project, name, graph) for name in others]
        with project.transaction(removal_label(found)) if found else nullcontext():
            remove_remarks(project, others, graph)
            remove_bends(project, bends, graph)
        return
    with project.transaction(label), instances_follow(project, graph):
        hand_over(project, [node.name for node in nodes], graph)
        for node in nodes:
            _remove(project, graph, node_of(project, node.name, graph), heal)
        remove_remarks(project, others, graph)
        remove_bends(project, bends, graph)


def _remove(project: Project, graph: str, node: Node, heal: bool) -> None:
    drawing = graph_of(project, graph)
    bridges = bridging(project, node.name, graph) if heal else []
    for wire in dict.fromkeys((*drawing.incoming(node.name), *drawing.outgoing(node.name))):
        project.apply(WireRemoved(graph, wire, drawing.wires[wire]))
    project.apply(NodeRemoved(graph, node))
    for bridge in bridges:
        connect(
            project, bridge.source, bridge.target, bridge.source_port, bridge.target_port, graph
        )
