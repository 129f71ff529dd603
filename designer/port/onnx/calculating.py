"""Why: branches meet and are weighed by numbers; in ONNX both look the same."""

from collections.abc import Sequence

import numpy as np

from designer.layers import Dim, Sym
from designer.layers.tensor import has_batch
from designer.port.onnx.biasing import biased
from designer.port.onnx.convolving import LOWEST
from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step, along, one_number
from designer.port.onnx.tensors import Array
from designer.port.onnx.values import Fixed, Flow, Value, plain_axes
from designer.text import tr

SIGNS = {"Greater": ">", "GreaterOrEqual": ">=", "Less": "<", "LessOrEqual": "<=", "Equal": "=="}
OPPOSITE = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "==": "!=", "!=": "=="}
TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">=", "==": "=="}


def scalar(value: Value | None, other: Flow, batch: int | None = None) -> float | None:
    """The number that is calculated with; None where it is more than one, or widens the other."""
    if not isinstance(value, Fixed) or value.array.ndim > len(other.shape):
        return None
    number = one_number(value)
    if number is None:
        return None
    pairs = zip(value.array.shape[::-1], other.shape[::-1], strict=False)
    narrow = all(
        size in (1, length if isinstance(length, int) else length.at(batch or 1))
        for size, length in pairs
    )
    return number if narrow else None


def pair(step: Step) -> tuple[Flow, float | None, bool]:
    """The flow of two inputs, the number it meets if one does, and True where that comes first."""
    first, second = step.input(0), step.input(1)
    if isinstance(first, Flow):
        return first, scalar(second, first, step.sketch.batch), False
    flow = step.flow(1)
    return flow, scalar(first, flow, step.sketch.batch), True


def add(step: Step) -> Flow:
    """Add: two values, a number, or what is learned."""
    with_bias = biased(step)
    if with_bias is not None:
        return with_bias
    flow, number, _ = pair(step)
    if number is not None:
        return step.put("Shift", flow, amount=number) if number else flow
    learned = _position(step)
    return learned or step.put("Add", *alike(step, step.input(0), step.input(1), whole=True))


def _position(step: Step) -> Flow | None:
    """A learned vector for each place of a sequence."""
    first, second = step.input(0), step.input(1)
    flow, weight = (first, second) if isinstance(first, Flow) else (second, first)
    if not (isinstance(flow, Flow) and isinstance(weight, Fixed) and weight.name):
        return None
    shape = (1,) * (3 - weight.array.ndim) + weight.array.shape
    if len(flow.shape) != 3 or shape != (1, *flow.shape[1:]):
        return None
    if not weight.blank and _is_waves(weight.array.reshape(shape[1:])):
        return step.put("PositionalEncoding", flow)
    return step.put("LearnedPosition", flow)


def _is_waves(table: Array) -> bool:
    """True for sines and cosines of many lengths, by turns."""
    steps, width = table.shape
    if width % 2:
        return False
    angle = np.arange(steps)[:, None] * 10000.0 ** -(np.arange(0, width, 2) / width)
    waves = np.stack([np.sin(angle), np.cos(angle)], axis=-1).reshape(steps, width)
    return np.allclose(table, waves, atol=1e-4)


def subtract(step: Step) -> Flow:
    """Sub: two values, or a number at either side."""
    flow, number, is_first = pair(step)
    if number is None:
        return step.put("Subtract", *alike(step, step.input(0), step.input(1), whole=True))
    if is_first:
        return step.put("Shift", step.put("Negative", flow), amount=number)
    return step.put("Shift", flow, amount=-number) if number else flow


def multiply(step: Step) -> Flow:
    """Mul: two values, a number, or a learned factor for each channel."""
    flow, number, _ = pair(step)
    if number is not None:
        return scaled(step, flow, number)
    learned = _channel_scale(step)
    return learned or step.put("Multiply", *alike(step, step.input(0), step.input(1)))


def scaled(step: Step, flow: Flow, factor: float) -> Flow:
    """A flow times a number, however its axes are arranged."""
    if factor == 1:
        return flow
    plain = flow.arranged(plain_axes(flow.given))
    return step.put("Scale", plain, factor=factor).arranged(flow.axes)


def _channel_scale(step: Step) -> Flow | None:
    """Factors along one axis, which every place shares."""
    first, second = step.input(0), step.input(1)
    flow, weight = (first, second) if isinstance(first, Flow) else (second, first)
    if not (isinstance(flow, Flow) and isinstance(weight, Fixed) and weight.name):
        return None
    rank = len(flow.shape)
    shape = (1,) * (rank - weight.array.ndim) + weight.array.shape
    long = [axis for axis, size in enumerate(shape) if size != 1]
    if len(shape) != rank or len(long) != 1 or shape[long[0]] != flow.shape[long[0]]:
        return None
    return along(step, "LayerScale", [flow], long[0], init=1.0)


def divide(step: Step) -> Flow:
    """Div: two values, or a number at either side."""
    flow, number, is_first = pair(step)
    if number is None or (number == 0 and not is_first):
        return step.put("Divide", *alike(step, step.input(0), step.input(1)))
    if is_first:
        turned = step.put("Reciprocal", flow)
        return scaled(step, turned, number)
    return scaled(step, flow, 1 / number)


def power(step: Step) -> Flow:
    """Pow with a fixed exponent."""
    flow, number, is_first = pair(step)
    if number is None or is_first:
        raise Unfit(tr("its exponent depends on the data"))
    kinds = {1: "", 2: "Square", 0.5: "Sqrt", -0.5: "Rsqrt", -1: "Reciprocal"}
    kind = kinds.get(number, "Power")
    if kind == "Power":
        return step.put(kind, flow, exponent=number)
    return step.put(kind, flow) if kind else flow


