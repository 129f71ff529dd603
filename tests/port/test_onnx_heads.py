"""Attention with heads, as torch writes it out, is the layer that it was, with its weights."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import NodeProto, helper, numpy_helper

from designer import check, port
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
    work_of,
)

FILES = Path(__file__).with_name("onnx_attention")
"""Modules of torch as its two exporters write them.

Their weights are in the files a second time, under the names that they have in the module, as
exporters cut them and turn them over.
"""
STATE = "state:"
ENCODER = "MultiheadAttention Add LayerNorm Linear GELU Linear Add LayerNorm"
LAYERS = {
    "self": "MultiheadAttention",
    "cross": "MultiheadAttention",
    "causal": "MultiheadAttention",
    "kdim": "MultiheadAttention",
    "twice": "MultiheadAttention MultiheadAttention",
    "encoder": ENCODER,
    "decoder": "MultiheadAttention Add LayerNorm " + ENCODER.replace("GELU", "ReLU"),
    "stack": " ".join([ENCODER.replace("GELU", "ReLU")] * 2),
}


def named(state: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The weights of a module by the names of layers: what is in a module inside has a low line."""
    found = {}
    for name, array in state.items():
        inner = name.removesuffix(".out_proj.weight").removesuffix(".out_proj.bias")
        path = inner if inner != name else name.rpartition(".")[0]
        found[path.replace(".", "_") + name[len(path) :]] = array
    return found


@pytest.mark.parametrize("path", sorted(FILES.glob("*.onnx")), ids=lambda path: path.stem)
def test_attention_that_was_taken_apart_is_one_layer(path: Path) -> None:
    made = onnx.load(path)
    arrays = {i.name: numpy_helper.to_array(i).copy() for i in made.graph.initializer}
    state = named({n.removeprefix(STATE): a for n, a in arrays.items() if n.startswith(STATE)})
    given = {"x": rand(BATCH, 5, 8), "z": rand(BATCH, 4, 6 if "kdim" in path.stem else 8)}
    inputs = {value.name: given[value.name] for value in made.graph.input}
    found = port.read(path)
    assert kinds(found.project) == LAYERS[path.stem.partition("-")[0]].split()
    assert len(found.remarks) == 1
    (got,) = computed(found.project, inputs, state)
    np.testing.assert_allclose(got, expected(made, inputs)[0], rtol=1e-3, atol=1e-5)


def heads(way: str) -> list[NodeProto]:
    """Attention with two heads, from one table of weights, written as people do."""
    parts = {
        "chunks": [
            node("Split", "p", "q0 k0 v0", axis=2, num_outputs=3),
            *(node("Reshape", f"{x}0 cut", f"{x}1") for x in "qkv"),
            *(node("Transpose", f"{x}1", x, perm=[0, 2, 1, 3]) for x in "qkv"),
        ],
        "axis": [
            node("Reshape", "p all", "r"),
            node("Transpose", "r", "t", perm=[2, 0, 3, 1, 4]),
            *(node("Gather", f"t {x}i", x, axis=0) for x in "qkv"),
        ],
        "slices": [
            node("Reshape", "p all", "r"),
            node("Transpose", "r", "t", perm=[2, 0, 3, 1, 4]),
            *(node("Slice", f"t at{i} at{i + 1} at0", f"{x}0") for i, x in enumerate("qkv")),
            *(node("Squeeze", f"{x}0 at0", x) for x in "qkv"),
        ],
    }
    return [
        node("MatMul", "x a.kernel", "m"),
        node("Add", "m a.bias", "p"),
        *parts[way],
        node("Transpose", "k", "kt", perm=[0, 1, 3, 2]),
        node("MatMul", "q kt", "s"),
        node("Mul", "s half", "w"),
        node("Softmax", "w", "soft"),
        node("MatMul", "soft v", "o"),
        node("Transpose", "o", "ot", perm=[0, 2, 1, 3]),
        node("Reshape", "ot joined", "oj"),
        node("MatMul", "oj b.kernel", "om"),
        node("Add", "om b.bias"),
    ]


NUMBERS = {
    "a.kernel": rand(8, 24),
    "a.bias": rand(24, seed=1),
    "b.kernel": rand(8, 8, seed=2),
    "b.bias": rand(8, seed=3),
    "half": np.float32(0.5),
    "cut": np.array([0, 0, 2, 4]),
    "all": np.array([0, 0, 3, 2, 4]),
    "joined": np.array([0, 0, 8]),
    **{f"at{i}": np.array([i]) for i in range(4)},
    **{f"{x}i": np.array(i) for i, x in enumerate("qkv")},
}


