"""Every operation that is read computes what ONNX's own reference does: one model for each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import NodeProto

from designer.port.onnx_in import HANDLERS
from tests.port.onnx_models import (
    BATCH,
    compare,
    computed,
    expected,
    imported,
    kinds,
    model,
    node,
    rand,
)

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


def windows() -> Iterator[Case]:
    for axes, x in ((1, STEPS), (2, IMAGE), (3, rand(BATCH, 4, 5, 6, 7))):
        channels = x.shape[1]
        kernel = rand(3, channels, *[3] * axes)
        weights = {"c.weight": kernel, "c.bias": rand(3)}
        yield case("Conv", x, f"Conv{axes}d", "x c.weight c.bias", weights=weights)
        wide = {"c.weight": rand(channels, 3, *[3] * axes)}
        conv = f"ConvTranspose{axes}d"
        yield case("ConvTranspose", x, conv, "x c.weight", weights=wide, strides=[2] * axes)
        window: dict[str, Any] = {"kernel_shape": [2] * axes, "strides": [2] * axes}
        yield case("MaxPool", x, f"MaxPool{axes}d", **window)
        yield case("AveragePool", x, f"AvgPool{axes}d", **window)
        yield case("GlobalAveragePool", x, f"AdaptiveAvgPool{axes}d")
    yield case("GlobalMaxPool", IMAGE, "AdaptiveMaxPool2d")
    kernel = {"c.weight": rand(6, 2, 3, 2)}
    conv: dict[str, Any] = {"inputs": "x c.weight", "weights": kernel, "group": 2}
    yield case("Conv", IMAGE, "Conv2d", **conv, strides=[2, 1], dilations=[2, 1])
    yield case("Conv", IMAGE, "Conv2d", **conv, pads=[1, 0, 1, 0])
    yield case("Conv", IMAGE, "ZeroPad2d Conv2d", **conv, pads=[1, 0, 0, 2])
    yield case("Conv", IMAGE, "Conv2d", **conv, auto_pad="SAME_UPPER", strides=[2, 2])
    yield case("Conv", IMAGE, "ZeroPad2d Conv2d", **conv, auto_pad="SAME_UPPER")
    yield case("Conv", IMAGE, "ZeroPad2d Conv2d", **conv, auto_pad="SAME_LOWER")
    yield case("Conv", IMAGE, "Conv2d", **conv, auto_pad="VALID")
    wide = {"c.weight": rand(4, 3, 3, 3), "c.bias": rand(3)}
    back: dict[str, Any] = {"inputs": "x c.weight c.bias", "weights": wide}
    back |= {"strides": [2, 2]}
    yield case("ConvTranspose", IMAGE, "ConvTranspose2d", **back, pads=[1, 1, 1, 1])
    yield case("ConvTranspose", IMAGE, "ConvTranspose2d", **back, output_padding=[1, 1])
    yield case("ConvTranspose", IMAGE, "ConvTranspose2d", **back, pads=[1, 1, 0, 0])
    pool: dict[str, Any] = {"kernel_shape": [3, 3], "strides": [2, 2]}
    yield case("MaxPool", IMAGE, "MaxPool2d", **pool, pads=[1, 1, 1, 1])
    yield case("MaxPool", -np.abs(IMAGE), "ConstantPad2d MaxPool2d", **pool, pads=[0, 0, 1, 1])
    yield case("MaxPool", IMAGE, "MaxPool2d", **pool, dilations=[2, 2])
    yield case("MaxPool", IMAGE, "MaxPool2d", **pool, ceil_mode=1)
    yield case("AveragePool", IMAGE, "AvgPool2d", **pool, pads=[1, 1, 1, 1])
    counted = {**pool, "count_include_pad": 1}
    yield case("AveragePool", IMAGE, "AvgPool2d", **counted, pads=[1, 1, 1, 1])
    yield case("AveragePool", IMAGE, "ZeroPad2d AvgPool2d", **counted, pads=[0, 1, 1, 1])
    yield case("LpPool", IMAGE, "LPPool2d", kernel_shape=[2, 2], strides=[2, 2])


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


def layouts() -> Iterator[Case]:
    for shape, layer in (
        ([0, -1], "Flatten"),
        ([-1, 5, 2, 3], "Unflatten"),
        ([0, 6, 5], "Reshape"),
    ):
        yield case("Reshape", STEPS, layer, "x s", weights={"s": np.array(shape)})
    yield case("Reshape", IMAGE, "Flatten", "x s", weights={"s": np.array([0, 4, -1])})
    yield case("Flatten", IMAGE, "Flatten")
    yield case("Transpose", IMAGE, "Permute", perm=[0, 2, 3, 1])
    yield case("Transpose", IMAGE, "Transpose", perm=[0, 3, 2, 1])
    thin = rand(BATCH, 1, 6)
    yield case("Squeeze", thin, "Squeeze", "x a", weights={"a": np.array([1])})
    yield case("Squeeze", thin, "Squeeze", axes=[1], opset=11)
    yield case("Unsqueeze", STEPS, "Unsqueeze", "x a", weights={"a": np.array([-1])})
    yield case("Unsqueeze", STEPS, "Unsqueeze", axes=[1], opset=11)
    back = (node("Transpose", "x", "t", perm=[1, 0, 2]), node("Relu", "t", "r"))
    yield Case((*back, node("Transpose", "r", perm=[1, 0, 2])), STEPS, "ReLU")
    yield case("DepthToSpace", IMAGE, "PixelShuffle", blocksize=2, mode="CRD")
    square = rand(BATCH, 8, 4, 6)
    yield case("DepthToSpace", square, "Unflatten Permute Reshape", blocksize=2)
    cut = "Unflatten Unflatten Permute Flatten"
    yield case("SpaceToDepth", square, cut, blocksize=2)
    crd: dict[str, Any] = {"blocksize": 2, "mode": "CRD", "opset": 28}
    yield case("SpaceToDepth", square, "PixelUnshuffle", **crd)


def parts() -> Iterator[Case]:
    names = {"s": np.array([1]), "e": np.array([4]), "a": np.array([1])}
    yield case("Slice", STEPS, "Slice", "x s e a", weights=names)
    old: dict[str, Any] = {"starts": [1, -4], "ends": [2**31, -1], "axes": [1, 2]}
    yield case("Slice", STEPS, "Slice Slice", **old, opset=9)
    second = {**names, "s": np.array([1]), "e": np.array([99]), "a": np.array([2])}
    second["t"] = np.array([2])
    yield case("Slice", STEPS, "Unflatten Select", "x s e a t", weights=second)
    flip = {"s": np.array([-1]), "e": np.array([-100]), "a": np.array([2]), "t": np.array([-1])}
    yield case("Slice", STEPS, "Flip", "x s e a t", weights=flip)
    yield case("Gather", STEPS, "Select", "x i", weights={"i": np.array(-1)}, axis=1)
    yield case("Gather", STEPS, "Slice", "x i", weights={"i": np.array([1, 2])}, axis=2)
    yield case("Gather", WORDS, "Embedding", "e.weight x", weights={"e.weight": rand(7, 3)})
    index = np.array([[[0], [1], [2], [3], [5]]] * BATCH)
    yield case("GatherElements", STEPS, "Gather", "x z", axis=2, z=index)
    for sizes, outs, layers in (
        ([3, 3], "y b", "Chunk2"),
        ([2, 4], "y b", "Split"),
        ([1, 2, 3], "y b c", "Slice Slice Slice"),
    ):
        weights = {"s": np.array(sizes)}
        yield case("Split", STEPS, layers, "x s", weights=weights, axis=2, outs=outs)
        yield case("Split", STEPS, layers, split=sizes, axis=2, outs=outs, opset=11)
    yield case("Split", STEPS, "Chunk3", axis=2, outs="y b c", opset=18, num_outputs=3)
    yield case("Concat", STEPS, "Concat", "x z", axis=1, z=rand(BATCH, 2, 6))
    for name, steps, layers in (("token1", 1, "ClassToken"), ("learned1", 3, "Parameter Concat")):
        ends = {"zero": np.array([0]), "one": np.array([1]), "rest": np.array([steps, 6])}
        each = (
            node("Shape", "x", "all"),
            node("Slice", "all zero one", "batch"),
            node("Concat", "batch rest", "size", axis=0),
            node("Expand", f"{name} size", "many"),
            node("Concat", "many x", axis=1),
        )
        yield Case(each, STEPS, layers, {name: rand(1, steps, 6), **ends})
    yield case("Expand", rand(BATCH, 1, 6), "Repeat", "x s", weights={"s": np.array([1, 4, 1])})
    yield case("Tile", STEPS, "Concat", "x r", weights={"r": np.array([1, 2, 1])})
    for mode, kind in (("constant", "Zero"), ("reflect", "Reflection"), ("edge", "Replication")):
        pads = {"w": np.array([0, 0, 1, 2, 0, 0, 2, 1])}
        yield case("Pad", IMAGE, f"{kind}Pad2d", "x w", weights=pads, mode=mode)
    yield case("Pad", IMAGE, "ConstantPad2d", pads=[0, 0, 1, 1, 0, 0, 1, 1], value=2.0, opset=10)
    yield case("Einsum", STEPS, "Einsum", "x z", equation="bij,bkj->bik", z=rand(BATCH, 3, 6))


def resizing() -> Iterator[Case]:
    twice = {"f": np.array([1, 1, 2, 2], np.float32)}
    exact: dict[str, Any] = {"mode": "nearest", "nearest_mode": "floor"}
    exact["coordinate_transformation_mode"] = "asymmetric"
    yield case("Resize", IMAGE, "Upsample", "x - f", weights=twice, **exact)
    yield case("Resize", IMAGE, "Upsample", "x - f", weights=twice, mode="linear")
    yield case("Resize", IMAGE, "Upsample", "x - f", weights=twice, mode="cubic")
    sizes = {"s": np.array([BATCH, 4, 12, 13])}
    yield case("Resize", IMAGE, "Interpolate", "x - - s", weights=sizes, mode="linear")
    yield case("Upsample", IMAGE, "Upsample", "x f", weights=twice, mode="nearest", opset=9)


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


def turned() -> Iterator[Case]:
    """Programs that have the steps before the batch."""
    weights = {"f.kernel": rand(6, 6), "f.bias": rand(6)}
    nodes = (
        node("Transpose", "x", "t", perm=[1, 0, 2]),
        node("MatMul", "t f.kernel", "m"),
        node("Add", "m f.bias", "l"),
        node("Tanh", "l", "h"),
        node("Add", "h t", "s"),
        node("Transpose", "s", perm=[1, 0, 2]),
    )
    yield Case(nodes, STEPS, "Linear Tanh Add", weights)


def recurrent() -> Iterator[Case]:
    """As exporters write it: steps in front, an axis for directions that is taken away again."""
    for kind, gates in (("LSTM", 4), ("GRU", 3), ("RNN", 1)):
        more = {"linear_before_reset": 1} if kind == "GRU" else {}
        names = {"W": rand(1, gates * 3, 6), "R": rand(1, gates * 3, 3), "B": rand(1, gates * 6)}
        yield Case(
            (
                node("Transpose", "x", "t", perm=[1, 0, 2]),
                node(kind, "t W R B", "s h", hidden_size=3, **more),
                node("Squeeze", "s a", "q"),
                node("Transpose", "q", perm=[1, 0, 2]),
                node("Squeeze", "h zero", "last"),
            ),
            STEPS,
            kind,
            {**names, "a": np.array([1]), "zero": np.array([0])},
            outputs=("y", "last"),
        )
        both = {"W": rand(2, gates * 3, 6), "R": rand(2, gates * 3, 3), "B": rand(2, gates * 6)}
        yield Case(
            (
                node("Transpose", "x", "t", perm=[1, 0, 2]),
                node(kind, "t W R B", "s", hidden_size=3, direction="bidirectional", **more),
                node("Transpose", "s", "p", perm=[0, 2, 1, 3]),
                node("Reshape", "p r", "q"),
                node("Transpose", "q", perm=[1, 0, 2]),
            ),
            STEPS,
            kind,
            {**both, "r": np.array([0, 0, -1])},
        )


GROUPS = (one_value_each, windows, norms, sums, reductions, layouts, parts, resizing, products)
EARLIER = (turned, recurrent)
ELSEWHERE = {
    *("Silu", "LogSigmoid", "Tanhshrink", "Rsqrt", "Linear", "Attend"),  # of patterns
    *("Size", "Constant", "ConstantOfShape"),  # worked out, nothing is drawn
    *("RandomNormalLike", "SimplifiedLayerNormalization", "QuantizeLinear", "DequantizeLinear"),
}


@pytest.mark.parametrize("group", (*GROUPS, *EARLIER), ids=lambda group: group.__name__)
def test_what_is_read_computes_the_same(
    group: Callable[[], Iterator[Case]], tmp_path: Path
) -> None:
    for number, row in enumerate(group()):
        inputs = {"x": row.x} if row.z is None else {"x": row.x, "z": row.z}
        made = model(row.nodes, inputs, row.weights, row.outputs, row.opset)
        told = f"{group.__name__} {number}: {made.graph.node[0].op_type}"
        try:
            found = compare(made, inputs, row.weights, tmp_path)
        except Exception as error:
            error.add_note(told)
            raise
        assert kinds(found.project) == row.layers.split(), told


@pytest.mark.parametrize("op", ["Softmax", "LogSoftmax"])
def test_before_opset_13_a_softmax_is_over_all_axes_that_follow(op: str, tmp_path: Path) -> None:
    old = model([node(op, "x")], {"x": STEPS}, opset=11)
    shape = {"s": np.array([-1, 5, 6])}
    nodes = [node("Flatten", "x", "f"), node(op, "f", "g"), node("Reshape", "g s")]
    new = model(nodes, {"x": STEPS}, shape, opset=13)
    (got,) = computed(imported(old, tmp_path).project, {"x": STEPS}, {})
    np.testing.assert_allclose(got, expected(new, {"x": STEPS})[0], rtol=1e-5)


@pytest.mark.parametrize("wanted", [{"output_shape": [18, 16]}, {"auto_pad": "SAME_LOWER"}])
def test_the_border_of_a_transposed_convolution_follows_from_its_size(
    wanted: dict[str, Any], tmp_path: Path
) -> None:
    """Which the reference does not work out."""
    found = []
    for row in (wanted, {"pads": [1, 1, 0, 0]}):
        convolution = node("ConvTranspose", "x c.weight", strides=[2, 2], **row)
        made = model([convolution], {"x": IMAGE}, {"c.weight": rand(4, 3, 3, 3)})
        found.append(imported(made, tmp_path).project.main.state())
    assert found[0] == found[1]


def test_every_operation_that_is_read_is_among_them() -> None:
    tried = {op.op_type for group in (*GROUPS, *EARLIER) for row in group() for op in row.nodes}
    assert set(HANDLERS) - tried == ELSEWHERE