def bound(kind: str, limit: str) -> Handler:
    """Max and Min of any number of inputs; a number is a limit."""

    def read(step: Step) -> Flow:
        values = [value for value in step.inputs if value is not None]
        first = next(place for place, value in enumerate(values) if isinstance(value, Flow))
        found = step.flow(first)
        for value in values[:first] + values[first + 1 :]:
            number = scalar(value, found, step.sketch.batch)
            if number is not None:
                other = "max" if limit == "min" else "min"
                found = step.put("Clamp", found, **{limit: number, other: None})
            else:
                found = step.put(kind, *alike(step, found, value))
        return found

    return read


def total(step: Step) -> Flow:
    """Sum of any number of inputs."""
    values = [value for value in step.inputs if value is not None]
    if len(values) == 1:
        return step.flow()
    flows = [alike(step, value, step.flow(), whole=True)[0] for value in values]
    return step.put("Add", *flows)


def average(step: Step) -> Flow:
    """Mean of any number of inputs."""
    count = sum(value is not None for value in step.inputs)
    return total(step) if count == 1 else step.put("Scale", total(step), factor=1 / count)


def compare(sign: str) -> Handler:
    """A comparison of two values, or with a number."""

    def read(step: Step) -> Flow:
        flow, number, is_first = pair(step)
        if number is not None:
            turned = TURNED[sign] if is_first else sign
            return step.put("Condition", flow, sign=turned, value=number)
        return step.put("Compare", *alike(step, step.input(0), step.input(1)), sign=sign)

    return read


def where(step: Step) -> Flow:
    """Where, whose values may be numbers."""
    rank = max(len(value.shape) for value in step.inputs if isinstance(value, Flow))
    flows = [
        _raised(_as_flow(step, value, rank), rank) for value in step.inputs if value is not None
    ]
    return step.put("Where", *flows)


def _as_flow(step: Step, value: Value, rank: int) -> Flow:
    number = None if isinstance(value, Flow) else one_number(value)
    if isinstance(value, Flow):
        return value
    if number is None:
        number = LOWEST if _is_lowest(value) else None
    if number is not None and value.array.dtype.kind == "f":
        return step.put("Constant", None, shape=(1,) * (rank - 1), value=number)
    return step.source(_widened(value, rank))


def _is_lowest(value: Fixed) -> bool:
    return (
        not value.blank
        and value.array.size == 1
        and value.array.dtype.kind == "f"
        and (float(value.array.reshape(-1)[0]) == float("-inf"))
    )


def _widened(value: Fixed, rank: int) -> Fixed:
    """An array with as many axes as it is calculated with."""
    more = max(rank - value.array.ndim, 0)
    return Fixed(value.array.reshape((1,) * more + value.array.shape), value.name, value.blank)


def _raised(flow: Flow, rank: int) -> Flow:
    """A flow with as many axes, new ones in front. Raises Unfit where the batch is in the way."""
    more = rank - len(flow.shape)
    if more > 0 and any(map(has_batch, flow.shape)):
        raise Unfit(tr("its inputs have different numbers of axes"))
    return flow.arranged(((),) * more + flow.axes)


def alike(
    step: Step, first: Value | None, second: Value | None, *, whole: bool = False
) -> list[Flow]:
    """Two inputs with equally many axes; with `whole` the shorter one is repeated to fit."""
    given = [value for value in (first, second) if value is not None]
    if len(given) < 2:
        raise Unfit(tr("it has no input {number}", number=2))
    rank = max(len(v.shape) if isinstance(v, Flow) else v.array.ndim for v in given)
    flows = [_raised(_as_flow(step, value, rank), rank) for value in given]
    if whole:
        shape = [max(sizes, key=_length) for sizes in zip(*(f.shape for f in flows), strict=True)]
        flows = [stretched(step, flow, shape) for flow in flows]
    return flows


def _length(size: Dim) -> int:
    return size if isinstance(size, int) else 2**62


def stretched(step: Step, flow: Flow, shape: Sequence[Dim]) -> Flow:
    """A flow whose axes of length 1 are repeated; what there is once for all samples stays so."""
    for axis, (size, wanted) in enumerate(zip(flow.shape, shape, strict=True)):
        if size == wanted or size != 1 or (axis == 0 and has_batch(wanted)):
            continue
        if axis == 0:
            raise Unfit(tr("it repeats samples"))
        if isinstance(wanted, Sym):
            raise Unfit(tr("it repeats as often as the data are long"))
        flow = step.put("Repeat", flow, times=wanted, dim=axis)
    return flow


def negated(step: Step) -> Flow:
    """Not, of a comparison: the opposite one."""
    flow = step.flow()
    layer = step.sketch.layers[flow.node]
    sign = OPPOSITE.get(str(layer.params.get("sign", ">")))
    if layer.type not in ("Condition", "Compare") or sign is None or not flow.is_plain:
        raise Unfit(tr("it turns over what is no comparison"))
    sources = [source for _, source in layer.sources]
    return step.put(layer.type, *sources, **{**layer.params, "sign": sign})


CALCULATING: dict[str, Handler] = {
    "Add": add,
    "Sub": subtract,
    "Mul": multiply,
    "Div": divide,
    "Pow": power,
    "Max": bound("Maximum", "min"),
    "Min": bound("Minimum", "max"),
    "Sum": total,
    "Mean": average,
    "Where": where,
    "Not": negated,
    **{op: compare(sign) for op, sign in SIGNS.items()},
}
