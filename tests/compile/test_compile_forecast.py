"""The forecast of memory: its laws, its agreement with what torch takes, and that it is no bother.

The fact is that of `benchmarks.memory`: the exported script in a process of its own, by the
profiler's record of every block that torch took and freed.
"""

import threading
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.memory import job, measured
from designer import check, edit
from designer import compile as compiler
from designer.compile import device_memory
from designer.compile.fit import TrainingMemory, round_down
from designer.compile.forecast import PROBES, Forecast, forecast
from designer.compile.training_step import NoForecast, step
from designer.layers import OPTIMIZERS
from designer.model import Project
from designer.protocol import DataInfo
from designer.protocol.steps import SCIPY
from tests.port.test_script_partners import WITH_PARTNERS, drawn

FLOAT = 4
Layers = tuple[tuple[str, dict[str, Any]], ...]

DENSE: Layers = (("Linear", {"out_features": 300}), ("ReLU", {}), ("Linear", {"out_features": 10}))
CNN: Layers = (
    ("Conv2d", {"out_channels": 12, "kernel_size": 5}),
    ("BatchNorm2d", {}),
    ("ReLU", {}),
    ("MaxPool2d", {}),
    ("Conv2d", {"out_channels": 32, "stride": 2}),
    ("Dropout", {}),
    ("Flatten", {}),
    ("Linear", {"out_features": 10}),
)
UPWARD: Layers = (
    ("Conv2d", {"out_channels": 20, "stride": 2}),
    ("ReLU", {}),
    ("ConvTranspose2d", {"out_channels": 3, "stride": 2}),
)
ATTENTION: Layers = (
    ("TransformerEncoderLayer", {"nhead": 2}),
    ("Flatten", {}),
    ("Linear", {"out_features": 10}),
)


def sequence(kind: str, **params: object) -> Layers:
    return ((kind, {"hidden_size": 48, **params}), ("Flatten", {}), ("Linear", {"out_features": 9}))


NETWORKS: dict[str, tuple[tuple[int, ...], Layers]] = {
    "dense": ((64,), DENSE),
    "cnn": ((3, 32, 32), CNN),
    "upward": ((3, 31, 31), UPWARD),
    "attention": ((20, 16), ATTENTION),
    "lstm": ((28, 12), sequence("LSTM")),
    "two lstms": ((28, 12), sequence("LSTM", num_layers=2, bidirectional=True)),
    "gru": ((40, 12), sequence("GRU")),
    "two grus": ((40, 12), sequence("GRU", num_layers=2, bidirectional=True, dropout=0.1)),
    "rnn": ((40, 12), sequence("RNN")),
}


def network(name: str, **training: object) -> Project:
    shape, layers = NETWORKS[name]
    project = Project.new(name)
    before = edit.add(project, "Input", shape=shape)
    for kind, params in (*layers, ("Output", {})):
        node = edit.add(project, kind, **params)
        edit.connect(project, before, node)
        before = node
    loss = "MSELoss" if name == "upward" else "CrossEntropyLoss"
    edit.set_training(project, loss=loss, **training)
    return project


def several(target: str, **training: object) -> Project:
    """The network of `cnn` with a second Output, which is compared with this."""
    project = network("cnn", **training)
    width = 3 * 32 * 32 if target == "inputs" else 10
    edit.rename(project, "output1", "classes")
    last = "flatten1"
    for kind, params in (
        ("Linear", {"out_features": width}),
        *([("Reshape", {"shape": (3, 32, 32)})] if target == "inputs" else []),
    ):
        node = edit.add(project, kind, **params)
        edit.connect(project, last, node)
        last = node
    edit.connect(project, last, edit.add(project, "Output", "second"))
    edit.set_output(project, "second", target=target)
    if target == "inputs":
        edit.set_output(project, "second", loss="MSELoss", weight=0.5)
    return project


def autoencoder(**training: object) -> Project:
    project = network("upward", **training)
    edit.set_output(project, "output1", target="inputs")
    return project


def triplets(**training: object) -> Project:
    """The features of `cnn` as an anchor, and two Outputs more that it is compared with."""
    project = network("cnn", **training)
    for name in ("positive", "negative"):
        layer = edit.add(project, "Linear", out_features=10)
        edit.connect(project, "flatten1", layer)
        edit.connect(project, layer, edit.add(project, "Output", name))
    edit.set_output(project, "output1", loss="TripletMarginLoss")
    edit.set_output(project, "output1", partners=["positive", "negative"])
    return project


