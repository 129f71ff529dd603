"""Why: the script that is taken away must print the losses that were watched, bit for bit."""

import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from designer import check, data, edit, runs
from designer.compile import NotReady, allow
from designer.layers import LOSSES, OPTIMIZERS, SCHEDULES
from designer.model import Project
from designer.port.script import script
from designer.protocol import Epoch, Event, Failed, Finished, RunSpec
from designer.protocol.losses import SEQUENCES, needs_partners
from designer.protocol.steps import SCIPY
from designer.runs import RunError


def chain(samples: dict[str, Any], *layers: tuple[str, dict[str, Any]]) -> Project:
    """A project of layers in a row."""
    project = Project.new("Parity")
    last = ""
    for type_, params in (*layers, ("Output", {})):
        name = edit.add(project, type_, **params)
        if last:
            edit.connect(project, last, name)
        last = name
    edit.set_data(project, **samples)
    edit.set_training(project, epochs=2, batch_size=50, seed=3)
    return project


def mlp() -> Project:
    layers = ("Input", {"shape": (4,)}), ("Linear", {"out_features": 8}), ("ReLU", {})
    return chain({"source": "iris"}, *layers, ("Linear", {"out_features": 3}))


def cnn() -> Project:
    return chain(
        {"source": "digits", "resize": (6, 5)},
        ("Input", {"shape": (1, 6, 5)}),
        ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
        ("BatchNorm2d", {}),
        ("ReLU", {}),
        ("Dropout", {"p": 0.3}),
        ("Flatten", {}),
        ("Linear", {"out_features": 10}),
    )


def lstm() -> Project:
    project = Project.new("Sequence")
    edit.set_data(project, source="digits", shape=(8, 8))
    edit.set_training(project, epochs=2, batch_size=200)
    names = [
        edit.add(project, "Input", shape=(8, 8)),
        edit.add(project, "LSTM", hidden_size=8),
        edit.add(project, "Linear", out_features=10),
        edit.add(project, "Output"),
    ]
    ports = {1: "last"}
    for i, (a, b) in enumerate(pairwise(names)):
        edit.connect(project, a, b, **({"source_port": ports[i]} if i in ports else {}))
    return project


def regression() -> Project:
    layers = ("Input", {"shape": (10,)}), ("Linear", {"out_features": 6}), ("Tanh", {})
    project = chain({"source": "diabetes"}, *layers, ("Linear", {"out_features": 1}))
    edit.set_training(project, loss="MSELoss")
    return project


def binary() -> Project:
    layers = ("Input", {"shape": (30,)}), ("Linear", {"out_features": 1})
    project = chain({"source": "breast_cancer", "normalize": "minmax"}, *layers)
    edit.set_training(project, loss="BCEWithLogitsLoss")
    return project


def trained(spec: RunSpec, folder: Path) -> list[Event]:
    events: list[Event] = []
    runs.run_here(spec, folder, events.append)
    failures = [event.message for event in events if isinstance(event, Failed)]
    assert not failures, failures
    return events


