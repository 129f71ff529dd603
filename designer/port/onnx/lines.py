"""Why: torch does in a line what no layer does; the line is written as a person would."""

from collections.abc import Callable, Sequence

import numpy as np

from designer.layers import Dim, Sym
from designer.port.onnx.laying import target
from designer.port.onnx.reducing import axes_of
from designer.port.onnx.resizing import by_code, size_of
from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Step, short
from designer.port.onnx.values import Fixed, Flow, Value
from designer.text import tr

NAMES = "xyzuvwabcd"
MOST = 64  # numbers that are written into code

Write = Callable[[Step, list[str]], str]


def _bounds(step: Step) -> list[tuple[int, slice]]:
    """Axis and part of it, for each that a Slice takes."""
    rank = len(step.flow().shape)
    starts, ends = step.numbers("starts", 1) or [], step.numbers("ends", 2) or []
    axes = step.numbers("axes", 3) or list(range(len(starts)))
    strides = step.numbers("steps", 4) or [1] * len(starts)
    rows = zip(starts, ends, axes, strides, strict=True)
    return [(axis % rank, slice(start, end, by)) for start, end, axis, by in rows]


def _slices(step: Step, names: list[str]) -> str:
    sizes = step.flow().shape
    parts = [":"] * len(sizes)
    behind = ""
    for axis, cut in _bounds(step):
        size = sizes[axis]
        if cut.step > 0:
            parts[axis] = f"{cut.start or ''}:{cut.stop if cut.stop < 2**31 - 1 else ''}:{cut.step}"
            continue
        places = list(range(size)[cut]) if isinstance(size, int) else []
        if not 0 < len(places) <= MOST:  # torch goes forwards only
            raise Unfit("")
        behind += f"[{':, ' * axis}{places}]"
    ahead = f"[{', '.join(parts)}]" if set(parts) != {":"} else ""
    return f"{names[0]}{ahead}{behind}"


def _reshape(step: Step, names: list[str]) -> str:
    sizes = target(step.flow(), step.dims("shape", 1) or [], step.sketch.batch)
    if sum(isinstance(size, Sym) for size in sizes) > 1:
        raise Unfit("")
    inside = ", ".join("-1" if isinstance(size, Sym) else str(size) for size in sizes)
    return f"{names[0]}.reshape({inside})"


def _gather(step: Step, names: list[str]) -> str:
    chosen = step.fixed(1)
    if chosen is None or chosen.blank or chosen.array.size > MOST:
        raise Unfit("")
    axis = step.axis(0, len(step.flow().shape))
    return f"{names[0]}[{':, ' * axis}{chosen.array.astype(np.int64).tolist()}]"


def _tensors(step: Step, names: list[str]) -> list[str]:
    """Numbers as tensors, for functions that take nothing else."""
    pairs = zip(names, step.inputs, strict=True)
    return [
        f"torch.tensor({name})" if isinstance(value, Fixed) and not value.array.ndim else name
        for name, value in pairs
    ]


def _remainder(step: Step, names: list[str]) -> str:
    a, b = names
    return (
        f"torch.fmod({', '.join(_tensors(step, names))})" if step.whole("fmod", 0) else f"{a} % {b}"
    )


def _quotient(step: Step, names: list[str]) -> str:
    """Whole numbers are divided without a rest."""
    if not _are_whole(step):
        return f"{names[0]} / {names[1]}"
    a, b = _tensors(step, names)
    return f'torch.div({a}, {b}, rounding_mode="trunc")'


def _are_whole(step: Step) -> bool:
    return all(
        value.given.dtype == "int64" if isinstance(value, Flow) else value.array.dtype.kind in "iu"
        for value in step.inputs
        if value is not None
    )


def _extreme(function: str) -> Write:
    """The largest or smallest of any number of values."""

    def write(step: Step, names: list[str]) -> str:
        first, *others = _tensors(step, names)
        for other in others:
            first = f"{function}({first}, {other})"
        return first

    return write


def _infinite(step: Step, names: list[str]) -> str:
    """Whether a value is infinite, perhaps in one direction only."""
    above, below = step.whole("detect_positive", 1), step.whole("detect_negative", 1)
    if not above and not below:
        raise Unfit("")
    kind = "isinf" if above and below else "isposinf" if above else "isneginf"
    return f"torch.{kind}({names[0]})"


