"""Why: drawings come in from files and from the clipboard; both are read with the same care."""

from collections.abc import Mapping
from typing import Any

from designer.edit.bypassing import can_be_muted
from designer.edit.errors import EditError
from designer.edit.ports import has_input
from designer.edit.values import clean, is_default
from designer.layers import Layer, block_of, is_foreign, known, original_of, output_ports
from designer.layers.blocks import REPEAT, SCORES
from designer.layers.custom import NEW
from designer.model import (
    ExposedChanged,
    FrameChanged,
    Graph,
    GraphAdded,
    Node,
    NodeAdded,
    Project,
    Value,
    Wire,
    WireAdded,
)
from designer.model.names import block_objection, objection
from designer.model.records import (
    members,
    plain,
    read_frame,
    read_node,
    read_value,
    read_wire,
    write_frame,
    write_node,
    write_wire,
)
from designer.model.strict_json import RecordError, inside
from designer.text import tr


def write_graph(graph: Graph) -> dict[str, Any]:
    """The record of a drawing, as the clipboard carries it."""
    record: dict[str, Any] = {}
    if graph.exposed:
        record["params"] = {name: plain(value) for name, value in graph.exposed.items()}
    record["nodes"] = {node.name: write_node(node) for node in graph.ordered_nodes()}
    record["wires"] = [write_wire(wire) for wire in graph.ordered_wires()]
    record["frames"] = [write_frame(graph.frames[name]) for name in sorted(graph.frames)]
    return record


def read_graphs(project: Project, graphs: Mapping[str, object], path: str = "graphs") -> None:
    """Put the drawings of records into a project, definitions before their instances.

    Raises RecordError with the place of the first oddity; a block that contains itself is one.
    Works inside a transaction.
    """
    done: set[str] = set()
    for name in graphs:
        _read_in_order(project, graphs, name, path, done, ())


def _read_in_order(
    project: Project,
    graphs: Mapping[str, object],
    name: str,
    path: str,
    done: set[str],
    above: tuple[str, ...],
) -> None:
    if name in above:
        sentence = tr("the block {block} contains itself", block=name[:60])
        raise RecordError(inside(path, name), sentence)
    if name in done:
        return
    done.add(name)
    place = inside(path, name)
    record = members(
        graphs[name], place, required=("nodes", "wires"), optional=("frames", "params")
    )
    for node in members(record["nodes"], inside(place, "nodes"), optional=None).values():
        kind = node.get("type") if isinstance(node, dict) else None
        block = block_of(kind) if isinstance(kind, str) else ""
        if block in graphs:
            _read_in_order(project, graphs, block, path, done, (*above, name))
    _read_graph(project, name, record, place)


def _read_graph(project: Project, name: str, given: Mapping[str, Any], path: str) -> None:
    if name not in project.graphs:
        reason = block_objection(name)
        if name in project.codes:
            reason = tr("there is a custom layer of this name too")
        if reason:
            raise RecordError(path, reason)
        project.apply(GraphAdded(name))
    graph = project.graphs[name]
    if "params" in given:
        exposed = _exposed(given["params"], inside(path, "params"))
        project.apply(ExposedChanged(name, (), exposed))
    _read_nodes(project, name, given["nodes"], inside(path, "nodes"))
    place = inside(path, "wires")
    for index, item in enumerate(as_list(given["wires"], place)):
        wire = _wire(project, name, item, inside(place, index))
        project.apply(WireAdded(name, wire, graph.next_order()))
    place = inside(path, "frames")
    for index, item in enumerate(as_list(given.get("frames", []), place)):
        frame = read_frame(item, inside(place, index))
        if frame.name in graph.frames:
            raise RecordError(inside(place, index), tr("there are two frames of this name"))
        project.apply(FrameChanged(name, None, frame))


def _exposed(record: object, path: str) -> tuple[tuple[str, Value], ...]:
    given = members(record, path, optional=None)
    for name, value in given.items():
        reason = offer_objection(name)
        if reason or isinstance(value, dict) or value is None:
            raise RecordError(inside(path, name), reason or tr("this must be a value"))
    return tuple((name, read_value(value)) for name, value in given.items())


