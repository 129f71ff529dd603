"""One model for each operation that makes numbers of numbers, and the layers that it becomes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from onnx import NodeProto

from tests.port.onnx_models import BATCH, node, rand

IMAGE = rand(BATCH, 4, 9, 8)
ROW = rand(BATCH, 6)
STEPS = rand(BATCH, 5, 6)
POSITIVE = np.abs(STEPS) + 0.5
WORDS = np.array([[1, 2, 0], [3, 4, 4]])


@dataclass(frozen=True)
class Case:
    """A model of a few operations, and the layers that it becomes."""

    nodes: tuple[NodeProto, ...]
    x: np.ndarray
    layers: str
    weights: dict[str, np.ndarray] = field(default_factory=dict)
    opset: int = 18
    outputs: tuple[str, ...] = ("y",)
    z: np.ndarray | None = None


def case(op: str, x: np.ndarray, layers: str, inputs: str = "x", **more: Any) -> Case:
    words = {key: more.pop(key) for key in ("weights", "opset", "outputs", "z") if key in more}
    outputs = more.pop("outs", "y")
    words.setdefault("outputs", tuple(outputs.split()))
    return Case((node(op, inputs, outputs, **more),), x, layers, **words)


def one_value_each() -> Iterator[Case]:
    plain = "Sigmoid Tanh Softplus Softsign Mish HardSwish Exp Sin Cos Erf Abs Reciprocal Sign"
    for op in plain.split():
        yield case(op, POSITIVE, {"HardSwish": "Hardswish"}.get(op, op))
    for op, layer in (("Relu", "ReLU"), ("Neg", "Negative"), ("Log", "Log"), ("Sqrt", "Sqrt")):
        yield case(op, POSITIVE, layer)
    yield case("LeakyRelu", STEPS, "LeakyReLU", alpha=0.2)
    yield case("Elu", STEPS, "ELU", alpha=0.7)
    yield case("Celu", STEPS, "CELU", alpha=0.7)
    yield case("Selu", STEPS, "SELU")
    yield case("ThresholdedRelu", STEPS, "Threshold", alpha=0.3)
    yield case("HardSigmoid", STEPS, "Hardsigmoid", alpha=1 / 6)
    yield case("HardSigmoid", STEPS, "Scale Shift Clamp")
    yield case("Shrink", STEPS, "Hardshrink", lambd=0.4)
    yield case("Shrink", STEPS, "Softshrink", lambd=0.4, bias=0.4)
    yield case("Swish", STEPS, "SiLU", opset=24)
    yield case("Gelu", STEPS, "GELU", opset=20)
    yield case("Gelu", STEPS, "GELU", approximate="tanh", opset=20)
    yield case("PRelu", STEPS, "PReLU", "x p.weight", weights={"p.weight": rand(1)})
    slopes = {"p.weight": rand(4, 1, 1)}
    yield case("PRelu", IMAGE, "PReLU", "x p.weight", weights=slopes)
    behind = {"p.weight": rand(6)}
    yield case("PRelu", STEPS, "Transpose PReLU Transpose", "x p.weight", weights=behind)
    yield case("PRelu", ROW, "PReLU", "x p.weight", weights=behind)
    for low, high, layer in ((0, 6, "ReLU6"), (-1, 1, "Hardtanh"), (-0.5, 0.7, "Clamp")):
        limits = {"low": np.float32(low), "high": np.float32(high)}
        yield case("Clip", STEPS, layer, "x low high", weights=limits)
        yield case("Clip", STEPS, layer, min=float(low), max=float(high), opset=6)
    yield case("Clip", STEPS, "Clamp", "x - high", weights={"high": np.float32(0.2)})
    for op, layer in (("Softmax", "Softmax"), ("LogSoftmax", "LogSoftmax")):
        yield case(op, STEPS, layer, axis=1)
        yield case(op, STEPS, layer)
    yield case("Dropout", STEPS, "Dropout", "x r", weights={"r": np.float32(0.2)}, opset=13)
    yield case("Dropout", STEPS, "Dropout", ratio=0.2, opset=10)
    yield case("Identity", STEPS, "")
    yield case("Cast", STEPS, "Cast", to=7)
    yield case("Cast", STEPS, "", to=1)


def norms() -> Iterator[Case]:
    for axes, x in ((1, ROW), (1, STEPS), (2, IMAGE), (3, rand(BATCH, 4, 5, 6, 7))):
        names = ("n.weight", "n.bias", "n.running_mean", "n.running_var")
        count = x.shape[1]
        weights = {name: np.abs(rand(count, seed=i)) for i, name in enumerate(names)}
        layer = f"BatchNorm{axes}d"
        yield case("BatchNormalization", x, layer, f"x {' '.join(names)}", weights=weights)
    pair = {"n.weight": rand(6), "n.bias": rand(6, seed=1)}
    yield case("LayerNormalization", STEPS, "LayerNorm", "x n.weight n.bias", weights=pair)
    yield case("LayerNormalization", STEPS, "LayerNorm", "x n.weight", weights={**pair})
    two = {"n.weight": rand(5, 6), "n.bias": rand(5, 6, seed=1)}
    norm: dict[str, Any] = {"inputs": "x n.weight n.bias", "weights": two, "axis": 1}
    yield case("LayerNormalization", STEPS, "LayerNorm", **norm, epsilon=1e-3)
    idle = {"one": np.ones(6, np.float32)}
    yield case("LayerNormalization", STEPS, "LayerNorm", "x one", weights=idle)
    yield case("RMSNormalization", STEPS, "RMSNorm", "x n.weight", weights=pair, opset=23)
    pair = {"n.weight": rand(4), "n.bias": rand(4, seed=1)}
    inputs = "x n.weight n.bias"
    yield case("InstanceNormalization", IMAGE, "InstanceNorm2d", inputs, weights=pair)
    group: dict[str, Any] = {"weights": pair, "num_groups": 2}
    yield case("GroupNormalization", IMAGE, "GroupNorm", inputs, opset=21, **group)
    yield case("LpNormalization", STEPS, "Normalize", axis=-1, opset=22)
    yield case("LpNormalization", POSITIVE, "Normalize", axis=1, p=1, opset=22)
    many = rand(4, 4, 3, 3)  # the reference takes the batch for channels
    yield case("LRN", many, "LocalResponseNorm", size=3, alpha=0.1, bias=2.0)


def sums() -> Iterator[Case]:
    other = rand(*STEPS.shape, seed=3)
    for op, layer in (("Add", "Add"), ("Sub", "Subtract"), ("Mul", "Multiply"), ("Div", "Divide")):
        yield case(op, POSITIVE, layer, "x z", z=np.abs(other) + 1)
    for op, layer in (("Max", "Maximum"), ("Min", "Minimum"), ("Sum", "Add")):
        yield case(op, STEPS, layer, "x z", z=other)
    yield case("Mean", STEPS, "Add Scale", "x z", z=other)
    two = {"c": np.float32(2)}
    rows = [("Add", "Shift", "Shift"), ("Mul", "Scale", "Scale"), ("Max", "Clamp", "Clamp")]
    rows += [("Sub", "Shift", "Negative Shift"), ("Div", "Scale", "Reciprocal Scale")]
    for op, layer, turned in rows:
        yield case(op, POSITIVE, layer, "x c", weights=two)
        yield case(op, POSITIVE, turned, "c x", weights=two)
    powers = ((2, "Square"), (0.5, "Sqrt"), (-1, "Reciprocal"), (1, ""), (3, "Power"))
    for exponent, layer in powers:
        yield case("Pow", POSITIVE, layer, "x c", weights={"c": np.float32(exponent)})
    yield case("Add", STEPS, "LearnedPosition", "x position1", weights={"position1": rand(5, 6)})
    yield case("Mul", IMAGE, "LayerScale", "x scale1", weights={"scale1": rand(4, 1, 1)})
    table = {"learned1": rand(1, 4, 1, 8)}
    yield case("Add", IMAGE, "Parameter Repeat Add", "x learned1", weights=table)
    for op in ("Greater", "Less", "GreaterOrEqual", "LessOrEqual", "Equal"):
        yield case(op, STEPS, "Compare", "x z", z=other)
        yield case(op, STEPS, "Condition", "c x", weights={"c": np.float32(0.5)})
    opposite = (node("Less", "x c", "b"), node("Not", "b", "n"), node("Cast", "n", to=1))
    yield Case(opposite, STEPS, "Condition Cast", {"c": np.float32(0.5)})
    chosen = (node("Less", "x z", "b"), node("Where", "b x c"))
    weights = {"c": np.float32(-7)}
    yield Case(chosen, STEPS, "Compare Constant Where", weights, z=other)


def reductions() -> Iterator[Case]:
    rows = (("Mean", "Mean"), ("Sum", "Sum"), ("Max", "Max"), ("Min", "Min"))
    for op, layer in (*rows, ("LogSumExp", "LogSumExp"), ("L1", "Norm"), ("L2", "Norm")):
        yield case(f"Reduce{op}", STEPS, layer, "x a", weights={"a": np.array([-1])})
        axes = {"axes": [1], "keepdims": 0, "opset": 11}
        yield case(f"Reduce{op}", STEPS, layer, **axes)
    pooled = {"a": np.array([2, 3])}
    yield case("ReduceMean", IMAGE, "AdaptiveAvgPool2d", "x a", weights=pooled)
    yield case("ReduceMean", IMAGE, "Mean", "x a", weights=pooled, keepdims=0)
    last = {"a": np.array([-1])}
    yield case("ReduceSumSquare", STEPS, "Square Sum", "x a", weights=last)
    yield case("ReduceLogSum", POSITIVE, "Sum Log", "x a", weights=last)
    yield case("ReduceProd", STEPS, "Prod", "x a", weights=last)
    yield case("ArgMax", STEPS, "ArgMax", axis=1, keepdims=0)
    yield case("ArgMin", STEPS, "ArgMin", axis=2)
    yield case("CumSum", STEPS, "CumSum", "x a", weights={"a": np.array(1)})
    k = {"k": np.array([2])}
    yield case("TopK", STEPS, "TopK", "x k", weights=k, axis=1, outs="y i")


def products() -> Iterator[Case]:
    pair = {"f.weight": rand(3, 6), "f.bias": rand(3)}
    yield case("Gemm", ROW, "Linear", "x f.weight f.bias", weights=pair, transB=1)
    flat = {"f.kernel": rand(6, 3)}
    yield case("Gemm", ROW, "Linear", "x f.kernel", weights=flat)
    yield case("MatMul", STEPS, "Linear", "x f.kernel", weights=flat)
    yield case(
        "MatMul", rand(BATCH, 4, 5, 6), "Flatten Linear Unflatten", "x f.kernel", weights=flat
    )
    yield case("MatMul", STEPS, "MatMul", "x z", z=rand(BATCH, 6, 2))
    heads: dict[str, Any] = {"inputs": "x x x", "opset": 23}
    attention = "ScaledDotProductAttention"
    yield case("Attention", IMAGE, attention, **heads)
    yield case("Attention", IMAGE, attention, **heads, is_causal=1)
