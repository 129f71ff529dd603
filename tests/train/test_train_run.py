"""Why: training that breaks says where, keeps what was good, and touches nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from designer import train
from designer.protocol import (
    DataSpec,
    Epoch,
    Event,
    Failed,
    Finished,
    RunSpec,
    Started,
    TrainingSpec,
)
from designer.protocol.steps import SCIPY
from designer.train.blame import first_not_finite, sentence
from designer.train.setup import UnknownDevice, choose_device, make_optimizers


class Free:
    """A control that never asks for anything."""

    def checkpoint(self, step: int) -> bool:
        return False


def spec(data: dict[str, Any] | None = None, **training: Any) -> RunSpec:
    return RunSpec(
        name="test",
        source="",
        class_name="",
        lines={1: "first", 9: "output"},
        data=DataSpec(**(data or {"source": "iris"})),
        training=TrainingSpec(**{"epochs": 2, "batch_size": 30, **training}),
    )


def run(make: Callable[[], nn.Module], wanted: RunSpec, folder: Path) -> list[Event]:
    events: list[Event] = []
    train.run(wanted, make, events.append, Free(), folder, lambda error: "")
    return events


def plain() -> nn.Module:
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))


def failed(events: list[Event]) -> Failed:
    assert isinstance(events[-1], Failed)
    assert not any(isinstance(event, Finished) for event in events)
    return events[-1]


def test_it_learns(tmp_path: Path) -> None:
    events = run(plain, spec(epochs=60, optimizer_params={"lr": 0.02}), tmp_path)
    epochs = [event for event in events if isinstance(event, Epoch)]
    assert epochs[-1].val["accuracy"] >= 0.9
    assert epochs[-1].train["loss"] < epochs[0].train["loss"] / 3
    assert sum(map(sum, epochs[-1].confusion)) == 30
    best = min(epochs, key=lambda epoch: epoch.val["loss"])
    assert isinstance(events[-1], Finished)
    assert events[-1].best == {"epoch": best.epoch, **best.val}


def test_a_learning_rate_beyond_reason_keeps_the_best_weights(tmp_path: Path) -> None:
    """The loss stays finite for some steps, then not; weights on disk are finite."""
    choice = {"optimizer": "SGD", "optimizer_params": {"lr": 5.0, "momentum": 1.5}, "epochs": 90}
    wanted = spec({"source": "diabetes"}, loss="MSELoss", batch_size=300, **choice)
    events = run(lambda: nn.Sequential(nn.Linear(10, 1)), wanted, tmp_path)
    failure = failed(events)
    assert "no longer a number at step" in failure.message and failure.node == ""
    kept = load_file(tmp_path / "best.safetensors")
    assert all(torch.isfinite(value).all() for value in kept.values())


class Breaks(nn.Module):
    """Gives infinity in the layer `middle`, or NaN in a function that `forward` calls."""

    def __init__(self, how: str) -> None:
        super().__init__()
        self.how = how
        self.first = nn.Linear(4, 8)
        self.middle = nn.Linear(8, 8)
        self.last = nn.Linear(8, 3)
        if how == "module":
            nn.init.constant_(self.middle.bias, torch.inf)

    def forward(self, x: Tensor) -> Tensor:
        x = self.first(x)
        if self.how == "function":
            x = torch.log(-torch.exp(x))
        return self.last(torch.relu(self.middle(x)))


def test_the_module_where_it_began_is_blamed(tmp_path: Path) -> None:
    assert failed(run(lambda: Breaks("module"), spec(), tmp_path)).node == "middle"


def test_the_line_where_it_began_is_blamed() -> None:
    """A function that is no module is found through the traceback."""
    seen: list[int] = []

    def locate(error: BaseException) -> str:
        traceback = error.__traceback__
        while traceback is not None:
            if traceback.tb_frame.f_code is Breaks.forward.__code__:
                seen.append(traceback.tb_lineno - Breaks.forward.__code__.co_firstlineno)
            traceback = traceback.tb_next
        return "log"

    batch = (torch.ones(2, 4),)
    assert first_not_finite(Breaks("function"), batch, locate) == "log"
    assert seen == [3]
    assert first_not_finite(Breaks(""), batch, locate) == ""


def test_infinities_inside_a_module_are_its_own_business() -> None:
    class Attends(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention = nn.MultiheadAttention(4, 1, batch_first=True)

        def forward(self, x: Tensor) -> Tensor:
            mask = torch.triu(torch.ones(3, 3, dtype=torch.bool), diagonal=1)
            out: Tensor = self.attention(x, x, x, attn_mask=mask)[0]
            return out

    assert first_not_finite(Attends(), (torch.ones(2, 3, 4),), lambda error: "wrong") == ""


def test_an_exception_of_the_network_is_located(tmp_path: Path) -> None:
    class Raises(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.fc = nn.Linear(5, 3)

        def forward(self, x: Tensor) -> Tensor:
            out: Tensor = self.fc(x)
            return out

    events: list[Event] = []
    train.run(spec(), Raises, events.append, Free(), tmp_path, lambda error: "fc")
    failure = failed(events)
    assert failure.node == "fc" and "shapes cannot be multiplied" in failure.message
    assert "Raises" in failure.traceback or "fc(x)" in failure.traceback


BELOW = "below.csv"
COUNTS = {"loss": "PoissonNLLLoss", "batch_size": 4}


@pytest.mark.parametrize(
    ("data", "training", "expected", "node"),
    [
        ({"source": "iris"}, {"batch_size": 1000}, "A batch of 1,000 is more than the 120", ""),
        ({"source": "csv", "path": "gone.csv"}, {}, "gone.csv is not there", ""),
        ({"source": "diabetes", "shape": (10,)}, {"loss": "MSELoss"}, "change the last", "output"),
        ({"source": "iris"}, {"loss": "BCELoss"}, "put a Sigmoid at its end", ""),
        ({"source": "csv", "path": BELOW, "target": "y"}, COUNTS, "has targets below 0", ""),
    ],
)
def test_what_does_not_fit_is_a_sentence(
    data: dict[str, Any], training: dict[str, Any], expected: str, node: str, tmp_path: Path
) -> None:
    features = 10 if data["source"] == "diabetes" else 4
    if data.get("path") == BELOW:
        lines = [f"{row},{row * 0.5 - 3}" for row in range(30)]
        (tmp_path / BELOW).write_text("\n".join(["x,y", *lines]))
        data = {**data, "path": str(tmp_path / BELOW)}
    failure = failed(run(lambda: nn.Linear(features, 3), spec(data, **training), tmp_path))
    assert expected in failure.message and failure.node == node and "\n" not in failure.message


def test_a_last_batch_of_one_row_is_explained(tmp_path: Path) -> None:
    def make() -> nn.Module:
        return nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Linear(8, 3))

    failure = failed(run(make, spec(batch_size=7), tmp_path))  # 120 = 17 · 7 + 1
    assert "choose another batch size" in failure.message


def test_no_memory_is_a_kind_sentence() -> None:
    huge = (
        "[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes"
    )
    for error in (torch.OutOfMemoryError("x"), RuntimeError(huge), MemoryError()):
        assert "choose a smaller batch or network" in sentence(error)


def test_a_device_that_is_not_there() -> None:
    assert choose_device("cpu").type == "cpu"
    missing = "mps" if not torch.backends.mps.is_available() else "cuda"
    with pytest.raises(UnknownDevice, match="choose auto or cpu"):
        choose_device(missing)


def test_the_same_seed_is_the_same_run_and_nothing_else_draws(tmp_path: Path) -> None:
    def story(folder: str, before: int) -> list[dict[str, float]]:
        torch.manual_seed(before)
        make = lambda: nn.Sequential(nn.Linear(4, 8), nn.Dropout(0.5), nn.Linear(8, 3))  # noqa: E731
        (tmp_path / folder).mkdir()
        events = run(make, spec(seed=7), tmp_path / folder)
        return [event.train for event in events if isinstance(event, Epoch)]

    assert story("a", 1) == story("b", 2)


def test_a_run_tells_what_it_is(tmp_path: Path) -> None:
    started = run(plain, spec(), tmp_path)[0]
    assert isinstance(started, Started)
    assert (started.epochs, started.steps_per_epoch, started.parameters) == (2, 4, 67)
    assert started.task == "classification" and len(started.classes) == 3
    assert started.device == "cpu" and started.threads == 1


class Mixed(nn.Module):
    """A table and a norm, whose weights have two axes but are no matrices, and a matrix."""

    def __init__(self) -> None:
        super().__init__()
        self.table = nn.Embedding(9, 4)
        self.norm = nn.LayerNorm((4, 4))
        self.fc = nn.Linear(16, 3)

    def forward(self, x: Tensor) -> Tensor:
        x = self.norm(self.table(x.clamp(0, 8).long()))
        out: Tensor = self.fc(x.flatten(1))
        return out


def test_muon_takes_matrices_and_adamw_all_else(tmp_path: Path) -> None:
    model = Mixed()
    names = {parameter: name for name, parameter in model.named_parameters()}
    both = make_optimizers(model, TrainingSpec(optimizer="Muon", optimizer_params={"lr": 0.02}))
    taken = [{names[p] for p in one.param_groups[0]["params"]} for one in both]
    assert taken == [{"fc.weight"}, {"table.weight", "norm.weight", "norm.bias", "fc.bias"}]
    assert [one.param_groups[0]["lr"] for one in both] == [0.02, 1e-3]
    alone = make_optimizers(nn.Linear(4, 3, bias=False), TrainingSpec(optimizer="Muon"))
    assert len(alone) == 1
    assert isinstance(run(Mixed, spec(optimizer="Muon"), tmp_path)[-1], Finished)


def test_muon_without_a_matrix_is_explained(tmp_path: Path) -> None:
    def make() -> nn.Module:
        return nn.Sequential(nn.Unflatten(1, (1, 4)), nn.Conv1d(1, 3, 4), nn.Flatten())

    assert "choose AdamW" in failed(run(make, spec(optimizer="Muon"), tmp_path)).message


@pytest.mark.parametrize("optimizer", SCIPY)
def test_steps_of_scipy_learn_what_they_are_for(optimizer: str, tmp_path: Path) -> None:
    """In few epochs what takes Adam hundreds."""
    events = run(plain, spec(epochs=8, optimizer=optimizer), tmp_path)
    epochs = [event for event in events if isinstance(event, Epoch)]
    assert isinstance(events[0], Started) and events[0].steps_per_epoch == 1
    assert epochs[-1].train["loss"] < 0.1 and epochs[-1].val["accuracy"] >= 0.9


def test_steps_of_scipy_are_for_small_networks(tmp_path: Path) -> None:
    def make() -> nn.Module:
        return nn.Sequential(nn.Linear(4, 2500), nn.Linear(2500, 3))

    failure = failed(run(make, spec(optimizer="CG"), tmp_path))
    assert "up to 20,000 weights, and this one has 20,003" in failure.message


def test_a_network_without_curvature_is_a_plane(tmp_path: Path) -> None:
    """The L1 loss of a linear network has no second derivative: the gradient alone leads down."""
    wanted = spec({"source": "diabetes"}, loss="L1Loss", optimizer="TrustNCG")
    events = run(lambda: nn.Sequential(nn.Linear(10, 1)), wanted, tmp_path)
    epochs = [event for event in events if isinstance(event, Epoch)]
    assert epochs[-1].train["loss"] < epochs[0].train["loss"]


def test_a_layer_without_a_second_derivative_is_explained(tmp_path: Path) -> None:
    class Attends(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.attention = nn.MultiheadAttention(4, 2, batch_first=True)
            self.fc = nn.Linear(4, 3)

        def forward(self, x: Tensor) -> Tensor:
            x = x.unsqueeze(1)
            out: Tensor = self.fc(self.attention(x, x, x, need_weights=False)[0].squeeze(1))
            return out

    failure = failed(run(Attends, spec(optimizer="NewtonCG"), tmp_path))
    assert "choose CG or LBFGS" in failure.message
    assert isinstance(run(Attends, spec(optimizer="CG"), tmp_path)[-1], Finished)
