"""Why: exporters compute shapes inside the graph; what no data change is worked out here."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import reduce
from math import prod
from typing import Any

import numpy as np

from designer.layers import Sym
from designer.layers.tensor import divided
from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Step, array_of, shape_array, turned
from designer.port.onnx.tensors import DTYPES, MOST, Array, TensorRecord, blank
from designer.port.onnx.values import Fixed, Flow
from designer.text import tr

Fold = Callable[[Step, list[Array]], Array]


def shape(step: Step) -> Fixed:
    """The lengths of a value, open ones as they are."""
    value = step.input(0)
    sizes = value.shape if isinstance(value, Flow) else value.array.shape if value else ()
    start, end = step.whole("start", 0), step.attribute("end")
    return Fixed(shape_array(sizes[start:end]))


def size(step: Step) -> Fixed:
    """How many values there are."""
    lengths = shape(step)
    return Fixed(np.array(_product(lengths.array), dtype=lengths.array.dtype))


def constant(step: Step) -> Fixed:
    """A Constant, in any of its forms."""
    for name in ("value", "value_int", "value_ints", "value_float", "value_floats"):
        value = step.node.attributes.get(name)
        if isinstance(value, TensorRecord):
            return array_of(value, "")
        if value is not None:
            whole = name.startswith("value_int")
            return Fixed(np.array(value, dtype=np.int64 if whole else np.float32))
    raise Unfit(tr("it holds no numbers"))


def filled(step: Step) -> Fixed:
    """ConstantOfShape: an open length becomes 1, which is repeated where it is used."""
    sizes = step.dims("shape", 0) or []
    value = step.node.attributes.get("value")
    given = array_of(value) if value is not None else Fixed(np.zeros(1, np.float32))
    number = np.asarray(given.array.reshape(-1)[0])
    return Fixed(np.broadcast_to(number, _plain(sizes)), blank=given.blank)


def foldable(step: Step) -> bool:
    """True where an operation takes nothing that depends on data, and can be worked out."""
    given = [value for value in step.inputs if value is not None]
    fixed = all(isinstance(value, Fixed) for value in given)
    return fixed and bool(given) and step.node.op in FOLDS


def room(step: Step) -> int:
    """How long the axis is of which an operation takes a part; 0 for what takes none."""
    first = step.input(0)
    if not isinstance(first, Fixed) or step.node.op not in ("Gather", "Slice"):
        return 0
    sizes = first.array.shape
    with suppress(Unfit):
        axes = [step.whole("axis", 0)]
        if step.node.op == "Slice":
            axes = step.numbers("axes", 3) or [0]
        return min((sizes[axis] for axis in axes if -len(sizes) <= axis < len(sizes)), default=0)
    return 0


def fold(step: Step) -> Fixed:
    """What an operation gives whose inputs are all fixed. Raises Unfit."""
    given = [value for value in step.inputs if isinstance(value, Fixed)]
    name = _name(step, given)
    arrays = [value.array for value in given]
    if step.node.op not in VIEWS and _is_large(step, arrays):
        return Fixed(blank(_shape_of(step, arrays), arrays[0].dtype), name, True)
    try:
        with np.errstate(all="ignore"):
            found = np.asarray(FOLDS[step.node.op](step, arrays))
    except (ValueError, TypeError, IndexError, OverflowError, ZeroDivisionError) as error:
        raise Unfit(tr("its numbers do not go together: {why}", why=error)) from None
    found = closed(found)
    is_blank = any(value.blank for value in given)
    if found.size > MOST and found.dtype != object:
        return Fixed(blank(found.shape, found.dtype), name, True)
    return Fixed(found, name, is_blank)


def _name(step: Step, given: list[Fixed]) -> str:
    """The weight that something comes of; with a mark where its numbers are not the same."""
    name = next((value.name for value in given if value.name), "")
    if not name or step.node.op in SAME:
        return name
    if step.node.op == "Transpose" and given[0].array.ndim == 2:
        return name if step.attribute("perm") == [0, 1] else turned(name)
    return f"{name}#{step.node.outputs[0]}"


def closed(array: Array) -> Array:
    """Objects as plain numbers where no length among them is open."""
    if array.dtype != object or any(isinstance(item, Sym) for item in array.reshape(-1)):
        return array
    plain = np.array(array.tolist())
    return plain if plain.dtype.kind in "biuf" else array


def _is_large(step: Step, arrays: list[Array]) -> bool:
    """True for what is not computed with: weights, and what would take more memory than these."""
    if sum(array.size for array in arrays) > MOST:
        return True
    return step.node.op in (*MEETING, "Gather") and prod(_shape_of(step, arrays)) > MOST


def _shape_of(step: Step, arrays: list[Array]) -> Sequence[int]:
    """The shape of what an operation gives, without computing it. Raises Unfit."""
    op, first = step.node.op, arrays[0].shape
    if op in MEETING or op in ALONE:
        return np.broadcast_shapes(*(array.shape for array in arrays))
    if op == "Gather":
        axis = step.axis(0, len(first))
        return (*first[:axis], *arrays[1].shape, *first[axis + 1 :])
    if op == "Reshape":
        wanted = step.numbers("shape", 1) or []
        sizes = [first[i] if size == 0 else size for i, size in enumerate(wanted)]
        rest = arrays[0].size // max(abs(prod(sizes)), 1)
        return [rest if size == -1 else size for size in sizes]
    if op == "Concat":
        axis = step.axis(0, len(first))
        total = sum(array.shape[axis] for array in arrays)
        return (*first[:axis], total, *first[axis + 1 :])
    raise Unfit(tr("its numbers are too many"))


def _plain(sizes: Sequence[Any]) -> tuple[int, ...]:
    return tuple(1 if isinstance(length, Sym) else int(length) for length in sizes)


def _product(sizes: Array) -> Any:
    total: Any = 1
    for length in sizes.reshape(-1):
        total = total * (length if isinstance(length, Sym) else int(length))
    return total


def _per_item(function: Callable[[Any, Any], Any]) -> Fold:
    """Item by item where lengths may be open, else by NumPy."""
    by_item = np.frompyfunc(function, 2, 1)

    def run(_step: Step, arrays: list[Array]) -> Array:
        a, b = arrays
        if object in (a.dtype, b.dtype):
            return np.asarray(by_item(a, b), dtype=object)
        found = np.asarray(function(a, b))
        return found if found.dtype == bool else found.astype(a.dtype)

    return run


def _divide(a: Any, b: Any) -> Any:
    if isinstance(a, Sym):
        found = divided(a, int(b)) if isinstance(b, (int, np.integer)) else None
        if a == b:
            return 1
        if found is None:
            raise ValueError(f"{a} / {b}")
        return found
    whole = np.asarray(a).dtype.kind in "iu"
    return np.trunc(np.divide(a, b)).astype(np.asarray(a).dtype) if whole else np.divide(a, b)


def _multiply(a: Any, b: Any) -> Any:
    """An open length is only taken times a whole number, also where that is written as 2.0."""
    if not isinstance(a, Sym) and not isinstance(b, Sym):
        return a * b
    length, factor = (a, b) if isinstance(a, Sym) else (b, a)
    if isinstance(factor, Sym):
        return length * factor
    if factor != int(factor) or factor < 1:
        raise ValueError(f"{length} · {factor}")
    return length * int(factor)


def _whole(function: Any) -> Fold:
    """What rounds numbers leaves open lengths as they are."""
    return lambda _step, arrays: (
        arrays[0] if arrays[0].dtype == object else np.asarray(function(arrays[0]))
    )


def _add(a: Any, b: Any) -> Any:
    if isinstance(a, Sym) or isinstance(b, Sym):
        if a == 0 or b == 0:
            return b if a == 0 else a
        raise ValueError(f"{a} + {b}")
    return a + b


def _remainder(step: Step, arrays: list[Array]) -> Array:
    signed = bool(step.whole("fmod", 0))
    return _per_item(np.fmod if signed else lambda a, b: a % b)(step, arrays)


def _axes(step: Step, index: int, rank: int) -> tuple[int, ...]:
    axes = step.numbers("axes", index)
    if not axes and not step.whole("noop_with_empty_axes", 0):
        axes = list(range(rank))
    return tuple(axis % rank for axis in axes or [])


def _unsqueeze(step: Step, arrays: list[Array]) -> Array:
    axes = step.numbers("axes", 1) or []
    rank = arrays[0].ndim + len(axes)
    return np.expand_dims(arrays[0], tuple(axis % rank for axis in axes))


def _squeeze(step: Step, arrays: list[Array]) -> Array:
    axes = step.numbers("axes", 1)
    return np.squeeze(arrays[0], None if axes is None else tuple(axes))


def _slice(step: Step, arrays: list[Array]) -> Array:
    starts, ends = step.numbers("starts", 1) or [], step.numbers("ends", 2) or []
    axes = step.numbers("axes", 3) or list(range(len(starts)))
    steps = step.numbers("steps", 4) or [1] * len(starts)
    found = arrays[0]
    for start, end, axis, by in zip(starts, ends, axes, steps, strict=True):
        index: list[slice] = [slice(None)] * found.ndim
        index[axis] = slice(start, end if by > 0 or end >= -found.shape[axis] else None, by)
        found = found[tuple(index)]
    return found


def _gather(step: Step, arrays: list[Array]) -> Array:
    return np.take(arrays[0], arrays[1].astype(np.int64), axis=step.whole("axis", 0))


def _concat(step: Step, arrays: list[Array]) -> Array:
    mixed = any(array.dtype == object for array in arrays)
    parts = [array.astype(object) if mixed else array for array in arrays]
    return np.concatenate(parts, axis=step.whole("axis", 0))


def _reshape(step: Step, arrays: list[Array]) -> Array:
    sizes = step.numbers("shape", 1) or []
    return arrays[0].reshape([arrays[0].shape[i] if s == 0 else s for i, s in enumerate(sizes)])


def _expand(_step: Step, arrays: list[Array]) -> Array:
    sizes = _plain(list(arrays[1].reshape(-1)))
    return np.broadcast_to(arrays[0], np.broadcast_shapes(arrays[0].shape, sizes))


def _range(_step: Step, arrays: list[Array]) -> Array:
    start, end, by = (array.reshape(-1)[0] for array in arrays)
    if abs((end - start) / by) > MOST:
        raise ValueError("too many numbers")
    return np.arange(start, end, by, dtype=arrays[0].dtype)


def _cast(step: Step, arrays: list[Array]) -> Array:
    open_ones = arrays[0].dtype == object
    kind = DTYPES.get(step.whole("to", 1), "float32")
    return arrays[0] if open_ones else arrays[0].astype(kind)


def _tile(_step: Step, arrays: list[Array]) -> Array:
    times = arrays[1].astype(np.int64)
    if float(np.prod(times, dtype=np.float64)) * arrays[0].size > MOST:
        raise ValueError("too many numbers")
    return np.tile(arrays[0], times)


def _trilu(step: Step, arrays: list[Array]) -> Array:
    by = int(arrays[1].reshape(-1)[0]) if len(arrays) > 1 else 0
    return np.triu(arrays[0], by) if step.whole("upper", 1) else np.tril(arrays[0], by)


def _reduce(step: Step, arrays: list[Array], function: Any) -> Array:
    axes = _axes(step, 1, arrays[0].ndim)
    keep = bool(step.whole("keepdims", 1))
    if arrays[0].dtype == object and function is np.prod:
        shape = [1] * arrays[0].ndim if keep else []
        return np.array([_product(arrays[0])], dtype=object).reshape(shape)
    return np.asarray(function(arrays[0], axis=axes, keepdims=keep))


def _flatten(step: Step, arrays: list[Array]) -> Array:
    axis = step.whole("axis", 1)
    return arrays[0].reshape(int(np.prod(arrays[0].shape[:axis])), -1)


FOLDS: dict[str, Fold] = {
    "Add": _per_item(_add),
    "Sub": _per_item(lambda a, b: _add(a, -b if not isinstance(b, Sym) else b)),
    "Mul": _per_item(_multiply),
    "Div": _per_item(_divide),
    "Pow": _per_item(lambda a, b: a**b),
    "Mod": _remainder,
    "Equal": _per_item(lambda a, b: a == b),
    "Greater": _per_item(lambda a, b: a > b),
    "GreaterOrEqual": _per_item(lambda a, b: a >= b),
    "Less": _per_item(lambda a, b: a < b),
    "LessOrEqual": _per_item(lambda a, b: a <= b),
    "And": _per_item(lambda a, b: a & b),
    "Or": _per_item(lambda a, b: a | b),
    "Max": lambda _step, arrays: reduce(np.maximum, arrays),
    "Min": lambda _step, arrays: reduce(np.minimum, arrays),
    "Not": lambda _step, arrays: ~arrays[0],
    "Neg": lambda _step, arrays: -arrays[0],
    "Sqrt": lambda _step, arrays: np.sqrt(arrays[0]),
    "Exp": lambda _step, arrays: np.exp(arrays[0]),
    "Log": lambda _step, arrays: np.log(arrays[0]),
    "Sin": lambda _step, arrays: np.sin(arrays[0]),
    "Cos": lambda _step, arrays: np.cos(arrays[0]),
    "Reciprocal": lambda _step, arrays: 1 / arrays[0],
    "Abs": lambda _step, arrays: np.abs(arrays[0]),
    "Floor": _whole(np.floor),
    "Ceil": _whole(np.ceil),
    "Identity": lambda _step, arrays: arrays[0],
    "Cast": _cast,
    "Transpose": lambda step, arrays: np.transpose(arrays[0], step.attribute("perm")),
    "Reshape": _reshape,
    "Flatten": _flatten,
    "Squeeze": _squeeze,
    "Unsqueeze": _unsqueeze,
    "Slice": _slice,
    "Gather": _gather,
    "Concat": _concat,
    "Expand": _expand,
    "Range": _range,
    "Trilu": _trilu,
    "Where": lambda _step, arrays: np.where(*arrays),
    "Tile": _tile,
    "ReduceProd": lambda step, arrays: _reduce(step, arrays, np.prod),
    "ReduceSum": lambda step, arrays: _reduce(step, arrays, np.sum),
    "ReduceMax": lambda step, arrays: _reduce(step, arrays, np.max),
    "ReduceMin": lambda step, arrays: _reduce(step, arrays, np.min),
    "ReduceMean": lambda step, arrays: _reduce(step, arrays, np.mean),
}
"""What can be worked out before data come."""
VIEWS = frozenset({"Transpose", "Squeeze", "Unsqueeze", "Slice", "Identity", "Expand"})
"""Those of them that take no memory, however large the array is."""
SAME = frozenset({"Identity", "Cast", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Expand"})
"""Those that change no number."""
MEETING = frozenset(
    {
        *("Add", "Sub", "Mul", "Div", "Pow", "Mod", "Max", "Min", "And", "Or", "Where"),
        *("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"),
    }
)
"""Those whose inputs are repeated to fit each other."""
ALONE = frozenset({"Neg", "Sqrt", "Exp", "Log", "Reciprocal", "Abs", "Cast"})
"""Those that compute each number from the one at its place."""
