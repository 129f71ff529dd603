"""Why: an instance can become the layers that it stands for, to go on with them by hand."""

from collections.abc import Mapping
from dataclasses import replace

from designer.edit.bends import lead, shifted
from designer.edit.definitions import remove_block
from designer.edit.errors import EditError
from designer.edit.flowing import Flow, flow_of
from designer.edit.lookup import node_of
from designer.edit.remarks import bring_remarks
from designer.edit.sharing import links_to
from designer.edit.values import settled
from designer.layers import block_of, known, original_of
from designer.layers.blocks import INPUT, OUTPUT, REPEAT, entrances, exits, uses
from designer.layers.expressions import SIGN, ExpressionError, is_expression, substituted
from designer.model import (
    IN,
    MAIN,
    OUT,
    Graph,
    Node,
    NodeAdded,
    NodeRemoved,
    Point,
    Project,
    Value,
    Wire,
    WireAdded,
    WireRemoved,
)
from designer.model.names import fresh, stem
from designer.text import tr

End = tuple[str, str]


def unpack(project: Project, name: str, graph: str = MAIN) -> list[str]:
    """Put the layers of a block in the place of one instance; returns their names.

    Repeats become as many copies, one behind the other. The definition goes with its last
    instance. Raises EditError.
    """
    node = node_of(project, name, graph)
    block = block_of(node.type)
    if block not in project.graphs:
        raise EditError(tr("{name} is no block.", name=name))
    if links_to(project, name, graph):
        raise EditError(
            tr("Other nodes share the weights of {name}: delete them first.", name=name)
        )
    with project.transaction(tr("Unpack {name}", name=name)):
        found = _unpack(project, graph, node, block)
        if not any(block in uses(project, other) for other in project.graphs):
            remove_block(project, block)
        return found


def _unpack(project: Project, graph: str, node: Node, block: str) -> list[str]:
    drawing, inner = project.graphs[graph], project.graphs[block]
    scope = {**inner.exposed, **{k: v for k, v in node.params.items() if k != REPEAT}}
    repeats = node.params.get(REPEAT, 1)
    if not isinstance(repeats, int):
        raise EditError(
            tr("{name} is repeated by a parameter: set a number first.", name=node.name)
        )
    incoming, outgoing = drawing.incoming(node.name), drawing.outgoing(node.name)
    for wire in dict.fromkeys((*incoming, *outgoing)):
        project.apply(WireRemoved(graph, wire, drawing.wires[wire]))
    project.apply(NodeRemoved(graph, node))
    first = entrances(inner)
    ports = [IN] if len(first) == 1 else [entrance.name for entrance in first]
    feeds = {port: wire.start for port in ports for wire in incoming if wire.target_port == port}
    found: list[str] = []
    flow = flow_of(project)
    x, y = flow.turned(node.at)
    length = _length(inner, flow)
    for number in range(repeats):
        at = flow.turned((x, y + number * length))
        names, results = _copy(project, graph, node, scope, feeds, at)
        found += names
        if number + 1 < repeats:
            feeds = {IN: next(iter(results.values()))} if results else {}
    for wire in outgoing:
        if wire.source_port in results:
            source, port = results[wire.source_port]
            after = replace(wire, source=source, source_port=port)
            project.apply(WireAdded(graph, after, drawing.next_order()))
    return found


def _copy(
    project: Project,
    graph: str,
    instance: Node,
    scope: dict[str, Value],
    feeds: dict[str, End],
    at: Point,
) -> tuple[list[str], dict[str, End]]:
    """Draw the layers once; gives their names and the value of each output port."""
    block = block_of(instance.type)
    drawing, inner = project.graphs[graph], project.graphs[block]
    nodes = [node for node in inner.ordered_nodes() if node.type not in (INPUT, OUTPUT)]
    names: dict[str, str] = {}
    for node in nodes:
        names[node.name] = _free(node.name, {*drawing.nodes, *names.values()})
    left = min((node.at[0] for node in nodes), default=0.0)
    top = min((node.at[1] for node in nodes), default=0.0)
    for node in nodes:
        kind = SIGN + names[original_of(node.type)] if original_of(node.type) else node.type
        place = (at[0] + node.at[0] - left, at[1] + node.at[1] - top)
        layer = known(project, node.type, block)
        after = {key: with_values(value, scope) for key, value in node.params.items()}
        params = settled(layer, node.params, after) if layer is not None else after
        looks = (node.muted or instance.muted, node.collapsed)
        made = Node(names[node.name], kind, params, place, drawing.next_order(), *looks)
        project.apply(NodeAdded(graph, made))
    bring_remarks(project, graph, inner, (at[0] - left, at[1] - top))
    starts = _starts(inner, names, feeds)
    for wire in inner.ordered_wires():
        start = starts.get(wire.start)
        if wire.target in names and start is not None:
            made_wire = Wire(start[0], names[wire.target], start[1], wire.target_port)
            project.apply(WireAdded(graph, made_wire, drawing.next_order()))
            if wire.source in names:
                by = (at[0] - left, at[1] - top)
                lead(project, made_wire, shifted(inner.bends.get(wire, ()), by), graph)
    return list(names.values()), _results(inner, starts)


def _starts(inner: Graph, names: dict[str, str], feeds: dict[str, End]) -> dict[End, End]:
    """Where each value of the definition comes from, outside."""
    found: dict[End, End] = {}
    given = entrances(inner)
    for entrance in given:
        port = IN if len(given) == 1 else entrance.name
        if port in feeds:
            found[entrance.name, OUT] = feeds[port]
    for wire in inner.ordered_wires():
        if wire.source in names:
            found[wire.start] = (names[wire.source], wire.source_port)
    return found


def _results(inner: Graph, starts: dict[End, End]) -> dict[str, End]:
    leaving = exits(inner)
    found: dict[str, End] = {}
    for node in leaving:
        for wire in inner.incoming(node.name):
            if wire.start in starts:
                found[OUT if len(leaving) == 1 else node.name] = starts[wire.start]
    return found


def with_values(value: Value, scope: Mapping[str, Value]) -> Value:
    """A value with what parameters of the block are put in; as it is where that has no value."""
    if not isinstance(value, str) or not is_expression(value):
        return value
    try:
        return substituted(value, scope)
    except ExpressionError:
        return value


def _free(name: str, taken: set[str]) -> str:
    return fresh(stem(name), taken) if name in taken else name


def _length(inner: Graph, flow: Flow) -> float:
    """From one repeat to the next."""
    kept = [node for node in inner.nodes.values() if node.type not in (INPUT, OUTPUT)]
    rows = [flow.turned(node.at)[1] for node in kept]
    return max(rows, default=0.0) - min(rows, default=0.0) + flow.row