def _reduction(function: str) -> Write:
    """One value of many along axes, that of the batch included."""

    def write(step: Step, names: list[str]) -> str:
        axes, keep = axes_of(step, step.flow()), bool(step.whole("keepdims", 1))
        if not axes or (function == "mean" and _are_whole(step)):
            raise Unfit("")
        return f"{names[0]}.{function}(dim={tuple(axes)}, keepdim={keep})"

    return write


def borders(step: Step) -> list[tuple[int, int]]:
    """How wide a border is before and behind each axis. Raises Unfit."""
    rank, widths = len(step.flow().shape), step.numbers("pads", 1)
    axes = step.numbers("axes", 3)
    axes = list(range(rank)) if axes is None else axes
    if widths is None or len(widths) != 2 * len(axes):
        raise Unfit(tr("its border is not in the file"))
    pairs = [(0, 0)] * rank
    for place, axis in enumerate(axes):
        pairs[axis % rank] = (widths[place], widths[place + len(axes)])
    return pairs


def _border(step: Step, names: list[str]) -> str:
    """A border of one number around anything; torch counts from the last axis."""
    value = step.decimal("value", 0) if step.opset < 11 else step.number(2, 0.0)
    if str(step.attribute("mode", "constant")) != "constant":
        raise Unfit("")
    widths = [width for pair in borders(step)[::-1] for width in pair]
    more = f", value={value}" if value else ""
    return f"F.pad({names[0]}, {tuple(widths)}{more})"


def _padded(step: Step) -> Sequence[Dim]:
    pairs = zip(step.flow().shape, borders(step), strict=True)
    return [size + sum(pair) if isinstance(size, int) else size for size, pair in pairs]


def _triangle(step: Step, names: list[str]) -> str:
    """What lies on one side of the diagonal."""
    by = int(step.number(1, 0) or 0)
    return f"torch.{'triu' if step.whole('upper', 1) else 'tril'}({names[0]}, {by})"


def _softmax(step: Step, names: list[str]) -> str:
    if step.opset < 13:
        raise Unfit("")
    return f"torch.softmax({names[0]}, dim={step.axis(-1, len(step.flow().shape))})"


EXPRESSIONS: dict[str, str | Write] = {
    **{
        op: f"torch.{op.lower()}({{0}})" for op in ("Floor", "Ceil", "Round", "Tan", "Sinh", "Cosh")
    },
    **{
        op: f"torch.{op.lower()}({{0}})"
        for op in ("Asin", "Acos", "Atan", "Asinh", "Acosh", "Atanh")
    },
    **{op: f"torch.{op.lower()}({{0}})" for op in ("IsNaN", "Log", "Exp", "Sqrt", "Abs")},
    "Neg": "-{0}",
    "Not": "~{0}",
    "IsInf": _infinite,
    "Sign": "torch.sign({0})",
    "And": "{0} & {1}",
    "Or": "{0} | {1}",
    "Xor": "{0} ^ {1}",
    "Add": "{0} + {1}",
    "Sub": "{0} - {1}",
    "Mul": "{0} * {1}",
    "Div": _quotient,
    "Mod": _remainder,
    "Pow": "{0} ** {1}",
    "MatMul": "{0} @ {1}",
    "Max": _extreme("torch.maximum"),
    "Min": _extreme("torch.minimum"),
    "Relu": "torch.relu({0})",
    "Softmax": _softmax,
    "Where": "torch.where({0}, {1}, {2})",
    **{
        op: f"{{0}} {sign} {{1}}" for op, sign in (("Equal", "=="), ("Greater", ">"), ("Less", "<"))
    },
    **{op: f"{{0}} {sign} {{1}}" for op, sign in (("GreaterOrEqual", ">="), ("LessOrEqual", "<="))},
    **{
        f"Reduce{op}": _reduction(function)
        for op, function in (("Sum", "sum"), ("Mean", "mean"), ("Max", "amax"), ("Min", "amin"))
    },
    "Pad": _border,
    "Trilu": _triangle,
    "Slice": _slices,
    "Reshape": _reshape,
    "Gather": _gather,
    "Resize": by_code,
}
"""Operations that torch has, as a line of code, for where no layer does the same."""

