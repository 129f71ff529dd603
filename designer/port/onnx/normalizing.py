"""Why: normalizations, with the names that torch has for their numbers."""

from designer.port.onnx.leading import is_odd, over_last
from designer.port.onnx.naming import module_of
from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step, one_number
from designer.port.onnx.values import Fixed, Flow
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
    x = step.flow()
    axes = len(x.shape) - step.axis(-1, len(x.shape))
    learned = not _is_idle(step.fixed(1), 1)
    bias = learned and step.input(2) is not None
    params = {"eps": step.decimal("epsilon", 1e-5), "elementwise_affine": learned}
    return _over_last(step, "LayerNorm", axes, {**params, "bias": bias or not learned})


def rms_norm(step: Step) -> Flow:
    """RMSNormalization over the last axes."""
    x = step.flow()
    axes = len(x.shape) - step.axis(-1, len(x.shape))
    learned = step.input(1) is not None and not _is_idle(step.fixed(1), 1)
    eps = step.decimal("epsilon", 1e-5)
    return _over_last(step, "RMSNorm", axes, {"eps": eps, "elementwise_affine": learned})


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
    """GroupNormalization, and the one that exporters write with an InstanceNormalization."""
    x, scale = step.flow(), step.fixed(1)
    if scale is not None and scale.array.size != x.shape[1]:
        raise Unfit(tr("it has a scale for each group"))
    groups, eps = step.whole("num_groups", 1), step.decimal("epsilon", 1e-5)
    learned = scale is not None and not _is_idle(scale, 1)
    return step.put("GroupNorm", x, num_groups=groups, eps=eps, affine=learned)


def _is_idle(weight: Fixed | None, number: float) -> bool:
    """True for weights that change nothing and that no module of the program had."""
    if weight is None:
        return True
    return not module_of(weight.name) and one_number(weight) == number


def unit_length(step: Step) -> Flow:
    """LpNormalization: vectors of length 1."""
    x = step.flow()
    eps = step.decimal("epsilon", 1e-12)
    return step.put("Normalize", x, p=float(step.whole("p", 2)), dim=_axis(step, x), eps=eps)


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
    "LpNormalization": unit_length,
    "LRN": local_response,
}
