"""Why: a definition travels with its instances, and is one thing wherever it arrives."""

from collections.abc import Iterable
from dataclasses import replace

from designer.edit.codes import bring_codes
from designer.edit.errors import EditError
from designer.edit.lookup import graph_of
from designer.layers import block_of, original_of
from designer.layers.blocks import BLOCK, contained, uses
from designer.model import (
    MAIN,
    ExposedChanged,
    FrameChanged,
    Graph,
    GraphAdded,
    GraphRemoved,
    GraphRenamed,
    Node,
    NodeAdded,
    NodeChanged,
    NodeRemoved,
    Project,
    WireAdded,
    WireRemoved,
)
from designer.model.names import block_objection, fresh
from designer.text import tr


def definitions(project: Project, nodes: Iterable[Node]) -> list[str]:
    """The definitions that these nodes need, each after those inside it."""
    found: dict[str, None] = {}
    for node in nodes:
        name = block_of(node.type)
        if name in project.graphs:
            found |= dict.fromkeys([*contained(project, name), name])
    return list(found)


def instances(project: Project, block: str) -> list[tuple[str, Node]]:
    """Every instance of a definition with the graph it stands in; those that share weights too."""
    return [
        (name, node)
        for name in project.graph_names()
        for node in project.graphs[name].ordered_nodes()
        if project.graphs[name].nodes.get(original_of(node.type), node).type == BLOCK + block
    ]


def bring_blocks(project: Project, other: Project) -> dict[str, str]:
    """Copy the definitions of another project, and its code; types by what they are called here.

    An equal definition is used as it is; where another one has the name, a new name is made.
    """
    types = bring_codes(project, other)
    for name in contained(other, MAIN):
        state = _state(other.graphs[name], types)
        new = name
        while new in project.codes or (
            new in project.graphs and _state(project.graphs[new], {}) != state
        ):
            taken = {*project.graphs, *project.codes}
            new = fresh(name.rstrip("0123456789"), taken, first=2)
        if new not in project.graphs:
            _copy(project, new, other.graphs[name], types)
        types[BLOCK + name] = BLOCK + new
    return types


def rename_block(project: Project, old: str, new: str) -> None:
    """Give a definition another name; its instances follow. Raises EditError."""
    if old == new:
        return
    _need_definition(project, old)
    reason = block_objection(new)
    if not reason and new in {*project.graphs, *project.codes}:
        reason = tr("There is already a block named “{name}”.", name=new)
    if reason:
        raise EditError(reason)
    with project.transaction(tr("Rename block {old} to {new}", old=old, new=new)):
        project.apply(GraphRenamed(old, new))
        for name, graph in project.graphs.items():
            for node in graph.ordered_nodes():
                if node.type == BLOCK + old:
                    project.apply(NodeChanged(name, node, replace(node, type=BLOCK + new)))


def remove_block(project: Project, name: str) -> None:
    """Delete a definition that has no instances left. Raises EditError."""
    _need_definition(project, name)
    users = [graph for graph in project.graphs if name in uses(project, graph)]
    if users:
        raise EditError(
            tr("The block {block} is still in use: delete its nodes first.", block=name)
        )
    with project.transaction(tr("Delete block {block}", block=name)):
        _empty(project, name)
        project.apply(GraphRemoved(name))


def _need_definition(project: Project, name: str) -> None:
    graph_of(project, name)
    if name == MAIN:
        raise EditError(tr("This is the network itself, not a block."))


def _empty(project: Project, name: str) -> None:
    graph = project.graphs[name]
    for wire in graph.ordered_wires():
        project.apply(WireRemoved(name, wire, graph.wires[wire]))
    for node in graph.ordered_nodes():
        project.apply(NodeRemoved(name, node))
    for frame in list(graph.frames.values()):
        project.apply(FrameChanged(name, frame, None))
    if graph.exposed:
        project.apply(ExposedChanged(name, tuple(graph.exposed.items()), ()))


def _state(graph: Graph, types: dict[str, str]) -> tuple[object, ...]:
    nodes = tuple(
        (node.name, types.get(node.type, node.type), tuple(sorted(node.params.items())), node.at)
        for node in graph.ordered_nodes()
    )
    return nodes, tuple(graph.ordered_wires()), tuple(graph.exposed.items())


def _copy(project: Project, name: str, graph: Graph, types: dict[str, str]) -> None:
    project.apply(GraphAdded(name))
    if graph.exposed:
        project.apply(ExposedChanged(name, (), tuple(graph.exposed.items())))
    for node in graph.ordered_nodes():
        project.apply(NodeAdded(name, replace(node, type=types.get(node.type, node.type))))
    for wire in graph.ordered_wires():
        project.apply(WireAdded(name, wire, graph.wires[wire]))
    for frame in graph.frames.values():
        project.apply(FrameChanged(name, None, frame))
