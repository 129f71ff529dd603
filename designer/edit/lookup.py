"""Why: edits name graphs, nodes and layers; one place finds them or says what is missing."""

from collections.abc import Iterable

from designer.edit.errors import EditError
from designer.layers import Layer, known
from designer.layers.blocks import block_of, contained
from designer.model import MAIN, Graph, Node, Project
from designer.text import tr


def graph_of(project: Project, graph: str) -> Graph:
    """The graph of that name. Raises EditError."""
    if graph not in project.graphs:
        raise EditError(tr("There is no graph named “{graph}”.", graph=graph))
    return project.graphs[graph]


def node_of(project: Project, name: str, graph: str) -> Node:
    """The node of that name. Raises EditError."""
    found = graph_of(project, graph).nodes.get(name)
    if found is None:
        raise EditError(tr("There is no layer named “{name}”.", name=name))
    return found


def nodes_of(project: Project, names: Iterable[str], graph: str) -> list[Node]:
    """The nodes of these names, each once, oldest first. Raises EditError."""
    nodes = [node_of(project, name, graph) for name in dict.fromkeys(names)]
    return sorted(nodes, key=lambda node: node.order)


def layer_of(project: Project, kind: str, graph: str = MAIN) -> Layer:
    """What a node of this type is in this graph: of the catalogue, a block, a shared layer.

    Raises EditError for a type that does not exist.
    """
    found = known(project, kind, graph)
    if found is None:
        raise EditError(tr("There is no layer of type “{type}”.", type=kind))
    return found


def refuse_recursion(project: Project, kind: str, graph: str) -> None:
    """Raise EditError where an instance in this graph would put a block into itself."""
    block = block_of(kind)
    if block and (block == graph or graph in contained(project, block)):
        raise EditError(tr("The block {block} cannot contain itself.", block=block))
