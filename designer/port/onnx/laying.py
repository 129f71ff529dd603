"""Why: operations that only lay values out anew are kept in mind, not drawn (see `values`)."""

from math import prod

from designer.layers import Dim, Sym
from designer.layers.accept import product
from designer.layers.tensor import divided, has_batch
from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step
from designer.port.onnx.tensors import DTYPES
from designer.port.onnx.values import Fixed, Flow, Part, quotient, regrouped
from designer.text import tr


def reshape(step: Step) -> Flow:
    """Reshape, with a batch of any size where the file has a fixed one."""
    x = step.flow()
    return _into(step, x, target(x, step.shape(1, x), step.sketch.batch))


def flatten(step: Step) -> Flow:
    """Flatten, which makes a table."""
    x = step.flow()
    axis = step.whole("axis", 1)
    axis = axis + len(x.shape) if axis < 0 else axis
    return _into(step, x, [product(x.shape[:axis]), product(x.shape[axis:])])


def _into(step: Step, x: Flow, shape: list[Dim]) -> Flow:
    """The values in another shape; drawn at once where it cuts across the axes."""
    found = regrouped(x, shape)
    if found is not None:
        return found
    real = step.sketch.real(x)
    found = regrouped(real, shape)
    if found is not None:
        return found
    if not shape or shape[0] != real.shape[0] or any(isinstance(d, Sym) for d in shape[1:]):
        raise Unfit(tr("it lays out several samples together"))
    return step.put("Reshape", real, shape=tuple(shape[1:]))


def target(x: Flow, wanted: list[Dim], batch: int | None) -> list[Dim]:
    """The shape that is meant: -1 is worked out, and a fixed batch becomes one of any size."""
    if batch is not None and not any(isinstance(size, Sym) for size in wanted):
        return _opened(x, [int(size) for size in wanted if isinstance(size, int)], batch)
    rest: Dim | None = product(x.shape)
    for size in wanted:
        if size != -1 and rest is not None:
            rest = quotient(rest, size)
    if rest is None or (rest != 1 and -1 not in wanted):
        raise Unfit(tr("its shape has another number of values"))
    return [rest if size == -1 else size for size in wanted]


