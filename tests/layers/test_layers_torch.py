"""Why: no rule, weight count or line of code may say anything else than torch does."""

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.layers import LAYERS, Layer, Mismatch, N, Tensor, find, output_ports
from tests.layers.layers_examples import LENGTHS, T, input_tensors, param_values, with_batch
from tests.layers.layers_torch import (
    direct_module,
    forward,
    random_tensor,
    run_lines,
    written_module,
)

COMPUTING = [layer for layer in LAYERS.values() if layer.category != "io"]
MIRRORED = [layer for layer in COMPUTING if layer.reference]
RECURRENT = [find(kind) for kind in ("RNN", "LSTM", "GRU")]
CELLS = [layer for layer in COMPUTING if layer.type.endswith("Cell")]

STRICT_CODES = ("rank", "size", "channels", "broadcast")
"""Torch must refuse these too. It is mostly silent about "dtype" and "param": that is our part."""

UNBATCHED = "takes one sample without a batch"
BROADCAST = "repeats the smaller tensor"
SILENT = {
    ("Linear", "rank"): "works on the last axis of anything",
    ("Add", "broadcast"): BROADCAST,
    ("Subtract", "broadcast"): BROADCAST,
    ("Add", "rank"): BROADCAST,
    **{
        (kind, code): BROADCAST
        for kind in ("CosineSimilarity", "PairwiseDistance")
        for code in ("broadcast", "rank")
    },
    ("Subtract", "rank"): BROADCAST,
    **{
        (kind, "rank"): BROADCAST
        for kind in ("Multiply", "Divide", "Maximum", "Minimum", "Compare", "Where")
    },
    ("Einsum", "size"): BROADCAST,
    **{(f"Chunk{count}", "size"): "makes the last part smaller" for count in (2, 3, 4)},
    ("Gather", "size"): "leaves out what lies beyond the index",
    ("LayerNorm2d", "rank"): UNBATCHED,
    ("MatMul", "rank"): "multiplies rows of a batch that happens to fit",
    ("MatMul", "size"): BROADCAST,
    ("EmbeddingBag", "rank"): "takes offsets besides",
    **{(f"FractionalMaxPool{n}d", "size"): "gives a tensor without values" for n in (2, 3)},
    **{(f"MaxUnpool{n}d", "size"): "gives a tensor without values" for n in (1, 2)},
    ("Split", "size"): "gives a tensor without values",
    ("Slice", "size"): "gives a tensor without values",
    ("Softmax2d", "rank"): UNBATCHED,
    ("FeatureAlphaDropout", "rank"): "leaves it as it is where p is 0",
    ("LocalResponseNorm", "rank"): "works on an empty axis",
    **{(f"Dropout{axes}d", "rank"): "takes other numbers of axes" for axes in (1, 2, 3)},
    **{(layer.type, "rank"): UNBATCHED for layer in COMPUTING if layer.category == "pooling"},
    **{(layer.type, "rank"): UNBATCHED for layer in (*RECURRENT, *CELLS)},
    **{(layer.type, "rank"): UNBATCHED for layer in COMPUTING if layer.category == "attention"},
    ("ScaledDotProductAttention", "size"): BROADCAST,
    **{(layer.type, "rank"): UNBATCHED for layer in COMPUTING if layer.category == "resizing"},
    **{(f"ConvTranspose{axes}d", "size"): "gives a tensor without values" for axes in (1, 2, 3)},
}