def offer_objection(name: str) -> str:
    """Why a block cannot offer a parameter of this name; empty when it can."""
    if name == REPEAT:
        return tr("“{name}” is what every block has already.", name=name)
    return objection(name)


def _read_nodes(project: Project, graph: str, record: object, path: str) -> None:
    nodes = members(record, path, optional=None)
    drawing = project.graphs[graph]
    read = [
        read_node(key, item, inside(path, key), drawing.next_order()) for key, item in nodes.items()
    ]
    # A layer that shares weights is known by its original, wherever that stands.
    for node in sorted(read, key=lambda node: bool(original_of(node.type))):
        project.apply(NodeAdded(graph, known_node(project, graph, node, inside(path, node.name))))


def known_node(project: Project, graph: str, node: Node, path: str) -> Node:
    """The node with its parameters in their one form and order. Raises RecordError.

    A value out of range is check's business, and so is a type of another version.
    """
    layer = known(project, node.type, graph)
    if node.muted and not can_be_muted(node):
        raise RecordError(inside(path, "muted"), tr("{type} cannot be bypassed", type=node.type))
    if layer is None and is_foreign(project, node.type, graph):
        return _kept(node, inside(path, "params"))
    if layer is None or node.type == NEW:
        sentence = tr("there is no layer of type “{type}”", type=node.type[:60])
        raise RecordError(inside(path, "type"), sentence)
    return node.with_params(_params(layer, node, inside(path, "params")))


def _kept(node: Node, path: str) -> Node:
    """A node whose parameters stay as they are, if they are values: nothing is known of them."""
    for name, value in node.params.items():
        if not _is_value(value):
            raise RecordError(inside(path, name), tr("this must be a value"))
    return node


def _is_value(value: object) -> bool:
    return all(map(_is_value, value)) if isinstance(value, tuple) else not isinstance(value, dict)


def _params(layer: Layer, node: Node, path: str) -> Mapping[str, Value]:
    if block_of(layer.type):
        return node.params  # what is drawn inside decides what they may be, and check says so
    if layer.code is not None and not layer.shares:
        return _kept(node, path).params  # likewise what is written there
    known_params = {
        param.name: param for param in layer.params if not layer.shares or param.name == SCORES.name
    }
    for name in node.params:
        if name not in known_params:
            sentence = tr("{type} has no parameter of this name", type=layer.type)
            raise RecordError(inside(path, name), sentence)
    result: dict[str, Value] = {}
    for name, param in known_params.items():
        if name in node.params:
            try:
                value = clean(param, node.params[name], ranges=False)
            except EditError as error:
                raise RecordError(inside(path, name), str(error)) from None
            if not is_default(param, value):
                result[name] = value
    return result


def _wire(project: Project, graph: str, record: object, path: str) -> Wire:
    drawing = project.graphs[graph]
    wire = read_wire(record, path)
    for end in (wire.source, wire.target):
        if end not in drawing.nodes:
            raise RecordError(path, tr("there is no layer named “{name}”", name=end[:60]))
    if not _has_output(_layer(project, graph, wire.source), wire.source_port):
        raise RecordError(path, tr("{name} has no such output", name=wire.source))
    if not _has_input(_layer(project, graph, wire.target), wire.target_port):
        raise RecordError(path, tr("{name} has no such input", name=wire.target))
    if wire in drawing.wires:
        raise RecordError(path, tr("this wire is there twice"))
    return wire


def _layer(project: Project, graph: str, name: str) -> Layer | None:
    return known(project, project.graphs[graph].nodes[name].type, graph)


def _has_output(layer: Layer | None, port: str) -> bool:
    """Whether a node has this output; of a layer that is not known any name may be one.

    Code can be edited, so wires of custom layers may be left over: check tells of them.
    """
    if layer is None or layer.code is not None:
        return port.isidentifier()
    return port in output_ports(layer)


def _has_input(layer: Layer | None, port: str) -> bool:
    if layer is None or layer.code is not None:
        return port.isidentifier()
    return has_input(layer, port)


def as_list(value: object, path: str) -> list[Any]:
    """A list. Raises RecordError."""
    if not isinstance(value, list):
        raise RecordError(path, tr("this must be a list in brackets"))
    return value