ALIKE = frozenset({"Slice", "Reshape", "Gather", "Resize", "Pad", "Trilu"})
"""Those whose other inputs the line says in its own way; as reductions do."""


def line_of(step: Step) -> tuple[str, list[str]] | None:
    """The operation as an expression, and the names of its inputs; None where there is none."""
    write = EXPRESSIONS.get(step.node.op)
    if write is None or step.node.domain not in ("", "ai.onnx"):
        return None
    letters = iter(NAMES)
    names, ports = [], []
    try:
        for value in _written(step):
            if isinstance(value, Flow):
                ports.append(next(letters))
                names.append(ports[-1])
            else:
                names.append(literal(value))
        text = write.format(*names) if isinstance(write, str) else write(step, names)
    except (ValueError, IndexError, TypeError, StopIteration):
        return None
    return text, ports


def _written(step: Step) -> Sequence[Value | None]:
    """The inputs that have a name or stand in the line."""
    return step.inputs[: 1 if step.node.op in ALIKE or step.node.op.startswith("Reduce") else None]


def literal(value: Value | None) -> str:
    """Fixed numbers as they stand in code. Raises Unfit for too many."""
    if not isinstance(value, Fixed) or value.blank or value.array.dtype == object:
        raise Unfit("")
    if value.array.size > MOST or not np.isfinite(value.array.astype(np.float64)).all():
        raise Unfit("")
    flat = [short(i) if isinstance(i, float) else i for i in value.array.reshape(-1).tolist()]
    numbers = np.array(flat, dtype=object).reshape(value.array.shape).tolist()
    if value.array.ndim == 0:
        return repr(numbers)
    return f"torch.tensor({numbers}, device={NAMES[0]}.device)"


def broadcast(step: Step) -> Sequence[Dim]:
    """The shape of values that are repeated to fit each other."""
    return _longest([_shape(value) for value in step.inputs if value is not None])


def _longest(shapes: Sequence[Sequence[Dim]]) -> Sequence[Dim]:
    """The longest of each axis, counted from the last."""
    rank = max(map(len, shapes))
    raised = [(*(1,) * (rank - len(shape)), *shape) for shape in shapes]
    return [next((size for size in sizes if size != 1), 1) for sizes in zip(*raised, strict=True)]


def _shape(value: Value) -> Sequence[Dim]:
    return value.shape if isinstance(value, Flow) else value.array.shape


def _multiplied(step: Step) -> Sequence[Dim]:
    first, second = (_shape(value) for value in step.inputs if value is not None)
    return [*_longest([first[:-2], second[:-2]]), first[-2], second[-1]]


def _sliced(step: Step) -> Sequence[Dim]:
    sizes = list(step.flow().shape)
    for axis, cut in _bounds(step):
        size = sizes[axis]
        if isinstance(size, int):
            sizes[axis] = len(range(size)[cut])
    return sizes


def _chosen(step: Step) -> Sequence[Dim]:
    x, index = step.flow(), step.fixed(1)
    axis = step.axis(0, len(x.shape))
    places = () if index is None else index.array.shape
    return [*x.shape[:axis], *places, *x.shape[axis + 1 :]]


def _reduced(step: Step) -> Sequence[Dim]:
    sizes, axes = step.flow().shape, axes_of(step, step.flow())
    if step.whole("keepdims", 1):
        return [1 if axis in axes else size for axis, size in enumerate(sizes)]
    return [size for axis, size in enumerate(sizes) if axis not in axes]


SHAPES: dict[str, Callable[[Step], Sequence[Dim]]] = {
    "Reshape": lambda step: target(step.flow(), step.dims("shape", 1) or [], step.sketch.batch),
    "Slice": _sliced,
    "Gather": _chosen,
    "Pad": _padded,
    "Trilu": lambda step: step.flow().shape,
    "MatMul": _multiplied,
    **{f"Reduce{op}": _reduced for op in ("Sum", "Mean", "Max", "Min")},
    "Resize": lambda step: [*step.flow().shape[:2], *size_of(step)],
}
"""What comes out of operations that do not work value by value."""
