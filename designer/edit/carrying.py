"""Why: layers are carried into a block that is there already, and out of one, wires and all."""

from collections.abc import Iterable
from dataclasses import replace

from designer.edit.borders import Border, End, Names, Params, carry
from designer.edit.errors import EditError
from designer.edit.grouping import (
    NOTHING,
    Arriving,
    refuse_links,
    shape_params,
    tips,
    way_around,
)
from designer.edit.lookup import graph_of, node_of, nodes_of, refuse_recursion
from designer.edit.placing import put_beside_wires
from designer.edit.unpacking import with_values
from designer.edit.values import settled
from designer.layers import block_of, input_ports, known, original_of
from designer.layers.blocks import INPUT, OUTPUT, REPEAT
from designer.layers.expressions import SIGN, used_names
from designer.model import (
    MAIN,
    ExposedChanged,
    Graph,
    Node,
    NodeChanged,
    Project,
    Value,
)
from designer.model.names import fresh, stem
from designer.text import tr, trn


def move_in(
    project: Project,
    names: Iterable[str],
    instance: str,
    graph: str = MAIN,
    arriving: Arriving = NOTHING,
) -> list[str]:
    """Move layers into the block that a node is an instance of; returns their names there.

    What they gave to it and got from it, and all their other wires, stay: a layer before the
    block becomes the first inside, one after it the last. Other instances change too, and must
    be able to: none may need a new input, nor lose a wire. `arriving` is as for `group`.
    Raises EditError.
    """
    drawing = graph_of(project, graph)
    chosen = _layers(nodes_of(project, names, graph))
    block = _definition(project, instance, graph)
    refuse_links(drawing, {node.name for node in chosen})
    for node in chosen:
        refuse_recursion(project, node.type, block)
    around = way_around(drawing, {instance, *(node.name for node in chosen)})
    if around:
        sentence = tr("{name} lies between them and the block: take it along.", name=around)
        raise EditError(sentence)
    called = _free_names(chosen, project.graphs[block])
    border = Border(project, graph, block, instance, called.values())
    ends = [(called[name], port) for name, port in _open_ends(project, graph, chosen)]
    last = [(called[name], port) for name, port in tips(project, graph, set(called))]
    border.bring(called)
    border.use_again(ends, last)
    border.keep_outputs_of_others()
    border.settle()
    shapes = {port: shape_params(arriving.get(start)) for port, start in border.new.items()}
    label = trn(
        "Move {count} layer into {block}",
        "Move {count} layers into {block}",
        len(chosen),
        block=block,
    )
    with project.transaction(label):
        offers = _offers(project, chosen, graph, instance, block)
        made = [_inside(node, called, offers) for node in chosen]
        carry(project, border, (graph, chosen), (block, made), shapes)
        put_beside_wires(project, list(called.values()), block)
    return list(called.values())


def move_out(
    project: Project, names: Iterable[str], graph: str, instance: str, outer: str = MAIN
) -> list[str]:
    """Move layers of a definition out, beside one instance of it; returns their names there.

    They keep their wires: a layer that was the first inside stands before the instance, one
    that was the last behind it. Other instances lose them, and must be able to, as for
    `move_in`. Raises EditError.
    """
    drawing = graph_of(project, graph)
    chosen = _layers(nodes_of(project, names, graph))
    if not instance or _definition(project, instance, outer) != graph:
        raise EditError(tr("Nothing in the drawing is a {block}.", block=graph))
    refuse_links(drawing, {node.name for node in chosen})
    _refuse_between(drawing, {node.name for node in chosen})
    called = _free_names(chosen, project.graphs[outer])
    border = Border(project, outer, graph, instance)
    border.take(called)
    border.settle()
    label = trn(
        "Move {count} layer out of {block}",
        "Move {count} layers out of {block}",
        len(chosen),
        block=graph,
    )
    with project.transaction(label):
        scope = {**drawing.exposed, **_original(project, instance, outer).params}
        made = [_outside(project, node, graph, called, scope) for node in chosen]
        carry(project, border, (graph, chosen), (outer, made), {})
        put_beside_wires(project, list(called.values()), outer)
    return list(called.values())


