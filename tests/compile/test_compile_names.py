"""Titles of people become class names of Python."""

import keyword

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.compile.names import class_name


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("LeNet-5", "LeNet5"),
        ("two-layer MLP", "TwoLayerMLP"),
        ("手写数字", "Network"),
        ("手写 LeNet", "LeNet"),
        ("28 × 28 CNN", "Net28x28CNN"),
        ("2048", "Network2048"),
        ("Réseau", "Reseau"),
        ("", "Network"),
        ("None", "NoneNet"),
        ("F", "FNet"),
        ("nn", "NnNet"),
        ("exception", "ExceptionNet"),
    ],
)
def test_class_names(title: str, expected: str) -> None:
    assert class_name(title) == expected


@given(st.text())
def test_every_title_gives_a_legal_class_name(title: str) -> None:
    name = class_name(title)
    assert name.isidentifier() and name.isascii() and not keyword.iskeyword(name)
