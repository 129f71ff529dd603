"""Why: what a network costs before it is ever trained: parameters, operations, memory, depth."""

from dataclasses import dataclass
from math import prod
from typing import Any

from designer.check import Report
from designer.compile.flops import Shape, measure
from designer.compile.plans import INPUT, OUTPUT, Argument, Plan, Step, incoming_wires, plan
from designer.compile.source import emit
from designer.layers.tensor import Dim, Tensor
from designer.model import Graph, Project

DTYPE_BYTES = {
    "float64": 8,
    "float32": 4,
    "float16": 2,
    "bfloat16": 2,
    "int64": 8,
    "int32": 4,
    "int16": 2,
    "int8": 1,
    "uint8": 1,
    "bool": 1,
}
NOT_COUNTED = frozenset({"normalization", "activation"})
"""Categories whose weights do not make a network deeper in the usual way of counting."""
NO_FLOPS = frozenset({"pooling", "normalization", "activation", "dropout", "shape"})
"""Categories of element-wise work, which torch.utils.flop_counter counts as none. They are not
run: it saves time, and MaxPool2d on the meta device refuses dilated windows that the CPU takes.
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """One layer. `output` has a tensor per port, for an Output what leaves the network there;
    `flops` and `memory_bytes` are per sample.

    `memory_bytes` is the size of its results: what backpropagation keeps of each sample.
    """

    name: str
    type: str
    output: tuple[Tensor, ...]
    parameters: int
    trainable: int
    flops: int
    memory_bytes: int

    def as_json(self) -> dict[str, Any]:
        """The record of `designer summary --json`."""
        return {
            "name": self.name,
            "type": self.type,
            "output": [tensor.as_json() for tensor in self.output],
            "parameters": self.parameters,
            "flops": self.flops,
            "memory_bytes": self.memory_bytes,
        }


@dataclass(frozen=True, slots=True)
class Costs:
    """All layers that lead to an Output, in order. `depth` counts layers with weights on the
    longest path, without normalization and activation (so LeNet-5 has depth 5).
    """

    rows: tuple[Cost, ...]
    depth: int

    @property
    def parameters(self) -> int:
        """Number of parameters."""
        return sum(row.parameters for row in self.rows)

    @property
    def trainable_parameters(self) -> int:
        """Number of parameters that training changes."""
        return sum(row.trainable for row in self.rows)

    @property
    def flops(self) -> int:
        """Floating-point operations of one forward pass of one sample."""
        return sum(row.flops for row in self.rows)

    @property
    def memory_bytes(self) -> int:
        """Activations of one sample, in bytes."""
        return sum(row.memory_bytes for row in self.rows)

    def row(self, name: str) -> Cost:
        """The figures of one node. Raises KeyError for one that is not part of the network."""
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)

    def as_json(self) -> dict[str, Any]:
        """The record of `designer summary --json`."""
        return {
            "layers": [row.as_json() for row in self.rows],
            "parameters": self.parameters,
            "trainable_parameters": self.trainable_parameters,
            "flops": self.flops,
            "memory_bytes": self.memory_bytes,
            "depth": self.depth,
        }


def costs(project: Project, report: Report) -> Costs:
    """What each layer of a project that is `ok` costs, for a batch of one sample.

    Every layer is measured alone, from source of its own, and remembered: after an edit only
    what changed is measured again.
    """
    network = plan(project, report)
    steps = {step.name: step for step in network.steps}
    given = {argument.name for argument in network.arguments}
    results = {name for name, _ in network.results}
    rows = []
    for name in report.order:
        output = tuple(report.outputs.get(name, ()))
        if name in steps:
            rows.append(_cost(steps[name], project.main, report))
        elif name in given:
            rows.append(Cost(name, INPUT, output, 0, 0, 0, sum(map(sample_bytes, output))))
        elif name in results:
            leaving = tuple(t for t in report.inputs[name] if t is not None)
            rows.append(Cost(name, OUTPUT, leaving, 0, 0, 0, 0))
    return Costs(tuple(rows), _depth(project.main, steps, rows))


def _cost(step: Step, graph: Graph, report: Report) -> Cost:
    output = tuple(report.outputs[step.name])
    memory = sum(sample_bytes(tensor) for tensor in output)
    wires = incoming_wires(step.layer, graph, step.name)
    tensors = [report.wire_tensor(wire) for wire in wires if wire is not None]
    flops, parameters, trainable = _measure(step, [t for t in tensors if t is not None])
    return Cost(step.name, step.layer.type, output, parameters, trainable, flops, memory)


def _measure(step: Step, inputs: list[Tensor]) -> tuple[int, int, int]:
    """Flops, parameters and trainable parameters of one step, by its very line of code.

    Recurrent layers are slow on the meta device (1 s at 512 steps), and their work grows by
    the same amount with each step: two short sequences say how long ones do.
    """
    source = emit(_alone(step, len(inputs)))
    if step.layer.category in NO_FLOPS:
        return measure(source.text, source.class_name, None)
    shapes = tuple((one_sample(tensor.shape), tensor.dtype) for tensor in inputs)
    if step.layer.category != "recurrent" or len(shapes[0][0]) < 3:
        return measure(source.text, source.class_name, shapes)
    axis = 1 if step.values.get("batch_first", True) else 0
    steps = shapes[0][0][axis]
    short, *rest = measure(source.text, source.class_name, _cut(shapes, axis, 1))
    longer, *_ = measure(source.text, source.class_name, _cut(shapes, axis, 2))
    return short + (steps - 1) * (longer - short), rest[0], rest[1]


def _cut(
    shapes: tuple[tuple[Shape, str], ...], axis: int, length: int
) -> tuple[tuple[Shape, str], ...]:
    (first, dtype), *others = shapes
    return ((*first[:axis], length, *first[axis + 1 :]), dtype), *others


def _alone(step: Step, inputs: int) -> Plan:
    """A network of this layer alone; the same text for the same layer, wherever it stands."""
    names = iter(f"input{index + 1}" for index in range(inputs))
    variables = tuple(next(names) if x is not None else None for x in step.inputs)
    arguments = tuple(Argument("", v) for v in variables if v is not None)
    outputs = {port: f"output{index + 1}" for index, port in enumerate(step.outputs)}
    alone = Step("layer", step.layer, step.values, variables, outputs, {})
    results = tuple(("", variable) for variable in outputs.values())
    return Plan("Layer", arguments, (alone,), results)


def one_sample(shape: tuple[Dim, ...]) -> Shape:
    """The shape for a batch of one, with the usual length where one is open."""
    return tuple(dim if isinstance(dim, int) else dim.at(batch=1) for dim in shape)


def sample_bytes(tensor: Tensor) -> int:
    """The size of a value for one sample."""
    return prod(one_sample(tensor.shape)) * DTYPE_BYTES[tensor.dtype]


def _depth(graph: Graph, steps: dict[str, Step], rows: list[Cost]) -> int:
    depth: dict[str, int] = {}
    for row in rows:
        before = max((depth[wire.source] for wire in graph.incoming(row.name)), default=0)
        step = steps.get(row.name)
        counts = step is not None and step.layer.category not in NOT_COUNTED
        depth[row.name] = before + (1 if counts and row.parameters else 0)
    return max(depth.values(), default=0)