@pytest.mark.parametrize("way", ["chunks", "axis", "slices"])
def test_attention_of_other_programs_is_the_layer_too(way: str, tmp_path: Path) -> None:
    x = rand(BATCH, 5, 8)
    made = model(heads(way), {"x": x}, NUMBERS)
    found = imported(made, tmp_path)
    assert kinds(found.project) == ["MultiheadAttention"]
    (name,) = (n for n, layer in found.project.main.nodes.items() if layer.type[:5] == "Multi")
    weights = {
        f"{name}.in_proj_weight": NUMBERS["a.kernel"].T,
        f"{name}.in_proj_bias": NUMBERS["a.bias"],
        f"{name}.out_proj.weight": NUMBERS["b.kernel"].T,
        f"{name}.out_proj.bias": NUMBERS["b.bias"],
    }
    (got,) = computed(found.project, {"x": x}, weights)
    np.testing.assert_allclose(got, expected(made, {"x": x})[0], rtol=1e-3, atol=1e-5)


def other_scale(nodes: list[NodeProto]) -> Sequence[NodeProto]:
    return [node("Mul", "s third", "w") if n.output[0] == "w" else n for n in nodes]


def other_order(nodes: list[NodeProto]) -> Sequence[NodeProto]:
    """Values in front of queries and keys."""
    cut = node("Split", "p", "v0 q0 k0", axis=2, num_outputs=3)
    return [cut if n.op_type == "Split" else n for n in nodes]


def seen_inside(nodes: list[NodeProto]) -> Sequence[NodeProto]:
    """What comes of the heads goes elsewhere, too."""
    renamed = [node("Add", "om b.bias", "e") if n.output[0] == "y" else n for n in nodes]
    return [*renamed, node("Add", "e oj")]


def no_joint(nodes: list[NodeProto]) -> Sequence[NodeProto]:
    """Heads are put together in another order."""
    turned = node("Transpose", "o", "ot", perm=[0, 2, 3, 1])
    return [turned if n.output[0] == "ot" else n for n in nodes]


def no_bias_of_keys(nodes: list[NodeProto]) -> Sequence[NodeProto]:
    """Each has weights of its own, and the keys nothing that is added."""
    alone = [node("MatMul", f"x {x}.kernel", f"{x}m") for x in "qkv"]
    alone += [node("Add", f"{x}m {x}.bias", f"{x}0") for x in "qv"]
    alone += [node("Identity", "km", "k0")]
    return [*alone, *nodes[3:]]


@pytest.mark.parametrize(
    "change", [other_scale, other_order, seen_inside, no_joint, no_bias_of_keys]
)
def test_what_is_another_attention_stays_in_parts(
    change: Callable[[list[NodeProto]], Sequence[NodeProto]], tmp_path: Path
) -> None:
    numbers = {**NUMBERS, "third": np.float32(0.3)}
    for place, x in enumerate("qkv"):
        numbers |= {f"{x}.kernel": rand(8, 8, seed=place), f"{x}.bias": rand(8, seed=place + 5)}
    x = rand(BATCH, 5, 8)
    made = model(change(heads("chunks")), {"x": x}, numbers)
    found = compare(made, {"x": x}, numbers, tmp_path)
    assert "MultiheadAttention" not in kinds(found.project)
    assert check.run(found.project).ok


def again(nodes: Sequence[NodeProto], number: int) -> list[NodeProto]:
    """The same operations behind themselves, for the `number`-th time."""
    found = []
    for old in nodes:
        given = [n if n in NUMBERS else f"{n}_{number}" for n in old.input]
        made = [f"{n}_{number}" for n in old.output]
        made = [f"x_{number + 1}" if n == f"y_{number}" else n for n in made]
        attributes = {a.name: helper.get_attribute_value(a) for a in old.attribute}
        found.append(helper.make_node(old.op_type, given, made, **attributes))
    return found


def test_twice_as_much_attention_is_twice_the_work(tmp_path: Path) -> None:
    counts = []
    for count in (15, 30):
        blocks = [again(heads("chunks"), number) for number in range(count)]
        nodes = [part for block in blocks for part in block]
        made = model(nodes, {"x_0": rand(BATCH, 5, 8)}, NUMBERS, outputs=[f"x_{count}"])
        counts.append(work_of(lambda made=made: imported(made, tmp_path)))
    assert counts[1] < 2.04 * counts[0], counts


def test_attention_that_is_used_twice_is_shared(tmp_path: Path) -> None:
    nodes = [*again(heads("chunks"), 0), *again(heads("chunks"), 1)]
    made = model(nodes, {"x_0": rand(BATCH, 5, 8)}, NUMBERS, outputs=["x_2"])
    found = imported(made, tmp_path)
    assert check.run(found.project).ok
    one, two = kinds(found.project)
    assert (one, two[0]) == ("MultiheadAttention", "=")
