"""Why: before code is written, everything about it is decided: order, attributes, variables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from designer import layers
from designer.check import Report
from designer.compile.names import class_name
from designer.layers.spec import Layer
from designer.layers.tensor import Tensor
from designer.model import OUT, Graph, Node, Project, Wire
from designer.model.names import objection

INPUT = "Input"
OUTPUT = "Output"
CHAIN = "x"
"""The variable that is used again and again along a chain."""

Value = tuple[str, str]
"""A node and one of its output ports."""


@dataclass(frozen=True, slots=True)
class Step:
    """One node: the attribute of its name, the variables it reads and those it fills.

    `inputs` are in port order, None for an optional port without a wire. `outputs` maps the
    ports that somebody reads to variables; `tensors` has the tensor of each such port.
    """

    name: str
    layer: Layer
    values: Mapping[str, Any]
    inputs: tuple[str | None, ...]
    outputs: Mapping[str, str]
    tensors: Mapping[str, Tensor]


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of `forward`: the Input node's name, its variable, and what comes in."""

    name: str
    variable: str
    tensor: Tensor | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The class to write. `results` are (Output node, variable), in node order."""

    class_name: str
    arguments: tuple[Argument, ...]
    steps: tuple[Step, ...]
    results: tuple[tuple[str, str], ...]


def plan(project: Project, report: Report) -> Plan:
    """Decide how the network of a project that is `ok` is written."""
    graph = project.main
    needed = _needed(graph)
    order = [name for name in report.order if name in needed]
    nodes = [graph.nodes[name] for name in order]
    _need_legal_names(order)
    variables = _variables(graph, nodes)
    by_age = sorted(nodes, key=lambda node: node.order)
    return Plan(
        class_name(project.name),
        tuple(
            Argument(n.name, variables[n.name, OUT], report.outputs[n.name][0])
            for n in by_age
            if n.type == INPUT
        ),
        tuple(
            _step(graph, node, report, variables)
            for node in nodes
            if node.type not in (INPUT, OUTPUT)
        ),
        tuple(
            (n.name, variables[graph.incoming(n.name)[0].start]) for n in by_age if n.type == OUTPUT
        ),
    )


def alone(step: Step, inputs: int) -> Plan:
    """A network of this layer alone; the same text for the same layer, wherever it stands."""
    names = iter(f"input{index + 1}" for index in range(inputs))
    variables = tuple(next(names) if x is not None else None for x in step.inputs)
    arguments = tuple(Argument("", v) for v in variables if v is not None)
    outputs = {port: f"output{index + 1}" for index, port in enumerate(step.outputs)}
    alone = Step("layer", step.layer, step.values, variables, outputs, {})
    results = tuple(("", variable) for variable in outputs.values())
    return Plan("Layer", arguments, (alone,), results)


def _needed(graph: Graph) -> set[str]:
    """The nodes from which a path leads to an Output."""
    found: set[str] = set()
    waiting = [node.name for node in graph.nodes.values() if node.type == OUTPUT]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [wire.source for wire in graph.incoming(name)]
    return found


def _need_legal_names(names: list[str]) -> None:
    """Names go into code as they are; the doors of the model saw to it, and this once more."""
    for name in names:
        if objection(name):
            raise ValueError(objection(name))


def _step(graph: Graph, node: Node, report: Report, variables: Mapping[Value, str]) -> Step:
    layer = layers.find(node.type)
    outputs = {
        port: variables[node.name, port]
        for port in layers.output_ports(layer)
        if (node.name, port) in variables
    }
    tensors = dict(zip(layers.output_ports(layer), report.outputs[node.name], strict=False))
    return Step(
        node.name,
        layer,
        report.values[node.name],
        tuple(
            variables[wire.start] if wire is not None else None
            for wire in incoming_wires(layer, graph, node.name)
        ),
        outputs,
        {port: tensors[port] for port in outputs if port in tensors},
    )


def incoming_wires(layer: Layer, graph: Graph, name: str) -> list[Wire | None]:
    """The wires into a node in port order; None for a port of its own without a wire."""
    wires = {wire.target_port: wire for wire in graph.incoming(name)}
    ordered: list[Wire | None] = []
    for port in layer.inputs:
        if port.variadic:
            numbers = {p: p.removeprefix(port.name) for p in wires if p.startswith(port.name)}
            several = [p for p, number in numbers.items() if number.isdigit()]
            ordered += [wires[p] for p in sorted(several, key=lambda p: int(numbers[p]))]
        else:
            ordered.append(wires.get(port.name))
    return ordered


def _variables(graph: Graph, nodes: list[Node]) -> dict[Value, str]:
    """A variable for every value that somebody reads.

    A value whose only reader is the next line goes to `x`, which no node is called. All others
    get the name of their node, with that of the port where several are read.
    """
    lines = [node.name for node in nodes if node.type not in (INPUT, OUTPUT)]
    position = {name: index for index, name in enumerate(lines)}
    readers = _readers(graph, nodes, position, end=len(lines))
    found: dict[Value, str] = {}
    for node in nodes:
        ports = [port for port in _ports(node) if (node.name, port) in readers]
        for port in ports:
            next_line = {position[node.name] + 1} if node.name in position else None
            if len(ports) == 1:
                in_chain = readers[node.name, port] == next_line
                found[node.name, port] = CHAIN if in_chain else node.name
            else:
                found[node.name, port] = _free(f"{node.name}_{port}", graph)
    return found


def _free(name: str, graph: Graph) -> str:
    """The name, with underscores until no node is called so."""
    while name in graph.nodes:
        name += "_"
    return name


def _ports(node: Node) -> list[str]:
    return layers.output_ports(layers.find(node.type))


def _readers(
    graph: Graph, nodes: list[Node], position: Mapping[str, int], end: int
) -> dict[Value, set[int]]:
    """The lines that read each value; Outputs read in the last line, the return."""
    readers: dict[Value, set[int]] = {}
    for node in nodes:
        for wire in graph.incoming(node.name):
            readers.setdefault(wire.start, set()).add(position.get(node.name, end))
    return readers
