"""What torch does in a line, and no layer does, becomes that line, and computes the same."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from onnx import NodeProto

from designer import check
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

STEPS = rand(BATCH, 5, 6)
WHOLE = np.array([[7, -7, 3], [5, 6, -7]])
ENDLESS = np.array([[np.inf, -np.inf, 1.0]] * BATCH, np.float32)
Row = tuple[str, np.ndarray, list[NodeProto], Arrays]


def of_decimals() -> Iterator[Row]:
    """Lines that take decimal numbers."""
    two = {"a": np.array([1]), "w": rand(3, 6, 2)}
    yield "Floor", STEPS, [node("Floor", "x")], {}
    yield "Mod", STEPS, [node("Mod", "x z", fmod=1)], {"z": rand(6)}
    yield "MatMul", STEPS, [node("Unsqueeze", "x a", "u"), node("MatMul", "u w")], two
    truths = [node("Less", "x zero", "b"), node("And", "b b", "c"), node("Cast", "c", to=1)]
    yield "And", STEPS, truths, {"zero": np.float32(0)}
    for row in ({}, {"detect_negative": 0}, {"detect_positive": 0}):
        infinite = [node("IsInf", "x", "b", **row), node("Cast", "b", to=1)]
        yield "IsInf", ENDLESS, infinite, {}
    yield "Trilu", STEPS, [node("Trilu", "x k", upper=0)], {"k": np.array(1)}
    around = {"w": np.array([0, 1, 0, 0, 2, 0]), "v": np.float32(0.5)}
    yield "Pad", STEPS, [node("Pad", "x w v")], around
    yield "Softmax", STEPS, [node("Softmax", "x", axis=0)], {}
    yield "ReduceMean", STEPS, [node("ReduceMean", "x", axes=[0, 2], keepdims=0)], {}


def of_parts() -> Iterator[Row]:
    """Parts of an axis that no layer takes."""
    for start, end, by in ((0, 99, 2), (3, 0, -2), (-1, -99, -3)):
        names = {"s": np.array([start]), "e": np.array([end]), "a": np.array([1])}
        cut = [node("Slice", "x s e a t")]
        yield "Slice", STEPS, cut, {**names, "t": np.array([by])}
    for places in ([2, 0, 3], [-1, 0], [[0]], [[0, 1], [3, 2]]):
        yield "Gather", STEPS, [node("Gather", "x i", axis=1)], {"i": np.array(places)}
    yield "Gather", STEPS, [node("Gather", "x i")], {"i": np.array([1, 0])}


def of_whole_numbers() -> Iterator[Row]:
    """Layers take decimal numbers; whole ones are divided without a rest."""
    for op in ("Add", "Mul", "Div", "Mod", "Max", "Min"):
        for order in ("x c", "c x"):
            numbers = {"c": np.int64(2 if order == "x c" else 20)}
            yield op, WHOLE, [node(op, order)], numbers
    yield "Div", WHOLE, [node("Div", "x c")], {"c": np.array([2, 3, 4])}
    limits = {"c": np.int64(2), "d": np.array([0, 9, 0])}
    yield "Max", WHOLE, [node("Max", "x c d")], limits
    yield "Relu", WHOLE, [node("Relu", "x")], {}
    yield "ReduceSum", WHOLE, [node("ReduceSum", "x a")], {"a": np.array([1])}


@pytest.mark.parametrize("group", [of_decimals, of_parts, of_whole_numbers])
def test_what_torch_does_in_a_line_is_a_line(group: object, tmp_path: Path) -> None:
    """It runs once somebody has looked at it."""
    assert callable(group)
    for op, x, nodes, numbers in group():
        made = model(nodes, {"x": x}, numbers, opset=17)
        found = imported(made, tmp_path)
        told = f"{op}: {found.project.codes}"
        assert f"#{op}" in kinds(found.project), told
        codes = {problem.code for problem in check.run(found.project).problems}
        assert codes == {"not-allowed"}, told
        assert any("It is a line of code now" in sentence for sentence in found.remarks), told
        for text in found.project.codes.values():
            compiler.allow(text)
        (got,) = computed(found.project, {"x": x}, {})
        want = expected(made, {"x": x})[0]
        assert got.shape == want.shape and got.dtype == want.dtype, told
        np.testing.assert_allclose(got, want, rtol=1e-4, atol=1e-6, err_msg=told)


def test_a_line_says_numbers_as_they_were_written(tmp_path: Path) -> None:
    made = model([node("Mod", "x c", fmod=1)], {"x": STEPS}, {"c": np.float32(0.1)})
    found = imported(made, tmp_path)
    assert list(found.project.codes.values()) == ["torch.fmod(x, torch.tensor(0.1))"]
    assert found.remarks[0] == "mod1: no layer does what Mod does. It is a line of code now."
