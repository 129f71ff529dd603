"""Why: exporters write one layer as several operations; each pattern finds one of these again.

A pattern looks at the last operation and what leads there, and gives the one operation that does
the same. What it was made of is left out when nothing else takes it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from math import isclose, pi, sqrt

from designer.port.onnx.attention_patterns import attention
from designer.port.onnx.norm_patterns import (
    divided_by_length,
    divided_by_spread,
    group_norm,
    scaled_norm,
    shifted_norm,
)
from designer.port.onnx.records import GraphRecord, NodeRecord
from designer.port.onnx.web import Web, is_whole

Pattern = Callable[[Web, NodeRecord], NodeRecord | None]


def near(a: float, b: float) -> bool:
    """Equal as far as 32 bits go, and what people round."""
    return isclose(a, b, rel_tol=1e-3)


def fused(node: NodeRecord, op: str, inputs: Sequence[str], **attributes: object) -> NodeRecord:
    """Another operation that makes the same values."""
    return replace(node, op=op, inputs=tuple(inputs), attributes=attributes, domain="")


def products(web: Web, node: NodeRecord) -> NodeRecord | None:
    """GELU, SiLU, Mish, Hardswish: a value times a function of itself."""
    values, factor = web.apart([part for name in node.inputs for part in web.factors(name)])
    if len(values) != 2:
        return None
    for x, gate in (values, values[::-1]):
        if near(factor, 0.5):
            kind = _bell(web, x, gate)
            if kind:
                return fused(node, "Gelu", [x], approximate=kind)
        if factor == 1:
            op = _gated(web, x, gate)
            if op:
                return fused(node, op, [x])
        if near(factor, 1 / 6) and _is_ramp(web, x, gate):
            return fused(node, "HardSwish", [x])
    return None


def _gated(web: Web, x: str, gate: str) -> str:
    """The function that is a value times this gate of it; "" where there is none."""
    sigmoid = web.made(gate, "Sigmoid")
    if sigmoid is not None and sigmoid.inputs[0] == x:
        return "Silu"
    hard = web.made(gate, "HardSigmoid")
    if hard is not None and hard.inputs[0] == x:
        slope, middle = hard.attributes.get("alpha", 0.2), hard.attributes.get("beta", 0.5)
        return "HardSwish" if near(float(slope), 1 / 6) and near(float(middle), 0.5) else ""
    tanh = web.made(gate, "Tanh")
    soft = web.made(tanh.inputs[0], "Softplus") if tanh is not None else None
    return "Mish" if soft is not None and soft.inputs[0] == x else ""


def _is_ramp(web: Web, x: str, gate: str) -> bool:
    """True for x + 3 between 0 and 6."""
    clipped = web.made(gate, "Clip")
    shifted = web.against(web.made(clipped.inputs[0], "Add")) if clipped is not None else None
    if clipped is None or shifted != (x, 3.0):
        return False
    limits = [clipped.attributes.get(name) for name in ("min", "max")]
    for place, name in enumerate(clipped.inputs[1:3]):
        limits[place] = web.number(name) if limits[place] is None else limits[place]
    return limits == [0, 6]


def _bell(web: Web, x: str, gate: str) -> str:
    """The kind of GELU whose gate this is: 1 + erf(x / √2), or 1 + tanh of a cubic."""
    plus = web.against(web.made(gate, "Add"))
    if plus is None or plus[1] != 1:
        return ""
    erf = web.made(plus[0], "Erf")
    if erf is not None and _is_scaled(web, erf.inputs[0], x, 1 / sqrt(2)):
        return "none"
    tanh = web.made(plus[0], "Tanh")
    return "tanh" if tanh is not None and _is_cubic(web, tanh.inputs[0], x) else ""


def _is_scaled(web: Web, name: str, x: str, by: float) -> bool:
    divided = web.made(name, "Div")
    if divided is not None:
        number = web.number(divided.inputs[1])
        return divided.inputs[0] == x and number is not None and near(number * by, 1)
    values, factor = web.apart(web.factors(name))
    return values == [x] and near(factor, by)


def _is_cubic(web: Web, name: str, x: str) -> bool:
    """√(2/π) (x + 0.044715 x³)."""
    values, factor = web.apart(web.factors(name))
    if len(values) == 2 and near(factor, sqrt(2 / pi)):
        return False
    if len(values) != 1 or not near(factor, sqrt(2 / pi)):
        return False
    total = web.made(values[0], "Add")
    if total is None or x not in total.inputs:
        return False
    other = total.inputs[1] if total.inputs[0] == x else total.inputs[0]
    parts, third = web.apart(web.factors(other))
    cube = web.against(web.made(parts[0], "Pow")) if len(parts) == 1 else None
    return near(third, 0.044715) and (parts == [x] * 3 or cube == (x, 3.0))


def hard_gates(web: Web, node: NodeRecord) -> NodeRecord | None:
    """Hardsigmoid and Hardswish, divided by 6."""
    if web.number(node.inputs[1]) != 6:
        return None
    clipped = web.made(node.inputs[0], "Clip")
    shifted = web.against(web.made(clipped.inputs[0], "Add")) if clipped is not None else None
    if shifted is not None and _is_ramp(web, shifted[0], node.inputs[0]):
        return fused(node, "HardSigmoid", [shifted[0]], alpha=1 / 6, beta=0.5)
    values, factor = web.apart(web.factors(node.inputs[0]))
    if len(values) == 2 and factor == 1:
        for x, gate in (values, values[::-1]):
            if _is_ramp(web, x, gate):
                return fused(node, "HardSwish", [x])
    return None


def log_sigmoid(web: Web, node: NodeRecord) -> NodeRecord | None:
    """The logarithm of a sigmoid."""
    inner = web.made(node.inputs[0], "Sigmoid")
    return None if inner is None else fused(node, "LogSigmoid", inner.inputs)


def negative_softplus(web: Web, node: NodeRecord) -> NodeRecord | None:
    """The same as −log(1 + e⁻ˣ)."""
    soft = web.made(node.inputs[0], "Softplus")
    inner = web.made(soft.inputs[0], "Neg") if soft is not None else None
    return None if inner is None else fused(node, "LogSigmoid", inner.inputs)


def log_softmax(web: Web, node: NodeRecord) -> NodeRecord | None:
    """The logarithm of a softmax."""
    inner = web.made(node.inputs[0], "Softmax")
    return None if inner is None else fused(node, "LogSoftmax", inner.inputs, **inner.attributes)


def tanh_shrink(web: Web, node: NodeRecord) -> NodeRecord | None:
    """What tanh takes away."""
    inner = web.made(node.inputs[1], "Tanh")
    shrinks = inner is not None and inner.inputs[0] == node.inputs[0]
    return fused(node, "Tanhshrink", [node.inputs[0]]) if shrinks else None


def reciprocal_root(web: Web, node: NodeRecord) -> NodeRecord | None:
    """One over a square root."""
    inner = web.made(node.inputs[0], "Sqrt")
    return None if inner is None else fused(node, "Rsqrt", inner.inputs)


PATTERNS: dict[str, tuple[Pattern, ...]] = {
    "Mul": (products, scaled_norm),
    "Div": (hard_gates, divided_by_spread, divided_by_length),
    "Add": (shifted_norm,),
    "Log": (log_sigmoid, log_softmax),
    "Neg": (negative_softplus,),
    "Sub": (tanh_shrink,),
    "Reciprocal": (reciprocal_root,),
    "Reshape": (group_norm,),
    "MatMul": (attention,),
}
"""Patterns by the operation that they end with; the first that fits counts."""


def rewritten(graph: GraphRecord, opset: int) -> GraphRecord:
    """The graph with operations that are one layer put together."""
    uses = Counter(name for node in graph.nodes for name in node.inputs)
    web = Web(graph.weights, opset, uses)
    nodes = []
    for node in graph.nodes:
        found = next(filter(None, (p(web, node) for p in _fitting(node))), node)
        if found is not node:
            found = replace(found, instead=node)
        web.enter(found)
        nodes.append(found)
    return replace(graph, nodes=tuple(nodes))


def _fitting(node: NodeRecord) -> tuple[Pattern, ...]:
    return PATTERNS.get(node.op, ()) if is_whole(node) else ()
