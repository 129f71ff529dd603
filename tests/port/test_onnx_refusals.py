"""What no layer does is said and has its place; what is no ONNX file is refused in a sentence."""

from pathlib import Path

import numpy as np
import pytest
from onnx import ModelProto, TensorProto, helper

from designer import check, port, store
from designer.port import PortError
from tests.port.onnx_models import (
    BATCH,
    imported,
    kinds,
    model,
    node,
    rand,
    work_of,
)

IMAGE = rand(BATCH, 4, 6, 6)
STEPS = rand(BATCH, 5, 6)
GOOD = Path(__file__).with_name("onnx_files") / "lenet5.onnx"


def broken() -> dict[str, bytes]:
    """Files that are no network, by what is wrong with them."""
    good = GOOD.read_bytes()
    circle = model(
        [node("Add", "x b", "a"), node("Relu", "a", "b"), node("Relu", "b")], {"x": STEPS}
    )
    again = helper.make_function(
        "own", "Again", ["a"], ["b"], [node("Again", "a", "b", domain="own")], []
    )
    calls = model([node("Again", "x", domain="own")], {"x": STEPS}, functions=[again])
    negative = model([node("Relu", "x")], {"x": STEPS}, {"w": rand(3)})
    negative.graph.initializer[0].dims[0] = -3
    huge = model([node("Add", "x w")], {"x": STEPS}, {"w": rand(3)})
    huge.graph.initializer[0].dims[:] = [2**30, 2**30]
    bare = model([node("Add", "x w")], {"x": STEPS}, {"w": rand(0)})
    bare.graph.initializer[0].dims[:] = [2**62, 0]
    short = model([node("Add", "x w")], {"x": STEPS}, {"w": rand(6)})
    short.graph.initializer[0].raw_data = b"\0\0\0"
    random = np.random.default_rng(3)
    return {
        "empty": b"",
        "text": b"This is no network, it is a sentence.",
        "zeros": bytes(1000),
        "random": random.bytes(5000),
        "another message": helper.make_tensor("t", 1, [2], [1.0, 2.0]).SerializeToString(),
        "zip": b"PK\x03\x04" + random.bytes(500),
        "no result": model([node("Relu", "x")], {"x": STEPS}, outputs=()).SerializeToString(),
        "fixed result": model([], {"x": STEPS}, {"y": rand(3)}).SerializeToString(),
        "circle": circle.SerializeToString(),
        "function calls itself": calls.SerializeToString(),
        "negative length": negative.SerializeToString(),
        "too large": huge.SerializeToString(),
        "too large without numbers": bare.SerializeToString(),
        "half a number": short.SerializeToString(),
        **{f"cut at {place}": good[:place] for place in range(1, len(good), 97)},
    }


def test_what_is_no_network_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "net.onnx"
    for told, data in broken().items():
        path.write_bytes(data)
        with pytest.raises(PortError, match=r"^'net.onnx' cannot be read as ONNX: .*\.$"):
            port.read(path)
            pytest.fail(told)


def test_a_bit_that_is_wrong_never_ends_in_an_error_of_the_program(tmp_path: Path) -> None:
    good, path = bytearray(GOOD.read_bytes()), tmp_path / "net.onnx"
    random = np.random.default_rng(5)
    for _ in range(80):
        bad = good.copy()
        for place in random.integers(0, len(bad), 3):
            bad[place] ^= 1 << int(random.integers(0, 8))
        path.write_bytes(bad)
        try:
            found = port.read(path)
        except PortError:
            continue
        store.loads(store.dumps(found.project))
        check.run(found.project)


