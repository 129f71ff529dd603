"""One model for each operation that slides over an image, or runs along a sequence."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.port.onnx_cases import IMAGE, STEPS, Case, case
from tests.port.onnx_models import BATCH, node, rand


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
    cut = "ConvTranspose2d Slice Slice"
    yield case("ConvTranspose", IMAGE, cut, **back, pads=[0, 0, 1, 1])
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
    for op in ("ReduceMean", "ReduceMax"):
        over_steps = (*nodes[:4], node(op, "h", axes=[0], keepdims=0))
        yield Case(over_steps, STEPS, f"Linear Tanh {op[6:]}", weights, 17)


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