def by_type(layers: list[Layer]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("layer", layers, ids=[layer.type for layer in layers])


def says(layer: Layer, values: dict[str, Any], inputs: list[Tensor]) -> tuple[Tensor, ...] | str:
    """What the rule says: tensors, or the code of its mismatch."""
    try:
        return layer.rule(values, inputs)
    except Mismatch as mismatch:
        assert mismatch.message
        return mismatch.code


def does(
    layer: Layer, values: dict[str, Any], inputs: list[Tensor], length: int = LENGTHS[0]
) -> Any:
    """What torch does: module and outputs, or None when it refuses."""
    tensors = [random_tensor(t, values.get("num_embeddings", 1), length) for t in inputs]
    try:
        module = written_module(layer, values)
        return module, forward(layer, values, tensors, module)
    except (RuntimeError, ValueError, IndexError, TypeError, AssertionError, UserWarning):
        return None


def assert_same_module(layer: Layer, values: dict[str, Any], written: Any) -> None:
    """The written constructor is that of torch's class called with all parameters by name."""
    if not layer.nn or layer.made is not None:
        return
    direct = direct_module(layer.nn, layer, values)
    assert type(written) is type(direct)
    for param in layer.params:
        theirs = getattr(direct, param.name, None)
        if param.in_code and not isinstance(theirs, torch.Tensor | torch.nn.Module):
            assert getattr(written, param.name, None) == theirs
    shapes = [{k: v.shape for k, v in m.state_dict().items()} for m in (written, direct)]
    assert shapes[0] == shapes[1]


def parameters_of(made: Any) -> list[torch.nn.Parameter]:
    """What is learned in what a constructor made: a module, a parameter, a buffer, or nothing."""
    if isinstance(made, torch.nn.Module):
        return list(made.parameters())
    return [made] if isinstance(made, torch.nn.Parameter) else []


@by_type(COMPUTING)
@settings(max_examples=40)
@given(data=st.data())
def test_rules_weight_counts_and_code_are_torchs(layer: Layer, data: st.DataObject) -> None:
    inputs = data.draw(input_tensors(layer))
    values = layer.values(data.draw(param_values(layer)), inputs)
    said = says(layer, values, inputs)
    if said == "dtype":
        return  # torch is silent, or warns in places where nothing can be caught
    for length in LENGTHS if any(T in tensor.shape for tensor in inputs) else LENGTHS[:1]:
        done = does(layer, values, inputs, length)
        if isinstance(said, str):
            silent = said not in STRICT_CODES or (layer.type, said) in SILENT
            assert silent or done is None, f"torch takes what the rule refuses as {said}"
            return
        assert done is not None, "torch refuses what the rule takes"
        assert_as_said(layer, values, inputs, said, done, length)


def assert_as_said(
    layer: Layer,
    values: dict[str, Any],
    inputs: list[Tensor],
    said: tuple[Tensor, ...],
    done: Any,
    length: int,
) -> None:
    """Shapes, dtypes, number of weights and module are what the declaration says."""
    module, outputs = done
    assert [tuple(outputs[port].shape) for port in output_ports(layer)] == [
        with_batch(tensor, length=length) for tensor in said
    ]
    dtypes = [str(outputs[port].dtype) for port in output_ports(layer)]
    assert dtypes == [f"torch.{tensor.dtype}" for tensor in said]
    weights = sum(held.numel() for held in parameters_of(module))
    assert layer.weights(values, inputs) == weights
    assert_same_module(layer, values, module)


@by_type(MIRRORED)
@settings(max_examples=20)
@given(data=st.data())
def test_the_written_call_computes_what_the_module_does(layer: Layer, data: st.DataObject) -> None:
    inputs = data.draw(input_tensors(layer))
    values = layer.values(data.draw(param_values(layer)), inputs)
    if isinstance(says(layer, values, inputs), str):
        return
    x = random_tensor(inputs[0])
    module = direct_module(layer.reference, layer, values)
    assert torch.equal(forward(layer, values, [x], None)["out"], module(x))


@by_type(RECURRENT)
@settings(max_examples=40)
@given(data=st.data())
def test_recurrent_lines_give_each_port_whatever_else_is_used(
    layer: Layer, data: st.DataObject
) -> None:
    x = Tensor((N, 5, 3))
    given_values = data.draw(param_values(layer)) | {"dropout": 0.0}
    values = layer.values(given_values, [x])
    ports = data.draw(st.lists(st.sampled_from(output_ports(layer)), unique=True))
    module, tensor = written_module(layer, values), random_tensor(x)
    sequence, states = module(tensor)
    hidden, *cell = states if layer.type == "LSTM" else (states,)
    both = torch.cat([hidden[-2], hidden[-1]], dim=1) if values["bidirectional"] else hidden[-1]
    expected = dict(zip(output_ports(layer), (sequence, both, hidden, *cell), strict=True))
    found = run_lines(layer, values, [tensor], module, ports)
    assert all(torch.allclose(found[port], expected[port]) for port in ports)


@pytest.mark.parametrize(
    ("kind", "code", "shapes", "params"),
    [
        ("Linear", "rank", [(N, 3, 4, 5)], {}),
        ("Add", "broadcast", [(N, 3), (N, 1)], {}),
        ("Subtract", "broadcast", [(N, 3), (N, 1)], {}),
        ("Add", "rank", [(N, 4, 3), (N, 3)[1:]], {}),
        ("Multiply", "rank", [(N, 4, 3), (N, 3)[1:]], {}),
        ("Slice", "size", [(N, 3)], {"start": 3}),
        ("MaxPool2d", "rank", [(N, 8, 8)], {}),
        ("AdaptiveAvgPool1d", "rank", [(N, 8)], {}),
        ("LSTM", "rank", [(N, 8)], {}),
        ("ConvTranspose2d", "size", [(N, 1, 2, 2)], {"padding": 2}),
        ("ReLU", "dtype", [(N, 3)], {}),
        ("Concat", "dtype", [(N, 3), (N, 3)], {}),
        ("Softmax", "param", [(N, 3)], {"dim": 0}),
        ("Mean", "param", [(N, 3)], {"dims": ()}),
        ("Select", "param", [(N, 3)], {"dim": 0}),
        ("GRU", "param", [(N, 4, 3)], {"batch_first": False}),
    ],
)
def test_rules_speak_where_torch_is_silent(
    kind: str, code: str, shapes: list[tuple[Any, ...]], params: dict[str, Any]
) -> None:
    # When this fails on `does`, torch has learned to refuse: the exception can go.
    layer = find(kind)
    dtypes = ["float32"] * len(shapes)
    if code == "dtype":
        dtypes[-1] = "int64"
    inputs = [Tensor(shape, dtype) for shape, dtype in zip(shapes, dtypes, strict=True)]
    values = layer.values(params, inputs)
    assert says(layer, values, inputs) == code
    assert does(layer, values, inputs) is not None


def test_a_dropout_in_a_single_recurrent_layer_is_refused_where_torch_warns() -> None:
    x = Tensor((N, 5, 3))
    values = find("GRU").values({"dropout": 0.5}, [x])
    assert says(find("GRU"), values, [x]) == "param"
    with pytest.warns(UserWarning, match="dropout"):
        written_module(find("GRU"), values)


def test_whole_numbers_are_refused_where_weights_are_decimal() -> None:
    x = Tensor((N, 3), "int64")
    assert says(find("Linear"), find("Linear").values({}, [x]), [x]) == "dtype"
    y = Tensor((N, 3))
    assert says(find("Embedding"), find("Embedding").values({}, [y]), [y]) == "dtype"
