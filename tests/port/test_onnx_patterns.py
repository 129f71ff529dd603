"""What exporters take apart is one layer again, and computes the same as its parts did."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from onnx import NodeProto, TensorProto, helper

from tests.port.onnx_models import (
    BATCH,
    Arrays,
    compare,
    computed,
    expected,
    imported,
    kinds,
    model,
    node,
    rand,
)

STEPS = rand(BATCH, 5, 6)
IMAGE = rand(BATCH, 4, 3, 2)
ONE, HALF, TWO = (np.float32(number) for number in (1, 0.5, 2))
Row = tuple[Sequence[NodeProto], np.ndarray, str, Arrays]


def gates() -> Iterator[Row]:
    """GELU in the orders in which people write it, and values times a function of themselves."""
    numbers = {"half": HALF, "one": ONE, "root": np.float32(2**0.5), "three": np.float32(3)}
    numbers |= {"c": np.float32((2 / np.pi) ** 0.5), "k": np.float32(0.044715)}
    numbers |= {"six": np.float32(6), "zero": np.float32(0), "inv": np.float32(0.5**0.5)}
    erf = [node("Div", "x root", "d"), node("Erf", "d", "e"), node("Add", "e one", "g")]
    turned = [node("Mul", "x inv", "d"), node("Erf", "d", "e"), node("Add", "one e", "g")]
    yield [*erf, node("Mul", "x g", "m"), node("Mul", "m half")], STEPS, "GELU", numbers
    yield [*erf, node("Mul", "x half", "m"), node("Mul", "m g")], STEPS, "GELU", numbers
    yield [*turned, node("Mul", "half g", "m"), node("Mul", "m x")], STEPS, "GELU", numbers
    cubic = [
        node("Pow", "x three", "p"),
        node("Mul", "p k", "q"),
        node("Add", "x q", "s"),
        node("Mul", "s c", "t"),
        node("Tanh", "t", "h"),
        node("Add", "h one", "g"),
        node("Mul", "x half", "m"),
        node("Mul", "m g"),
    ]
    yield cubic, STEPS, "GELU", numbers
    yield [node("Sigmoid", "x", "s"), node("Mul", "s x")], STEPS, "SiLU", {}
    mish = [node("Softplus", "x", "s"), node("Tanh", "s", "t"), node("Mul", "x t")]
    yield mish, STEPS, "Mish", {}
    hard = node("HardSigmoid", "x", "h", alpha=1 / 6)
    yield [hard, node("Mul", "x h")], STEPS, "Hardswish", {}
    ramp = [node("Add", "x three", "a"), node("Clip", "a zero six", "r")]
    yield [*ramp, node("Div", "r six")], STEPS, "Hardsigmoid", numbers
    yield [*ramp, node("Mul", "x r", "m"), node("Div", "m six")], STEPS, "Hardswish", numbers
    yield [node("Sigmoid", "x", "s"), node("Log", "s")], STEPS, "LogSigmoid", {}
    minus = [node("Neg", "x", "n"), node("Softplus", "n", "s"), node("Neg", "s")]
    yield minus, STEPS, "LogSigmoid", {}
    yield [node("Softmax", "x", "s"), node("Log", "s")], STEPS, "LogSoftmax", {}
    yield [node("Tanh", "x", "t"), node("Sub", "x t")], STEPS, "Tanhshrink", {}
    inverse = [node("Sqrt", "x", "s"), node("Reciprocal", "s")]
    yield inverse, np.abs(STEPS) + 1, "Rsqrt", {}


def norms() -> Iterator[Row]:
    numbers = {"two": TWO, "eps": np.float32(1e-5)}
    weights = {**numbers, "n.weight": rand(6), "n.bias": rand(6, seed=1)}
    spread = [
        node("Pow", "d two", "q"),
        node("ReduceMean", "q", "v", axes=[-1]),
        node("Add", "v eps", "w"),
        node("Sqrt", "w", "r"),
        node("Div", "d r", "u"),
    ]
    center = [node("ReduceMean", "x", "m", axes=[-1]), node("Sub", "x m", "d")]
    learned = [node("Mul", "u n.weight", "s"), node("Add", "s n.bias")]
    yield [*center, *spread, *learned], STEPS, "LayerNorm", weights
    yield [*center, *spread[:-1], node("Div", "d r")], STEPS, "LayerNorm", numbers
    counted = [node("ReduceMean", "x", "m", axes=[2]), node("Sub", "x m", "d"), spread[0]]
    counted += [node("ReduceMean", "q", "v", axes=[2]), *spread[2:], *learned]
    yield counted, STEPS, "LayerNorm", weights
    rms = [
        node("Mul", "x x", "q"),
        *spread[1:-1],
        node("Reciprocal", "r", "i"),
        node("Mul", "x i", "u"),
        node("Mul", "n.weight u"),
    ]
    yield rms, STEPS, "RMSNorm", weights
    ones = {"one": np.ones(2, np.float32), "zero": np.zeros(2, np.float32)}
    channels = {"n.weight": rand(4, 1, 1), "n.bias": rand(4, 1, 1, seed=1)}
    groups = {"cut": np.array([0, 2, -1]), "back": np.array([-1, 4, 3, 2]), **ones, **channels}
    split = [
        node("Reshape", "x cut", "g"),
        node("InstanceNormalization", "g one zero", "i"),
        node("Reshape", "i back", "u"),
    ]
    yield [*split, *learned], IMAGE, "GroupNorm", groups
    unit = [
        node("ReduceL2", "x", "l", axes=[1]),
        node("Clip", "l least", "c"),
        node("Shape", "x", "s"),
        node("Expand", "c s", "e"),
        node("Div", "x e"),
    ]
    yield unit, STEPS, "Normalize", {"least": np.float32(1e-12)}


def attention() -> Iterator[Row]:
    """Queries, keys and values are the same here; keys are transposed and all is scaled."""
    heads = rand(BATCH, 2, 5, 4)
    mask = np.triu(np.full((5, 5), -1e9, np.float32), 1)
    weights = {"half": HALF, "mask": mask, "root": np.float32(0.5**0.5)}
    turned = node("Transpose", "x", "k", perm=[0, 1, 3, 2])
    ends = [node("Softmax", "s", "p"), node("MatMul", "p x")]
    late = [turned, node("MatMul", "x k", "m"), node("Mul", "m half", "s")]
    yield [*late, *ends], heads, "ScaledDotProductAttention", weights
    early = [
        node("Mul", "x root", "q"),
        turned,
        node("Mul", "k root", "j"),
        node("MatMul", "q j", "m"),
        node("Add", "m mask", "s"),
    ]
    yield [*early, *ends], heads, "ScaledDotProductAttention", weights
    plain = [turned, node("MatMul", "x k", "s"), *ends]
    yield plain, heads, "Transpose MatMul Softmax MatMul", {}
    joined = {"all": np.array([-1, 5, 4]), "apart": np.array([-1, 2, 5, 4]), "half": HALF}
    flat = [
        node("Reshape", "x all", "f"),
        node("Transpose", "f", "k", perm=[0, 2, 1]),
        node("MatMul", "f k", "m"),
        node("Mul", "m half", "s"),
        node("Softmax", "s", "p"),
        node("MatMul", "p f", "o"),
        node("Reshape", "o apart"),
    ]
    yield flat, heads, "ScaledDotProductAttention", joined


def chains() -> Iterator[Row]:
    """Shapes that are computed inside the graph, as TorchScript does."""
    view = [
        node("Shape", "x", "s"),
        node("Gather", "s zero", "n"),
        node("Unsqueeze", "n axis", "u"),
        node("Concat", "u rest", "t", axis=0),
        node("Reshape", "x t"),
    ]
    numbers = {"zero": np.array(0), "axis": np.array([0]), "rest": np.array([-1])}
    yield view, IMAGE, "Flatten", numbers
    patches = [
        node("Shape", "x", "s"),
        node("Slice", "s axis two", "a"),
        node("Concat", "a rest", "t", axis=0),
        node("Reshape", "x t", "r"),
        node("Transpose", "r", perm=[0, 2, 1]),
    ]
    yield patches, IMAGE, "Flatten Transpose", {**numbers, "two": np.array([2])}
    linear = {"f.kernel": rand(6, 3), "f.bias": rand(3)}
    yield [node("MatMul", "x f.kernel", "m"), node("Add", "f.bias m")], STEPS, "Linear", linear
    turned = [node("MatMul", "x f.kernel", "m"), node("Transpose", "m", "t", perm=[1, 0, 2])]
    turned += [node("Add", "t f.bias", "a"), node("Transpose", "a", perm=[1, 0, 2])]
    yield turned, STEPS, "Linear", linear
    convolution = {"c.weight": rand(5, 4, 2, 2), "c.bias": rand(1, 5, 1, 1)}
    yield [node("Conv", "x c.weight", "h"), node("Add", "h c.bias")], IMAGE, "Conv2d", convolution
    last = {"c.weight": rand(5, 4, 1, 1), "c.bias": rand(5)}
    channels = [node("Conv", "x c.weight", "h"), node("Transpose", "h", "t", perm=[0, 2, 3, 1])]
    yield [*channels, node("Add", "t c.bias")], IMAGE, "Conv2d Permute", last
    both = [node("MatMul", "x f.kernel", "m"), node("Add", "m f.bias", "a"), node("Mul", "m a")]
    yield both, STEPS, "Linear Parameter Repeat Add Multiply", linear
    shuffle = {"apart": np.array([0, 2, 2, 3, 2]), "back": np.array([0, -1, 3, 2])}
    mixed = [
        node("Reshape", "x apart", "a"),
        node("Transpose", "a", "t", perm=[0, 2, 1, 3, 4]),
        node("Reshape", "t back"),
    ]
    yield mixed, IMAGE, "Unflatten Transpose Flatten", shuffle


def windows() -> Iterator[Row]:
    """Attention inside the windows of an image, which stand among the samples meanwhile."""
    shapes = {"cut": [0, 2, 2, 2, 2, 6], "join": [-1, 4, 6], "thirds": [-1, 4, 3, 2]}
    shapes |= {"grid": [-1, 2, 2, 2, 2, 2], "image": [-1, 4, 4, 2], "first": [0]}
    numbers = {name: np.array(shape) for name, shape in shapes.items()}
    weights = {"f.kernel": rand(6, 6), "f.bias": rand(6), "root": np.float32(0.5**0.5)}
    nodes = [
        node("Reshape", "x cut", "a"),
        node("Transpose", "a", "b", perm=[0, 1, 3, 2, 4, 5]),
        node("Reshape", "b join", "c"),
        node("MatMul", "c f.kernel", "d"),
        node("Add", "d f.bias", "e"),
        node("Reshape", "e thirds", "f"),
        node("Transpose", "f", "g", perm=[2, 0, 1, 3]),
        node("Split", "g", "q3 k3 v3", axis=0),
        *(node("Squeeze", f"{name}3 first", name) for name in "qkv"),
        node("Transpose", "k", "t", perm=[0, 2, 1]),
        node("MatMul", "q t", "h"),
        node("Mul", "h root", "s"),
        node("Softmax", "s", "p"),
        node("MatMul", "p v", "o"),
        node("Reshape", "o grid", "i"),
        node("Transpose", "i", "j", perm=[0, 1, 3, 2, 4, 5]),
        node("Reshape", "j image"),
    ]
    layers = "Flatten Linear Reshape " + "Select " * 3 + "Transpose Flatten " * 3
    layers += "ScaledDotProductAttention Unflatten Transpose Reshape"
    yield nodes, rand(BATCH, 4, 4, 6), layers, {**numbers, **weights}


@pytest.mark.parametrize(
    "group", [gates, norms, attention, chains, windows], ids=lambda g: g.__name__
)
def test_parts_are_one_layer_again(group: Callable[[], Iterator[Row]], tmp_path: Path) -> None:
    for number, (nodes, x, layers, weights) in enumerate(group()):
        made = model(nodes, {"x": x}, weights, opset=17)
        found = compare(made, {"x": x}, weights, tmp_path)
        assert kinds(found.project) == layers.split(), number


def test_channels_that_stand_last_have_their_slopes(tmp_path: Path) -> None:
    turned = node("Transpose", "x", "t", perm=[0, 2, 3, 1])
    nodes = [turned, node("PRelu", "t s", "p"), node("Transpose", "p", perm=[0, 3, 1, 2])]
    weights = {"s": rand(4)}
    found = compare(model(nodes, {"x": IMAGE}, weights), {"x": IMAGE}, weights, tmp_path)
    assert kinds(found.project) == ["PReLU"]


@pytest.mark.parametrize(
    ("nodes", "layers"),
    [
        ((node("Gemm", "x w", "h"), node("Gemm", "h w", transB=1)), ["Linear", "Linear"]),
        ((node("Gemm", "x w", "h", transB=1), node("Gemm", "h w", transB=1)), ["Linear", "=fc1"]),
        ((node("Gemm", "x w", "h"), node("MatMul", "h w")), ["Linear", "=fc1"]),
        ((node("MatMul", "x w", "h"), node("Add", "w h", "s"), node("MatMul", "s t")), []),
    ],
)
def test_weights_that_are_turned_over_are_others(
    nodes: tuple[NodeProto, ...], layers: list[str], tmp_path: Path
) -> None:
    transposed = [node("Transpose", "w", "t", perm=[1, 0])] if not layers else []
    made = model([*transposed, *nodes], {"x": rand(BATCH, 6)}, {"w": rand(6, 6)})
    found = kinds(imported(made, tmp_path).project)
    assert found == layers if layers else found.count("Linear") == 2


@pytest.mark.parametrize("way", ["Split", "Slice"])
def test_parts_of_a_table_of_weights_are_tables(way: str, tmp_path: Path) -> None:
    numbers = {"zero": np.array([0]), "six": np.array([6]), "end": np.array([12])}
    cut = [node("Split", "w", "a b", axis=1, num_outputs=2)]
    if way == "Slice":
        numbers["one"] = np.array([1])
        cut = [node("Slice", "w zero six one", "a"), node("Slice", "w six end one", "b")]
    nodes = [*cut, node("MatMul", "x a", "h"), node("MatMul", "h b")]
    made = model(nodes, {"x": STEPS}, {**numbers, "w": rand(6, 12)})
    assert kinds(imported(made, tmp_path).project) == ["Linear", "Linear"]


def test_two_tables_of_an_operation_are_two(tmp_path: Path) -> None:
    """And a table that two operations take is one."""
    weights = {"a": rand(1, 5, 6), "b": rand(1, 5, 6, seed=1), "zero": np.float32(0)}
    nodes = [node("Greater", "x zero", "c"), node("Where", "c a b", "w"), node("Div", "w a")]
    found = compare(model(nodes, {"x": STEPS}, weights), {"x": STEPS}, weights, tmp_path)
    layers = ["Condition", "Parameter", "Parameter", "Where", "=learned1", "Divide"]
    assert sorted(kinds(found.project)) == sorted(layers)
    assert sum("is learned here" in sentence for sentence in found.remarks) == 2


def test_a_branch_that_no_data_decide_is_taken(tmp_path: Path) -> None:
    """As exporters write a squeeze of an axis that may be longer."""
    result = helper.make_tensor_value_info("r", TensorProto.FLOAT, None)
    then = helper.make_graph([node("Tanh", "x", "r")], "then", [], [result])
    other = helper.make_graph([node("Abs", "x", "r")], "else", [], [result])
    nodes = [
        node("Shape", "x", "s"),
        node("Gather", "s one", "n"),
        node("Equal", "n five", "c"),
        helper.make_node("If", ["c"], ["y"], then_branch=then, else_branch=other),
    ]
    numbers = {"one": np.array(1), "five": np.array(5)}
    found = compare(model(nodes, {"x": STEPS}, numbers), {"x": STEPS}, {}, tmp_path)
    assert kinds(found.project) == ["Tanh"]


def test_functions_of_the_file_are_written_out(tmp_path: Path) -> None:
    inner = helper.make_function(
        "own",
        "Leak",
        ["a"],
        ["b"],
        [helper.make_node("LeakyRelu", ["a"], ["b"])],
        [helper.make_opsetid("", 18)],
        ["alpha"],
    )
    reference = inner.node[0].attribute.add(name="alpha", ref_attr_name="alpha")
    reference.type = 1
    outer = helper.make_function(
        "own",
        "Twice",
        ["a"],
        ["b"],
        [
            node("Leak", "a", "c", domain="own", alpha=0.3),
            node("Leak", "c", "b", domain="own", alpha=0.2),
        ],
        [helper.make_opsetid("own", 1)],
    )
    domains = [helper.make_opsetid("own", 1)]
    call = [node("Twice", "x", domain="own")]
    made = model(call, {"x": STEPS}, functions=[inner, outer], domains=domains)
    project = imported(made, tmp_path).project
    (got,) = computed(project, {"x": STEPS}, {})
    np.testing.assert_allclose(got, np.where(STEPS < 0, STEPS * 0.06, STEPS), rtol=1e-5)
    assert kinds(project) == ["LeakyReLU"] * 2


@pytest.mark.parametrize("is_named", [True, False])
def test_steps_may_stand_before_the_batch(is_named: bool, tmp_path: Path) -> None:
    """A recurrent layer says so, if no name does."""
    weights = {"W": rand(1, 12, 6), "R": rand(1, 12, 3), "B": rand(1, 24), "one": np.array([1])}
    nodes = [node("LSTM", "x W R B", "s", hidden_size=3), node("Squeeze", "s one")]
    made = model(nodes, {"x": STEPS}, weights)
    dims = made.graph.input[0].type.tensor_type.shape.dim
    dims[0].dim_value, dims[1].dim_value = 5, BATCH
    if is_named:
        dims[1].dim_param = "batch"
    found = imported(made, tmp_path)
    assert kinds(found.project) == ["LSTM"] and "x: samples lie along" in " ".join(found.remarks)
    (got,) = computed(found.project, {"x": STEPS}, weights)
    want = expected(made, {"x": STEPS.transpose(1, 0, 2).copy()})[0].transpose(1, 0, 2)
    np.testing.assert_allclose(got, want, rtol=1e-4, atol=1e-6)


def test_weights_used_twice_are_shared(tmp_path: Path) -> None:
    weights = {"f.kernel": rand(6, 6)}
    nodes = [node("MatMul", "x f.kernel", "h"), node("MatMul", "h f.kernel")]
    found = compare(model(nodes, {"x": STEPS}, weights), {"x": STEPS}, weights, tmp_path)
    assert kinds(found.project) == ["Linear", "=f"]


def test_a_fixed_batch_becomes_any(tmp_path: Path) -> None:
    weights = {"s": np.array([2, 4, 6]), "t": np.array([2, 24]), "f.kernel": rand(24, 3)}
    nodes = [
        node("Reshape", "x s", "a"),
        node("Relu", "a", "b"),
        node("Reshape", "b t", "c"),
        node("MatMul", "c f.kernel"),
    ]
    made = model(nodes, {"x": IMAGE}, weights)
    made.graph.input[0].type.tensor_type.shape.dim[0].dim_value = BATCH
    project = imported(made, tmp_path).project
    (got,) = computed(project, {"x": IMAGE}, weights)
    np.testing.assert_allclose(got, expected(made, {"x": IMAGE})[0], rtol=1e-5)
    assert kinds(project) == ["Flatten", "ReLU", "Flatten", "Linear"]
    (more,) = computed(project, {"x": rand(7, 4, 3, 2)}, weights)
    assert more.shape == (7, 3)


def test_a_layer_of_which_only_the_shape_counts_leaves_its_weights(tmp_path: Path) -> None:
    weights = {"f.kernel": rand(6, 6)}
    nodes = [
        node("MatMul", "x f.kernel", "h"),
        node("Shape", "h", "s"),
        node("ConstantOfShape", "s", "zeros"),
        node("MatMul", "x f.kernel", "m"),
        node("Add", "zeros m"),
    ]
    project = imported(model(nodes, {"x": STEPS}, weights), tmp_path).project
    assert kinds(project) == ["Linear"]
