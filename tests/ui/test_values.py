"""Why: what a field shows can be read again, and nothing that is typed does harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.layers import LAYERS, LOSSES, OPTIMIZERS, SCHEDULES, Param
from designer.ui.values import arithmetic, read, shown

PARAMS = [
    *(p for layer in LAYERS.values() for p in layer.params if not p.inferred),
    *(p for table in (OPTIMIZERS, LOSSES, SCHEDULES) for o in table.values() for p in o.params),
]
TYPED = [p for p in PARAMS if p.kind not in ("bool", "choice")]


@pytest.mark.parametrize("param", TYPED, ids=lambda p: p.name)
def test_the_default_of_every_field_reads_back(param: Param) -> None:
    if param.default is not None:
        assert read(param, shown(param.default)) == param.default


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_read_back(number: int) -> None:
    assert read(Param("n", "int", 0), shown(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back_to_the_last_bit(number: float) -> None:
    assert read(Param("n", "float", 0.0), shown(number)) == number


@given(st.lists(st.integers(1, 999), min_size=3, max_size=3), st.sampled_from(" ×,x;"))
def test_sizes_are_read_however_they_are_written(sizes: list[int], sign: str) -> None:
    param = Param("n", "sizes", 1, axes=3)
    value = read(param, sign.join(str(size) for size in sizes))
    assert value == (sizes[0] if len(set(sizes)) == 1 else tuple(sizes))
    assert read(param, shown(value)) == value


@given(st.lists(st.integers(1, 999) | st.sampled_from("ATZ"), min_size=1), st.sampled_from(" ×,x;"))
def test_shapes_with_named_axes_read_back(shape: list[int | str], sign: str) -> None:
    param = Param("shape", "shape", None, minimum=1, named=True)
    assert read(param, sign.join(map(str, shape))) == tuple(shape)
    assert read(param, shown(tuple(shape))) == tuple(shape)


@pytest.mark.parametrize("text", ["N × 8", "t", "TT", "Ä"])
def test_an_axis_is_not_called_like_the_batch_or_by_a_word(text: str) -> None:
    with pytest.raises(ValueError, match="or a capital letter but N"):
        read(Param("shape", "shape", None, named=True), text)


@given(st.tuples(st.floats(0, 0.99), st.floats(0, 0.99)))
def test_pairs_of_numbers_read_back(pair: tuple[float, float]) -> None:
    assert read(Param("betas", "floats", (0.9, 0.99), axes=2), shown(pair)) == pair


@given(st.sampled_from(TYPED), st.text(max_size=30))
def test_rubbish_is_refused_with_a_sentence(param: Param, text: str) -> None:
    try:
        read(param, text)
    except ValueError as error:
        assert str(error).endswith(".")


@pytest.mark.parametrize(
    ("text", "value"),
    [("2*64", 128), ("2**5 + 1", 33), ("-(3-5)", 2), ("28×28", 784), ("7//2", 3), ("1e3", 1000.0)],
)
def test_numbers_take_arithmetic(text: str, value: float) -> None:
    assert arithmetic(text) == value


@pytest.mark.parametrize("text", ["9**9**9", "1/0", "a", "[1]", "True", "", "(" * 500, "2**65"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        arithmetic(text)
