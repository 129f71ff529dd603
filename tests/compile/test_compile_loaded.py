"""Source becomes a module, and errors point at nodes."""

import linecache
import traceback
from itertools import pairwise

import pytest
import torch

from designer import compile as compiler
from designer import edit
from designer.model import Project


def small() -> Project:
    project = Project.new("Small")
    edit.add(project, "Input", name="row", shape=(4,))
    edit.add(project, "Linear", name="hidden", out_features=3)
    edit.add(project, "ReLU", name="bend")
    edit.add(project, "Linear", name="last", out_features=2)
    edit.add(project, "Output", name="result")
    names = ["row", "hidden", "bend", "last", "result"]
    for source, target in pairwise(names):
        edit.connect(project, source, target)
    return project


def test_a_wrong_input_is_blamed_on_the_first_layer_that_cannot_take_it() -> None:
    source = compiler.write(small())
    loaded = compiler.load(source.text, source.class_name, source.lines)
    with pytest.raises(RuntimeError) as caught:
        loaded.make()(torch.rand(2, 5))
    assert loaded.locate(caught.value) == "hidden"
    shown = "".join(traceback.format_exception(caught.value))
    assert "x = self.hidden(row)" in shown


def test_an_error_that_was_raised_from_another_is_located() -> None:
    source = compiler.write(small())
    loaded = compiler.load(source.text, source.class_name, source.lines)
    try:
        try:
            loaded.make()(torch.rand(2, 5))
        except RuntimeError as error:
            raise ValueError("training failed") from error
    except ValueError as error:
        assert loaded.locate(error) == "hidden"


def test_an_error_elsewhere_has_no_node() -> None:
    source = compiler.write(small())
    loaded = compiler.load(source.text, source.class_name, source.lines)
    assert loaded.locate(ValueError("elsewhere")) == ""


def test_the_same_source_is_kept_once() -> None:
    source = compiler.write(small())
    first = compiler.load(source.text, source.class_name, source.lines)
    second = compiler.load(source.text, source.class_name, source.lines)
    assert first.filename == second.filename
    assert "".join(linecache.getlines(first.filename)) == source.text


def test_building_with_a_seed_draws_what_torch_draws_and_leaves_its_state_alone() -> None:
    torch.manual_seed(7)
    expected = compiler.build(small()).state_dict()
    torch.manual_seed(1)
    before = torch.get_rng_state()
    module = compiler.build(small(), seed=7)
    assert torch.equal(before, torch.get_rng_state())
    for name, tensor in module.state_dict().items():
        assert torch.equal(tensor, expected[name])


def test_other_seed_other_weights() -> None:
    one, other = compiler.build(small(), seed=1), compiler.build(small(), seed=2)
    assert not torch.equal(one.hidden.weight, other.hidden.weight)
