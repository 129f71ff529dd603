"""Why: what a node shows, as a plain value: it is repainted when this value changes."""

from dataclasses import dataclass

from designer import layers
from designer.check import Report
from designer.edit.bypassing import first_wire
from designer.layers import Layer
from designer.model import Graph, Node
from designer.text import tr
from designer.ui.costing import short_count
from designer.ui.kinds import kind_text


@dataclass(frozen=True, slots=True)
class Face:
    """Everything a node shows. `shapes` stands beside each output, in port order."""

    name: str
    type: str
    category: str
    words: str
    count: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    shapes: tuple[str, ...]
    problem: str = ""  # "", "error" or "warning"
    is_known: bool = True
    muted: bool = False
    passing: str = ""  # of a muted node: the input that goes on
    collapsed: bool = False  # shown by its name alone


def face_of(
    graph: Graph, node: Node, layer: Layer | None, report: Report | None, problem: str
) -> Face:
    """The face of a node, given what is known; `layer` is None for a type that does not exist."""
    if layer is None:
        return _stranger(graph, node, problem)
    connected = [wire.target_port for wire in graph.incoming(node.name)]
    inputs = tuple(layers.input_ports(layer, connected))
    outputs = tuple(layers.output_ports(layer))
    values = report.values.get(node.name) if report is not None else None
    if not values:  # not known yet, or bypassed
        values = _without_report(graph, node, layer)
    count = report.parameters.get(node.name, 0) if report is not None else 0
    shapes: tuple[str, ...] = ()
    if report is not None and outputs:
        tensors = report.outputs.get(node.name, ())
        shapes = tuple(str(tensor) for tensor in tensors)
    return Face(
        node.name,
        kind_text(node.type),
        layer.category,
        _words(layer, values),
        short_count(count) if count else "",
        inputs,
        outputs,
        shapes,
        problem,
        muted=node.muted,
        passing=_passing(graph, node, layer, inputs),
        collapsed=node.collapsed,
    )


def _passing(graph: Graph, node: Node, layer: Layer | None, inputs: tuple[str, ...]) -> str:
    if not node.muted:
        return ""
    first = first_wire(layer, graph, node.name)
    return first.target_port if first is not None else inputs[0] if inputs else ""


def _stranger(graph: Graph, node: Node, problem: str) -> Face:
    """The face of a node of a type that is not known: its ports are those that wires use."""
    inputs = dict.fromkeys(wire.target_port for wire in graph.incoming(node.name))
    outputs = dict.fromkeys(wire.source_port for wire in graph.outgoing(node.name))
    return Face(
        node.name,
        kind_text(node.type),
        "io",
        tr("unknown type"),
        "",
        tuple(inputs),
        tuple(outputs),
        (),
        problem if node.muted else "error",
        is_known=False,
        muted=node.muted,
        passing=_passing(graph, node, None, tuple(inputs)),
        collapsed=node.collapsed,
    )


def _without_report(graph: Graph, node: Node, layer: Layer) -> dict[str, object]:
    original = graph.nodes.get(layer.shares, node)
    return layer.values({**original.params, **node.params})


def _words(layer: Layer, values: dict[str, object]) -> str:
    try:
        return layer.words(values)
    except (TypeError, ValueError, KeyError):
        return ""  # a required parameter has no value yet; the check says so
