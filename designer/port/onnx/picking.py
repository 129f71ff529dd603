"""Why: parts of a value are taken, and values are put side by side, repeated and bordered."""

from collections.abc import Sequence

import numpy as np

from designer.layers import Dim
from designer.port.onnx.calculating import stretched
from designer.port.onnx.convolving import LOWEST
from designer.port.onnx.leading import over_one, turned_alike
from designer.port.onnx.lines import borders
from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step, along
from designer.port.onnx.tensors import blank
from designer.port.onnx.values import Fixed, Flow, Value, plain, plain_axes, regrouped
from designer.text import tr

PADS = {"constant": "Constant", "reflect": "Reflection", "edge": "Replication", "wrap": "Circular"}
LAST = 1  # which output of a recurrent layer is the last step
FAR = 2**31 - 1  # what stands for the end of an axis, however long it is
COPIES = 16  # as many as are drawn by hand


def part(step: Step) -> Flow:
    """Slice: a part of each axis."""
    x = step.flow()
    starts, ends = step.dims("starts", 1) or [], step.dims("ends", 2) or []
    axes = step.numbers("axes", 3) or list(range(len(starts)))
    strides = step.numbers("steps", 4) or [1] * len(starts)
    for start, end, axis, by in zip(starts, ends, axes, strides, strict=True):
        place = axis % len(x.shape)
        x = _cut(step, x, place, (_bound(start), _bound(end, x.shape[place]), by))
    return x


def _bound(place: Dim, size: Dim | None = None) -> int | None:
    """Where a part begins or ends; None for the end of an open axis. Raises Unfit."""
    if isinstance(place, int):
        return place
    if place != size:
        raise Unfit(tr("it cuts where another length ends"))
    return None


def _cut(step: Step, x: Flow, axis: int, bounds: tuple[int | None, int | None, int]) -> Flow:
    start, end, by = bounds
    size = x.shape[axis]
    if by < 0:
        return _backwards(step, x, axis, bounds)
    if by != 1:
        return _each(step, x, axis, bounds)
    if end is not None and end >= (size if isinstance(size, int) else FAR):
        end = None
    if start in (0, None) and end is None:
        return x
    return over_one(
        x,
        axis,
        lambda flow, dim: step.put("Slice", flow, dim=dim, start=start or 0, stop=end),
        gone=False,
    )


def _backwards(step: Step, x: Flow, axis: int, bounds: tuple[int | None, int | None, int]) -> Flow:
    """A part of an axis from its end to its beginning."""
    start, end, by = bounds
    size = x.shape[axis]
    if isinstance(size, int):
        rows = range(size)[slice(*bounds)]
        if by != -1 or not rows:
            raise Unfit(tr("it takes only some of an axis"))
        x = _cut(step, x, axis, (rows[-1], rows[0] + 1, 1))
    elif by != -1 or not (start == -1 or (start or 0) >= FAR) or (end or 0) > -FAR:
        raise Unfit(tr("it takes only some of an axis"))
    return step.put("Flip", x, dim=axis)


