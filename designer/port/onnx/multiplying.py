"""Why: a product with fixed weights is a Linear layer; one of two values may be attention."""

from math import isclose, prod

import numpy as np

from designer.layers import Dim
from designer.layers.tensor import has_batch
from designer.port.onnx.leading import is_odd, over_last
from designer.port.onnx.norm_patterns import is_full
from designer.port.onnx.sketch import Drawn, Unfit
from designer.port.onnx.step import HIDDEN, Handler, Step
from designer.port.onnx.tensors import Array
from designer.port.onnx.values import Axes, Fixed, Flow
from designer.text import tr

PLAIN = {"is_causal", "scale", "softmax_precision", "qk_matmul_output_mode"}
"""Attributes of Attention that the layer has, or that change no value."""


def gemm(step: Step) -> Flow:
    """Gemm with fixed weights: a Linear layer. Factors are in the weights, which do not come."""
    weight = step.fixed(1)
    if weight is None or step.whole("transA", 0):
        raise Unfit(tr("its weights are not in the file"))
    out = weight.array.shape[0 if step.whole("transB", 0) else 1]
    return linear(step, step.flow(), out, bias=_has_bias(step, out))


def _has_bias(step: Step, out: int) -> bool:
    """True where something is added to each feature. Raises Unfit for what is added elsewhere."""
    bias = step.fixed(2)
    if bias is not None and not is_full(bias.array.shape, (out,)) and bias.array.size != 1:
        raise Unfit(tr("its weights have another shape than what comes in"))
    return bias is not None


def linear(step: Step, x: Flow, out: int, *, bias: bool) -> Flow:
    """A Linear layer over the last axis; axes between it and the batch are joined meanwhile."""
    if len(x.shape) <= 3 and not is_odd(x):
        return step.put("Linear", x, out_features=out, bias=bias)
    back = over_last(x, lambda flat: step.put("Linear", flat, out_features=out, bias=bias))
    if back is None:
        raise Unfit(tr("its axes cannot be joined"))
    return back


def matmul(step: Step) -> Flow:
    """MatMul: with fixed weights, of two values, or the second half of attention."""
    first, second = step.input(0), step.input(1)
    if isinstance(first, Flow) and isinstance(second, Fixed) and second.array.ndim == 2:
        return linear(step, first, second.array.shape[1], bias=False)
    if isinstance(second, Flow) and isinstance(first, Fixed) and first.array.ndim == 2:
        # A B is the transposed of Bᵀ Aᵀ.
        turned = second.arranged((*second.axes[:-2], second.axes[-1], second.axes[-2]))
        made = linear(step, turned, first.array.shape[0], bias=False)
        return made.arranged((*made.axes[:-2], made.axes[-1], made.axes[-2]))
    made = step.put("MatMul", *_apart(step, 2))
    return made.arranged(_joined(made, len(step.flow(0).shape)))


def attend(step: Step) -> Flow:
    """Query, key, value and perhaps a mask, as patterns find them: the keys are transposed.

    Raises Unfit where another scale, axis or mask makes it something else: then the parts are read.
    """
    first, second, value = _apart(step, 3)
    (query, query_by), (key, key_by) = _unscaled(step, first), _unscaled(step, second)
    width, mask = query.shape[-1], step.input(3)
    if step.axis(-1, len(step.flow().shape)) != len(step.flow().shape) - 1:
        raise Unfit(tr("no layer attends in this way"))
    scale = query_by * key_by * step.decimal("scale", 1)
    if not isinstance(width, int) or not isclose(scale, width**-0.5, rel_tol=1e-4):
        raise Unfit(tr("no layer attends in this way"))
    seen = _seen(step, mask) if isinstance(mask, Fixed) else None
    causal = seen is not None and is_causal(seen, _steps(query), _steps(value))
    if mask is not None and not causal:
        raise Unfit(tr("no layer hides what its mask does"))
    straight = key.arranged((*key.axes[:-2], key.axes[-1], key.axes[-2]))
    share = step.decimal("dropout", 0)
    kind = "ScaledDotProductAttention"
    made = step.put(kind, query, straight, value, causal=causal, dropout=share)
    return made.arranged(_joined(made, len(step.flow(0).shape)))


def _apart(step: Step, count: int) -> list[Flow]:
    """Inputs whose heads are joined with the batch, with an axis for each."""
    flows = [step.flow(index) for index in range(count)]
    sizes = [tuple(part.size for part in flow.axes[0]) for flow in flows]
    if len(sizes[0]) < 2 or len(set(sizes)) > 1 or not has_batch(sizes[0][0]):
        return flows
    return [f.arranged((*((part,) for part in f.axes[0]), *f.axes[1:])) for f in flows]


def _joined(made: Flow, rank: int) -> Axes:
    """The axes of what was taken apart, as they were."""
    more = len(made.axes) - rank
    leading = tuple(part for axis in made.axes[: more + 1] for part in axis)
    return (leading, *made.axes[more + 1 :]) if more else made.axes


def _seen(step: Step, mask: Fixed) -> Array:
    """The mask with True for what is hidden turned over, if that is what it says."""
    hides = step.attribute("hides")
    return mask.array if hides is None else mask.array.astype(bool) != bool(hides)


def _steps(flow: Flow) -> Dim:
    return flow.shape[-2] if len(flow.shape) > 1 else 1


def _unscaled(step: Step, flow: Flow) -> tuple[Flow, float]:
    """What is scaled, and by how much: attention is scaled at several places."""
    factor = 1.0
    while True:
        layer = step.sketch.layers[flow.node]
        if layer.type != "Scale":
            return flow, factor
        factor *= _factor(layer)
        flow = layer.sources[0][1].arranged(flow.axes)


def _factor(layer: Drawn) -> float:
    number = layer.params.get("factor", 1.0)
    return number if isinstance(number, float) else 1.0


def is_causal(mask: Array, steps: Dim, others: Dim) -> bool:
    """True for a mask that hides from each step what comes behind it, and nothing else."""
    if mask.dtype == object or mask.ndim < 2 or prod(mask.shape[:-2]) != 1:
        return False
    rows, columns = mask.shape[-2], mask.shape[-1]
    if (rows, columns) != (steps, others) or rows != columns:
        return False
    table = mask.reshape(rows, columns)
    seen = np.tri(rows, columns, dtype=bool)
    if table.dtype == bool:
        return bool((table == seen).all())
    return not table[seen].any() and bool((table[~seen] <= HIDDEN).all())


def attention(step: Step) -> Flow:
    """Attention, an operation of its own since opset 23, with an axis for the heads."""
    query, key, value = (step.flow(index) for index in range(3))
    width = query.shape[-1]
    scale = step.decimal("scale", 0)
    usual = not scale or (isinstance(width, int) and isclose(scale, width**-0.5, rel_tol=1e-4))
    more = any(step.node.attributes[name] for name in {*step.node.attributes} - PLAIN)
    if len(query.shape) != 4 or any(step.inputs[3:]) or any(step.node.outputs[1:]):
        usual = False
    if more or not usual:
        raise Unfit(tr("no layer attends in this way"))
    causal = bool(step.whole("is_causal", 0))
    return step.put("ScaledDotProductAttention", query, key, value, causal=causal)


MULTIPLYING: dict[str, Handler] = {
    "Gemm": gemm,
    "MatMul": matmul,
    "Attend": attend,
    "Attention": attention,
}
