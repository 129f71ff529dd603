"""What only looks like a layer is read in its parts, and computes what the file says."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from onnx import NodeProto

from designer import compile as compiler
from tests.port.onnx_models import (
    BATCH,
    Arrays,
    computed,
    expected,
    imported,
    kinds,
    model,
    node,
    rand,
)

Row = tuple[Sequence[NodeProto], np.ndarray, Arrays]
STEPS = rand(BATCH, 5, 6)


def attention() -> Iterator[Row]:
    heads = rand(BATCH, 2, 5, 4)
    low = np.full((5, 5), -1e9, np.float32)
    numbers = {"half": np.float32(0.5), "third": np.float32(0.3), "low": np.float32(-1e9)}
    numbers |= {"after": np.tril(low, -1), "same": np.eye(5, dtype=bool)}
    product = [node("Transpose", "x", "k", perm=[0, 1, 3, 2]), node("MatMul", "x k", "m")]
    ends = [node("Softmax", "s", "p"), node("MatMul", "p x")]
    scaled = [*product, node("Mul", "m half", "h")]
    yield [*product, node("Mul", "m third", "s"), *ends], heads, numbers
    yield [*product, node("Div", "half m", "s"), *ends], heads, numbers
    yield [*scaled, node("Add", "h after", "s"), *ends], heads, numbers
    yield [*product, node("Add", "m after", "h"), node("Mul", "h half", "s"), *ends], heads, numbers
    yield [*scaled, node("Where", "same low h", "s"), *ends], heads, numbers
    weighed = [node("Softmax", "h", "p"), node("Mul", "x third", "v"), node("MatMul", "p v")]
    yield [*scaled, *weighed], heads, numbers
    deep = [node("Transpose", "x", "k", perm=[0, 1, 2, 4, 3]), node("MatMul", "x k", "m")]
    across = [node("Mul", "m half", "h"), node("Softmax", "h", "p", axis=3), node("MatMul", "p x")]
    yield [*deep, *across], rand(BATCH, 2, 2, 4, 4), numbers


def gates() -> Iterator[Row]:
    numbers = {"three": np.float32(3), "k": np.float32(0.044715), "one": np.float32(1)}
    numbers |= {"c": np.float32((2 / np.pi) ** 0.5), "half": np.float32(0.5)}
    cubic = [
        node("Pow", "three x", "p"),
        node("Mul", "p k", "q"),
        node("Add", "x q", "s"),
        node("Mul", "s c", "t"),
        node("Tanh", "t", "h"),
        node("Add", "h one", "g"),
        node("Mul", "x half", "m"),
        node("Mul", "m g"),
    ]
    yield cubic, STEPS, numbers
    hard = node("HardSigmoid", "x", "h", alpha=1 / 6, beta=0.3)
    yield [hard, node("Mul", "x h")], STEPS, {}


def norms() -> Iterator[Row]:
    """Means over other axes, and weights that are not a number for each feature."""
    numbers = {"two": np.float32(2), "eps": np.float32(1e-5)}
    spread = [
        node("Pow", "d two", "q"),
        node("ReduceMean", "q", "v", axes=[-1]),
        node("Add", "v eps", "w"),
        node("Sqrt", "w", "r"),
        node("Div", "d r", "u"),
    ]
    center = [node("ReduceMean", "x", "m", axes=[-1]), node("Sub", "x m", "d")]
    learned = [node("Mul", "u scale", "s"), node("Add", "s bias")]
    for scale, bias in (((5, 6), (6,)), ((5, 1), (5, 1)), ((6,), (5, 6)), ((1,), (5, 6))):
        weights = {"scale": rand(*scale), "bias": rand(*bias, seed=1)}
        yield [*center, *spread, *learned], STEPS, {**numbers, **weights}
    for axes in ([1], [-2, -1]):
        other = [node("ReduceMean", "x", "m", axes=axes), node("Sub", "x m", "d")]
        yield [*other, *spread[:-1], node("Div", "d r")], STEPS, numbers
    middle = [node("ReduceMean", "q", "v", axes=[1]) if n.output[0] == "v" else n for n in spread]
    yield [*center, *middle[:-1], node("Div", "d r")], STEPS, numbers
    before = node("LayerNormalization", "x n.weight", "u")
    shifted = [before, node("Add", "u bias")]
    yield shifted, STEPS, {"n.weight": rand(6), "bias": rand(5, 6, seed=1)}


def groups() -> Iterator[Row]:
    """Reshapes around an InstanceNormalization that are no groups of channels."""
    image, square = rand(BATCH, 4, 3, 2), rand(BATCH, 4, 3, 4)
    idle = {"scale": np.ones(2, np.float32), "bias": np.zeros(2, np.float32)}
    split = [node("Reshape", "x cut", "g"), node("InstanceNormalization", "g scale bias", "i")]
    back = [*split, node("Reshape", "i back")]
    channels = {"cut": np.array([0, 2, -1]), "back": np.array([-1, 4, 3, 2])}
    yield back, image, {**idle, **channels, "back": np.array([-1, 24])}
    yield back, image, {**idle, **channels, "cut": np.array([-1, 2, 6])}
    yield back, image, {**channels, "scale": rand(2), "bias": rand(2, seed=1)}
    square_back = {**channels, "back": np.array([-1, 4, 3, 4])}
    for shape in ((4,), (1, 1, 4)):
        nodes = [*split, node("Reshape", "i back", "u"), node("Mul", "u last")]
        yield nodes, square, {**idle, **square_back, "last": rand(*shape)}


def lengths() -> Iterator[Row]:
    numbers = {"half": np.float32(0.5), "one": np.float32(1), "s": np.array([BATCH, 4, 6])}
    long = node("ReduceL2", "x", "l", axes=[1])
    yield [long, node("Clip", "l half one", "c"), node("Div", "x c")], STEPS, numbers
    yield [long, node("Min", "l half", "c"), node("Div", "x c")], STEPS, numbers
    repeated = [long, node("Clip", "l half", "c"), node("Expand", "c s", "e"), node("Div", "x e")]
    yield repeated, rand(BATCH, 1, 6), numbers


@pytest.mark.parametrize(
    "group", [attention, gates, norms, groups, lengths], ids=lambda g: g.__name__
)
def test_what_looks_like_a_layer_is_none(
    group: Callable[[], Iterator[Row]], tmp_path: Path
) -> None:
    for number, (nodes, x, weights) in enumerate(group()):
        made = model(nodes, {"x": x}, weights, opset=17)
        found = imported(made, tmp_path)
        for text in found.project.codes.values():
            compiler.allow(text)
        (got,) = computed(found.project, {"x": x}, weights)
        told = f"{number}: {kinds(found.project)}"
        np.testing.assert_allclose(got, expected(made, {"x": x})[0], 2e-3, 2e-5, err_msg=told)
        assert not any("Write its code" in sentence for sentence in found.remarks), told


def test_what_attention_leaves_out_is_kept(tmp_path: Path) -> None:
    nodes = [
        node("Transpose", "x", "k", perm=[0, 1, 3, 2]),
        node("MatMul", "x k", "m"),
        node("Mul", "m half", "s"),
        node("Softmax", "s", "p"),
        node("Dropout", "p share", "d"),
        node("MatMul", "d x"),
    ]
    numbers = {"half": np.float32(0.5), "share": np.float32(0.3)}
    project = imported(model(nodes, {"x": rand(BATCH, 2, 5, 4)}, numbers), tmp_path).project
    (layer,) = (n for n in project.main.nodes.values() if n.type == "ScaledDotProductAttention")
    assert layer.params["dropout"] == 0.3