def scripted(spec: RunSpec, tmp_path: Path, monkeypatch: Any, capsys: Any) -> list[dict[str, Any]]:
    file = tmp_path / "script.py"
    file.write_text(script(spec), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", [str(file), "--json"])
    capsys.readouterr()
    runpy.run_path(str(file), run_name="__main__")
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def same(spec: RunSpec, tmp_path: Path, monkeypatch: Any, capsys: Any) -> list[Epoch]:
    """Train and run the script; both must say the same."""
    events = trained(spec, tmp_path / "run")
    epochs = [event for event in events if isinstance(event, Epoch)]
    lines = scripted(spec, tmp_path, monkeypatch, capsys)
    assert len(epochs) == len(lines) > 0
    for epoch, line in zip(epochs, lines, strict=True):
        assert line["event"] == "epoch" and line["epoch"] == epoch.epoch
        assert line["train"] == epoch.train
        assert line["val"] == epoch.val
    return epochs


NETWORKS = {f.__name__: f for f in (mlp, cnn, lstm, regression, binary)}
CHOICES: dict[str, dict[str, Any]] = {
    "sgd": {"optimizer": "SGD", "optimizer_params": {"lr": 0.1, "momentum": 0.9, "nesterov": True}},
    "plain sgd": {"optimizer": "SGD", "optimizer_params": {"lr": 0.05}},
    "adam": {"optimizer": "Adam", "optimizer_params": {"lr": 0.01, "amsgrad": True}},
    "adamw": {
        "optimizer": "AdamW",
        "optimizer_params": {"weight_decay": 0.1, "betas": (0.8, 0.95)},
    },
    "rmsprop": {"optimizer": "RMSprop", "optimizer_params": {"momentum": 0.5, "centered": True}},
    "lbfgs": {"optimizer": "LBFGS", "optimizer_params": {"max_iter": 5}},
    "lbfgs, line search": {
        "optimizer": "LBFGS",
        "optimizer_params": {"max_iter": 5, "line_search_fn": "strong_wolfe"},
    },
    **{f"{kind}, plain": {"optimizer": kind} for kind in OPTIMIZERS},
    "muon, fitted": {
        "optimizer": "Muon",
        "optimizer_params": {"adjust_lr_fn": "match_rms_adamw", "adamw_lr": 0.01, "ns_steps": 3},
    },
    **{f"{kind}, as it is": {"schedule": kind, "epochs": 8} for kind in SCHEDULES},
    **{
        f"muon, {kind}": {"optimizer": "Muon", "schedule": kind}
        for kind in ("step", "warmup_cosine", "onecycle", "cyclic", "plateau")
    },
    "polynomial": {"schedule": "polynomial", "schedule_params": {"power": 2.0}, "epochs": 3},
    "restarts": {"schedule": "restarts", "schedule_params": {"T_0": 2}, "epochs": 4},
    "multistep": {"schedule": "multistep", "schedule_params": {"milestones": (1, 3)}, "epochs": 5},
    "one cycle": {
        "schedule": "onecycle",
        "schedule_params": {"three_phase": True, "anneal_strategy": "linear", "max_lr": 0.2},
        "epochs": 3,
    },
    "one cycle, no momentum": {
        "optimizer": "Adagrad",
        "schedule": "onecycle",
        "schedule_params": {"cycle_momentum": False},
    },
    "cyclic": {
        "schedule": "cyclic",
        "schedule_params": {"step_size_up": 2, "step_size_down": 3, "mode": "triangular2"},
        "epochs": 4,
    },
    "warm-up longer than training": {
        "schedule": "warmup_cosine",
        "schedule_params": {"total_iters": 9},
    },
    "step": {"schedule": "step", "schedule_params": {"step_size": 1, "gamma": 0.5}},
    "step, default": {"schedule": "step", "epochs": 11},
    "cosine": {"schedule": "cosine", "schedule_params": {"eta_min": 1e-4}},
    "cosine, shorter": {"schedule": "cosine", "schedule_params": {"T_max": 1}},
    "plateau": {
        "schedule": "plateau",
        "schedule_params": {"patience": 0, "factor": 0.5, "threshold": 10.0},
    },
    "l1": {"l1": 1e-3},
    "l2": {"l2": 1e-3},
    "both": {"l1": 1e-3, "l2": 1e-3},
    "early stopping": {"patience": 2, "min_delta": 10.0, "epochs": 9},
    "label smoothing": {"loss_params": {"label_smoothing": 0.1}},
    "classes one by one": {"loss": "BCEWithLogitsLoss"},
    "xavier_uniform": {"initialization": "xavier_uniform"},
    "xavier_normal": {"initialization": "xavier_normal", "initialization_params": {"gain": 2.0}},
    "kaiming_uniform": {"initialization": "kaiming_uniform"},
    "kaiming_normal": {
        "initialization": "kaiming_normal",
        "initialization_params": {"mode": "fan_out", "nonlinearity": "relu"},
    },
    "normal": {"initialization": "normal", "initialization_params": {"std": 0.05}},
    "orthogonal": {"initialization": "orthogonal"},
    "zeros": {"initialization": "zeros"},
    "whole data at once": {"batch_size": 120},
}


@pytest.mark.parametrize("name", NETWORKS)
def test_networks(name: str, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    epochs = same(runs.prepare(NETWORKS[name]()), tmp_path, monkeypatch, capsys)
    assert epochs[0].train["loss"] != epochs[1].train["loss"]


@pytest.mark.parametrize("optimizer", SCIPY)
@pytest.mark.parametrize("draw", [cnn, lstm, regression, binary], ids=lambda f: f.__name__)
def test_steps_of_scipy(
    optimizer: str, draw: Callable[[], Project], tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    """Also where the network forgets by chance, or has a loss with penalties."""
    project = draw()
    edit.set_training(project, optimizer=optimizer, optimizer_params={"maxiter": 2}, l1=1e-4)
    if draw is cnn:
        edit.set_training(project, l1=0.0, l2=1e-3)
    epochs = same(runs.prepare(project), tmp_path, monkeypatch, capsys)
    assert epochs[0].train["loss"] != epochs[1].train["loss"]


@pytest.mark.parametrize("choice", CHOICES)
def test_training_choices(choice: str, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    project = mlp()
    edit.set_training(project, **CHOICES[choice])
    epochs = same(runs.prepare(project), tmp_path, monkeypatch, capsys)
    if choice == "early stopping":
        assert len(epochs) == 3  # the first is the best, then two without an improvement of 10


def healed(project: Project) -> Project:
    """The drawing after the first repair of each problem."""
    for _ in range(5):
        report = check.run(project, data.describe(project.data))
        if not report.problems:
            return project
        report.problems[0].fixes[0].apply(project)
    raise AssertionError([problem.message for problem in report.problems])


OTHER_FORMS: dict[str, dict[str, Any]] = {
    "PoissonNLLLoss": {"log_input": False, "full": True},
    "MultiMarginLoss": {"p": 2, "margin": 0.5},
    "HingeEmbeddingLoss": {"margin": 2.0},
    "GaussianNLLLoss": {"full": True, "eps": 0.5},
    "SmoothL1Loss": {"beta": 0.0},
}


LOSS_CASES = [
    pytest.param(loss, draw, params, id=f"{loss}-{draw.__name__}-{params or ''}")
    for loss, option in LOSSES.items()
    if not needs_partners(loss) and loss != SEQUENCES
    for draw in ((regression,) if option.task == "regression" else (mlp, binary))
    for params in ({}, *([OTHER_FORMS[loss]] if loss in OTHER_FORMS else []))
]


@pytest.mark.parametrize(("loss", "draw", "params"), LOSS_CASES)
def test_losses(
    loss: str,
    draw: Callable[[], Project],
    params: dict[str, Any],
    tmp_path: Path,
    monkeypatch: Any,
    capsys: Any,
) -> None:
    project = draw()
    edit.set_training(project, loss=loss, loss_params=params, optimizer_params={"lr": 0.01})
    edit.set_training(project, epochs=8)
    epochs = same(runs.prepare(healed(project)), tmp_path, monkeypatch, capsys)
    assert epochs[-1].train["loss"] < epochs[0].train["loss"]
    if draw is not regression:
        assert epochs[-1].train["accuracy"] > 0.6, "what is predicted is what is trained"


def test_without_validation_rows(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    project = mlp()
    edit.set_data(project, validation=0.0)
    edit.set_training(project, schedule="plateau", patience=1)
    epochs = same(runs.prepare(project), tmp_path, monkeypatch, capsys)
    assert epochs[0].val == {}


def test_the_script_of_the_run_folder_as_a_program_of_its_own(tmp_path: Path) -> None:
    """In a bare process that does not know designer."""
    events = trained(runs.prepare(cnn()), tmp_path / "run")
    assert isinstance(events[-1], Finished)
    code = (tmp_path / "run" / "train.py").read_text(encoding="utf-8")
    assert "designer" not in code
    command = [sys.executable, "-I", str(tmp_path / "run" / "train.py"), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    epochs = [event for event in events if isinstance(event, Epoch)]
    assert [line["train"] for line in lines] == [epoch.train for epoch in epochs]
    assert [line["val"] for line in lines] == [epoch.val for epoch in epochs]


def test_other_seeds_give_other_losses(tmp_path: Path) -> None:
    first = []
    for seed in (3, 4):
        project = mlp()
        edit.set_training(project, seed=seed)
        events = trained(runs.prepare(project), tmp_path / str(seed))
        first.append(next(e.train["loss"] for e in events if isinstance(e, Epoch)))
    assert first[0] != first[1]


OWN_LAYER = '''import math

from torch import nn


class Noisy(nn.Module):
    """Adds noise while it learns."""

    def __init__(self, width: int, share: float = 0.1):
        super().__init__()
        self.fc = nn.Linear(width, width)
        self.share = share * math.sqrt(2)

    def forward(self, x):
        x = self.fc(x)
        return x + self.share * torch.randn_like(x) if self.training else x'''


def test_code_of_ones_own(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    project = mlp()
    edit.add_code(project, OWN_LAYER)
    edit.add_code(project, "x * F.hardtanh(x)", "Bent")
    for kind, params in (("#Noisy", {"width": 8}), ("#Bent", {})):
        edit.insert(project, project.main.incoming("relu1")[0], kind, **params)
    with pytest.raises(NotReady, match="nobody has looked at"):
        runs.prepare(project)
    for text in project.codes.values():
        allow(text)
    spec = runs.prepare(project)
    same(spec, tmp_path, monkeypatch, capsys)
    text = script(spec)
    assert text.count("import math\n") == 1 and OWN_LAYER[OWN_LAYER.index("class ") :] in text
    assert text.index("import math") < text.index("import torch") < text.index("class Noisy")
    monkeypatch.setattr("designer.check.probing._probers", {})
    with pytest.raises(RunError, match="nobody has looked at"):
        runs.resume(tmp_path / "run", epochs=3)


def test_a_run_that_breaks_in_it_says_the_line(tmp_path: Path) -> None:
    text = """class Fragile(nn.Module):
    def forward(self, x):
        if x.shape[0] < 50:
            raise ValueError("too few rows")
        return x"""
    project = mlp()
    edit.add_code(project, text)
    name = edit.insert(project, project.main.incoming("relu1")[0], "#Fragile")
    allow(text)
    problems = check.run(project).problems
    assert [(p.node, p.line) for p in problems] == [(name, 4)], "two rows are too few as well"
    fixed = text.replace("x.shape[0] < 50", "x.shape[0] == 20")
    edit.set_code(project, "Fragile", fixed)
    allow(fixed)
    events: list[Event] = []
    runs.run_here(runs.prepare(project), tmp_path / "run", events.append)
    (failed,) = [event for event in events if isinstance(event, Failed)]
    assert failed.node == name and failed.message == "line 4 of Fragile: too few rows"
