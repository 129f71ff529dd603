"""Why: functions of one value each, with the numbers that ONNX and torch write differently."""

from math import isclose, prod

from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step, along
from designer.port.onnx.values import Flow, regrouped
from designer.text import tr

PLAIN = {
    "Relu": "ReLU",
    "Sigmoid": "Sigmoid",
    "Tanh": "Tanh",
    "Softplus": "Softplus",
    "Softsign": "Softsign",
    "Mish": "Mish",
    "HardSwish": "Hardswish",
    "Exp": "Exp",
    "Log": "Log",
    "Sqrt": "Sqrt",
    "Sin": "Sin",
    "Cos": "Cos",
    "Erf": "Erf",
    "Abs": "Abs",
    "Neg": "Negative",
    "Reciprocal": "Reciprocal",
    "Sign": "Sign",
    "Silu": "SiLU",
    "LogSigmoid": "LogSigmoid",
    "Tanhshrink": "Tanhshrink",
    "Rsqrt": "Rsqrt",
}
"""Operations, and fused ones, that are a layer without parameters."""


def one_layer(kind: str) -> Handler:
    """An operation that is this layer, whatever comes in."""
    return lambda step: step.put(kind, step.flow())


def with_alpha(kind: str, param: str, default: float) -> Handler:
    """An operation with one number, called alpha."""
    return lambda step: step.put(kind, step.flow(), **{param: step.decimal("alpha", default)})


def selu(step: Step) -> Flow:
    """Selu, whose numbers torch does not let anybody choose."""
    alpha, gamma = step.decimal("alpha", 1.67326), step.decimal("gamma", 1.0507)
    if not (isclose(alpha, 1.67326, rel_tol=1e-4) and isclose(gamma, 1.0507, rel_tol=1e-4)):
        raise Unfit(tr("no layer has its numbers"))
    return step.put("SELU", step.flow())


def prelu(step: Step) -> Flow:
    """PRelu with one slope, or one for each entry of an axis, which torch has behind the batch."""
    x, slope = step.flow(), step.fixed(1)
    shape = (1,) if slope is None else slope.array.shape
    rank = len(x.shape)
    if prod(shape) == 1:
        return step.put("PReLU", x, num_parameters=1)
    if step.opset < 7 and len(shape) == 1:  # which counted from the channels
        shape = (*shape, *[1] * (rank - 2))
    aligned = (1,) * (rank - len(shape)) + tuple(shape)
    long = [axis for axis, size in enumerate(aligned) if size != 1]
    if len(aligned) != rank or len(long) != 1 or aligned[long[0]] != x.shape[long[0]]:
        raise Unfit(tr("it has a slope for each place"))
    order = [0, long[0], *(axis for axis in range(1, rank) if axis != long[0])]
    turned = x.arranged([x.axes[axis] for axis in order])
    made = step.sketch.one("PReLU", turned, num_parameters=prod(shape))
    return made.arranged([made.axes[order.index(axis)] for axis in range(rank)])


def gelu(step: Step) -> Flow:
    """Gelu, exact or by tanh."""
    return step.put("GELU", step.flow(), approximate=str(step.attribute("approximate", "none")))


def hard_sigmoid(step: Step) -> Flow:
    """HardSigmoid; torch has only the slope 1/6."""
    x, alpha, beta = step.flow(), step.decimal("alpha", 0.2), step.decimal("beta", 0.5)
    if isclose(alpha, 1 / 6, rel_tol=1e-4) and beta == 0.5:
        return step.put("Hardsigmoid", x)
    line = step.put("Shift", step.put("Scale", x, factor=alpha), amount=beta)
    return step.put("Clamp", line, min=0.0, max=1.0)


def clip(step: Step) -> Flow:
    """Clip: a ReLU6 or Hardtanh where its limits are theirs."""
    x = step.flow()
    low, high = (_limit(step, name, index) for index, name in ((1, "min"), (2, "max")))
    if (low, high) == (0, 6):
        return step.put("ReLU6", x)
    if (low, high) == (-1, 1):
        return step.put("Hardtanh", x)
    return x if low is None and high is None else step.put("Clamp", x, min=low, max=high)


def _limit(step: Step, name: str, index: int) -> float | None:
    """A limit of an attribute or an input; those that floats have anyway are none."""
    given = step.attribute(name)
    number = step.number(index) if given is None else step.decimal(name, 0)
    return None if number is None or abs(number) > 3.4e38 else number


def shrink(step: Step) -> Flow:
    """Shrink, hard without a bias, soft where it is as large as the limit."""
    lambd, bias = step.decimal("lambd", 0.5), step.decimal("bias", 0)
    if bias == 0:
        return step.put("Hardshrink", step.flow(), lambd=lambd)
    if bias == lambd:
        return step.put("Softshrink", step.flow(), lambd=lambd)
    raise Unfit(tr("no layer has its numbers"))


def softmax(kind: str) -> Handler:
    """Softmax along an axis; before opset 13 along all that follow, as if they were one."""

    def read(step: Step) -> Flow:
        x = step.flow()
        rank = len(x.shape)
        axis = step.axis(-1 if step.opset >= 13 else 1, rank)
        if step.opset >= 13 or axis == rank - 1:
            return along(step, kind, [x], axis)
        joined = regrouped(x, (*x.shape[:axis], _joined(x, axis)))
        result = None if joined is None else step.put(kind, joined, dim=-1)
        back = None if result is None else regrouped(result, x.shape)
        if back is None:
            raise Unfit(tr("its axes cannot be joined"))
        return back

    return read


def _joined(x: Flow, axis: int) -> int:
    sizes = [size for size in x.shape[axis:] if isinstance(size, int)]
    if len(sizes) < len(x.shape) - axis:
        raise Unfit(tr("its axes cannot be joined"))
    return prod(sizes)


def dropout(step: Step) -> Flow:
    """Dropout, which does nothing in a file that is made for use; here it is trained again."""
    x = step.flow()
    share = step.number(1, 0.5) if step.opset >= 12 else step.decimal("ratio", 0.5)
    return step.put("Dropout", x, p=share) if share else x


def swish(step: Step) -> Flow:
    """Swish, which is SiLU where its slope is 1."""
    if step.decimal("alpha", 1) != 1:
        raise Unfit(tr("no layer has its numbers"))
    return step.put("SiLU", step.flow())


def noise(step: Step) -> Flow:
    """RandomNormalLike: noise for each sample."""
    x = step.put("RandomNormal", step.flow())
    scale, mean = step.decimal("scale", 1), step.decimal("mean", 0)
    x = step.put("Scale", x, factor=scale) if scale != 1 else x
    return step.put("Shift", x, amount=mean) if mean else x


ACTIVATING: dict[str, Handler] = {
    **{op: one_layer(kind) for op, kind in PLAIN.items()},
    "LeakyRelu": with_alpha("LeakyReLU", "negative_slope", 0.01),
    "Elu": with_alpha("ELU", "alpha", 1.0),
    "Celu": with_alpha("CELU", "alpha", 1.0),
    "ThresholdedRelu": with_alpha("Threshold", "threshold", 1.0),
    "Selu": selu,
    "PRelu": prelu,
    "Gelu": gelu,
    "HardSigmoid": hard_sigmoid,
    "Clip": clip,
    "Shrink": shrink,
    "Softmax": softmax("Softmax"),
    "LogSoftmax": softmax("LogSoftmax"),
    "Dropout": dropout,
    "Swish": swish,
    "RandomNormalLike": noise,
}
