"""Why: palette, inspector, help and search live on what is declared, so it must all be there."""

import itertools
import re
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.layers import (
    CATEGORIES,
    INITIALIZATIONS,
    LAYERS,
    LOSSES,
    OPTIMIZERS,
    SCHEDULES,
    Layer,
    Mismatch,
    N,
    Param,
    Port,
    Sym,
    Tensor,
    find,
    input_ports,
    output_ports,
    search,
)
from designer.model import names
from tests.layers.layers_examples import param_values

EVERY = list(LAYERS.values())
FAMILIES = ("Conv", "ConvTranspose", "MaxPool", "AvgPool", "AdaptiveAvgPool", "AdaptiveMaxPool")
NAMED_IN_TEXTS = [
    *(f"{family}{axes}d" for family in (*FAMILIES, "BatchNorm") for axes in (1, 2, 3)),
    *("Input", "Output", "Linear", "Embedding", "RNN", "LSTM", "GRU"),
    *("LayerNorm", "Dropout", "Flatten", "Reshape"),
    *("ReLU", "LeakyReLU", "PReLU", "ELU", "GELU", "SiLU", "Sigmoid", "Tanh"),
    *("Softmax", "LogSoftmax", "Softplus"),
    *("Add", "Multiply", "Concat", "Select", "Slice"),
]
WITH_FORMULA = {
    *("activation", "normalization", "linear", "convolution", "pooling", "recurrent"),
}

each_layer = pytest.mark.parametrize("layer", EVERY, ids=[layer.type for layer in EVERY])


def test_everything_that_the_teaching_texts_name_is_there() -> None:
    assert not set(NAMED_IN_TEXTS) - LAYERS.keys()


@each_layer
def test_a_layer_is_fully_declared(layer: Layer) -> None:
    assert layer.category in CATEGORIES
    assert len(layer.help) > 20
    assert layer.help.endswith(".")
    assert layer.prefix
    assert names.is_valid(f"{layer.prefix}1")
    assert any(ord(char) > 0x2E80 for word in layer.synonyms for char in word), "no Chinese word"
    assert all(param.help for param in layer.params)
    assert len({param.name for param in layer.params}) == len(layer.params)
    assert layer.formula or layer.category not in WITH_FORMULA
    assert all(line == line.strip() for line in layer.formula.split("\n"))
    assert layer.nn == "" or layer.reference == ""


@each_layer
def test_the_face_of_a_node_is_short_and_says_what_was_set(layer: Layer) -> None:
    shape = {"shape": (3, 8, 8), "dims": (0, 1), "size": (8, 8)}
    given_values = {p.name: shape[p.name] for p in layer.params if p.required}
    words = layer.words(layer.values(given_values))
    plain = [
        p for p in layer.params if not (p.advanced or p.inferred or p.name in ("bias", "affine"))
    ]
    assert bool(words) == bool(plain), words
    assert len(words) <= 40


@each_layer
def test_one_of_a_kind_is_not_told_as_several(layer: Layer) -> None:
    ones = {p.name: 1 for p in layer.params if p.kind == "int" and not p.inferred}
    try:
        words = layer.words(layer.values(ones))
    except (TypeError, ValueError, KeyError):
        return  # a required one of another kind has no value
    assert not re.search(r"\b1 (?!axis)[a-z]+s\b", words), words


@each_layer
def test_a_node_without_its_required_values_still_has_a_face(layer: Layer) -> None:
    assert isinstance(layer.words(layer.values({})), str)


SYMBOLS = st.sampled_from(["N", "N", "T", "S", "T·N"])
DIMS = st.one_of(st.integers(1, 6), st.builds(Sym, st.integers(1, 3), SYMBOLS))
TENSORS = st.builds(
    Tensor, st.lists(DIMS, min_size=1, max_size=6).map(tuple), st.sampled_from(["float32", "int64"])
)


@each_layer
@settings(max_examples=60)
@given(data=st.data())
def test_a_rule_gives_tensors_or_a_mismatch_whatever_comes_in(
    layer: Layer, data: st.DataObject
) -> None:
    ports = 0 if not layer.inputs else len(input_ports(layer, ()))
    inputs = data.draw(st.lists(TENSORS, min_size=ports, max_size=ports))
    values = layer.values(data.draw(param_values(layer)), inputs)
    try:
        outputs = layer.rule(values, inputs)
    except Mismatch as mismatch:
        assert mismatch.message[0].islower()
        assert not mismatch.message.endswith(".")
        assert mismatch.port in (*input_ports(layer, ()), "in")
        assert not mismatch.param or layer.param(mismatch.param)
        return
    assert len(outputs) == len(layer.outputs)
    assert layer.weights(values, inputs) >= 0


