"""Why: what a network costs before it is ever trained: parameters, operations, memory, depth."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from designer.compile.flops import Shape, counted_on_cpu, measure
from designer.compile.plans import alone
from designer.compile.source import Source, emit
from designer.compile.uses import Usage, Use, usage
from designer.compile.variables import INPUT, OUTPUT, needed_nodes
from designer.edit import without_muted
from designer.layers import Dim, Layer, Tensor, Values
from designer.model import MAIN, Project

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

    `memory_bytes` is the size of its results: what backpropagation keeps of each sample;
    `input_bytes` that of what it reads.
    """

    name: str
    type: str
    output: tuple[Tensor, ...]
    parameters: int
    trainable: int
    flops: int
    memory_bytes: int
    input_bytes: int = 0

    @property
    def macs(self) -> int:
        """Multiplications with an addition: each counts as two operations in `flops`."""
        return self.flops // 2

    def intensity(self, batch: int = 1) -> float:
        """Operations for each byte of weights and activations that is moved, for such a batch.

        Weights are read once for all samples: few operations for many bytes keep a processor
        waiting for its memory.
        """
        moved = self.parameters * DTYPE_BYTES["float32"]
        moved += batch * (self.input_bytes + self.memory_bytes)
        return batch * self.flops / moved if moved else 0.0

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

    def rows_of(self, kind: str) -> int:
        """Bytes of the rows of one type."""
        return sum(row.memory_bytes for row in self.rows if row.type == kind)

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


def costs(project: Project, graph: str = MAIN, through: Sequence[str] = ()) -> Costs:
    """What each layer of a project that is `whole` costs, for a batch of one sample.

    Every layer is measured alone, from source of its own, and remembered: after an edit only
    what changed is measured again. A block costs what the layers inside cost, in each repeat.
    `graph` is a block to look into, as the instance has it that is reached `through` these nodes,
    else the first one. Raises KeyError for a block that nothing uses.
    """
    used = usage(without_muted(project))
    use = used.by_graph[MAIN][0]
    for name in through:
        use = used.stages.get((id(use), name), [use])[0]
    return _costs(use if use.block == graph else used.by_graph[graph][0], used)


def _costs(use: Use, used: Usage) -> Costs:
    needed = needed_nodes(use.view.drawing)
    rows: list[Cost] = []
    depth: dict[str, int] = {}
    for name in use.view.order:
        if name in needed:
            row, own = _cost(use, name, used)
            rows.append(row)
            before = [depth[wire.source] for wire in use.view.drawing.incoming(name)]
            depth[name] = max(before, default=0) + own
    return Costs(tuple(rows), max(depth.values(), default=0))


def _cost(use: Use, name: str, used: Usage) -> tuple[Cost, int]:
    """What one node costs, and how many layers with weights lie in it."""
    layer = use.view.layers[name]
    inputs = [tensor for tensor in use.found.inputs[name] if tensor is not None]
    output = tuple(use.found.outputs[name])
    kind = use.view.drawing.nodes[name].type
    if kind == OUTPUT:
        return Cost(name, kind, tuple(inputs), 0, 0, 0, 0), 0
    memory = sum(map(sample_bytes, output))
    if kind == INPUT:
        return Cost(name, kind, output, 0, 0, 0, memory), 0
    if (id(use), name) in used.stages:
        inside = [_costs(stage, used) for stage in used.of(use, name)]
        weights = 0 if layer.shares else sum(part.parameters for part in inside)
        trained = 0 if layer.shares else sum(part.trainable_parameters for part in inside)
        flops = sum(part.flops for part in inside)
        held = sum(part.memory_bytes - part.rows_of(INPUT) for part in inside)
        read = sum(row.input_bytes for part in inside for row in part.rows)
        depth = sum(part.depth for part in inside)
        return Cost(name, kind, output, weights, trained, flops, held, read), depth
    flops, weights, trained = _measure(layer, use.found.values[name], use.found.inputs[name])
    counts = bool(weights) and layer.category not in NOT_COUNTED
    if layer.shares:
        weights = trained = 0
    read = sum(map(sample_bytes, inputs))
    return Cost(name, kind, output, weights, trained, flops, memory, read), int(counts)


def _measure(
    layer: Layer, values: Values, incoming: Sequence[Tensor | None]
) -> tuple[int, int, int]:
    """Flops, parameters and trainable parameters of one layer, by its very line of code.

    Recurrent layers are slow on the meta device (1 s at 512 steps), and their work grows by
    the same amount with each step: two short sequences say how long ones do.
    """
    inputs = [tensor for tensor in incoming if tensor is not None]
    source = emit(alone(layer, values, incoming))
    if layer.code is not None:
        return _of_code(source, inputs)
    if layer.category in NO_FLOPS:
        return measure(source.text, source.class_name, None)
    shapes = tuple((one_sample(tensor.shape), tensor.dtype) for tensor in inputs)
    if layer.category != "recurrent" or len(shapes[0][0]) < 3:
        return measure(source.text, source.class_name, shapes)
    axis = 1 if values.get("batch_first", True) else 0
    steps = shapes[0][0][axis]
    short, *rest = measure(source.text, source.class_name, _cut(shapes, axis, 1))
    longer, *_ = measure(source.text, source.class_name, _cut(shapes, axis, 2))
    return short + (steps - 1) * (longer - short), rest[0], rest[1]


def _of_code(source: Source, inputs: Sequence[Tensor]) -> tuple[int, int, int]:
    """Those of a custom layer; what needs real values to run counts no operations."""
    shapes = tuple((one_sample(tensor.shape), tensor.dtype) for tensor in inputs)
    try:
        return measure(source.text, source.class_name, shapes)
    except Exception:  # a person's code may raise whatever it likes
        return counted_on_cpu(source.text, source.class_name)


def _cut(
    shapes: tuple[tuple[Shape, str], ...], axis: int, length: int
) -> tuple[tuple[Shape, str], ...]:
    (first, dtype), *others = shapes
    return ((*first[:axis], length, *first[axis + 1 :]), dtype), *others


def one_sample(shape: tuple[Dim, ...]) -> Shape:
    """The shape for a batch of one, with the usual length where one is open."""
    return tuple(dim if isinstance(dim, int) else dim.at(batch=1) for dim in shape)


def sample_bytes(tensor: Tensor) -> int:
    """The size of a value for one sample."""
    return prod(one_sample(tensor.shape)) * DTYPE_BYTES[tensor.dtype]
