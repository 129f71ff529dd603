"""Why: text → records → migrate → project; the first oddity refuses the whole file."""

import re
from typing import Any, TypeVar

import msgspec

from designer.edit import EditError
from designer.edit.ports import has_input
from designer.edit.settings import OPTIONS, option_values
from designer.edit.values import clean, is_default
from designer.layers import Layer, find, output_ports
from designer.model import (
    MAIN,
    FrameChanged,
    Graph,
    Node,
    NodeAdded,
    Project,
    SettingChanged,
    Value,
    Wire,
    WireAdded,
)
from designer.model.records import members, read_frame, read_node, read_text, read_wire
from designer.model.strict_json import RecordError, inside, parse
from designer.protocol import DataSpec, TrainingSpec
from designer.store.errors import refusal
from designer.store.migrations import migrated
from designer.text import tr

Spec = TypeVar("Spec", DataSpec, TrainingSpec)

KEYS = ("format", "name", "graphs")


def loads(text: str) -> Project:
    """The project of a file's text. Raises FileError with the place of the first oddity."""
    try:
        return _project(text)
    except RecordError as error:
        raise refusal(error) from None


def _project(text: str) -> Project:
    if not text.strip():
        raise RecordError("", tr("it is empty"))
    record = migrated(dict(members(parse(text), "", optional=None)))
    given = members(record, "", required=KEYS, optional=("data", "training"))
    project = Project(_name(given["name"]))
    graphs = members(given["graphs"], "graphs", required=(MAIN,))
    settings = {
        "data": _spec(given.get("data", {}), DataSpec, "data"),
        "training": _training(given.get("training", {})),
    }
    with project.transaction(tr("Open")):
        for section, spec in settings.items():
            project.apply(SettingChanged(section, getattr(project, section), spec))
        for name, graph in graphs.items():
            _read_graph(project, name, graph, inside("graphs", name))
    return project


def _name(value: object) -> str:
    name = read_text(value, "name")
    if not name.strip() or not name.isprintable():
        raise RecordError("name", tr("a name is one line of text"))
    return name


def _read_graph(project: Project, name: str, record: object, path: str) -> None:
    given = members(record, path, required=("nodes", "wires"), optional=("frames",))
    graph = project.graphs[name]
    place = inside(path, "nodes")
    for key, item in members(given["nodes"], place, optional=None).items():
        node = _node(key, item, inside(place, key), graph.next_order())
        project.apply(NodeAdded(name, node))
    place = inside(path, "wires")
    for index, item in enumerate(_list(given["wires"], place)):
        wire = _wire(graph, item, inside(place, index))
        project.apply(WireAdded(name, wire, graph.next_order()))
    place = inside(path, "frames")
    for index, item in enumerate(_list(given.get("frames", []), place)):
        frame = read_frame(item, inside(place, index))
        if frame.name in graph.frames:
            raise RecordError(inside(place, index), tr("there are two frames of this name"))
        project.apply(FrameChanged(name, None, frame))


def _list(value: object, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise RecordError(path, tr("this must be a list in brackets"))
    return value


def _node(name: str, record: object, path: str, order: int) -> Node:
    node = read_node(name, record, path, order)
    layer = _layer(node.type, inside(path, "type"))
    return node.with_params(_params(layer, node, inside(path, "params")))


def _layer(kind: str, path: str) -> Layer:
    try:
        return find(kind)
    except KeyError:
        sentence = tr("there is no layer of type “{type}”", type=kind[:60])
        raise RecordError(path, sentence) from None


def _params(layer: Layer, node: Node, path: str) -> dict[str, Value]:
    """The parameters in their one form and order. A value out of range is check's business."""
    known = {param.name: param for param in layer.params}
    for name in node.params:
        if name not in known:
            sentence = tr("{type} has no parameter of this name", type=layer.type)
            raise RecordError(inside(path, name), sentence)
    result: dict[str, Value] = {}
    for name, param in known.items():
        if name in node.params:
            try:
                value = clean(param, node.params[name], ranges=False)
            except EditError as error:
                raise RecordError(inside(path, name), str(error)) from None
            if not is_default(param, value):
                result[name] = value
    return result


def _wire(graph: Graph, record: object, path: str) -> Wire:
    wire = read_wire(record, path)
    for end in (wire.source, wire.target):
        if end not in graph.nodes:
            raise RecordError(path, tr("there is no layer named “{name}”", name=end[:60]))
    if wire.source_port not in output_ports(find(graph.nodes[wire.source].type)):
        raise RecordError(path, tr("{name} has no such output", name=wire.source))
    if not has_input(find(graph.nodes[wire.target].type), wire.target_port):
        raise RecordError(path, tr("{name} has no such input", name=wire.target))
    if wire in graph.wires:
        raise RecordError(path, tr("this wire is there twice"))
    return wire


def _training(record: object) -> TrainingSpec:
    spec = _spec(record, TrainingSpec, "training")
    params: dict[str, Any] = {}
    for name, (field, rows) in OPTIONS.items():
        row = getattr(spec, field)
        if row not in rows:
            sentence = tr("“{value}” is not known", value=row[:60])
            raise RecordError(inside("training", field), sentence)
        try:
            params[name] = option_values(rows[row], getattr(spec, name), ranges=False)
        except EditError as error:
            raise RecordError(inside("training", name), str(error)) from None
    return msgspec.structs.replace(spec, **params)


def _spec(record: object, kind: type[Spec], path: str) -> Spec:
    """A border record; its kinds are checked by msgspec, whose reason is passed on."""
    try:
        return msgspec.convert(members(record, path, optional=None), kind)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `$")
        unknown = re.search(r"unknown field `(.*)`", reason)
        if unknown:
            inner = inside(path, unknown.group(1))
            raise RecordError(inner, tr("Designer does not know this key")) from None
        raise RecordError(path + place.rstrip("`"), reason) from None
