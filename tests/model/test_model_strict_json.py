"""Why: oddities that json.loads lets pass are where files and programs disagree."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.model.strict_json import DEEPEST, RecordError, parse

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(plain)
def test_plain_values_come_back(value: object) -> None:
    assert parse(json.dumps(value)) == value


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"a": {"b": 1, "b": 2}}', "a.b"),
        ('{"a": [0, NaN]}', "a[1]"),
        ('{"a": -Infinity}', "a"),
        ('{"a": 1e999}', "a"),
        ('{"a": 9223372036854775808}', "a"),
        ('{"a": "\\ud800"}', "a"),
        ('{"a": ' + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1) + "}", "a" + "[0]" * DEEPEST),
    ],
)
def test_oddities_are_refused_with_their_place(text: str, path: str) -> None:
    with pytest.raises(RecordError) as caught:
        parse(text)
    assert caught.value.path == path


@pytest.mark.parametrize("text", ["", "{", '{"a": 1', "{'a': 1}", "[" * 100_000, "1" * 5000, "\0"])
def test_broken_text_is_refused(text: str) -> None:
    with pytest.raises(RecordError):
        parse(text)
