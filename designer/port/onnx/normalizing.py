"""Why: normalizations, with the names that torch has for their numbers."""

from designer.layers import Dim, Sym
from designer.port.onnx.laying import target
from designer.port.onnx.leading import is_odd, over_last
from designer.port.onnx.naming import module_of
from designer.port.onnx.norm_patterns import is_full
from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step, one_number
from designer.port.onnx.values import Fixed, Flow, regrouped
from designer.text import tr


def batch_norm(step: Step) -> Flow:
    """BatchNormalization, over features, sequences, images or volumes."""
    x = step.flow()
    axes = max(1, len(x.shape) - 2)
    if axes > 3 or step.whole("spatial", 1) != 1:
        raise Unfit(tr("it works on {count} axes", count=axes))
    momentum = round(1 - step.decimal("momentum", 0.9), 9)
    return step.put(f"BatchNorm{axes}d", x, eps=step.decimal("epsilon", 1e-5), momentum=momentum)


def layer_norm(step: Step) -> Flow:
    """LayerNormalization over the last axes."""
    axes = _last_axes(step)
    learned = not (_is_idle(step.fixed(1), 1) and _is_idle(step.fixed(2), 0))
    bias = learned and step.input(2) is not None
    params = {"eps": step.decimal("epsilon", 1e-5), "elementwise_affine": learned}
    return _over_last(step, "LayerNorm", axes, {**params, "bias": bias or not learned})


def rms_norm(step: Step) -> Flow:
    """RMSNormalization over the last axes."""
    axes = _last_axes(step)
    learned = step.input(1) is not None and not _is_idle(step.fixed(1), 1)
    eps = step.decimal("epsilon", 1e-5)
    return _over_last(step, "RMSNorm", axes, {"eps": eps, "elementwise_affine": learned})


def _last_axes(step: Step) -> int:
    """Over how many axes it goes. Raises Unfit where weights are not a number for each place."""
    x = step.flow()
    first = step.axis(-1, len(x.shape))
    count = len(x.shape) - first
    if step.whole("count", count) != count:
        raise Unfit(tr("it works on {count} axes", count=step.whole("count", count)))
    for weight in (step.fixed(1), step.fixed(2)):
        if weight is not None and not is_full(weight.array.shape, x.shape[first:]):
            raise Unfit(tr("its weights have another shape than what comes in"))
    return count


def _over_last(step: Step, kind: str, axes: int, params: dict[str, object]) -> Flow:
    x = step.flow()
    if axes != 1 or not is_odd(x):
        return step.put(kind, x, axes=axes, **params)
    found = over_last(x, lambda flat: step.put(kind, flat, axes=1, **params))
    if found is None:
        raise Unfit(tr("its axes cannot be joined"))
    return found


def instance_norm(step: Step) -> Flow:
    """InstanceNormalization, over sequences, images or volumes."""
    x = step.flow()
    axes = len(x.shape) - 2
    if axes not in (1, 2, 3):
        raise Unfit(tr("it works on {count} axes", count=axes))
    learned = not (_is_idle(step.fixed(1), 1) and _is_idle(step.fixed(2), 0))
    return step.put(f"InstanceNorm{axes}d", x, eps=step.decimal("epsilon", 1e-5), affine=learned)


def group_norm(step: Step) -> Flow:
    """GroupNormalization."""
    x, scale = step.flow(), step.fixed(1)
    if scale is not None and scale.array.size != x.shape[1]:
        raise Unfit(tr("it has a scale for each group"))
    return _grouped(step, x, step.whole("num_groups", 1), scale, step.fixed(2))


def groups(step: Step) -> Flow:
    """What exporters write with an InstanceNormalization between two reshapes, as patterns find it.

    Raises Unfit where the shapes or the weights are those of something else.
    """
    x, batch = step.flow(), step.sketch.batch
    middle = regrouped(x, target(x, step.shape(1, x), batch))
    if middle is None or len(middle.shape) != 3 or len(x.shape) < 2:
        raise Unfit(tr("its axes cannot be joined"))
    count = middle.shape[1]
    back = target(middle, step.shape(2, middle), batch)
    if middle.shape[0] != x.shape[0] or not isinstance(count, int) or tuple(back) != x.shape:
        raise Unfit(tr("its axes cannot be joined"))
    weights = [step.fixed(index) for index in (3, 4)]
    for weight in weights:
        sizes = (x.shape[1], *[1] * (len(x.shape) - 2))
        if weight is not None and not is_full(weight.array.shape, sizes):
            raise Unfit(tr("its weights have another shape than what comes in"))
    return _grouped(step, x, count, *weights)


def _grouped(step: Step, x: Flow, count: int, scale: Fixed | None, bias: Fixed | None) -> Flow:
    learned = not (_is_idle(scale, 1) and _is_idle(bias, 0))
    eps = step.decimal("epsilon", 1e-5)
    return step.put("GroupNorm", x, num_groups=count, eps=eps, affine=learned)


def _is_idle(weight: Fixed | None, number: float) -> bool:
    """True for weights that change nothing and that no module of the program had."""
    if weight is None:
        return True
    return not module_of(weight.name) and one_number(weight) == number


def unit_length(step: Step) -> Flow:
    """LpNormalization: vectors of length 1. Patterns say to which shape lengths are repeated."""
    x = step.flow()
    if step.input(1) is not None and not _is_of(x, step.shape(1, x), step.sketch.batch):
        raise Unfit(tr("it repeats samples"))
    eps = step.decimal("epsilon", 1e-12)
    return step.put("Normalize", x, p=float(step.whole("p", 2)), dim=_axis(step, x), eps=eps)


def _is_of(x: Flow, shape: list[Dim], batch: int | None) -> bool:
    """True for the shape of a value, in which a fixed batch is one of any size."""
    sizes = [size.at(batch) if isinstance(size, Sym) and batch else size for size in x.shape]
    return shape in (sizes, list(x.shape))


def _axis(step: Step, x: Flow) -> int:
    axis = step.axis(-1, len(x.shape))
    return axis if axis == 1 else axis - len(x.shape)


def local_response(step: Step) -> Flow:
    """LRN."""
    return step.put(
        "LocalResponseNorm",
        step.flow(),
        size=step.whole("size", 5),
        alpha=step.decimal("alpha", 1e-4),
        beta=step.decimal("beta", 0.75),
        k=step.decimal("bias", 1.0),
    )


NORMALIZING: dict[str, Handler] = {
    "BatchNormalization": batch_norm,
    "LayerNormalization": layer_norm,
    "RMSNormalization": rms_norm,
    "SimplifiedLayerNormalization": rms_norm,
    "InstanceNormalization": instance_norm,
    "GroupNormalization": group_norm,
    "Groups": groups,
    "LpNormalization": unit_length,
    "LRN": local_response,
}
