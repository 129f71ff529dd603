"""Why: every kind of parameter has one form in the model and a sentence for what it refuses."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.edit import EditError
from designer.edit.values import clean, is_default, shown
from designer.layers import LAYERS, LOSSES, OPTIMIZERS, SCHEDULES, Param

SIZE = Param("size", "sizes", 3, minimum=1, axes=2, choices=("same", "valid"))
NAMED = Param("shape", "shape", None, minimum=1, named=True)
PARAMS = {
    "int": Param("count", "int", 3, minimum=1, maximum=9),
    "float": Param("rate", "float", 0.5, minimum=0, maximum=1),
    "bool": Param("bias", "bool", True),
    "choice": Param("mode", "choice", "zeros", choices=("zeros", "circular")),
    "sizes": SIZE,
    "shape": Param("shape", "shape", None, minimum=1),
    "text": Param("path", "text", ""),
}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner),
    max_leaves=4,
)


@pytest.mark.parametrize("kind", PARAMS)
@given(value=anything)
def test_a_value_is_refused_with_a_sentence_or_has_its_one_form(kind: str, value: Any) -> None:
    param = PARAMS[kind]
    try:
        cleaned = clean(param, value)
    except EditError as error:
        assert str(error).startswith(param.name) and str(error).endswith(".")
        return
    again = clean(param, cleaned)
    assert again == cleaned and type(again) is type(cleaned)
    hash(cleaned)


@pytest.mark.parametrize(
    ("param", "value", "cleaned"),
    [
        (SIZE, "same", "same"),
        (SIZE, [2, 2], 2),
        (SIZE, (2, 3), (2, 3)),
        (SIZE, 4.0, 4),
        (PARAMS["shape"], 5, (5,)),
        (NAMED, ["T", 8], ("T", 8)),
        (NAMED, "T", ("T",)),
        (PARAMS["float"], 1, 1.0),
        (Param("bound", "int", None, optional=True), None, None),
    ],
)
def test_forms(param: Param, value: object, cleaned: object) -> None:
    result = clean(param, value)
    assert result == cleaned and type(result) is type(cleaned)


@pytest.mark.parametrize(
    ("param", "value", "sentence"),
    [
        (SIZE, "full", "size must be one of same, valid, not “full”."),
        (Param("n", "int"), 2**63, "n is too large."),
        (PARAMS["float"], 10**400, "rate must be a number, not "),
        (PARAMS["float"], 2, "rate must be at most 1, not 2."),
        (PARAMS["shape"], (3, 0), "shape must be at least 1, not 0."),
        (PARAMS["shape"], None, "shape needs a value."),
        (PARAMS["shape"], ("T", 8), "shape must be a whole number, not “T”."),
        (
            NAMED,
            ("N", 8),
            "shape takes numbers, or a capital letter but N for an open ",
        ),
        (NAMED, ("T", 0), "shape must be at least 1, not 0."),
        (PARAMS["text"], "x" * 99 + "\n", "path must be one line of text, not “xxx"),
    ],
)
def test_sentences(param: Param, value: object, sentence: str) -> None:
    with pytest.raises(EditError) as caught:
        clean(param, value)
    assert str(caught.value).startswith(sentence)
    assert len(str(caught.value)) < 120


def test_every_default_of_the_catalogue_is_a_good_value() -> None:
    tables = (LAYERS, OPTIMIZERS, LOSSES, SCHEDULES)
    params = [param for table in tables for row in table.values() for param in row.params]
    checked = 0
    for param in params:
        if not param.inferred and param.default is not None:
            assert is_default(param, clean(param, param.default)), param
            checked += 1
    assert checked > 100


def test_shown() -> None:
    assert shown(3.0) == "3" and shown(0.5) == "0.5" and shown("a") == "“a”"
    assert len(shown("x" * 1000)) == 40
