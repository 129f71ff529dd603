"""Why: giving parameters their values."""

from collections.abc import Iterable, Mapping

from designer.edit.errors import EditError
from designer.edit.lookup import layer_of, nodes_of
from designer.edit.values import clean, clean_all
from designer.layers import original_of
from designer.layers.blocks import SCORES
from designer.model import MAIN, Node, NodeChanged, Project
from designer.text import tr, trn

AT_ONCE = ("choice", "bool")
"""Kinds that are chosen with a click, each an undo step of its own; others are typed."""


def set_param(
    project: Project, names: Iterable[str], param: str, value: object, graph: str = MAIN
) -> None:
    """Set one parameter of one or more layers; what is typed into it is one undo step.

    A value equal to the default is not kept. Raises EditError: "kernel_size must be at
    least 1, not 0."
    """
    nodes = _owners(project, names, param, graph)
    changes = [
        NodeChanged(graph, node, _with_param(project, graph, node, param, value)) for node in nodes
    ]
    label = trn(
        "Set {param} of {count} layer", "Set {param} of {count} layers", len(nodes), param=param
    )
    if len(nodes) == 1:
        label = tr("Set {param} of {name}", param=param, name=nodes[0].name)
    layers = [layer_of(project, node.type, graph) for node in nodes]
    typed = all(layer.param(param).kind not in AT_ONCE for layer in layers)
    key = ":".join(("param", graph, param, *(node.name for node in nodes))) if typed else ""
    with project.transaction(label, key):
        for change in changes:
            if change.before != change.after:
                project.apply(change)


def set_each(project: Project, values: Mapping[str, object], param: str, graph: str = MAIN) -> None:
    """Give each of several layers a value of its own for one parameter, as one step.

    Raises EditError.
    """
    label = trn(
        "Set {param} of {count} layer", "Set {param} of {count} layers", len(values), param=param
    )
    with project.transaction(label):
        for name, value in values.items():
            set_param(project, [name], param, value, graph)


def _owners(project: Project, names: Iterable[str], param: str, graph: str) -> list[Node]:
    """The nodes that hold the parameter: that of a shared layer is its original's."""
    nodes = nodes_of(project, names, graph)
    held = {
        node.name if param == SCORES.name else original_of(node.type) or node.name for node in nodes
    }
    return nodes_of(project, held, graph)


def _with_param(project: Project, graph: str, node: Node, param: str, value: object) -> Node:
    layer = layer_of(project, node.type, graph)
    try:
        declared = layer.param(param)
    except KeyError:
        sentence = tr("{type} has no parameter “{param}”.", type=node.type, param=param)
        raise EditError(sentence) from None
    # The other values are kept as they are: one that a file brought out of range is check's.
    given = {**node.params, param: clean(declared, value)}
    return node.with_params(clean_all(layer, given, ranges=False))
