"""Why: what no layer does is not lost: it becomes code, or a place where code is to be written."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from math import prod

import numpy as np

from designer.layers import Dim, Sym, Tensor
from designer.model.names import block_objection
from designer.port.onnx_in.calculating import SIGNS
from designer.port.onnx_in.laying import dtype_of, target
from designer.port.onnx_in.records import ValueRecord
from designer.port.onnx_in.resizing import by_code, size_of
from designer.port.onnx_in.sketch import Unfit
from designer.port.onnx_in.step import Step
from designer.port.onnx_in.tensors import LARGEST, blank
from designer.port.onnx_in.values import Fixed, Flow, Value
from designer.text import tr

NAMES = "xyzuvwabcd"
MOST = 64  # numbers that are written into code

Write = Callable[[Step, list[str]], str]


def _bounds(step: Step) -> list[tuple[int, int, int, int]]:
    """Start, end, axis and step of each part that a Slice takes."""
    rank = len(step.flow().shape)
    starts, ends = step.numbers("starts", 1) or [], step.numbers("ends", 2) or []
    axes = step.numbers("axes", 3) or list(range(len(starts)))
    strides = step.numbers("steps", 4) or [1] * len(starts)
    rows = zip(starts, ends, axes, strides, strict=True)
    return [(start, end, axis % rank, by) for start, end, axis, by in rows]


def _slices(step: Step, names: list[str]) -> str:
    parts = [":"] * len(step.flow().shape)
    for start, end, axis, by in _bounds(step):
        if by < 1:
            raise Unfit("")
        parts[axis] = f"{start or ''}:{end if end < 2**31 - 1 else ''}:{by}"
    return f"{names[0]}[{', '.join(parts)}]"


def _reshape(step: Step, names: list[str]) -> str:
    sizes = target(step.flow(), step.dims("shape", 1) or [], step.sketch.batch)
    if sum(isinstance(size, Sym) for size in sizes) > 1:
        raise Unfit("")
    inside = ", ".join("-1" if isinstance(size, Sym) else str(size) for size in sizes)
    return f"{names[0]}.reshape({inside})"


def _gather(step: Step, names: list[str]) -> str:
    chosen = step.fixed(1)
    if chosen is None or chosen.blank or chosen.array.ndim != 1 or chosen.array.size > MOST:
        raise Unfit("")
    axis = step.axis(0, len(step.flow().shape))
    places = [int(place) for place in chosen.array]
    return f"{names[0]}[{':, ' * axis}{places}]"


def _remainder(step: Step, names: list[str]) -> str:
    a, b = names
    return f"torch.fmod({a}, {b})" if step.whole("fmod", 0) else f"{a} % {b}"


EXPRESSIONS: dict[str, str | Write] = {
    **{
        op: f"torch.{op.lower()}({{0}})" for op in ("Floor", "Ceil", "Round", "Tan", "Sinh", "Cosh")
    },
    **{
        op: f"torch.{op.lower()}({{0}})"
        for op in ("Asin", "Acos", "Atan", "Asinh", "Acosh", "Atanh")
    },
    **{op: f"torch.{op.lower()}({{0}})" for op in ("IsNaN", "IsInf", "Log", "Exp", "Sqrt", "Abs")},
    "Neg": "-{0}",
    "Not": "~{0}",
    "Sign": "torch.sign({0})",
    "And": "{0} & {1}",
    "Or": "{0} | {1}",
    "Xor": "{0} ^ {1}",
    "Add": "{0} + {1}",
    "Sub": "{0} - {1}",
    "Mul": "{0} * {1}",
    "Div": "{0} / {1}",
    "Mod": _remainder,
    "Pow": "{0} ** {1}",
    "MatMul": "{0} @ {1}",
    "Max": "torch.maximum({0}, {1})",
    "Min": "torch.minimum({0}, {1})",
    "Where": "torch.where({0}, {1}, {2})",
    **{
        op: f"{{0}} {sign} {{1}}" for op, sign in (("Equal", "=="), ("Greater", ">"), ("Less", "<"))
    },
    **{op: f"{{0}} {sign} {{1}}" for op, sign in (("GreaterOrEqual", ">="), ("LessOrEqual", "<="))},
    "Slice": _slices,
    "Reshape": _reshape,
    "Gather": _gather,
    "Resize": by_code,
}
"""Operations that torch has, as a line of code, for where no layer does the same."""

ALIKE = frozenset({"Slice", "Reshape", "Gather", "Resize"})
TRUTHS = frozenset({"Not", "And", "Or", "Xor", "IsNaN", "IsInf", *SIGNS})


def carried(step: Step, why: str, known: Sequence[ValueRecord | None]) -> list[Value | None]:
    """Draw an operation as code of its own, and say so.

    `known` is what the file says of the values that it makes.
    """
    flows = [value for value in step.inputs if isinstance(value, Flow)]
    if not flows:
        return _left_out(step, known)
    tensors = [_tensor(step, record, flows) for record in known]
    line = _line(step) if len(tensors) == 1 else None
    word = _word(step.node.op)
    if line is not None:
        text, ports = line
        given = flows
    else:
        given = list(dict.fromkeys(flows))[: len(NAMES)]
        ports = list(NAMES[: len(given)])
        text = _unwritten(step, word, ports, len(tensors))
    free = _free(step, word, text)
    text = text.replace(f"class {word}(", f"class {free}(")
    inputs = ["in"] if len(ports) == 1 else ports
    made = step.sketch.put_code(free, text, inputs, given, tensors)
    _tell(step, made[0].node, why or tr("it is unknown"), line is not None)
    return list(made)


def _tell(step: Step, layer: str, why: str, is_line: bool) -> None:
    told = {"layer": layer, "op": step.node.op, "why": why}
    sentence = tr("{layer}: no layer does what {op} does here ({why}). Write its code.", **told)
    if is_line:
        sentence = tr(
            "{layer}: no layer does what {op} does here ({why}). It is a line of code now.", **told
        )
    step.sketch.remark(sentence, layer)


def _left_out(step: Step, known: Sequence[ValueRecord | None]) -> list[Value | None]:
    """What comes from nothing but fixed numbers is only known by its shape."""
    sentence = tr("{op}: what it computes is not known here.", op=step.node.op)
    step.sketch.remark(sentence)
    shapes = [record.shape if record is not None and record.shape else (1,) for record in known]
    plain = [[size if isinstance(size, int) and size > 0 else 1 for size in s] for s in shapes]
    return [
        Fixed(blank(shape if prod(shape) < LARGEST else [1], np.float32), "", True)
        for shape in plain
    ]


def _line(step: Step) -> tuple[str, list[str]] | None:
    """The operation as an expression, and the names of its inputs; None where there is none."""
    write = EXPRESSIONS.get(step.node.op)
    if write is None or step.node.domain not in ("", "ai.onnx"):
        return None
    letters = iter(NAMES)
    names, ports = [], []
    try:
        for value in step.inputs[: 1 if step.node.op in ALIKE else None]:
            if isinstance(value, Flow):
                ports.append(next(letters))
                names.append(ports[-1])
            else:
                names.append(_literal(value))
        text = write.format(*names) if isinstance(write, str) else write(step, names)
    except (ValueError, IndexError, TypeError, StopIteration):
        return None
    return text, ports


def _literal(value: Value | None) -> str:
    """Fixed numbers as they stand in code. Raises Unfit for too many."""
    if not isinstance(value, Fixed) or value.blank or value.array.dtype == object:
        raise Unfit("")
    if value.array.size > MOST or not np.isfinite(value.array.astype(np.float64)).all():
        raise Unfit("")
    numbers = value.array.tolist()
    return repr(numbers) if value.array.ndim == 0 else f"torch.tensor({numbers})"


def _unwritten(step: Step, word: str, ports: Sequence[str], count: int) -> str:
    """A class with the inputs and outputs of the operation, whose line is still to be written."""
    told = ", ".join(f"{key}={_shown(value)}" for key, value in step.node.attributes.items())
    about = f"{step.node.op} of the ONNX file{': ' + told if told else ''}"
    plain = re.sub(r"[^ -~]|[\\\"]", "?", about)[:80]
    lines = [
        f"class {word}(nn.Module):",
        f'    """{plain}."""',
        "",
        f"    def forward(self, {', '.join(ports)}):",
        f'        raise NotImplementedError("{word} is still to be written")',
        f"        return {', '.join([ports[0]] * max(count, 1))}",
    ]
    return "\n".join(lines)


def _shown(value: object) -> str:
    return str(value) if isinstance(value, (int, float, str, list)) else "…"


def _word(op: str) -> str:
    """The operation as the name of a class."""
    word = re.sub(r"\W+", "", op, flags=re.ASCII)[:40]
    word = word[:1].upper() + word[1:]
    return word if word and not block_objection(word) else f"Onnx{word}"


def _free(step: Step, word: str, text: str) -> str:
    """A name that no other code has; the same for equal code."""
    number, chosen = 1, word
    while step.sketch.codes.get(chosen, text).replace(chosen, word) != text:
        number += 1
        chosen = f"{word}{number}"
    return chosen


def _tensor(step: Step, record: ValueRecord | None, flows: Sequence[Flow]) -> Tensor:
    """Shape and dtype of what comes out: as the file says, else as what goes in."""
    dtype = "bool" if step.node.op in TRUTHS else flows[-1].given.dtype
    if record is not None and record.shape is not None:
        lengths = [_open(step, size, place) for place, size in enumerate(record.shape)]
        return Tensor(tuple(lengths), dtype_of(record.kind) if record.kind else dtype)
    shape = flows[0].shape
    with suppress(ValueError, IndexError):
        shape = tuple(SHAPES.get(step.node.op, _broadcast)(step))
    return Tensor(shape, dtype)


def _broadcast(step: Step) -> Sequence[Dim]:
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
    for start, end, axis, by in _bounds(step):
        size = sizes[axis]
        if isinstance(size, int):
            sizes[axis] = len(range(*slice(start, end, by).indices(size)))
    return sizes


def _chosen(step: Step) -> Sequence[Dim]:
    x, index = step.flow(), step.fixed(1)
    axis = step.axis(0, len(x.shape))
    places = () if index is None else index.array.shape
    return [*x.shape[:axis], *places, *x.shape[axis + 1 :]]


SHAPES: dict[str, Callable[[Step], Sequence[Dim]]] = {
    "Reshape": lambda step: target(step.flow(), step.dims("shape", 1) or [], step.sketch.batch),
    "Slice": _sliced,
    "Gather": _chosen,
    "MatMul": _multiplied,
    "Resize": lambda step: [*step.flow().shape[:2], *size_of(step)],
}
"""What comes out of operations that do not work value by value."""


def _open(step: Step, size: int | str, place: int) -> Dim:
    if isinstance(size, int):
        is_batch = place == 0 and size == step.sketch.batch
        return Sym() if is_batch or size < 1 else size
    return step.sketch.lengths.get(size, Sym() if place == 0 else 1)
