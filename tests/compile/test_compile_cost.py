"""Figures of known networks, and agreement with torch's own counter."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from designer import check, edit
from designer import compile as compiler
from designer.layers import LAYERS
from designer.model import Project


def network(*layers: tuple[str, dict[str, object]], **given: object) -> Project:
    project = Project.new("Costs")
    before = edit.add(project, "Input", **given)
    for kind, params in (*layers, ("Output", {})):
        node = edit.add(project, kind, **params)
        edit.connect(project, before, node)
        before = node
    return project


def lenet() -> Project:
    return network(
        ("Conv2d", {"out_channels": 6, "kernel_size": 5, "padding": 2}),
        ("ReLU", {}),
        ("MaxPool2d", {}),
        ("Conv2d", {"out_channels": 16, "kernel_size": 5}),
        ("ReLU", {}),
        ("MaxPool2d", {}),
        ("Flatten", {}),
        ("Linear", {"out_features": 120}),
        ("Linear", {"out_features": 84}),
        ("Linear", {"out_features": 10}),
        shape=(1, 28, 28),
    )


def counted(project: Project, *arguments: torch.Tensor) -> int:
    module = compiler.build(project, seed=0).eval().to("meta")
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        module(*(argument.to("meta") for argument in arguments))
    return int(counter.get_total_flops())


def test_lenet_costs_what_the_paper_says() -> None:
    costs = compiler.costs(lenet())
    assert costs.parameters == costs.trainable_parameters == 61_706
    assert costs.depth == 5
    # multiplications and additions of each layer, by hand
    assert costs.row("conv1").flops == 2 * 28 * 28 * 6 * 25
    assert costs.row("fc1").flops == 2 * 400 * 120
    assert costs.flops == counted(lenet(), torch.zeros(1, 1, 28, 28))
    assert costs.row("conv1").memory_bytes == 6 * 28 * 28 * 4
    assert costs.row("output1").memory_bytes == 0


def test_the_intensity_is_work_by_bytes() -> None:
    costs = compiler.costs(lenet())
    fc1 = costs.row("fc1")
    assert fc1.macs == 400 * 120
    assert fc1.intensity() == 2 * 400 * 120 / (4 * (120 * 401 + 400 + 120))
    # weights are read once for a batch, activations for each sample
    assert fc1.intensity(64) == 64 * 2 * 400 * 120 / (4 * (120 * 401 + 64 * (400 + 120)))
    assert costs.row("relu1").intensity(64) == costs.row("output1").intensity() == 0


def test_the_record_for_other_programs() -> None:
    record = compiler.costs(lenet()).as_json()
    assert record["layers"][1] == {
        "name": "conv1",
        "type": "Conv2d",
        "output": [["N", 6, 28, 28]],
        "parameters": 156,
        "flops": 235_200,
        "memory_bytes": 18_816,
    }
    assert record["parameters"] == record["trainable_parameters"] == 61_706


@pytest.mark.parametrize("kind", ["RNN", "LSTM", "GRU"])
@pytest.mark.parametrize("params", [{}, {"bidirectional": True, "num_layers": 2}])
def test_recurrent_layers_are_counted_without_running_all_steps(
    kind: str, params: dict[str, object]
) -> None:
    if kind not in LAYERS:
        pytest.fail(f"the catalogue has no {kind}")
    project = network((kind, {"hidden_size": 5, **params}), shape=(9, 4))
    assert compiler.costs(project).flops == counted(project, torch.zeros(1, 9, 4))


def test_whole_numbers_go_into_an_embedding() -> None:
    project = network(("Embedding", {"embedding_dim": 8}), shape=(12,), dtype="int64")
    costs = compiler.costs(project)
    assert costs.parameters == 8_000
    assert costs.row("input1").memory_bytes == 12 * 8


def test_the_random_state_is_left_alone() -> None:
    torch.manual_seed(3)
    before = torch.get_rng_state()
    compiler.costs(lenet())
    check.run(lenet())
    assert torch.equal(before, torch.get_rng_state())


def test_modules_of_other_threads_are_not_hooked() -> None:
    from torch.nn.modules import module

    compiler.costs(lenet())
    assert not module._global_forward_pre_hooks
    assert not module._global_forward_hooks


def test_an_unknown_row() -> None:
    with pytest.raises(KeyError):
        compiler.costs(lenet()).row("nothing")
