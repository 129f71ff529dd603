"""Why: what a file says is put into plain records before anything is made of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.port.onnx.tensors import TensorRecord, read_tensor
from designer.port.onnx.wire import (
    Broken,
    Raw,
    decimals,
    fields,
    message,
    signed,
    text,
    whole_numbers,
)
from designer.text import tr

STANDARD = ("", "ai.onnx")
DEEPEST = 32  # graphs inside graphs

Shape = tuple[int | str, ...]
"""Lengths; the name of an axis whose length is open, "" where it has none."""


@dataclass(frozen=True, slots=True)
class NodeRecord:
    """An operation: what it is called, and the names of the values that go in and come out.

    `instead` is what a pattern took it for the end of: that is read where the two differ after all.
    """

    op: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    domain: str = ""
    instead: "NodeRecord | None" = None


@dataclass(frozen=True, slots=True)
class ValueRecord:
    """What the file says of a value; `shape` is None where it says nothing."""

    name: str
    kind: int
    shape: Shape | None


@dataclass(frozen=True, slots=True)
class GraphRecord:
    """A graph of the file."""

    name: str
    nodes: tuple[NodeRecord, ...]
    weights: Mapping[str, TensorRecord]
    inputs: tuple[ValueRecord, ...]
    outputs: tuple[ValueRecord, ...]
    known: Mapping[str, ValueRecord]


@dataclass(frozen=True, slots=True)
class FunctionRecord:
    """Operations under a name of their own, which nodes call."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    nodes: tuple[NodeRecord, ...]
    defaults: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """A whole file."""

    graph: GraphRecord
    opset: int
    functions: Mapping[tuple[str, str], FunctionRecord]


@dataclass(frozen=True, slots=True)
class Reference:
    """An attribute inside a function that is given by its caller."""

    name: str


def read_model(data: memoryview) -> ModelRecord:
    """The records of an ONNX file. Raises Broken."""
    graph: GraphRecord | None = None
    opsets: dict[str, int] = {}
    functions: dict[tuple[str, str], FunctionRecord] = {}
    for number, raw in fields(data):
        if number == 7:
            graph = _graph(message(raw), 0)
        elif number == 8:
            domain, version = _opset(message(raw))
            opsets[domain] = version
        elif number == 25:
            key, function = _function(message(raw))
            functions[key] = function
    if graph is None or not opsets:
        raise Broken(tr("there is no network in it"))
    opset = max((opsets.get(domain, 0) for domain in STANDARD), default=0)
    return ModelRecord(graph, opset or 1, functions)


def _opset(data: memoryview) -> tuple[str, int]:
    domain, version = "", 1
    for number, raw in fields(data):
        if number == 1:
            domain = text(raw)
        elif number == 2:
            version = signed(raw)
    return domain, version


def _graph(data: memoryview, depth: int) -> GraphRecord:
    if depth > DEEPEST:
        raise Broken(tr("it is nested too deeply"))
    nodes: list[NodeRecord] = []
    weights: dict[str, TensorRecord] = {}
    values: dict[int, list[ValueRecord]] = {11: [], 12: [], 13: []}
    name = ""
    for number, raw in fields(data):
        if number == 1:
            nodes.append(_node(message(raw), depth))
        elif number == 2:
            name = text(raw)
        elif number == 5:
            tensor = read_tensor(message(raw))
            weights[tensor.name] = tensor
        elif number in values:
            values[number].append(_value(message(raw)))
    known = {value.name: value for group in (13, 12, 11) for value in values[group]}
    return GraphRecord(name, tuple(nodes), weights, tuple(values[11]), tuple(values[12]), known)


