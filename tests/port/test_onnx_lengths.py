"""Lengths that a file leaves open: where they are kept, and where they become a number."""

from pathlib import Path

import numpy as np
import pytest
from onnx import ModelProto

from designer import check
from tests.port.onnx_models import (
    BATCH,
    computed,
    expected,
    imported,
    kinds,
    model,
    node,
    rand,
)

STEPS, OTHERS = rand(BATCH, 5, 6), rand(BATCH, 3, 6)
WORDS = np.array([[1, 2, 0, 3, 4, 4, 1, 1, 0]] * BATCH)
LENGTH = (node("Shape", "x", "s"), node("Gather", "s one", "t"))


def with_open(made: ModelProto, **names: str) -> ModelProto:
    """The second axis of these inputs is as long as the data are."""
    for value in made.graph.input:
        if value.name in names:
            dim = value.type.tensor_type.shape.dim[1]
            dim.ClearField("dim_value")
            dim.dim_param = names[value.name]
    return made


@pytest.mark.parametrize("way", ["slice", "range"])
def test_a_table_of_places_says_how_long_a_text_can_be(way: str, tmp_path: Path) -> None:
    numbers = {"one": np.array(1), "zero": np.array(0), "first": np.array([0])}
    nodes = [node("Gather", "e.weight x", "h"), *LENGTH]
    if way == "slice":
        nodes += [node("Unsqueeze", "t first", "u"), node("Slice", "p first u first", "q")]
    else:
        nodes += [node("Range", "zero t one", "r"), node("Gather", "p r", "q")]
    weights = {**numbers, "e.weight": rand(7, 6), "p": rand(9, 6)}
    made = with_open(model([*nodes, node("Add", "h q")], {"x": WORDS}, weights), x="T")
    found = imported(made, tmp_path)
    assert kinds(found.project) == ["Embedding", "LearnedPosition"]
    assert found.remarks[0] == "T has no fixed length in the file: it is 9 here."
    (got,) = computed(found.project, {"x": WORDS}, weights)
    np.testing.assert_allclose(got, expected(made, {"x": WORDS})[0], rtol=1e-5)


def test_a_part_that_is_as_long_as_something_else_is_told(tmp_path: Path) -> None:
    numbers = {"zero": np.array([0]), "one": np.array([1]), "two": np.array([2])}
    cut = [node("Shape", "z", "s"), node("Slice", "s one two", "t")]
    cut += [node("Slice", "x zero t one", "v"), node("Add", "v z")]
    for other in ("L", "T"):
        made = with_open(model(cut, {"x": STEPS, "z": OTHERS}, numbers), x="T", z=other)
        found = imported(made, tmp_path)
        told = "it cuts where another length ends" in found.remarks[0]
        assert told == (other == "L"), found.remarks
        assert ("Slice" in kinds(found.project)[0]) == told


def test_entries_at_both_ends_of_an_open_axis_are_two(tmp_path: Path) -> None:
    numbers = {"i": np.array([-1, 0])}
    made = with_open(model([node("Gather", "x i", axis=1)], {"x": STEPS}, numbers), x="T")
    found = imported(made, tmp_path)
    assert found.project.codes == {"Gather": "x[:, [-1, 0]]"}


@pytest.mark.parametrize(("factor", "layers"), [(2.0, ["Upsample"]), (1.5, ["Interpolate"])])
def test_open_lengths_are_taken_times_a_number(
    factor: float, layers: list[str], tmp_path: Path
) -> None:
    """As torch wrote the size that an image grows to; it is a number where it cannot be open."""
    numbers = {"zero": np.array([0]), "two": np.array([2]), "four": np.array([4])}
    nodes = [
        node("Shape", "x", "s"),
        node("Slice", "s zero two", "nc"),
        node("Slice", "s two four", "hw"),
        node("Cast", "hw", "f", to=1),
        node("Mul", "f by", "g"),
        node("Floor", "g", "h"),
        node("Cast", "h", "i", to=7),
        node("Concat", "nc i", "size", axis=0),
        node("Resize", "x - - size", mode="linear"),
    ]
    made = model(nodes, {"x": rand(BATCH, 3, 8, 8)}, {**numbers, "by": np.float32(factor)})
    for axis, name in ((2, "height"), (3, "width")):
        dim = made.graph.input[0].type.tensor_type.shape.dim[axis]
        dim.ClearField("dim_value")
        dim.dim_param = name
    found = imported(made, tmp_path)
    assert kinds(found.project) == layers and check.run(found.project).ok


def test_an_open_axis_is_turned_over(tmp_path: Path) -> None:
    numbers = {"s": np.array([-1]), "e": np.array([-(2**63) + 1]), "a": np.array([1])}
    numbers["t"] = np.array([-1])
    made = with_open(model([node("Slice", "x s e a t")], {"x": STEPS}, numbers), x="T")
    found = imported(made, tmp_path)
    assert kinds(found.project) == ["Flip"] and check.run(found.project).ok


