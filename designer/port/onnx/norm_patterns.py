"""Why: older opsets have no LayerNorm and no GroupNorm, and write them as sums and roots."""

from collections.abc import Sequence
from dataclasses import replace

from designer.port.onnx.records import NodeRecord
from designer.port.onnx.step import array_of, one_number
from designer.port.onnx.web import Web

NORMS = {"LayerNormalization": 1, "RMSNormalization": 1, "Groups": 3}
"""How many inputs those have that have no weights yet."""
SMALLEST = 1e-12


def divided_by_spread(web: Web, node: NodeRecord) -> NodeRecord | None:
    """LayerNorm and RMSNorm without weights: a value divided by its spread."""
    top, below = node.inputs
    root = web.made(below, "Sqrt")
    total = web.against(web.made(root.inputs[0], "Add")) if root is not None else None
    mean = web.made(total[0], "ReduceMean") if total is not None else None
    if mean is None or total is None:
        return None
    axes = _last_axes(web, mean)
    if axes is None or not _is_square(web, mean.inputs[0], top):
        return None
    centered = web.made(top, "Sub")
    inner = web.made(centered.inputs[1], "ReduceMean") if centered is not None else None
    if centered is None or inner is None or inner.inputs[0] != centered.inputs[0]:
        return _norm(node, "RMSNormalization", top, axes, total[1])
    op, x = "LayerNormalization", centered.inputs[0]
    if _last_axes(web, inner) != axes:  # what is taken away is another mean
        op, x = "RMSNormalization", top
    return _norm(node, op, x, axes, total[1])


def _norm(node: NodeRecord, op: str, x: str, axes: list[int], eps: float) -> NodeRecord:
    attributes = {"axis": axes[0], "count": len(axes), "epsilon": eps}
    return replace(node, op=op, inputs=(x,), attributes=attributes)


def _last_axes(web: Web, mean: NodeRecord) -> list[int] | None:
    """The axes over which a mean is taken, if they can be the last ones; None for other axes."""
    axes = sorted(web.numbers(mean, "axes", 1) or [])
    if not axes or not mean.attributes.get("keepdims", 1):
        return None
    end = 0 if axes[0] < 0 else axes[-1] + 1
    return axes if axes == list(range(end - len(axes), end)) else None


def _is_square(web: Web, name: str, of: str) -> bool:
    power = web.made(name, "Pow")
    if power is not None:
        return power.inputs[0] == of and web.number(power.inputs[1]) == 2
    times = web.made(name, "Mul")
    return times is not None and times.inputs == (of, of)


def scaled_norm(web: Web, node: NodeRecord) -> NodeRecord | None:
    """The scale of a norm; an RMSNorm that is multiplied by one over the root, too."""
    found = _with_weight(web, node, 0)
    if found is not None:
        return found
    for x, factor in (node.inputs, node.inputs[::-1]):
        root = web.made(factor, "Rsqrt")
        total = web.against(web.made(root.inputs[0], "Add")) if root is not None else None
        mean = web.made(total[0], "ReduceMean") if total is not None else None
        axes = _last_axes(web, mean) if mean is not None else None
        if mean is None or total is None or axes is None:
            continue
        if _is_square(web, mean.inputs[0], x):
            return _norm(node, "RMSNormalization", x, axes, total[1])
    return None


def shifted_norm(web: Web, node: NodeRecord) -> NodeRecord | None:
    """The offset of a norm that has its scale."""
    return _with_weight(web, node, 1)


def _with_weight(web: Web, node: NodeRecord, count: int) -> NodeRecord | None:
    """The norm before, which has so many weights, with one more, whatever their shapes."""
    for value, weight in (node.inputs, node.inputs[::-1]):
        norm, tensor = web.made(value, *NORMS), web.tensor(weight)
        if norm is None or tensor is None or len(norm.inputs) != NORMS[norm.op] + count:
            continue
        if count == 1 and (norm.op == "RMSNormalization" or web.uses[value] > 1):
            continue
        if any(size != 1 for size in tensor.shape):
            joined = (*norm.inputs, weight)
            return replace(norm, inputs=joined, outputs=node.outputs, name=node.name)
    return None


def group_norm(web: Web, node: NodeRecord) -> NodeRecord | None:
    """GroupNorm: its groups are the channels of an InstanceNormalization."""
    inner = web.made(node.inputs[0], "InstanceNormalization")
    before = web.made(inner.inputs[0], "Reshape") if inner is not None else None
    if inner is None or before is None or len(inner.inputs) < 3:
        return None
    idle = zip(inner.inputs[1:3], (1, 0), strict=True)
    if len({*map(len, (node.inputs, before.inputs))} | {2}) > 1:  # shapes of the first opsets
        return None
    if not all(_is_everywhere(web, name, number) for name, number in idle):
        return None
    inputs = (before.inputs[0], before.inputs[1], node.inputs[1])
    epsilon = inner.attributes.get("epsilon", 1e-5)
    return replace(node, op="Groups", inputs=inputs, attributes={"epsilon": epsilon})


def _is_everywhere(web: Web, name: str, number: float) -> bool:
    """True for weights that are this number, or may be, where their numbers were left out."""
    tensor = web.tensor(name)
    if tensor is None or tensor.is_text:
        return False
    found = array_of(tensor)
    return found.blank or one_number(found) == number


def divided_by_length(web: Web, node: NodeRecord) -> NodeRecord | None:
    """Vectors divided by their length: F.normalize."""
    x, below = node.inputs
    stretched = web.made(below, "Expand")
    if stretched is not None and len(stretched.inputs) != 2:
        return None
    top = stretched.inputs[0] if stretched is not None else below
    clipped = web.made(top, "Clip", "Max")
    found = (top, SMALLEST) if clipped is None else _at_least(web, clipped)
    length = web.made(found[0], "ReduceL1", "ReduceL2") if found is not None else None
    axes = web.numbers(length, "axes", 1) if length is not None else None
    if found is None or length is None or axes is None or len(axes) != 1 or length.inputs[0] != x:
        return None
    if not length.attributes.get("keepdims", 1):
        return None
    attributes = {
        "p": 1 if length.op == "ReduceL1" else 2,
        "axis": axes[0],
        "epsilon": max(found[1], SMALLEST),
    }
    inputs = (x,) if stretched is None else (x, stretched.inputs[1])
    return replace(node, op="LpNormalization", inputs=inputs, attributes=attributes)


def _at_least(web: Web, clipped: NodeRecord) -> tuple[str, float] | None:
    """What does not get smaller than a number; None where it is bounded in another way."""
    if clipped.op == "Max":
        return web.against(clipped)
    inputs = [*clipped.inputs, "", ""]
    low = clipped.attributes.get("min")
    low = web.number(inputs[1]) if low is None else float(low)
    if inputs[2] or "max" in clipped.attributes or low is None:
        return None
    return inputs[0], low


def is_full(shape: Sequence[int], sizes: Sequence[object]) -> bool:
    """True where a weight has a number for each place; axes of length 1 may stand in front."""
    more = len(shape) - len(sizes)
    ahead, rest = (shape[:more], shape[more:]) if more > 0 else ((), shape)
    return all(size == 1 for size in ahead) and (*[1] * -more, *rest) == tuple(sizes)
