"""Why: one module called in several places: shared weights are a link, never a copy."""

from collections.abc import Iterable
from dataclasses import replace

from designer.edit.errors import EditError
from designer.edit.lookup import graph_of, layer_of, node_of
from designer.layers import original_of
from designer.layers.blocks import SCORES
from designer.layers.expressions import SIGN
from designer.model import MAIN, Node, NodeAdded, NodeChanged, Point, Project
from designer.model.names import fresh, stem
from designer.text import tr

OFFSET = 32.0  # how far a link lies from its original, right and down


def links_to(project: Project, name: str, graph: str = MAIN) -> list[Node]:
    """The nodes that share the weights of this one, oldest first."""
    nodes = graph_of(project, graph).nodes.values()
    found = [node for node in nodes if original_of(node.type) == name]
    return sorted(found, key=lambda node: node.order)


def link(project: Project, name: str, at: Point | None = None, graph: str = MAIN) -> str:
    """Add a node that is this layer once more, with the same weights; returns its name.

    Raises EditError for a layer that cannot be called twice.
    """
    node = node_of(project, name, graph)
    drawing = graph_of(project, graph)
    original = original_of(node.type) or name
    layer = layer_of(project, SIGN + original, graph)
    if not layer.nn:
        raise EditError(tr("{name} has no weights to share.", name=original))
    place = at if at is not None else (node.at[0] + OFFSET, node.at[1] + OFFSET)
    twin = fresh(stem(original), drawing.nodes)
    with project.transaction(tr("Share the weights of {name}", name=original)):
        made = Node(twin, layer.type, {}, place, drawing.next_order())
        project.apply(NodeAdded(graph, made))
    return twin


def unlink(project: Project, name: str, graph: str = MAIN) -> None:
    """Make a node that shares weights a layer of its own, with the same parameters."""
    node = node_of(project, name, graph)
    original = graph_of(project, graph).nodes.get(original_of(node.type))
    if original is None:
        raise EditError(tr("{name} has weights of its own.", name=name))
    with project.transaction(tr("Give {name} weights of its own", name=name)):
        after = replace(node, type=original.type, params=original.params)
        project.apply(NodeChanged(graph, node, after))


def hand_over(project: Project, leaving: Iterable[str], graph: str) -> None:
    """Before layers leave: of those that share weights and stay, the oldest is the original."""
    gone = set(leaving)
    staying: dict[str, list[Node]] = {}
    for node in graph_of(project, graph).ordered_nodes():
        original = original_of(node.type)
        if original in gone and node.name not in gone:
            staying.setdefault(original, []).append(node)
    for name, (heir, *others) in staying.items():
        node = graph_of(project, graph).nodes[name]
        kept = {key: value for key, value in node.params.items() if key != SCORES.name}
        project.apply(NodeChanged(graph, heir, replace(heir, type=node.type, params=kept)))
        for other in others:
            project.apply(NodeChanged(graph, other, replace(other, type=SIGN + heir.name)))
