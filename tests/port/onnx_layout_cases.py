"""One model for each operation that lays values out anew, takes parts of them or joins them."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.port.onnx_cases import IMAGE, STEPS, WORDS, Case, case
from tests.port.onnx_models import BATCH, node, rand


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
    back = {**flip, "s": np.array([3]), "e": np.array([0]), "a": np.array([1])}
    yield case("Slice", STEPS, "Slice Flip", "x s e a t", weights=back)
    yield case("Slice", STEPS, "Flip", "x s e a t", weights={**flip, "s": np.array([2**31 - 1])})
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
    last = {"w": np.array([0, 1, 1, 0, 0, 2, 2, 0])}
    around = (
        node("Transpose", "x", "t", perm=[0, 2, 3, 1]),
        node("Pad", "t w", "p"),
        node("Transpose", "p", perm=[0, 3, 1, 2]),
    )
    yield Case(around, IMAGE, "ZeroPad2d", last)
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
