"""Why: a block is of use in many places when each instance can set what differs there."""

from dataclasses import replace

from designer.edit.errors import EditError
from designer.edit.graph_records import offer_objection
from designer.edit.lookup import graph_of, layer_of, node_of
from designer.edit.values import clean, settled
from designer.layers import Param, is_foreign, original_of
from designer.layers.blocks import BLOCK, known
from designer.layers.expressions import (
    SIGN,
    ExpressionError,
    is_expression,
    renamed,
    substituted,
    used_names,
)
from designer.model import MAIN, ExposedChanged, NodeChanged, Project, Value
from designer.text import tr


def expose(project: Project, node: str, param: str, graph: str, name: str = "") -> str:
    """Offer a parameter of a layer as one of its block; returns the name it has there.

    Its value becomes the default of all instances. Raises EditError.
    """
    found = node_of(project, node, graph)
    drawing = graph_of(project, graph)
    node = original_of(found.type) or node
    found = node_of(project, node, graph)
    layer = layer_of(project, found.type, graph)
    if all(declared.name != param for declared in layer.params):  # what only a link has
        raise EditError(tr("{type} has no parameter “{param}”.", type=layer.type, param=param))
    declared = layer.param(param)
    chosen = name or (param if param not in drawing.exposed else f"{node}_{param}")
    value = found.params.get(param, declared.default)
    _need_offer(project, graph, chosen)
    if graph == MAIN:
        raise EditError(tr("Only a block offers parameters: group layers into one first."))
    if is_expression(value) or declared.inferred or value is None:
        raise EditError(tr("{param} of {name} has no value of its own.", param=param, name=node))
    label = tr("Offer {param} of {name}", param=param, name=node)
    with project.transaction(label):
        before = tuple(drawing.exposed.items())
        project.apply(ExposedChanged(graph, before, (*before, (chosen, value))))
        after = found.with_params({**found.params, param: SIGN + chosen})
        project.apply(NodeChanged(graph, found, after))
    return chosen


def offer(project: Project, graph: str, name: str, default: Value) -> None:
    """Give a block a parameter that expressions inside may use. Raises EditError."""
    _need_offer(project, graph, name)
    before = tuple(graph_of(project, graph).exposed.items())
    with project.transaction(tr("Offer {param}", param=name)):
        project.apply(ExposedChanged(graph, before, (*before, (name, default))))


def set_default(project: Project, graph: str, name: str, value: object) -> None:
    """What instances have that don't say otherwise. Raises EditError."""
    drawing = graph_of(project, graph)
    declared = offered(project, graph, name)
    cleaned = clean(declared, value)
    if is_expression(cleaned) or cleaned is None:
        raise EditError(tr("A default is a value, no expression."))
    before = tuple(drawing.exposed.items())
    after = tuple((key, cleaned if key == name else old) for key, old in before)
    label = tr("Set the default of {param}", param=name)
    with project.transaction(label, f"default:{graph}:{name}"):
        if before != after:
            project.apply(ExposedChanged(graph, before, after))


def offered(project: Project, graph: str, name: str) -> Param:
    """The parameter as instances have it. Raises EditError."""
    layer = known(project, BLOCK + graph)
    if layer is None or name not in graph_of(project, graph).exposed:
        raise EditError(tr("The block offers no parameter “{name}”.", name=name))
    return layer.param(name)


def rename_offer(project: Project, graph: str, old: str, new: str) -> None:
    """Give an offered parameter another name, inside and in every instance. Raises EditError."""
    if old == new:
        return
    offered(project, graph, old)
    _need_offer(project, graph, new)
    drawing = graph_of(project, graph)
    with project.transaction(tr("Rename {old} to {new}", old=old, new=new)):
        before = tuple(drawing.exposed.items())
        after = tuple((new if key == old else key, value) for key, value in before)
        for node in drawing.ordered_nodes():
            changed = {k: _renamed(v, old, new) for k, v in node.params.items()}
            if changed != dict(node.params):
                project.apply(NodeChanged(graph, node, node.with_params(changed)))
        project.apply(ExposedChanged(graph, before, after))
        for name, outer in project.graphs.items():
            for node in outer.ordered_nodes():
                if node.type == BLOCK + graph and old in node.params:
                    kept = {new if k == old else k: v for k, v in node.params.items()}
                    project.apply(NodeChanged(name, node, node.with_params(kept)))


def withdraw(project: Project, graph: str, name: str) -> None:
    """Offer a parameter no more: its default stands inside, for all instances. Raises EditError."""
    offered(project, graph, name)
    drawing = graph_of(project, graph)
    with project.transaction(tr("Withdraw {param}", param=name)):
        default = {name: drawing.exposed[name]}
        for node in drawing.ordered_nodes():
            changed = {k: _settled(v, name, default) for k, v in node.params.items()}
            if changed != dict(node.params):
                if not is_foreign(project, node.type, graph):
                    layer = layer_of(project, node.type, graph)
                    changed = settled(layer, node.params, changed)
                project.apply(NodeChanged(graph, node, node.with_params(changed)))
        before = tuple(drawing.exposed.items())
        project.apply(
            ExposedChanged(graph, before, tuple(pair for pair in before if pair[0] != name))
        )
        for other, outer in project.graphs.items():
            for node in outer.ordered_nodes():
                if node.type == BLOCK + graph and name in node.params:
                    kept = {k: v for k, v in node.params.items() if k != name}
                    project.apply(NodeChanged(other, node, replace(node, params=kept)))


def _need_offer(project: Project, graph: str, name: str) -> None:
    reason = offer_objection(name)
    if not reason and name in graph_of(project, graph).exposed:
        reason = tr("The block offers “{name}” already.", name=name)
    if reason:
        raise EditError(reason)


def _renamed(value: Value, old: str, new: str) -> Value:
    if not is_expression(value) or old not in used_names(value):
        return value
    return renamed(str(value), old, new)


def _settled(value: Value, name: str, default: dict[str, Value]) -> Value:
    if not is_expression(value) or name not in used_names(value):
        return value
    try:
        return substituted(str(value), default)
    except ExpressionError:
        return value
