"""Why: the axes of a reduction are in an attribute, or, since opsets 13 and 18, in an input."""

from designer.layers.tensor import has_batch
from designer.port.onnx.leading import turned_alike
from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step
from designer.port.onnx.values import Flow, plain_axes
from designer.text import tr

KINDS: dict[str, tuple[str, dict[str, object]]] = {
    "ReduceMean": ("Mean", {}),
    "ReduceSum": ("Sum", {}),
    "ReduceMax": ("Max", {}),
    "ReduceMin": ("Min", {}),
    "ReduceLogSumExp": ("LogSumExp", {}),
    "ReduceL1": ("Norm", {"p": 1.0}),
    "ReduceL2": ("Norm", {"p": 2.0}),
}


def axes_of(step: Step, x: Flow) -> list[int]:
    """The axes of a reduction; empty where nothing is reduced. Raises Unfit."""
    rank = len(x.shape)
    axes = step.numbers("axes", 1)
    if axes is None or (not axes and not step.whole("noop_with_empty_axes", 0)):
        if step.whole("noop_with_empty_axes", 0):
            return []
        axes = list(range(rank))
    if any(not -rank <= axis < rank for axis in axes):
        raise Unfit(tr("it has no axis {axis}", axis=max(axes, key=abs)))
    return sorted(axis % rank for axis in axes)


def dims_of(step: Step, x: Flow) -> tuple[int, ...]:
    """The axes of a reduction of each sample, the last one as -1. Raises Unfit."""
    found = axes_of(step, x)
    if any(has_batch(x.shape[axis]) for axis in found):
        raise Unfit(tr("it joins the samples of a batch"))
    return (-1,) if found == [len(x.shape) - 1] else tuple(found)


def reduction(kind: str, **params: object) -> Handler:
    """One value of many along axes."""

    def read(step: Step) -> Flow:
        x = step.flow()
        dims, keep = dims_of(step, x), bool(step.whole("keepdims", 1))
        if not dims:
            return x
        places = turned_alike([x])
        if places is None:
            return _reduced(step, kind, x, dims, keep, params)
        rank = len(places)
        gone = sorted(places[axis] for axis in dims)
        turned = (-1,) if gone == [rank - 1] else tuple(gone)
        plain = x.arranged(plain_axes(x.given))
        made = _reduced(step, kind, plain, turned, keep, params)
        left = [place for place in range(rank) if keep or place not in gone]
        return made.arranged([made.axes[left.index(place)] for place in places if place in left])

    return read


def _reduced(
    step: Step, kind: str, x: Flow, dims: tuple[int, ...], keep: bool, params: dict[str, object]
) -> Flow:
    spatial = tuple(axis % len(x.shape) for axis in dims) == tuple(range(2, len(x.shape)))
    if kind in ("Mean", "Max") and keep and spatial and len(x.shape) in (4, 5):
        word = "Avg" if kind == "Mean" else "Max"
        return step.put(f"Adaptive{word}Pool{len(x.shape) - 2}d", x, output_size=1)
    return step.put(kind, x, dims=dims, keepdim=keep, **params)


def sum_square(step: Step) -> Flow:
    """ReduceSumSquare."""
    x = step.flow()
    dims = dims_of(step, x)
    squared = step.put("Square", x)
    keep = bool(step.whole("keepdims", 1))
    return step.put("Sum", squared, dims=dims, keepdim=keep) if dims else squared


def log_sum(step: Step) -> Flow:
    """ReduceLogSum."""
    x = step.flow()
    dims = dims_of(step, x)
    keep = bool(step.whole("keepdims", 1))
    return step.put("Log", step.put("Sum", x, dims=dims, keepdim=keep) if dims else x)


def product(step: Step) -> Flow:
    """ReduceProd, axis by axis."""
    x = step.flow()
    keep = bool(step.whole("keepdims", 1))
    for axis in sorted((a % len(x.shape) for a in dims_of(step, x)), reverse=True):
        x = step.put("Prod", x, dim=axis, keepdim=keep)
    return x


def which(kind: str) -> Handler:
    """The place of the largest or smallest value along an axis."""

    def read(step: Step) -> Flow:
        x = step.flow()
        axis, keep = step.axis(0, len(x.shape)), bool(step.whole("keepdims", 1))
        if step.whole("select_last_index", 0):
            raise Unfit(tr("it prefers the last of equal values"))
        return step.put(kind, x, dim=axis, keepdim=keep)

    return read


def running_sum(step: Step) -> Flow:
    """CumSum."""
    if step.whole("exclusive", 0) or step.whole("reverse", 0):
        raise Unfit(tr("no layer adds up in this way"))
    x = step.flow()
    axis = step.number(1, 0)
    return step.put("CumSum", x, dim=int(axis or 0) % len(x.shape))


def best(step: Step) -> list[Flow]:
    """TopK: the largest values and where they stood."""
    if not step.whole("largest", 1) or not step.whole("sorted", 1):
        raise Unfit(tr("no layer takes the smallest"))
    x = step.flow()
    counts = step.numbers("k", 1) or [1]
    return list(step.sketch.put("TopK", x, k=counts[0], dim=step.axis(-1, len(x.shape))))


REDUCING: dict[str, Handler] = {
    **{op: reduction(kind, **params) for op, (kind, params) in KINDS.items()},
    "ReduceSumSquare": sum_square,
    "ReduceLogSum": log_sum,
    "ReduceProd": product,
    "ArgMax": which("ArgMax"),
    "ArgMin": which("ArgMin"),
    "CumSum": running_sum,
    "TopK": best,
}