def _opened(x: Flow, wanted: list[int], batch: int) -> list[Dim]:
    lengths = [size if isinstance(size, int) else size.at(batch) for size in x.shape]
    known = prod(size for size in wanted if size != -1)
    if known == 0 or prod(lengths) % known:
        raise Unfit(tr("its shape has another number of values"))
    full = [prod(lengths) // known if size == -1 else size for size in wanted]
    if prod(full) != prod(lengths):
        raise Unfit(tr("its shape has another number of values"))
    before = _before_batch(x, batch)
    if before is None:
        return list(full)
    axis = _batch_axis(full, before, batch)
    part = divided(full[axis], batch) if axis is not None else None
    if axis is None or part is None:
        raise Unfit(tr("it lays out several samples together"))
    opened: list[Dim] = [*full]
    opened[axis] = part * Sym()
    return opened


def _batch_axis(full: list[int], before: int, batch: int) -> int | None:
    """The axis along which samples lie, with so many values before each; None where none can be.

    With one sample several can be: then that which is the batch alone, or begins with it, but the
    last one, of features, only where there is no other.
    """
    ranks: dict[int, tuple[bool, bool]] = {}
    for axis, size in enumerate(full):
        start = prod(full[:axis])
        if start and before % start == 0 and start * size % (before * batch) == 0:
            begins = start == before and axis < len(full) - 1
            ranks[axis] = (not (start == before and size == batch), not begins)
    return min(ranks, key=lambda axis: (ranks[axis], axis), default=None)


def _before_batch(x: Flow, batch: int) -> int | None:
    """How many values there are in front of each sample; None where samples are not told apart."""
    before = 1
    for part in (part for axis in x.axes for part in axis):
        if has_batch(part.size):
            return before
        before *= part.size if isinstance(part.size, int) else part.size.at(batch)
    return None


def transpose(step: Step) -> Flow:
    """Transpose: the axes in another order."""
    x = step.flow()
    rank = len(x.shape)
    order = step.attribute("perm") or list(range(rank))[::-1]
    if sorted(order) != list(range(rank)):
        raise Unfit(tr("its axes are not those of what comes in"))
    return x.arranged([x.axes[axis] for axis in order])


def squeeze(step: Step) -> Flow:
    """Squeeze: without axes of length 1."""
    x = step.flow()
    rank = len(x.shape)
    axes = step.numbers("axes", 1)
    gone = [i for i, size in enumerate(x.shape) if size == 1] if axes is None else axes
    if any(not -rank <= axis < rank for axis in gone):
        raise Unfit(tr("it has no axis {axis}", axis=max(gone, key=abs)))
    places = {axis % rank for axis in gone}
    if any(x.shape[axis] != 1 for axis in places):
        raise Unfit(tr("it drops an axis that is longer than 1"))
    chosen = _chosen(step, x, places)
    return chosen or x.arranged([axis for place, axis in enumerate(x.axes) if place not in places])


def _chosen(step: Step, x: Flow, places: set[int]) -> Flow | None:
    """The entry that a Slice before took out, if that is what is left; None where it is not."""
    layer, sketch = step.sketch.layers[x.node], step.sketch
    dim, start = layer.params.get("dim", 1), layer.params.get("start", 0)
    if layer.type != "Slice" or len(places) != 1 or not sketch.is_alone(x.node):
        return None
    if not isinstance(dim, int) or not isinstance(start, int):
        return None
    gone = dim % len(x.given.shape)
    if x.given.shape[gone] != 1 or any(len(p.places) > 1 for axis in x.axes for p in axis):
        return None
    sources = [source for _, source in sketch.take_back(x.node).sources]
    made = step.put("Select", *sources, dim=dim, index=start)
    axes = [
        tuple(Part((p.places[0] - (p.places[0] > gone),), p.size) for p in axis)
        for place, axis in enumerate(x.axes)
        if place not in places
    ]
    return made.arranged(axes)


def unsqueeze(step: Step) -> Flow:
    """Unsqueeze: with new axes of length 1."""
    x = step.flow()
    axes = step.numbers("axes", 1) or []
    rank = len(x.shape) + len(axes)
    if any(not -rank <= axis < rank for axis in axes):
        raise Unfit(tr("it has no axis {axis}", axis=max(axes, key=abs)))
    places = {axis % rank for axis in axes}
    rest = iter(x.axes)
    return x.arranged([() if place in places else next(rest) for place in range(rank)])


def identity(step: Step) -> Flow | Fixed:
    """What only passes on what comes in."""
    value = step.input(0)
    if value is None:
        raise Unfit(tr("it has no input {number}", number=1))
    return value


def cast(step: Step) -> Flow:
    """Cast; kinds of numbers that Designer has not become those that it has."""
    x, kind = step.flow(), step.whole("to", 1)
    dtype = dtype_of(kind)
    return x if dtype == x.given.dtype else step.put("Cast", x, dtype=dtype)


def dtype_of(kind: int) -> str:
    """The kind of numbers of Designer's that stands for one of ONNX."""
    name = DTYPES.get(kind, "float32")
    if name == "bool":
        return "bool"
    return "int64" if "int" in name else "float32"


def depth_to_space(step: Step) -> Flow:
    """DepthToSpace: PixelShuffle, or the same with channels in the other order."""
    x, by = step.flow(), step.whole("blocksize", 1)
    if str(step.attribute("mode", "DCR")) == "CRD":
        return step.put("PixelShuffle", x, upscale_factor=by)
    batch, channels, height, width = x.shape
    part = quotient(channels, by * by)
    cut = None if part is None else regrouped(x, (batch, by, by, part, height, width))
    if cut is None or part is None:
        raise Unfit(tr("its channels cannot be laid out as pixels"))
    a = cut.axes
    return cut.arranged((a[0], a[3], (*a[4], *a[1]), (*a[5], *a[2])))


def space_to_depth(step: Step) -> Flow:
    """SpaceToDepth, whose channels come in another order than those of PixelUnshuffle."""
    x, by = step.flow(), step.whole("blocksize", 1)
    if str(step.attribute("mode", "DCR")) == "CRD":
        return step.put("PixelUnshuffle", x, downscale_factor=by)
    batch, channels, height, width = x.shape
    rows, columns = quotient(height, by), quotient(width, by)
    if rows is None or columns is None:
        raise Unfit(tr("its pixels cannot be laid out as channels"))
    cut = regrouped(x, (batch, channels, rows, by, columns, by))
    if cut is None:
        raise Unfit(tr("its pixels cannot be laid out as channels"))
    a = cut.axes
    joined: tuple[Part, ...] = (*a[3], *a[5], *a[1])
    return cut.arranged((a[0], joined, a[2], a[4]))


LAYING: dict[str, Handler] = {
    "Reshape": reshape,
    "Flatten": flatten,
    "Transpose": transpose,
    "Squeeze": squeeze,
    "Unsqueeze": unsqueeze,
    "Identity": identity,
    "Cast": cast,
    "DepthToSpace": depth_to_space,
    "SpaceToDepth": space_to_depth,
}
