"""Why: a stopwatch that changed the training, or went on after it was stopped, would be no help."""

import pytest
import torch

from designer import check, edit
from designer import compile as compiler
from designer.compile import Timing
from designer.compile.private import private_random
from designer.layers import LAYERS, Layer
from designer.model import Project
from tests.compile.test_compile_cost import lenet, network

INPUTS = (
    *({"shape": shape} for shape in ((3, 8, 8), (12,), (6, 9), (2, 5, 6, 4))),
    *({"shape": shape, "dtype": "int64"} for shape in ((7,), (3, 4))),
)
INNER = [layer for layer in LAYERS.values() if layer.type not in ("Input", "Output")]


def timings(project: Project, batch: int = 4, most: int = 10_000) -> dict[str, Timing]:
    found: dict[str, Timing] = {}
    report = check.run(project)
    compiler.time_layers(
        project,
        report,
        batch,
        lambda timing: found.update({timing.name: timing}),
        lambda: len(found) >= most,
    )
    return found


def alone(layer: Layer) -> Project | None:
    """The layer between an Input whose values it takes and an Output."""
    for given in INPUTS:
        project = Project.new("alone")
        source = edit.add(project, "Input", **given)
        name = edit.add(project, layer.type)
        for port in layer.inputs:
            ports = [f"{port.name}{i}" for i in (1, 2)] if port.variadic else [port.name]
            for each in ports:
                edit.connect(project, source, name, target_port=each)
        end = edit.add(project, "Output")
        edit.connect(project, name, end, source_port=layer.outputs[0].name)
        if check.run(project).whole:
            return project
    return None


def test_every_layer_of_a_network_is_timed() -> None:
    found = timings(lenet())
    assert list(found) == [n for n in check.run(lenet()).order if n not in ("input1", "output1")]
    for timing in found.values():
        assert timing.failure == ""
        assert timing.forward is not None and timing.forward > 0
        assert timing.backward is not None and timing.backward > 0
        assert timing.runs > 1


@pytest.mark.parametrize("layer", INNER, ids=lambda layer: layer.type)
def test_any_layer_can_be_timed_and_leaves_the_training_its_random_numbers(layer: Layer) -> None:
    project = alone(layer)
    if project is None:
        pytest.skip("asks for inputs of its own")
    torch.manual_seed(5)
    before = torch.get_rng_state()
    (timing,) = timings(project).values()
    assert timing.failure == ""
    assert timing.forward is not None
    assert torch.equal(before, torch.get_rng_state())


def test_nothing_flows_back_where_nothing_learns() -> None:
    found = timings(network(("ReLU", {}), ("Linear", {}), ("Tanh", {}), shape=(6,)))
    assert found["relu1"].backward is None
    assert found["fc1"].backward is not None and found["tanh1"].backward is not None


def test_more_work_takes_longer() -> None:
    wide = {"out_channels": 64, "kernel_size": 5}
    project = network(("Conv2d", {"out_channels": 1}), ("Conv2d", wide), shape=(3, 40, 40))
    few, many = timings(project, 1)["conv2"].forward, timings(project, 32)["conv2"].forward
    assert few is not None and many is not None and many > 2 * few


def test_equal_layers_are_timed_once() -> None:
    found = timings(network(*[("Linear", {"out_features": 6})] * 4, shape=(6,)))
    assert found["fc2"].forward == found["fc3"].forward == found["fc4"].forward


def test_it_stops_when_it_is_told_to() -> None:
    assert list(timings(lenet(), most=2)) == ["conv1", "relu1"]


def test_what_cannot_be_run_says_why() -> None:
    project = network(("Linear", {}), ("BatchNorm1d", {}), shape=(6,))
    timing = timings(project, batch=1)["norm1"]
    assert timing.forward is None and "more than 1 value per channel" in timing.failure


def test_random_numbers_of_every_kind_can_be_private() -> None:
    torch.manual_seed(1)
    expected = [torch.rand(3), torch.randn(3), torch.randperm(5), torch.randint(9, (4,))]
    expected += [torch.nn.functional.dropout(torch.ones(20)), torch.rand_like(torch.ones(3))]
    before = torch.get_rng_state()
    with private_random(1):
        found = [torch.rand(3), torch.randn(3), torch.randperm(5), torch.randint(9, (4,))]
        found.append(torch.nn.functional.dropout(torch.ones(20)))
        found.append(torch.rand_like(torch.ones(3)))
    assert all(torch.equal(a, b) for a, b in zip(found, expected, strict=True))
    assert torch.equal(before, torch.get_rng_state())