def _layers(nodes: list[Node]) -> list[Node]:
    """Those that can be carried: Inputs and Outputs are the ends of their own drawing."""
    chosen = [node for node in nodes if node.type not in (INPUT, OUTPUT)]
    if not chosen:
        raise EditError(tr("Inputs and Outputs stay in their own drawing."))
    return chosen


def _definition(project: Project, instance: str, graph: str) -> str:
    node = _original(project, instance, graph)
    block = block_of(node.type)
    if block not in project.graphs or known(project, node.type, graph) is None:
        raise EditError(tr("{name} is no block.", name=instance))
    if node.params.get(REPEAT, 1) != 1:
        raise EditError(
            tr("{name} is repeated, with all that is inside: set repeat to 1 first.", name=instance)
        )
    return block


def _original(project: Project, name: str, graph: str) -> Node:
    node = node_of(project, name, graph)
    return project.graphs[graph].nodes.get(original_of(node.type), node)


def _refuse_between(drawing: Graph, leaving: set[str]) -> None:
    ends = {node.name for node in drawing.nodes.values() if node.type in (INPUT, OUTPUT)}
    rest = set(drawing.nodes) - ends - leaving
    if not rest:
        raise EditError(tr("Nothing would be left inside: unpack the block instead."))
    below, above = drawing.below(rest), drawing.above(rest)
    between = below & above & leaving
    if between:
        name = min(between, key=lambda name: drawing.nodes[name].order)
        raise EditError(tr("{name} lies between layers that stay: take them along.", name=name))


def _free_names(chosen: list[Node], drawing: Graph) -> dict[str, str]:
    """What layers are called on the other side: as here, where the name is free."""
    names: dict[str, str] = {}
    for node in chosen:
        taken = {*drawing.nodes, *names.values()}
        names[node.name] = fresh(stem(node.name), taken) if node.name in taken else node.name
    return names


def _open_ends(project: Project, graph: str, chosen: list[Node]) -> list[End]:
    """Inputs that need a wire and have none, the first ones first."""
    found = []
    for node in chosen:
        layer = known(project, node.type, graph)
        wired = {wire.target_port for wire in project.graphs[graph].incoming(node.name)}
        optional = {port.name for port in layer.inputs if port.optional} if layer else set()
        ports = input_ports(layer, wired) if layer else []
        found += [(node.name, p) for p in ports[:1] if p not in wired and p not in optional]
    return found


def _offers(
    project: Project, chosen: list[Node], graph: str, instance: str, block: str
) -> dict[str, Value]:
    """Parameters around the block that layers follow: what they are called inside.

    One that the instance hands on already is used; for the others, the block offers more.
    """
    outer, inner = project.graphs[graph], project.graphs[block]
    node = _original(project, instance, graph)
    used = [used_names(value) for one in chosen for value in one.params.values()]
    offers: dict[str, Value] = {}
    params, exposed = dict(node.params), dict(inner.exposed)
    for name in (name for name in outer.exposed if any(name in names for names in used)):
        given = (key for key in inner.exposed if node.params.get(key) == SIGN + name)
        inside = next(given, None) or (name if name not in exposed else fresh(name, exposed))
        offers[name] = SIGN + inside
        params[inside] = SIGN + name
        exposed.setdefault(inside, outer.exposed[name])
    if exposed != dict(inner.exposed):
        before, after = tuple(inner.exposed.items()), tuple(exposed.items())
        project.apply(ExposedChanged(block, before, after))
        project.apply(NodeChanged(graph, node, node.with_params(params)))
    return offers


def _inside(node: Node, called: Names, offers: Params) -> Node:
    return replace(_linked(node, called), params=_put_in(node.params, offers))


def _outside(project: Project, node: Node, graph: str, called: Names, scope: Params) -> Node:
    params, layer = _put_in(node.params, scope), known(project, node.type, graph)
    if layer is not None and params != node.params:
        params = settled(layer, node.params, params)
    return replace(_linked(node, called), params=params)


def _put_in(params: Params, scope: Params) -> dict[str, Value]:
    """Parameters, with others for those that they follow."""
    return {
        key: with_values(value, scope) if used_names(value) & scope.keys() else value
        for key, value in params.items()
    }


def _linked(node: Node, called: Names) -> Node:
    """The layer by its name on the other side; where it shares weights, so does its original."""
    original = original_of(node.type)
    kind = SIGN + called[original] if original else node.type
    return replace(node, name=called[node.name], type=kind)