def test_a_sentence_says_what_is_expected_and_what_came() -> None:
    image = Tensor((N, 6, 14, 14))
    with pytest.raises(Mismatch, match="one axis of features, and gets an image of 6 × 14 × 14"):
        find("Linear").rule(find("Linear").values({}, [image]), [image])
    row = Tensor((N, 400))
    with pytest.raises(Mismatch, match="channels × height × width, and gets 400 features") as error:
        find("Conv2d").rule(find("Conv2d").values({}, [row]), [row])
    assert (error.value.code, error.value.expected, error.value.got) == ("rank", 4, 2)


def test_the_words_of_known_layers() -> None:
    conv = find("Conv2d")
    values = conv.values({"out_channels": 6, "kernel_size": 5, "padding": 2})
    assert conv.words(values) == "6 filters, 5×5, padding 2"
    assert find("Linear").words(find("Linear").values({"out_features": 120})) == "120 features"
    assert find("MaxPool2d").words(find("MaxPool2d").values({})) == "2×2"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("dense", "Linear"),
        ("全连接", "Linear"),
        ("卷积", "Conv2d"),
        ("池化", "MaxPool2d"),
        ("bn", "BatchNorm2d"),
        ("relu", "ReLU"),
        ("激活", "ReLU"),
        ("丢弃", "Dropout"),
        ("conv2", "Conv2d"),
        ("LSTM", "LSTM"),
        ("max pool", "MaxPool2d"),
        ("globalaveragepooling2d", "AdaptiveAvgPool2d"),
        ("concatenate", "Concat"),
        ("simplernn", "RNN"),
    ],
)
def test_search_finds_layers_under_the_names_people_know(text: str, first: str) -> None:
    assert search(text)[0].type == first


def test_search_for_nothing_lists_all_and_for_nonsense_none() -> None:
    assert search("  ") == EVERY
    assert search("qqqq") == []


def test_search_by_category() -> None:
    found = {layer.type for layer in search("recurrent")}
    assert {"RNN", "LSTM", "GRU"} <= found


@given(text=st.text(alphabet=string.printable + "卷积池化", max_size=12))
def test_search_takes_any_text(text: str) -> None:
    found = search(text)
    assert len({layer.type for layer in found}) == len(found)


@pytest.mark.parametrize(
    ("connected", "shown"),
    [
        ((), ["in1", "in2"]),
        (("in1",), ["in1", "in2"]),
        (("in2",), ["in1", "in2"]),
        (("in1", "in2"), ["in1", "in2", "in3"]),
        (("in1", "in3"), ["in1", "in2", "in3"]),
        (("in3",), ["in1", "in3"]),
        (("in10", "in9"), ["in1", "in9", "in10"]),
    ],
)
def test_a_variadic_port_always_shows_a_free_one(connected: Any, shown: list[str]) -> None:
    assert input_ports(find("Add"), connected) == shown


def test_fixed_ports() -> None:
    assert input_ports(find("Subtract"), ()) == ["in1", "in2"]
    assert input_ports(find("Input"), ()) == []
    assert output_ports(find("Output")) == []
    assert output_ports(find("LSTM")) == ["sequence", "last", "hidden", "cell"]
    assert output_ports(find("GRU")) == ["sequence", "last", "hidden"]


def test_unknown_types_are_a_key_error() -> None:
    with pytest.raises(KeyError):
        find("Convolution9d")


def test_only_one_port_of_a_layer_may_be_variadic_and_names_are_unique() -> None:
    for layer in EVERY:
        ports: tuple[Port, ...] = layer.inputs
        assert len([port for port in ports if port.variadic]) <= 1
        for side in (layer.inputs, layer.outputs):
            assert len({port.name for port in side}) == len(side)


def test_layers_stand_in_the_order_of_their_categories() -> None:
    order = [key for key, _ in itertools.groupby(layer.category for layer in EVERY)]
    assert order == [key for key in CATEGORIES if key in order]


def test_the_tables_of_training_choices_have_what_the_panel_offers() -> None:
    assert [*OPTIMIZERS][:5] == ["SGD", "Adam", "AdamW", "RMSprop", "Adagrad"]
    assert {"LBFGS", "Adadelta", "Adamax", "NAdam", "RAdam", "Adafactor", "ASGD", "Rprop"} <= {
        *OPTIMIZERS
    }
    assert {"constant", "step", "cosine", "plateau", "exponential", "warmup"} <= {*SCHEDULES}
    assert {"default", "xavier_uniform", "kaiming_normal", "zeros"} <= INITIALIZATIONS.keys()
    for table in (OPTIMIZERS, LOSSES, SCHEDULES, INITIALIZATIONS):
        for key, option in table.items():
            assert key == option.key
            assert option.title
            assert option.help
    assert all(option.param("lr").default for option in OPTIMIZERS.values() if option.torch)
    assert isinstance(SCHEDULES["step"].param("step_size"), Param)
