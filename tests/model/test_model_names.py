"""Why: a name that Python or PyTorch would stumble over must never reach the code."""

import ast
import keyword

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from designer.model.names import LONGEST, MODULE_ATTRIBUTES, fresh, is_valid, objection, stem


def test_no_attribute_of_a_torch_module_is_a_name() -> None:
    module = torch.nn.Module()
    attributes = set(dir(module)) | set(module.__dict__) | set(torch.nn.Module.__annotations__)
    assert {name for name in attributes if is_valid(name)} == set()
    public = {name for name in attributes if not name.startswith("_")}
    assert public == MODULE_ATTRIBUTES


BAD = ["", "1conv", "a b", "a-b", "a.b", "_a", "__a", "class", "None", "self", "F", "torch", "nn"]
BAD += ["x", "forward", "training", "ﬁ", "é" * (LONGEST + 1), "a\n"]


@pytest.mark.parametrize("name", BAD)
def test_bad_names_get_a_sentence(name: str) -> None:
    assert not is_valid(name)
    assert objection(name).endswith(".")


@pytest.mark.parametrize("name", ["conv1", "Conv", "f", "image", "卷积", "naïve_1", "match"])
def test_good_names(name: str) -> None:
    assert objection(name) == ""


@given(st.text(min_size=1, max_size=12))
def test_a_valid_name_works_as_an_attribute(name: str) -> None:
    if is_valid(name):
        assert not keyword.iskeyword(name)
        read = ast.parse(f"self.{name}", mode="eval").body
        assert isinstance(read, ast.Attribute) and read.attr == name


@given(st.sampled_from(["conv", "f", "x", "a" * 80]), st.integers(0, 20))
def test_fresh_names_are_valid_and_free(prefix: str, count: int) -> None:
    taken: set[str] = set()
    for _ in range(count):
        name = fresh(prefix, taken)
        assert name not in taken and is_valid(name)
        taken.add(name)


def test_fresh_refuses_an_impossible_prefix() -> None:
    with pytest.raises(ValueError, match="2d"):
        fresh("2d", set())


def test_stem() -> None:
    assert stem("conv12") == "conv"
    assert stem("conv") == "conv"
    assert stem("conv2d1x") == "conv2d1x"
