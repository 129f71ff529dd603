"""Why: a receptive field is a promise about gradients, and gradients can be asked."""

from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from designer import check, edit
from designer import compile as compiler
from designer.compile.receptive import Field, receptive_fields
from designer.model import Project
from tests.compile.test_compile_cost import network

LENGTH = 96
small = st.integers(1, 3)


def _conv(axes: int) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    params = {"kernel_size": small, "stride": st.integers(1, 2), "padding": st.integers(0, 2)}
    more = {"dilation": st.integers(1, 2), "out_channels": st.just(2)}
    return st.tuples(st.just(f"Conv{axes}d"), st.fixed_dictionaries(params | more))


def _pool(axes: int) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    params = {"kernel_size": small, "stride": st.sampled_from([None, 1, 2])}
    kinds = st.sampled_from([f"MaxPool{axes}d", f"AvgPool{axes}d"])
    return st.tuples(kinds, st.fixed_dictionaries(params))


def _others(axes: int) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    plain = [("ReLU", {}), (f"BatchNorm{axes}d", {}), ("Dropout", {}), ("Identity", {})]
    border = [(f"ZeroPad{axes}d", {"padding": tuple(range(2 * axes))})]
    return st.sampled_from([*plain, *border])


def chains(axes: int) -> st.SearchStrategy[list[tuple[str, dict[str, Any]]]]:
    one = st.one_of(_conv(axes), _conv(axes), _pool(axes), _others(axes))
    return st.lists(one, min_size=1, max_size=6)


def field_of(project: Project, name: str) -> Field:
    return receptive_fields(project, check.run(project))[name]


def seen(project: Project, at: tuple[int, ...], shape: tuple[int, ...]) -> list[tuple[int, int]]:
    """From where to where the input's gradient of one value of the output is not 0, by axis."""
    module = compiler.build(project, seed=1).eval()
    for weight in module.parameters():
        weight.data.abs_().clamp_(min=0.1)  # so that nothing cancels
    generator = torch.Generator().manual_seed(2)
    x = torch.rand((192, *shape), generator=generator).requires_grad_()  # maxima fall anywhere
    module(x)[(slice(None), slice(None), *at)].sum().backward()
    assert x.grad is not None
    touched = x.grad.abs().sum((0, 1)) > 0
    ends = []
    for axis in range(touched.ndim):
        others = [i for i in range(touched.ndim) if i != axis]
        (places,) = torch.where(touched.any(others) if others else touched)
        ends.append((int(places[0]), int(places[-1]) + 1))
    return ends


def promised(field: Field, at: tuple[int, ...]) -> list[tuple[int, int]]:
    rows = zip(field.first, field.step, field.size, at, strict=True)
    return [(first + i * step, first + i * step + size) for first, step, size, i in rows]


def assert_kept(project: Project, name: str, shape: tuple[int, ...]) -> None:
    output = check.run(project).outputs[name][0].shape[2:]
    middle = tuple(int(str(length)) // 2 for length in output)
    window = promised(field_of(project, name), middle)
    if all(a >= 0 and b <= n for (a, b), n in zip(window, shape[1:], strict=True)):
        assert seen(project, middle, shape) == window


@given(chains(1))
@settings(max_examples=60)
def test_the_gradient_reaches_as_far_and_no_further_along_a_sequence(
    layers: list[tuple[str, dict[str, Any]]],
) -> None:
    project = network(*layers, shape=(1, LENGTH))
    if check.run(project).whole:
        last = [n for n in project.main.nodes if n not in ("input1", "output1")][-1]
        assert_kept(project, last, (1, LENGTH))


@given(chains(2))
@settings(max_examples=15)
def test_the_gradient_reaches_as_far_and_no_further_in_an_image(
    layers: list[tuple[str, dict[str, Any]]],
) -> None:
    project = network(*layers[:4], shape=(1, 40, 44))
    if check.run(project).whole:
        last = [n for n in project.main.nodes if n not in ("input1", "output1")][-1]
        assert_kept(project, last, (1, 40, 44))


@pytest.mark.parametrize("join", ["Add", "Multiply", "Concat"])
def test_a_join_has_seen_what_any_branch_has(join: str) -> None:
    project = Project.new("branches")
    start = edit.add(project, "Input", shape=(1, 30, 30))
    left = edit.add(project, "Conv2d", out_channels=2, kernel_size=(1, 5), padding=(0, 2))
    right = edit.add(project, "Conv2d", out_channels=2, kernel_size=(3, 3), padding=(0, 1))
    pad = edit.add(project, "ZeroPad2d", padding=(0, 0, 0, 2))  # not centered: sees further up
    both = edit.add(project, join)
    end = edit.add(project, "Output")
    for pair in ((start, left), (start, right), (right, pad), (left, both), (pad, both)):
        edit.connect(project, *pair)
    edit.connect(project, both, end)
    assert check.run(project).whole, check.run(project).problems
    assert field_of(project, both).size == (3, 5)
    assert_kept(project, both, (1, 30, 30))


def test_vgg16_sees_what_is_written_about_it() -> None:
    layers: list[tuple[str, dict[str, object]]] = []
    for convolutions in (2, 2, 3, 3, 3):
        layers += [("Conv2d", {"kernel_size": 3, "padding": 1, "out_channels": 2})] * convolutions
        layers.append(("MaxPool2d", {}))
    field = field_of(network(*layers, shape=(3, 224, 224)), "pool5")
    assert (field.size, field.step) == ((212, 212), (32, 32))


def test_where_there_is_no_window_there_is_no_field() -> None:
    project = network(
        ("Conv2d", {}), ("Flatten", {}), ("Linear", {}), ("ReLU", {}), shape=(1, 9, 9)
    )
    assert set(receptive_fields(project, check.run(project))) == {"conv1"}
    project = network(("Linear", {}), ("ReLU", {}), shape=(7,))
    assert receptive_fields(project, check.run(project)) == {}


def test_a_norm_over_the_sample_sees_all_of_it_and_so_does_what_follows() -> None:
    project = network(
        ("Conv2d", {"out_channels": 8}), ("GroupNorm", {}), ("Conv2d", {}), shape=(1, 9, 9)
    )
    assert not field_of(project, "conv1").whole
    assert field_of(project, "norm1").whole
    assert field_of(project, "conv2").whole


def test_pooling_to_one_value_sees_everything_that_came_in() -> None:
    project = network(("Conv2d", {}), ("AdaptiveAvgPool2d", {}), shape=(1, 9, 11))
    assert field_of(project, "pool1").size == (9, 11)