ODD: dict[str, tuple[ModelProto, str]] = {
    "unknown": (model([node("Wobble", "x")], {"x": STEPS}), "#Wobble"),
    "domain": (model([node("Relu", "x", domain="com.acme")], {"x": STEPS}), "#Relu"),
    "two outputs": (model([node("Unique", "x", "y i")], {"x": STEPS}), "#Unique"),
    "quantized": (
        model([node("MatMulInteger", "x w")], {"x": STEPS}, {"w": rand(6, 3)}),
        "#MatMulInteger",
    ),
    "no weights": (model([node("Conv", "x nowhere")], {"x": IMAGE}), "#Conv"),
    "bad axis": (model([node("Softmax", "x", axis=9)], {"x": STEPS}), "#Softmax"),
    "bad kernel": (model([node("MaxPool", "x", kernel_shape=[2])], {"x": IMAGE}), "#MaxPool"),
    "bad text": (model([node("Elu", "x", alpha="much")], {"x": STEPS}), "#Elu"),
    "too small": (
        model([node("Conv", "x c.weight")], {"x": IMAGE}, {"c.weight": rand(2, 4, 9, 9)}),
        "#Conv",
    ),
    "other channels": (
        model([node("BatchNormalization", "x n n n n")], {"x": rand(BATCH)}, {"n": rand(3)}),
        "#BatchNormalization",
    ),
    "loop": (
        model(
            [
                helper.make_node(
                    "Loop",
                    ["n", "", "x"],
                    ["y"],
                    body=helper.make_graph([node("Relu", "a", "b")], "body", [], []),
                )
            ],
            {"x": STEPS},
            {"n": np.array(3)},
        ),
        "#Loop",
    ),
    "if": (
        model(
            [
                node("ReduceMax", "x", "m", keepdims=0),
                helper.make_node(
                    "If", ["m"], ["y"], then_branch=helper.make_graph([], "t", [], [])
                ),
            ],
            {"x": STEPS},
        ),
        "",
    ),
    "softcap": (
        model([node("Attention", "x x x", softcap=2.0)], {"x": IMAGE}, opset=23),
        "#Attention",
    ),
    "odd norm": (model([node("LpPool", "x", p=3, kernel_shape=[2, 2])], {"x": IMAGE}), "#LpPool"),
    "short sequences": (
        model(
            [node("LSTM", "x w r - n", "s y", hidden_size=3, layout=1)],
            {"x": STEPS},
            {"w": rand(1, 12, 6), "r": rand(1, 12, 3), "n": np.array([2, 5], np.int32)},
        ),
        "#LSTM",
    ),
    "gru": (
        model(
            [node("GRU", "x w r", "s y", hidden_size=3)],
            {"x": STEPS},
            {"w": rand(1, 9, 6), "r": rand(1, 9, 3)},
        ),
        "#GRU",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_what_no_layer_does_keeps_its_place(name: str, tmp_path: Path) -> None:
    made, kind = ODD[name]
    found = imported(made, tmp_path)
    store.loads(store.dumps(found.project))
    assert any("no layer does" in sentence for sentence in found.remarks)
    types = {layer.type for layer in found.project.main.nodes.values()}
    assert not kind or kind in types
    codes = {problem.code for problem in check.run(found.project).problems}
    assert codes <= {"not-allowed"}, check.run(found.project).problems


def test_thousands_of_operations_are_read(tmp_path: Path) -> None:
    """A few of them here, and no step that looks at all others."""
    count = 3000
    nodes = [node("Relu", "x" if i == 0 else f"v{i - 1}", f"v{i}") for i in range(count)]
    made = model(nodes, {"x": rand(BATCH, 4)}, outputs=[f"v{count - 1}"])
    assert len(imported(made, tmp_path).project.main.nodes) == count + 2


TABLES = (("c", (4, 4)), ("b", (4,)))


@pytest.mark.parametrize("op", ["Relu", "Mod", "Wobble", "MatMul"])
def test_twice_as_many_operations_are_twice_the_work(op: str, tmp_path: Path) -> None:
    """Also where each of them becomes code of its own."""
    counts = []
    for count in (100, 200):
        weights = {f"c{i}": np.float32(i + 0.5) for i in range(count)} if op == "Mod" else {}
        if op == "MatMul":
            weights = {f"{kind}{i}": rand(*shape) for kind, shape in TABLES for i in range(count)}
        nodes = []
        for i in range(count):
            given, made = "x" if i == 0 else f"v{i - 1}", f"v{i}"
            if op == "MatMul":
                nodes += [node(op, f"{given} c{i}", f"m{i}"), node("Add", f"m{i} b{i}", made)]
                continue
            more = {"Mod": {"fmod": 1}, "Wobble": {"alpha": i}}.get(op, {})
            nodes.append(node(op, f"{given} c{i}" if weights else given, made, **more))
        built = model(nodes, {"x": rand(BATCH, 4)}, weights, outputs=[f"v{count - 1}"])
        counts.append(work_of(lambda built=built: imported(built, tmp_path)))
    assert counts[1] < 2.04 * counts[0], counts


@pytest.mark.parametrize("open_axis", ["height", "T", "", "batch_2"])
def test_open_lengths_stay_open_where_layers_allow_it(open_axis: str, tmp_path: Path) -> None:
    weights = {"c.weight": rand(3, 4, 3, 3)}
    strides: tuple[tuple[int, int | str], ...] = ((1, "H"), (2, 224))
    for stride, length in strides:
        convolution = node("Conv", "x c.weight", pads=[1] * 4, strides=[stride] * 2)
        made = model([convolution], {"x": IMAGE}, weights)
        dim = made.graph.input[0].type.tensor_type.shape.dim[2]
        dim.ClearField("dim_value")
        dim.dim_param = open_axis
        found = imported(made, tmp_path)
        (given,) = (n for n in found.project.main.nodes.values() if n.type == "Input")
        assert check.run(found.project).ok
        shape = given.params["shape"]
        assert isinstance(shape, tuple)
        assert isinstance(shape[1], str) if stride == 1 else shape[1] == length
        assert any("no fixed length" in s for s in found.remarks) == (stride == 2)


@pytest.mark.parametrize(
    "op", ["Add", "Where", "Gather", "Tile", "Expand", "Range", "ConstantOfShape"]
)
def test_a_file_cannot_ask_for_more_memory_than_there_is(op: str, tmp_path: Path) -> None:
    weights = {
        "a": np.zeros((2**11, 1), np.float32),
        "b": np.zeros((1, 2**20), np.float32),
        "c": np.zeros((2**11, 1), bool),
        "i": np.zeros(2**20, np.int64),
        "n": np.array([2**20, 2**20]),
        "zero": np.int64(0),
        "one": np.int64(1),
        "many": np.int64(2**40),
    }
    names = {"Add": "a b", "Where": "c a b", "Gather": "a i", "Tile": "b n", "Expand": "zero n"}
    names |= {"Range": "zero many one", "ConstantOfShape": "n"}
    nodes = [
        node(op, names[op], "w", **({"axis": 1} if op == "Gather" else {})),
        node("Shape", "w", "s"),
        node("Gather", "s zero", "t"),
        node("Cast", "t", "u", to=1),
        node("Add", "x u"),
    ]
    given = {name: value for name, value in weights.items() if name in f"{names[op]} zero".split()}
    assert "y" in imported(model(nodes, {"x": STEPS}, given), tmp_path).project.main.nodes


@pytest.mark.parametrize(
    ("told", "shape"),
    [
        ((), ()),
        (("N",), ()),
        (("N", 0, 4), ("T", 4)),
        (("", "", "", 8), ("T", "L", 8)),
        (("batch", "batch", "time", "time"), ("B", "T", "T")),
        ((7, "height", "width"), ("H", "W")),
    ],
)
def test_lengths_that_are_not_told_are_open(
    told: tuple[int | str, ...], shape: tuple[int | str, ...], tmp_path: Path
) -> None:
    made = model([node("Relu", "x")], {"x": STEPS})
    dims = made.graph.input[0].type.tensor_type.shape.dim
    del dims[:]
    for size in told:
        dims.add(**{"dim_param" if isinstance(size, str) else "dim_value": size})
    project = imported(made, tmp_path).project
    (given,) = (n for n in project.main.nodes.values() if n.type == "Input")
    assert given.params["shape"] == shape and check.run(project).ok
    del dims[:]
    for _ in range(40):
        dims.add()
    with pytest.raises(PortError, match="too many of its lengths are open"):
        imported(made, tmp_path)


def test_weights_may_lie_elsewhere(tmp_path: Path) -> None:
    made = model([node("MatMul", "x f.kernel")], {"x": STEPS}, {"f.kernel": rand(6, 3)})
    tensor = made.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="missing.bin")
    assert kinds(imported(made, tmp_path).project) == ["Linear"]


def test_a_table_that_is_learned_here_is_told(tmp_path: Path) -> None:
    made = model([node("Div", "x t")], {"x": IMAGE}, {"t": rand(1, 4, 6, 6)})
    found = imported(made, tmp_path)
    assert kinds(found.project) == ["Parameter", "Divide"]
    assert found.remarks[0] == "learned1: a table of numbers in the file, which is learned here."


def test_a_result_that_no_layer_gives_is_told(tmp_path: Path) -> None:
    made = model([node("Dropout", "x", "y mask")], {"x": STEPS}, outputs=("y", "mask"))
    found = imported(made, tmp_path)
    assert kinds(found.project) == ["Dropout"]
    assert found.remarks[0] == "mask is not known here, and left out."


def test_words_that_come_in_are_told(tmp_path: Path) -> None:
    made = model([node("Identity", "x")], {"x": STEPS})
    made.graph.input[0].type.tensor_type.elem_type = TensorProto.STRING
    assert imported(made, tmp_path).remarks[0] == "x is no table of numbers in the file."


def test_numbers_of_8_bits_are_decimal_in_the_drawing(tmp_path: Path) -> None:
    weights = {"s": np.float32(0.1), "w": np.ones((3, 4, 3, 3), np.int8), "z": np.int8(0)}
    nodes = [
        node("QuantizeLinear", "x s z", "q"),
        node("DequantizeLinear", "q s z", "d"),
        node("DequantizeLinear", "w s z", "v"),
        node("Conv", "d v"),
    ]
    found = imported(model(nodes, {"x": IMAGE}, weights), tmp_path)
    assert kinds(found.project) == ["Conv2d"] and check.run(found.project).ok
    assert "8 bits" in found.remarks[0]


@pytest.mark.parametrize(
    ("op", "weight", "shape"),
    [("Conv", (3, 4, 3, 3), (4, 224, 224)), ("Gemm", (6, 3), (6,)), ("MatMul", (6, 3), (6,))],
)
def test_a_shape_that_is_not_told_follows_from_the_first_weights(
    op: str, weight: tuple[int, ...], shape: tuple[int, ...], tmp_path: Path
) -> None:
    made = model([node(op, "x w")], {"x": IMAGE}, {"w": rand(*weight)})
    made.graph.input[0].type.tensor_type.ClearField("shape")
    project = imported(made, tmp_path).project
    (given,) = (n for n in project.main.nodes.values() if n.type == "Input")
    assert given.params["shape"] == shape and check.run(project).ok


def test_a_network_that_gives_back_what_comes_in_is_trained_on_it(tmp_path: Path) -> None:
    """Further results have no target, a Sigmoid has its loss, and images their size."""
    nodes = [node("Relu", "x", "y"), node("Flatten", "x", "f"), node("Sigmoid", "f", "z")]
    project = imported(
        model(nodes, {"x": rand(BATCH, 3, 4, 5)}, outputs=("y", "z")), tmp_path
    ).project
    assert project.data.resize == (4, 5)
    assert project.training.outputs["y"].target == "inputs"
    assert project.training.outputs["z"].target == "none"
    alone = imported(model(nodes[1:], {"x": IMAGE}, outputs=("z",)), tmp_path).project
    assert alone.training.loss == "BCELoss"