def reader(**training: object) -> Project:
    """A class for each of forty steps."""
    project = network("rnn", **training)
    edit.remove(project, [name for name in project.main.nodes if name not in ("input1", "rnn1")])
    last = "rnn1"
    for kind, params in (("Linear", {"out_features": 30}), ("LogSoftmax", {}), ("Output", {})):
        node = edit.add(project, kind, **params)
        edit.connect(project, last, node)
        last = node
    edit.set_training(project, loss="CTCLoss")
    return project


def foretold(project: Project) -> Forecast:
    return compiler.training_memory(project).forecast


def test_it_agrees_with_what_the_exported_script_takes() -> None:
    projects = [network(name, batch_size=size) for name in NETWORKS for size in (20, 96)]
    projects += [
        network("dense", optimizer=optimizer, batch_size=200)
        for optimizer in OPTIMIZERS
        if optimizer != "LBFGS" and optimizer not in SCIPY
    ]
    for size in (20, 96):
        projects += [several(target, batch_size=size) for target in ("labels", "inputs", "none")]
        projects += [autoencoder(batch_size=size), triplets(batch_size=size)]
        projects.append(reader(batch_size=size))
    facts = measured([job(project) for project in projects])
    for project, fact in zip(projects, facts, strict=True):
        said = foretold(project).peak(project.training.batch_size)
        assert said == pytest.approx(fact, rel=0.1), (project.name, project.training)


@pytest.mark.parametrize("optimizer", SCIPY)
def test_what_looks_at_all_rows_together_has_no_batch_to_tell_of(optimizer: str) -> None:
    with pytest.raises(compiler.NoForecast, match="all rows are looked at together"):
        foretold(network("dense", optimizer=optimizer))


def test_lbfgs_has_two_vectors_for_each_step_that_it_remembers() -> None:
    found = foretold(network("dense", optimizer="LBFGS", optimizer_params={"history_size": 3}))
    assert found.optimizer == (2 * 3 + 2) * found.weights
    assert found.peak(1) > found.optimizer + found.weights + found.gradients


@pytest.mark.parametrize("name", NETWORKS)
def test_two_small_batches_tell_of_all(name: str) -> None:
    project = network(name)
    source, found = compiler.write(project), foretold(project)
    loaded = compiler.load(source.text, source.class_name, source.lines)
    inputs = tuple((a.tensor.shape, a.tensor.dtype) for a in source.arguments if a.tensor)
    for size in (17, *PROBES, 500):
        direct = max(step(loaded, inputs, project.training, size, True).moments)
        assert found.peak(size) == pytest.approx(direct, rel=0.002)


@pytest.mark.parametrize("name", ["dense", "cnn", "lstm", "attention"])
def test_its_parts(name: str) -> None:
    sgd, momentum, adam = (
        foretold(network(name, optimizer=optimizer, optimizer_params=params))
        for optimizer, params in (("SGD", {}), ("SGD", {"momentum": 0.9}), ("Adam", {}))
    )
    trained = FLOAT * compiler.costs(network(name)).trainable_parameters
    steps = 100 * FLOAT  # Adam counts its steps, once for each tensor
    assert sgd.gradients == trained <= sgd.weights
    assert (sgd.optimizer, momentum.optimizer) == (0, trained)
    assert 2 * trained < adam.optimizer <= 2 * trained + steps
    for size in (1, 64, 4096):
        assert sgd.peak(size) >= sgd.weights + sgd.sample * size
        assert sgd.peak(64) >= sgd.weights + sgd.gradients
        more = adam.peak(size) - sgd.peak(size)
        assert 2 * trained <= more <= 2 * trained + steps


@given(st.data())
def test_the_largest_batch_is_the_largest(data: st.DataObject) -> None:
    found = foretold(network(data.draw(st.sampled_from(["dense", "cnn", "gru"]))))
    memory = data.draw(st.integers(0, 10**9))
    largest = found.largest(memory)
    assert largest == 0 or found.peak(largest) <= memory + 1
    assert found.peak(largest + 1) > memory - 1
    nice = round_down(largest)
    assert 0.8 * largest <= nice <= largest or largest < 8


def test_nobody_else_notices() -> None:
    """Neither torch's random state, nor what another thread computes meanwhile."""
    seen: list[Any] = []
    done = threading.Event()

    layer = torch.nn.Linear(4, 4)
    before = torch.get_rng_state()

    def other() -> None:
        while not done.is_set():
            value = layer(torch.ones(2, 4)).sum()
            value.backward()
            seen.append((type(value), value.device.type, float(value.detach())))

    thread = threading.Thread(target=other)
    thread.start()
    try:
        foretold(network("gru", l1=0.25))  # not yet remembered
        foretold(network("cnn", l1=0.25))
    finally:
        done.set()
        thread.join()
    assert torch.equal(before, torch.get_rng_state())
    assert len(set(seen)) == 1, "always the same real number"
    from torch.nn.modules import module

    assert not module._global_forward_pre_hooks
    assert not module._global_forward_hooks


