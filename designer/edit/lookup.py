"""Why: edits name graphs, nodes and layers; one place finds them or says what is missing."""

from collections.abc import Iterable

from designer.edit.errors import EditError
from designer.layers import Layer, find
from designer.model import Graph, Node, Project
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


def layer_of(kind: str) -> Layer:
    """The catalogue's entry. Raises EditError for a type that it does not have."""
    try:
        return find(kind)
    except KeyError:
        raise EditError(tr("There is no layer of type “{type}”.", type=kind)) from None