def _each(step: Step, x: Flow, axis: int, bounds: tuple[int | None, int | None, int]) -> Flow:
    """Every second entry of an axis, or third…: the axis is cut, and one of each part is taken."""
    size, by = x.shape[axis], bounds[2]
    rows = range(size)[slice(*bounds)] if isinstance(size, int) else range(0)
    if not isinstance(size, int) or by < 1 or size % by or len(rows) != size // by:
        raise Unfit(tr("it takes only some of an axis"))
    cut = regrouped(x, (*x.shape[:axis], size // by, by, *x.shape[axis + 1 :]))
    if cut is None:
        raise Unfit(tr("it takes only some of an axis"))
    return _entry(step, cut, axis + 1, rows[0])


def gather(step: Step) -> Flow:
    """Gather: rows of a table of weights, or entries of an axis."""
    table, index = step.input(0), step.input(1)
    if isinstance(table, Fixed) and isinstance(index, Flow):
        return _embedding(step, table, index)
    x, chosen = step.flow(0), step.fixed(1)
    axis = step.axis(0, len(x.shape))
    if chosen is None or chosen.blank or chosen.array.dtype == object:
        raise Unfit(tr("what it takes is not in the file"))
    places = [int(place) for place in chosen.array.reshape(-1)]
    if chosen.array.ndim == 0:
        return _entry(step, x, axis, places[0])
    if chosen.array.ndim > 1:
        raise Unfit(tr("it takes a table of entries"))
    return _entries(step, x, axis, places)


def _embedding(step: Step, table: Fixed, index: Flow) -> Flow:
    if table.array.ndim != 2 or step.whole("axis", 0):
        raise Unfit(tr("it takes rows of what is no table"))
    rows, width = table.array.shape
    if index.given.dtype != "int64":
        index = step.put("Cast", index, dtype="int64")
    return step.put("Embedding", index, num_embeddings=rows, embedding_dim=width)


def _entry(step: Step, x: Flow, axis: int, place: int) -> Flow:
    """One entry, whose axis is gone: the last step of a sequence is an output of its layer."""
    if not x.axes[axis] and place in (0, -1):
        return x.arranged([*x.axes[:axis], *x.axes[axis + 1 :]])
    length = x.shape[axis]
    last = length - 1 if isinstance(length, int) else -1
    if axis == 1 and place in (-1, last):
        read = step.sketch.layers[x.node]
        if x.port == "sequence" and x.is_plain and not read.params.get("bidirectional"):
            return plain(x.node, "last", read.outputs[LAST])
    return over_one(
        x, axis, lambda flow, dim: step.put("Select", flow, dim=dim, index=place), gone=True
    )


def _entries(step: Step, x: Flow, axis: int, places: list[int]) -> Flow:
    length = x.shape[axis]
    if isinstance(length, int):
        places = [place % length for place in places]
    run = list(range(places[0], places[0] + len(places)))
    if places == run and (places[0] >= 0) == (places[-1] >= 0):
        return _cut(step, x, axis, (places[0], places[-1] + 1 or None, 1))
    if isinstance(length, int) and places == list(range(length))[::-1]:
        return step.put("Flip", x, dim=axis)
    raise Unfit(tr("it takes only some of an axis"))


def gather_elements(step: Step) -> Flow:
    """GatherElements: entries by their numbers."""
    x = step.flow(0)
    return step.put("Gather", x, step.flow(1), dim=step.axis(0, len(x.shape)))


def split(step: Step) -> Sequence[Value]:
    """Split: two or more parts of an axis."""
    value = step.input(0)
    if isinstance(value, Fixed):
        return _split_table(step, value)
    x = step.flow()
    axis = step.axis(0, len(x.shape))
    count, sizes = len(step.node.outputs), _part_sizes(step, x.shape[axis])
    if len(sizes) == 1:
        return [x]
    if set(sizes) == {1} and len(x.shape) > 3:
        return [_alone(step, x, axis, place) for place in range(count)]
    if len(set(sizes)) == 1 and count in (2, 3, 4):
        return list(step.sketch.put(f"Chunk{count}", x, dim=axis))
    if count == 2:
        return list(step.sketch.put("Split", x, dim=axis, size=sizes[0]))
    ends = np.cumsum(sizes)
    pairs = zip(ends - sizes, ends, strict=True)
    return [_cut(step, x, axis, (int(start), int(end), 1)) for start, end in pairs]


def _part_sizes(step: Step, length: Dim) -> list[int]:
    """How long each part is. Raises Unfit."""
    sizes = step.numbers("split", 1)
    if sizes is not None:
        return sizes
    if not isinstance(length, int):
        raise Unfit(tr("it splits an axis whose length is open"))
    count = len(step.node.outputs)
    each = -(-length // count)
    return [min(each, length - each * place) for place in range(count)]


def _split_table(step: Step, value: Fixed) -> list[Fixed]:
    """Parts of a weight, each of which is a weight of its own."""
    axis = step.axis(0, value.array.ndim)
    ends = np.cumsum(_part_sizes(step, value.array.shape[axis]))
    pieces = np.split(value.array, ends[:-1], axis)
    rows = zip(step.node.outputs, pieces, strict=True)
    name = value.name
    return [Fixed(part, f"{name}#{out}" if name else "", value.blank) for out, part in rows]


def _alone(step: Step, x: Flow, axis: int, place: int) -> Flow:
    """One entry, with its axis: which exporters take away next."""
    found = _entry(step, x, axis, place)
    return found.arranged((*found.axes[:axis], (), *found.axes[axis:]))


def concat(step: Step) -> Flow:
    """Concat; what is learned is repeated for each sample."""
    flows = [value for value in step.inputs if isinstance(value, Flow)]
    values = [value for value in step.inputs if value is not None]
    axis = step.axis(1, len(flows[0].shape))
    token = _token(step, values, axis)
    if token is not None:
        return token
    found = [_beside(step, value, flows[0]) for value in values]
    last = len(found[0].shape) - 1
    return found[0] if len(found) == 1 else along(step, "Concat", found, axis, last=last)


def _token(step: Step, values: Sequence[Value], axis: int) -> Flow | None:
    """A learned step in front of a sequence."""
    if len(values) != 2 or axis != 1:
        return None
    first, second = values
    first = step.once(first) if isinstance(first, Fixed) else first
    if not isinstance(first, Fixed) or not isinstance(second, Flow) or not first.name:
        return None
    fits = len(second.shape) == 3 and first.array.shape == (1, 1, second.shape[-1])
    return step.put("ClassToken", second) if fits else None


def _beside(step: Step, value: Value, like: Flow) -> Flow:
    return value if isinstance(value, Flow) else step.source(value, like)


def expand(step: Step) -> Flow:
    """Expand: axes of length 1 are repeated."""
    x, wanted = step.flow(), step.dims("shape", 1) or []
    rank = max(len(wanted), len(x.shape))
    sizes = [1] * (rank - len(wanted)) + list(wanted)
    if rank > len(x.shape):
        raise Unfit(tr("it repeats samples"))
    return stretched(
        step, x, [have if want == 1 else want for have, want in zip(x.shape, sizes, strict=True)]
    )


def tile(step: Step) -> Flow:
    """Tile: an axis of length 1 is repeated, a longer one is put behind itself."""
    x = step.flow()
    for axis, times in enumerate(step.numbers("repeats", 1) or []):
        if times == 1:
            continue
        if axis == 0 or not 1 < times <= COPIES:
            raise Unfit(tr("it repeats samples"))
        if x.shape[axis] == 1:
            x = step.put("Repeat", x, times=times, dim=axis)
        else:
            x = step.put("Concat", *[x] * times, dim=axis)
    return x


def pad(step: Step) -> Flow:
    """Pad: a border around sequences, images or volumes, wherever their channels stand."""
    x, mode = step.flow(), str(step.attribute("mode", "constant"))
    value = step.decimal("value", 0) if step.opset < 11 else step.number(2, 0.0)
    pairs = borders(step)
    if not any(map(any, pairs)):
        return x
    places = turned_alike([x])
    if places is None:
        return _bordered(step, x, pairs, mode, value)
    around = [pairs[places.index(place)] for place in range(len(places))]
    made = _bordered(step, x.arranged(plain_axes(x.given)), around, mode, value)
    return made.arranged([made.axes[place] for place in places])


def _bordered(
    step: Step, x: Flow, pairs: Sequence[tuple[int, int]], mode: str, value: float | None
) -> Flow:
    rank = len(pairs)
    if mode not in PADS or rank not in (3, 4, 5) or any(pairs[0]) or any(pairs[1]):
        raise Unfit(tr("its border is not around an image"))
    if min(map(min, pairs)) < 0:
        raise Unfit(tr("its border is negative"))
    padding = tuple(width for axis in range(rank - 1, 1, -1) for width in pairs[axis])
    if mode == "constant" and value:
        amount = LOWEST if value == float("-inf") else value
        return step.put(f"ConstantPad{rank - 2}d", x, padding=padding, value=amount)
    kind = "Zero" if mode == "constant" else PADS[mode]
    return step.put(f"{kind}Pad{rank - 2}d", x, padding=padding)


def einsum(step: Step) -> Flow:
    """Einsum, by the same equation."""
    flows = [step.flow(index) for index in range(len(step.inputs))]
    equation = str(step.attribute("equation", "")).replace(" ", "")
    return step.put("Einsum", *flows, equation=equation)


def quantized(step: Step) -> Value:
    """Between numbers of 8 bits and decimal ones: the network is drawn as it was before."""
    value = step.input(0)
    if value is None:
        raise Unfit(tr("it has no input {number}", number=1))
    sentence = tr("The file computes with 8 bits in places; the drawing has decimal numbers there.")
    step.sketch.remark(sentence)
    if isinstance(value, Flow):
        return value
    return Fixed(blank(value.array.shape, np.float32), value.name, True)


PICKING: dict[str, Handler] = {
    "Slice": part,
    "Gather": gather,
    "GatherElements": gather_elements,
    "Split": split,
    "Concat": concat,
    "Expand": expand,
    "Tile": tile,
    "Pad": pad,
    "Einsum": einsum,
    "QuantizeLinear": quantized,
    "DequantizeLinear": quantized,
}