def steps_first(batch: int) -> ModelProto:
    """Heads of attention as torch lays them out, all of whose shapes are numbers."""
    shapes = {"flat": [5 * batch, 6], "steps": [5, batch, 6], "heads": [5, batch * 2, 3]}
    shapes |= {"apart": [batch, 2, 5, 3], "joined": [batch * 2, 5, 3]}
    weights = {"f.kernel": rand(6, 6), **{n: np.array(shape) for n, shape in shapes.items()}}
    nodes = [
        node("Transpose", "x", "t", perm=[1, 0, 2]),
        node("Reshape", "t flat", "a"),
        node("MatMul", "a f.kernel", "b"),
        node("Reshape", "b steps", "c"),
        node("Reshape", "c heads", "d"),
        node("Transpose", "d", "e", perm=[1, 0, 2]),
        node("Reshape", "e apart", "e4"),
        node("Softmax", "e4", "f4", axis=2),
        node("Reshape", "f4 joined", "f"),
        node("Transpose", "f", "g", perm=[1, 0, 2]),
        node("Reshape", "g steps", "h"),
        node("Transpose", "h", perm=[1, 0, 2]),
    ]
    made = model(nodes, {"x": STEPS}, weights)
    made.graph.input[0].type.tensor_type.shape.dim[0].dim_value = batch
    return made


@pytest.mark.parametrize("batch", [1, 2, 5])
def test_samples_of_a_fixed_batch_are_told_from_steps(batch: int, tmp_path: Path) -> None:
    """Also where there is one of them, or as many as there are steps."""
    found = imported(steps_first(batch), tmp_path)
    x = rand(3, 5, 6)
    (got,) = computed(found.project, {"x": x}, {"f.kernel": rand(6, 6)})
    np.testing.assert_allclose(got, expected(steps_first(3), {"x": x})[0], 1e-4, 1e-5)


def test_what_a_fixed_batch_repeats_is_there_once(tmp_path: Path) -> None:
    """A token that an exporter has put in front of each sample, and a length for each."""
    token = np.repeat(rand(1, 1, 6), BATCH, axis=0)
    nodes = [node("Concat", "token x", "s", axis=1), node("ReduceL2", "s", "l", axes=[2])]
    nodes += [node("Clip", "l least", "c"), node("Expand", "c all", "e"), node("Div", "s e")]
    weights = {"token": token, "least": np.float32(1e-9), "all": np.array([BATCH, 6, 6])}
    made = model(nodes, {"x": STEPS}, weights, opset=17)
    made.graph.input[0].type.tensor_type.shape.dim[0].dim_value = BATCH
    found = imported(made, tmp_path)
    assert kinds(found.project) == ["ClassToken", "Normalize"]
    (name,) = (n for n, layer in found.project.main.nodes.items() if layer.type == "ClassToken")
    (got,) = computed(found.project, {"x": STEPS}, {name: token[:1]})
    np.testing.assert_allclose(got, expected(made, {"x": STEPS})[0], 1e-4, 1e-5)


def test_inputs_of_other_numbers_of_samples_are_told(tmp_path: Path) -> None:
    nodes = [node("Relu", "x", "y"), node("Relu", "k", "z")]
    made = model(nodes, {"x": STEPS, "k": rand(3)}, outputs=("y", "z"))
    for value, size in zip(made.graph.input, (BATCH, 3), strict=True):
        value.type.tensor_type.shape.dim[0].dim_value = size
    found = imported(made, tmp_path)
    assert found.remarks[0] == "k: its 3 entries along axis 0 are taken for samples."


def test_what_is_repeated_in_front_of_the_samples_is_told(tmp_path: Path) -> None:
    numbers = {"a": np.array([0]), "s": np.array([4, 1, 1, 1])}
    nodes = [node("Unsqueeze", "x a", "u"), node("Expand", "u s")]
    found = imported(model(nodes, {"x": STEPS}, numbers), tmp_path)
    assert any("it repeats samples" in sentence for sentence in found.remarks)


def test_shapes_are_worked_out_as_the_standard_says(tmp_path: Path) -> None:
    """A product without axes, a rest with the sign of what is divided, a sum over no axes."""
    shape = [node("Shape", "x", "s"), node("Slice", "s one three", "t")]
    product = [node("ReduceProd", "t", "p", keepdims=0), node("Mod", "minus p", "m", fmod=1)]
    total = [node("ReduceSum", "t none", "q", keepdims=0), node("Add", "m q", "r")]
    ends = [node("Cast", "r", "c", to=1), node("Add", "x c")]
    numbers = {"one": np.array([1]), "three": np.array([3]), "none": np.zeros(0, np.int64)}
    made = model(
        [*shape, *product, *total, *ends], {"x": STEPS}, {**numbers, "minus": np.array(-7)}
    )
    found = imported(made, tmp_path)
    assert kinds(found.project) == ["Shift"]
    (got,) = computed(found.project, {"x": STEPS}, {})
    np.testing.assert_allclose(got, expected(made, {"x": STEPS})[0], rtol=1e-5)
