"""Why: a text has no fixed length; layers that do not care carry it, the others say so."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.layers import Mismatch, N, Sym, Tensor, find, is_axis_name
from designer.layers.tensor import NOMINAL, divided, has_batch

S, T = Sym(symbol="S"), Sym(symbol="T")
SYMS = st.builds(Sym, st.integers(1, 9), st.sampled_from(["N", "T", "S", "T·N", "S·T"]))


@given(SYMS, SYMS, st.integers(1, 9), st.integers(1, 99))
def test_open_lengths_multiply_as_the_lengths_do(a: Sym, b: Sym, factor: int, named: int) -> None:
    assert a * b == b * a
    assert (a * b).at(7, named) == a.at(7, named) * b.at(7, named)
    assert (factor * a).at(7, named) == factor * a.at(7, named)
    assert divided(factor * a, factor) == a
    assert has_batch(a * b) == (has_batch(a) or has_batch(b))


def test_they_print_as_people_write_them() -> None:
    assert [str(x) for x in (N, T, 49 * N, N * T, T * S * 2 * N)] == [
        "N",
        "T",
        "49·N",
        "T·N",
        "2·S·T·N",
    ]
    assert str(Tensor((N, T, 128))) == "N × T × 128"
    assert Tensor((N * T, 128)).as_json() == ["T·N", 128]
    assert Sym(3, "T").at(batch=1) == 3 * NOMINAL


@given(st.text(max_size=2))
def test_an_axis_is_called_by_one_capital_letter_but_not_that_of_the_batch(text: str) -> None:
    assert is_axis_name(text) == (text in set("ABCDEFGHIJKLMOPQRSTUVWXYZ"))


WORDS, STEPS, SOUND = Tensor((N, T), "int64"), Tensor((N, T, 8)), Tensor((N, 8, T))
CARRIED: list[tuple[str, dict[str, Any], list[Tensor], tuple[Any, ...]]] = [
    ("Embedding", {"embedding_dim": 5}, [WORDS], (N, T, 5)),
    ("Linear", {"out_features": 5}, [STEPS], (N, T, 5)),
    ("LSTM", {"hidden_size": 5, "bidirectional": True}, [STEPS], (N, T, 10)),
    ("GRU", {"hidden_size": 5, "batch_first": False}, [Tensor((T, N, 8))], (T, N, 5)),
    ("LayerNorm", {}, [STEPS], (N, T, 8)),
    ("MultiheadAttention", {}, [STEPS, Tensor((N, S, 8))], (N, T, 8)),
    ("TransformerEncoder", {"nhead": 2}, [STEPS], (N, T, 8)),
    ("Transformer", {"nhead": 2}, [Tensor((N, S, 8)), STEPS], (N, T, 8)),
    ("PositionalEncoding", {}, [STEPS], (N, T, 8)),
    ("Conv1d", {"out_channels": 5, "kernel_size": 3, "padding": 1}, [SOUND], (N, 5, T)),
    ("Conv1d", {"kernel_size": 3, "padding": 2, "dilation": 2}, [SOUND], (N, 16, T)),
    ("ConvTranspose1d", {"kernel_size": 4, "stride": 2, "padding": 1}, [SOUND], (N, 16, 2 * T)),
    ("MaxPool1d", {"kernel_size": 3, "stride": 1, "padding": 1}, [SOUND], (N, 8, T)),
    ("AdaptiveAvgPool1d", {}, [SOUND], (N, 8, 1)),
    ("BatchNorm1d", {}, [SOUND], (N, 8, T)),
    ("Upsample", {"scale_factor": 3.0}, [SOUND], (N, 8, 3 * T)),
    ("Add", {}, [STEPS, STEPS], (N, T, 8)),
    ("Concat", {"dim": 1}, [STEPS, STEPS], (N, 2 * T, 8)),
    ("MatMul", {}, [STEPS, SOUND], (N, T, T)),
    ("Mean", {"dims": (1,)}, [STEPS], (N, 8)),
    ("Select", {"dim": 1, "index": -1}, [STEPS], (N, 8)),
    ("Transpose", {}, [STEPS], (N, 8, T)),
    ("Softmax", {"dim": 1}, [STEPS], (N, T, 8)),
    ("Flatten", {"start_dim": 0, "end_dim": 1}, [STEPS], (T * N, 8)),
    ("Flatten", {}, [STEPS], (N, 8 * T)),
    ("Reshape", {"shape": (-1, 2, 4)}, [STEPS], (N, T, 2, 4)),
    ("Unflatten", {"dim": 2, "shape": (2, 4)}, [STEPS], (N, T, 2, 4)),
    ("Arange", {}, [WORDS], (N, T)),
    ("Einsum", {"equation": "nid,njd->nij"}, [STEPS, Tensor((N, S, 8))], (N, T, S)),
]


@pytest.mark.parametrize(("kind", "params", "inputs", "out"), CARRIED)
def test_what_does_not_depend_on_the_length_carries_it(
    kind: str, params: dict[str, Any], inputs: list[Tensor], out: tuple[Any, ...]
) -> None:
    layer = find(kind)
    assert layer.rule(layer.values(params, inputs), inputs)[0].shape == out


REFUSED: list[tuple[str, dict[str, Any], list[Tensor], str]] = [
    ("Linear", {}, [SOUND], "needs a fixed length on axis 2, and gets the open length T there"),
    ("Conv1d", {"kernel_size": 3}, [SOUND], "keeps the open length T only with .* padding 1"),
    ("Conv1d", {"kernel_size": 2}, [SOUND], "only with stride 1 and a window of odd size"),
    ("ConvTranspose1d", {"kernel_size": 3, "stride": 2}, [SOUND], "T exactly 2 times as long"),
    ("LearnedPosition", {}, [STEPS], "needs a fixed length on axis 1"),
    ("ClassToken", {}, [STEPS], "needs a fixed length on axis 1"),
    ("Split", {}, [STEPS], "needs a fixed length on axis 1"),
    ("Select", {"dim": 1, "index": 3}, [STEPS], "needs a fixed length on axis 1"),
    ("Concat", {"dim": 1}, [STEPS, Tensor((N, 3, 8))], r"cannot join T \+ 3 along one axis"),
    ("Chunk2", {"dim": 1}, [STEPS], "cuts axis 1 into 2 equal parts, and it has T"),
    ("Reshape", {"shape": (16, -1)}, [STEPS], "needs 16 values for 16 × -1"),
    ("ReflectionPad1d", {}, [SOUND], "needs a fixed length on axis 2"),
]


@pytest.mark.parametrize(("kind", "params", "inputs", "sentence"), REFUSED)
def test_what_needs_a_fixed_length_says_so(
    kind: str, params: dict[str, Any], inputs: list[Tensor], sentence: str
) -> None:
    layer = find(kind)
    with pytest.raises(Mismatch, match=sentence) as caught:
        layer.rule(layer.values(params, inputs), inputs)
    assert caught.value.code == "open"


@pytest.mark.parametrize("kind", ["Add", "Multiply"])
def test_two_lengths_are_the_same_only_under_one_name(kind: str) -> None:
    with pytest.raises(Mismatch, match="N × T × 8 and N × S × 8"):
        find(kind).rule({}, [STEPS, Tensor((N, S, 8))])
