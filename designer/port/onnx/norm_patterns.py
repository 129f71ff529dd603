"""Why: older opsets have no LayerNorm and no GroupNorm, and write them as sums and roots."""

from collections.abc import Sequence
from dataclasses import replace

from designer.port.onnx.records import NodeRecord
from designer.port.onnx.web import Web

NORMS = {"LayerNormalization": 1, "RMSNormalization": 1, "GroupNormalization": 1}
SMALLEST = 1e-12


def divided_by_spread(web: Web, node: NodeRecord) -> NodeRecord | None:
    """LayerNorm and RMSNorm without weights: a value divided by its spread."""
    top, below = node.inputs
    root = web.made(below, "Sqrt")
    total = web.against(web.made(root.inputs[0], "Add")) if root is not None else None
    mean = web.made(total[0], "ReduceMean") if total is not None else None
    if mean is None or total is None:
        return None
    axis = _last_axes(web, mean)
    if axis is None or not _is_square(web, mean.inputs[0], top):
        return None
    centered = web.made(top, "Sub")
    inner = web.made(centered.inputs[1], "ReduceMean") if centered is not None else None
    if centered is not None and inner is not None and inner.inputs[0] == centered.inputs[0]:
        return _norm(node, "LayerNormalization", centered.inputs[0], axis, total[1])
    return _norm(node, "RMSNormalization", top, axis, total[1])


def _norm(node: NodeRecord, op: str, x: str, axis: int, eps: float) -> NodeRecord:
    return replace(node, op=op, inputs=(x,), attributes={"axis": axis, "epsilon": eps})


def _last_axes(web: Web, mean: NodeRecord) -> int | None:
    """The first of the last axes over which a mean is taken; None for other axes."""
    axes = sorted(web.numbers(mean, "axes", 1) or [])
    whole = bool(axes) and axes == list(range(-len(axes), 0))
    return axes[0] if whole and mean.attributes.get("keepdims", 1) else None


def _is_square(web: Web, name: str, of: str) -> bool:
    power = web.made(name, "Pow")
    if power is not None:
        return power.inputs[0] == of and web.number(power.inputs[1]) == 2
    times = web.made(name, "Mul")
    return times is not None and times.inputs == (of, of)


def scaled_norm(web: Web, node: NodeRecord) -> NodeRecord | None:
    """The scale of a norm; an RMSNorm that is multiplied by one over the root, too."""
    found = _with_weight(web, node, 1)
    if found is not None:
        return found
    for x, factor in (node.inputs, node.inputs[::-1]):
        root = web.made(factor, "Rsqrt")
        total = web.against(web.made(root.inputs[0], "Add")) if root is not None else None
        mean = web.made(total[0], "ReduceMean") if total is not None else None
        axis = _last_axes(web, mean) if mean is not None else None
        if mean is None or total is None or axis is None:
            continue
        if _is_square(web, mean.inputs[0], x):
            return _norm(node, "RMSNormalization", x, axis, total[1])
    return None


def shifted_norm(web: Web, node: NodeRecord) -> NodeRecord | None:
    """The offset of a norm that has its scale."""
    return _with_weight(web, node, 2)


def _with_weight(web: Web, node: NodeRecord, count: int) -> NodeRecord | None:
    """The norm before, which has so many inputs, with one weight more."""
    for value, weight in (node.inputs, node.inputs[::-1]):
        norm, tensor = web.made(value, *NORMS), web.tensor(weight)
        if norm is None or tensor is None or len(norm.inputs) != count:
            continue
        if norm.op == "RMSNormalization" and count == 2:
            continue
        if _is_flat(tensor.shape, norm.op):
            joined = (*norm.inputs, weight)
            return replace(norm, inputs=joined, outputs=node.outputs, name=node.name)
    return None


def _is_flat(shape: Sequence[int], op: str) -> bool:
    """True for one number a feature; those of channels have axes of length 1 behind them."""
    long = [size for size in shape if size != 1]
    if op == "GroupNormalization":
        return len(long) == 1
    return bool(shape) and (len(long) <= 1 or op == "LayerNormalization")


def group_norm(web: Web, node: NodeRecord) -> NodeRecord | None:
    """GroupNorm: its groups are the channels of an InstanceNormalization."""
    inner = web.made(node.inputs[0], "InstanceNormalization")
    before = web.made(inner.inputs[0], "Reshape") if inner is not None else None
    if inner is None or before is None or len(inner.inputs) < 3:
        return None
    shape = web.numbers(before, "shape", 1)
    weights = [web.tensor(name) for name in inner.inputs[1:3]]
    if shape is None or len(shape) != 3 or any(w is None for w in weights):
        return None
    attributes = {
        "num_groups": shape[1],
        "epsilon": inner.attributes.get("epsilon", 1e-5),
    }
    return replace(node, op="GroupNormalization", inputs=before.inputs[:1], attributes=attributes)


def divided_by_length(web: Web, node: NodeRecord) -> NodeRecord | None:
    """Vectors divided by their length: F.normalize."""
    x, below = node.inputs
    stretched = web.made(below, "Expand")
    clipped = web.made(stretched.inputs[0] if stretched is not None else below, "Clip", "Max")
    source = clipped.inputs[0] if clipped is not None else below
    length = web.made(source, "ReduceL1", "ReduceL2")
    axes = web.numbers(length, "axes", 1) if length is not None else None
    if length is None or axes is None or len(axes) != 1 or length.inputs[0] != x:
        return None
    if not length.attributes.get("keepdims", 1):
        return None
    eps = web.number(clipped.inputs[1]) if clipped is not None and len(clipped.inputs) > 1 else None
    attributes = {
        "p": 1 if length.op == "ReduceL1" else 2,
        "axis": axes[0],
        "epsilon": max(eps or SMALLEST, SMALLEST),
    }
    return replace(node, op="LpNormalization", inputs=(x,), attributes=attributes)