def _node(data: memoryview, depth: int) -> NodeRecord:
    inputs: list[str] = []
    outputs: list[str] = []
    attributes: dict[str, Any] = {}
    words = {3: "", 4: "", 7: ""}
    for number, raw in fields(data):
        if number == 1:
            inputs.append(text(raw))
        elif number == 2:
            outputs.append(text(raw))
        elif number == 5:
            key, value = _attribute(message(raw), depth)
            attributes[key] = value
        elif number in words:
            words[number] = text(raw)
    return NodeRecord(words[4], tuple(inputs), tuple(outputs), attributes, words[3], words[7])


def _function(data: memoryview) -> tuple[tuple[str, str], FunctionRecord]:
    names: dict[int, list[str]] = {4: [], 5: []}
    words = {1: "", 10: ""}
    nodes: list[NodeRecord] = []
    defaults: dict[str, Any] = {}
    for number, raw in fields(data):
        if number in names:
            names[number].append(text(raw))
        elif number in words:
            words[number] = text(raw)
        elif number == 7:
            nodes.append(_node(message(raw), 0))
        elif number == 11:
            key, value = _attribute(message(raw), 0)
            defaults[key] = value
    function = FunctionRecord(tuple(names[4]), tuple(names[5]), tuple(nodes), defaults)
    return (words[10], words[1]), function


def _attribute(data: memoryview, depth: int) -> tuple[str, Any]:
    """Name and value: a number, a text, a tensor, a graph, or a list of one of these."""
    name, one, kind = "", None, 0
    many: list[Any] = []
    for number, raw in fields(data):
        if number == 1:
            name = text(raw)
        elif number == 20:
            kind = signed(raw)
        elif number == 21:
            one = Reference(text(raw))
        elif number in SINGLE:
            one = SINGLE[number](raw, depth)
        elif number in SEVERAL:
            many += SEVERAL[number](raw, depth)
    if isinstance(one, Reference):
        return name, one
    return name, many if many or kind in LISTED else one if one is not None else EMPTY.get(kind)


def _one_decimal(raw: Raw, _depth: int) -> float:
    found = decimals(raw)
    if len(found) != 1:
        raise Broken(tr("its bytes are no protobuf"))
    return found[0]


SINGLE: dict[int, Callable[[Raw, int], Any]] = {
    2: _one_decimal,
    3: lambda raw, _depth: signed(raw),
    4: lambda raw, _depth: text(raw),
    5: lambda raw, _depth: read_tensor(message(raw)),
    6: lambda raw, depth: _graph(message(raw), depth + 1),
}
SEVERAL: dict[int, Callable[[Raw, int], list[Any]]] = {
    7: lambda raw, _depth: decimals(raw),
    8: lambda raw, _depth: whole_numbers(raw),
    9: lambda raw, _depth: [text(raw)],
    10: lambda raw, _depth: [read_tensor(message(raw))],
    11: lambda raw, depth: [_graph(message(raw), depth + 1)],
}
LISTED = (6, 7, 8, 9, 10)  # kinds of attributes that are lists, empty ones too
EMPTY = {1: 0.0, 2: 0, 3: ""}  # what protobuf leaves out


def _value(data: memoryview) -> ValueRecord:
    name, kind = "", 0
    shape: Shape | None = None
    for number, raw in fields(data):
        if number == 1:
            name = text(raw)
        elif number == 2:
            kind, shape = _type(message(raw))
    return ValueRecord(name, kind, shape)


def _type(data: memoryview) -> tuple[int, Shape | None]:
    """Kind and shape of a tensor; sequences and maps have neither."""
    kind = 0
    shape: Shape | None = None
    for number, raw in fields(data):
        if number != 1:
            continue
        for inner, part in fields(message(raw)):
            if inner == 1:
                kind = signed(part)
            elif inner == 2:
                shape = tuple(_axis(message(p)) for n, p in fields(message(part)) if n == 1)
    return kind, shape


def _axis(data: memoryview) -> int | str:
    length: int | str = ""
    for number, raw in fields(data):
        if number == 1:
            length = signed(raw)
        elif number == 2:
            length = text(raw)
    return length