def test_what_cannot_be_trained_has_no_forecast() -> None:
    project = Project.new("two outputs")
    image = edit.add(project, "Input", shape=(4,))
    for _ in range(2):
        layer = edit.add(project, "Linear", out_features=3)
        edit.connect(project, image, layer)
        edit.connect(project, layer, edit.add(project, "Output"))
    with pytest.raises(NoForecast, match="a loss for each Output"):
        compiler.training_memory(project)
    edit.remove(project, ["fc1", "fc2"])
    with pytest.raises(compiler.NotReady):
        compiler.training_memory(project)


def test_another_head_takes_more_and_one_that_is_not_trained_less() -> None:
    peaks = [foretold(several(target)).peak(64) for target in ("none", "labels", "inputs")]
    assert peaks == sorted(peaks) and len(set(peaks)) == 3
    project = several("labels")
    edit.set_output(project, "classes", target="none")
    edit.set_output(project, "second", target="none")
    with pytest.raises(NoForecast, match="a loss for each Output"):
        compiler.training_memory(project)


@pytest.mark.parametrize("loss", WITH_PARTNERS)
def test_outputs_that_a_loss_takes_along_take_memory_too(loss: str, tmp_path: Path) -> None:
    project = drawn(tmp_path, loss)
    few, many = (foretold(project).peak(size) for size in (10, 1000))
    assert few < many
    partners = project.training.outputs["own_out"].partners
    edit.set_output(project, "own_out", loss="MSELoss")
    for partner in partners:
        edit.set_output(project, partner, target="none")
    assert foretold(project).peak(1000) < many, "these are not kept for the way back"
    edit.set_output(project, "own_out", loss="TripletMarginLoss", partners=[])
    with pytest.raises(NoForecast, match="it is not said which"):
        compiler.training_memory(project)


def test_an_edit_back_and_forth_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    project = network("dense", l2=0.125)
    source = compiler.write(project)
    found = forecast(source, project.training)
    monkeypatch.setattr("designer.compile.forecast.step", None)
    edit.set_training(project, batch_size=7, epochs=3)
    assert forecast(compiler.write(project), project.training) is found


def test_on_a_gpu_all_weights_are_updated_at_once() -> None:
    project = network("dense", optimizer="RMSprop")
    source = compiler.write(project)
    one, all_ = (forecast(source, project.training, on_cpu=cpu) for cpu in (True, False))
    assert one.peak(1) < all_.peak(1)


def memory(project: Project, there: int | None, rows: int = 0) -> TrainingMemory:
    info = DataInfo(
        source="s", title="t", task="classification", shape=(64,), train_rows=rows, val_rows=0
    )
    found = foretold(project)
    return TrainingMemory(found, project.training.batch_size, "cpu", found.beside(info), there)


def test_too_large_a_batch_is_a_warning_that_a_click_repairs() -> None:
    project = network("dense", batch_size=1_000_000)
    (problem,) = compiler.memory_problems(memory(project, 10**8))
    assert (problem.code, problem.severity, problem.node) == ("memory", "warning", "")
    problem.fixes[0].apply(project)
    after = memory(project, 10**8)
    assert after.fits and not compiler.memory_problems(after)
    assert project.training.batch_size == after.largest_batch
    assert check.run(project).whole
    (none_fits,) = compiler.memory_problems(memory(project, 1000))
    assert not none_fits.fixes


def test_data_lie_beside_the_steps_and_an_unknown_machine_is_no_problem() -> None:
    project = network("dense")
    few, many = memory(project, 10**8, rows=10), memory(project, 10**8, rows=100_000)
    assert many.beside - few.beside == 99_990 * (64 * FLOAT + 8 + 10 * FLOAT)
    assert (many.largest_batch or 0) < (few.largest_batch or 0)
    unknown = memory(project, None)
    assert unknown.largest_batch is None and unknown.fits
    assert not compiler.memory_problems(unknown)


def test_the_machine_says_how_much_there_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    device_memory.memory_of.cache_clear()
    whole = device_memory.memory_of("cpu")
    assert whole is not None and 10**8 < whole < 10**14
    limit, none = tmp_path / "limit", tmp_path / "none"
    limit.write_text("1000000\n")
    none.write_text("max\n")
    monkeypatch.setattr(device_memory, "LIMITS", (none, limit, tmp_path / "absent"))
    device_memory.memory_of.cache_clear()
    assert device_memory.memory_of("cpu") == 800_000
    device_memory.memory_of.cache_clear()
