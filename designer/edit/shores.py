"""Why: the Inputs and Outputs of a block are the ports of its instances; wires there follow."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from designer.edit.bends import rewire
from designer.edit.outputs import training_follows
from designer.layers import original_of
from designer.layers.blocks import BLOCK, entrances, exits
from designer.model import IN, MAIN, OUT, Graph, Node, Project, Wire, WireRemoved

Shore = Mapping[int, str]
"""The port of each Input or Output, by the node's order, which a new name does not change."""


@contextmanager
def instances_follow(project: Project, graph: str) -> Iterator[None]:
    """What happens inside to the ends of a definition also happens to the wires of its instances.

    A port that gets another name keeps its wires; one that goes takes them along. What is
    said of the training of the network's own Outputs follows them too.
    """
    if graph == MAIN:
        with training_follows(project):
            yield
        return
    if graph not in project.graphs:
        yield
        return
    drawing = project.graphs[graph]
    before = _shores(drawing)
    yield
    after = _shores(drawing)
    if before == after:
        return
    for name, outer in project.graphs.items():
        for node in outer.ordered_nodes():
            original = outer.nodes.get(original_of(node.type), node)
            if original.type == BLOCK + graph:
                _rewire(project, name, node, before, after)


def _shores(drawing: Graph) -> tuple[Shore, Shore]:
    return _ports(entrances(drawing), IN), _ports(exits(drawing), OUT)


def _ports(nodes: list[Node], single: str) -> Shore:
    if len(nodes) == 1:
        return {nodes[0].order: single}
    return {node.order: node.name for node in nodes}


def _rewire(
    project: Project,
    graph: str,
    node: Node,
    before: tuple[Shore, Shore],
    after: tuple[Shore, Shore],
) -> None:
    incoming, outgoing = (_moves(old, new) for old, new in zip(before, after, strict=True))
    outer = project.graphs[graph]
    for wire in outer.incoming(node.name):
        if wire.target_port in incoming:
            port = incoming[wire.target_port]
            _move(project, graph, wire, port and replace(wire, target_port=port))
    for wire in outer.outgoing(node.name):
        if wire.source_port in outgoing:
            port = outgoing[wire.source_port]
            _move(project, graph, wire, port and replace(wire, source_port=port))


def _moves(before: Shore, after: Shore) -> dict[str, str]:
    """Old port → new port, "" for one that is gone; those that stay are left out."""
    pairs = {port: after.get(order, "") for order, port in before.items()}
    return {old: new for old, new in pairs.items() if old != new}


def _move(project: Project, graph: str, wire: Wire, instead: "Wire | str") -> None:
    if isinstance(instead, Wire):
        rewire(project, wire, instead, graph)
    else:
        project.apply(WireRemoved(graph, wire, project.graphs[graph].wires[wire]))
