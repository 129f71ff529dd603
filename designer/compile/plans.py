"""Why: before code is written, everything about it is decided: order, attributes, variables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from designer import layers
from designer.compile.kept import attributes_of, in_forward, kept
from designer.compile.merged import Merged
from designer.compile.uses import Use, Uses
from designer.compile.variables import INPUT, OUTPUT, needed_nodes, variables_of
from designer.layers import CustomCode, Layer, Tensor, Values, original_of
from designer.layers.spec import Call
from designer.layers.write import constructor, line
from designer.model import MAIN, OUT, Graph, Node, Wire
from designer.model.names import objection

Constructors = Callable[[Node, "Merged"], str]
"""Writes the constructor of a block's instance."""


@dataclass(frozen=True, slots=True)
class Step:
    """One node: the attribute of its module, the variables it reads and those it fills.

    `inputs` are in port order, None for an optional port without a wire. `outputs` maps the
    ports that somebody reads to variables; `tensors` has the tensor of each such port. `made` is
    the constructor, empty for what has none; `key` is what the lines of code are known by.
    """

    name: str
    layer: Layer
    values: Mapping[str, Any]
    inputs: tuple[str | None, ...]
    outputs: Mapping[str, str]
    tensors: Mapping[str, Tensor]
    made: str = ""
    key: str = ""

    def lines(self) -> list[str]:
        """What stands in `forward`."""
        return line(self.layer, Call(self.name, self.inputs, self.outputs, self.values))


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of `forward`: the Input node's name, its variable, and what comes in."""

    name: str
    variable: str
    tensor: Tensor | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The class to write. `results` are (Output node's key, variable), in node order.

    `parameters` are those of the constructor, as they are written: `channels`, `stride=1`;
    `kept` those that `forward` needs too, each with its attribute.
    `blocks` are the classes that this one needs, each after those that it needs itself; `codes`
    those that a person wrote, which stand before them.
    """

    class_name: str
    arguments: tuple[Argument, ...]
    steps: tuple[Step, ...]
    results: tuple[tuple[str, str], ...]
    parameters: tuple[str, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    blocks: tuple["Plan", ...] = ()
    codes: tuple[CustomCode, ...] = ()


def node_key(graph: str, name: str) -> str:
    """What the lines of a node are known by: its name, in a block that of the block before."""
    return name if graph == MAIN else f"{graph}/{name}"


def plan_graph(
    graph: str, class_name: str, uses: Uses, merged: Merged, constructors: Constructors
) -> Plan:
    """Decide how the class of one graph is written, for all ways in which it is used."""
    use = uses[0]
    drawing = use.view.drawing
    nodes = used_nodes(use)
    _need_legal_names([node.name for node in nodes])
    variables = variables_of(drawing, nodes, use.view.layers)
    made: set[str] = set()
    attributes = attributes_of((*merged.arguments, *merged.raw.exposed), merged.raw.nodes)
    steps = [
        _step(graph, node, use, merged, variables, attributes, made, constructors)
        for node in nodes
        if node.type not in (INPUT, OUTPUT)
    ]
    by_age = sorted(nodes, key=lambda node: node.order)
    return Plan(
        class_name,
        tuple(
            Argument(
                node.name,
                variables[node.name, OUT],
                merged.tensor(node.name, 0),
                node_key(graph, node.name),
            )
            for node in by_age
            if node.type == INPUT
        ),
        tuple(steps),
        tuple(
            (node_key(graph, node.name), variables[drawing.incoming(node.name)[0].start])
            for node in by_age
            if node.type == OUTPUT
        ),
        kept=tuple(kept([text for step in steps for text in step.lines()], attributes)),
    )


def used_nodes(use: Use) -> list[Node]:
    """The nodes from which a path leads to an Output, and all Inputs of a block, in order."""
    needed = needed_nodes(use.view.drawing)
    if use.view.arriving:
        needed |= set(use.view.entrances)
    return [use.view.drawing.nodes[name] for name in use.view.order if name in needed]


def _need_legal_names(names: Sequence[str]) -> None:
    """Names go into code as they are; the doors of the model saw to it, and this once more."""
    for name in names:
        if objection(name):
            raise ValueError(objection(name))


def _step(
    graph: str,
    node: Node,
    use: Use,
    merged: Merged,
    variables: Mapping[tuple[str, str], str],
    attributes: Mapping[str, str],
    made: set[str],
    constructors: Constructors,
) -> Step:
    layer = use.view.layers[node.name]
    module = original_of(node.type) or node.name
    values = in_forward(merged.values(node.name), attributes)
    text = ""
    if layer.nn and module not in made:
        made.add(module)
        text = _constructor(node, module, use, merged, constructors)
    ports = layers.output_ports(layer)
    outputs = {port: variables[node.name, port] for port in ports if (node.name, port) in variables}
    tensors = {port: merged.tensor(node.name, i) for i, port in enumerate(ports) if port in outputs}
    inputs = tuple(
        variables[wire.start] if wire is not None else None
        for wire in incoming_wires(layer, use.view.drawing, node.name)
    )
    key = node_key(graph, node.name)
    return Step(module, layer, values, inputs, outputs, tensors, text, key)


def _constructor(
    node: Node, module: str, use: Use, merged: Merged, constructors: Constructors
) -> str:
    """The constructor of a module, written where it is called first."""
    original = use.view.drawing.nodes.get(module, node)
    layer = use.view.layers[original.name]
    if layer.block:
        return constructors(original, merged)
    owner = original.name if merged.knows(original.name) else node.name
    return constructor(layer, merged.values(owner))


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


def alone(layer: Layer, values: Values, incoming: Sequence[Tensor | None]) -> Plan:
    """A network of this layer alone; the same text for the same layer, wherever it stands."""
    slots = _slots(layer, incoming)
    names = iter(f"input{index + 1}" for index in range(len(slots)))
    variables = tuple(next(names) if tensor is not None else None for tensor in slots)
    arguments = tuple(Argument("", v) for v in variables if v is not None)
    outputs = {port.name: f"output{index + 1}" for index, port in enumerate(layer.outputs)}
    made = constructor(layer, values) if layer.nn else ""
    step = Step("layer", layer, values, variables, outputs, {}, made)
    results = tuple(("", variable) for variable in outputs.values())
    codes = (layer.code,) if layer.code is not None else ()
    return Plan("Layer", arguments, (step,), results, codes=codes)


def _slots(layer: Layer, incoming: Sequence[Tensor | None]) -> Sequence[Tensor | None]:
    """What comes in by port; ports of a variadic layer without a wire are no ports at all."""
    if any(port.variadic for port in layer.inputs):
        return [tensor for tensor in incoming if tensor is not None]
    return incoming
