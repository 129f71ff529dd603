"""Why: what a network learns of several things at once, the script learns too, bit for bit."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from designer import check, data, edit, runs
from designer.layers import LOSSES, OPTIMIZERS
from designer.model import Project
from designer.port.errors import PortError
from designer.port.script import script
from designer.protocol import Epoch, RunSpec
from designer.protocol.losses import needs_partners
from designer.protocol.steps import SCIPY
from tests.port.test_script_parity import chain, same


def two_heads(**training: Any) -> Project:
    """Digits, told apart and painted again from the same features, which are an Output too."""
    project = chain(
        {"source": "digits", "normalize": "minmax"},
        ("Input", {"shape": (1, 8, 8)}),
        ("Conv2d", {"out_channels": 4, "kernel_size": 3}),
        ("ReLU", {}),
        ("Dropout", {"p": 0.2}),
        ("Flatten", {}),
        ("Linear", {"out_features": 10}),
    )
    edit.rename(project, "output1", "digit")
    for name, steps in {
        "features": (),
        "picture": (("Linear", {"out_features": 64}), ("Reshape", {"shape": (1, 8, 8)})),
    }.items():
        last = "flatten1"
        for type_, params in (*steps, ("Output", {})):
            made = name if type_ == "Output" else None
            node = edit.add(project, type_, made, **params)
            edit.connect(project, last, node)
            last = node
    edit.set_output(project, "features", target="none")
    edit.set_output(project, "picture", target="inputs", loss="MSELoss", weight=0.5)
    edit.set_training(project, **{"epochs": 2, "batch_size": 300, **training})
    return project


def prepared(project: Project) -> RunSpec:
    report = check.run(project, data.describe(project.data))
    assert report.problems == (), [problem.message for problem in report.problems]
    return runs.prepare(project)


def learning(epochs: list[Epoch]) -> None:
    assert epochs[-1].train["loss"] < epochs[0].train["loss"]


@pytest.mark.parametrize("optimizer", [key for key in OPTIMIZERS if key != "Adafactor"])
def test_two_heads(optimizer: str, tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    params: dict[str, Any] = {"maxiter": 2} if optimizer in SCIPY else {}
    if optimizer in ("SGD", "RAdam"):
        params["lr"] = 0.05
    project = two_heads(optimizer=optimizer, optimizer_params=params, l2=1e-4)
    epochs = same(prepared(project), tmp_path, monkeypatch, capsys)
    for figures in (epochs[-1].train, epochs[-1].val):
        both = figures["digit_loss"] + 0.5 * figures["picture_loss"]
        assert figures["loss"] == pytest.approx(both, rel=1e-5)
        assert {"accuracy", "f1"} < set(figures)
    learning(epochs)
    assert sum(map(sum, epochs[-1].confusion)) == 360


@pytest.mark.parametrize(
    "loss",
    [key for key, row in LOSSES.items() if row.task != "regression" and not needs_partners(key)],
)
def test_a_second_head_with_any_loss_for_classes(
    loss: str, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    project = chain({"source": "iris"}, ("Input", {"shape": (4,)}), ("Linear", {}))
    edit.set_param(project, ["fc1"], "out_features", 3)
    last = edit.add(project, "LogSoftmax")
    edit.connect(project, "fc1", last)
    if loss in ("BCELoss", "HingeEmbeddingLoss"):
        last = edit.replace(project, last, "Sigmoid")
    edit.connect(project, last, edit.add(project, "Output", "second"))
    edit.set_output(project, "second", loss=loss, weight=2)
    epochs = same(runs.prepare(project), tmp_path, monkeypatch, capsys)
    assert np.isfinite(epochs[-1].train["second_loss"])


def autoencoder(**training: Any) -> Project:
    project = chain(
        {"source": "digits", "normalize": "minmax"},
        ("Input", {"shape": (1, 8, 8)}),
        ("Conv2d", {"out_channels": 4, "stride": 2, "padding": 1}),
        ("ReLU", {}),
        ("ConvTranspose2d", {"out_channels": 1, "kernel_size": 4, "stride": 2, "padding": 1}),
    )
    edit.set_output(project, "output1", target="inputs")
    edit.set_training(project, **{"epochs": 3, "batch_size": 300, "loss": "MSELoss", **training})
    return project


@pytest.mark.parametrize("loss", ["MSELoss", "SmoothL1Loss", "BCEWithLogitsLoss"])
@pytest.mark.parametrize("optimizer", ["Adam", "LBFGS", "CG"])
def test_an_autoencoder(
    loss: str, optimizer: str, tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    project = autoencoder(loss=loss, optimizer=optimizer)
    epochs = same(prepared(project), tmp_path, monkeypatch, capsys)
    learning(epochs)
    if loss == "MSELoss":
        assert epochs[-1].val["mse"] == pytest.approx(epochs[-1].val["loss"], rel=1e-5)
    assert epochs[-1].val["mse"] < epochs[0].val["mse"]
    assert "accuracy" not in epochs[-1].val


def several_numbers(folder: Path) -> dict[str, Any]:
    """Three numbers to predict, the last one a count."""
    chance = np.random.default_rng(0)
    x = chance.normal(size=(200, 5)).astype(np.float32)
    y = np.stack([x.sum(1), x[:, 0] - x[:, 1], chance.poisson(2, 200)], 1)
    np.savez(folder / "rows.npz", x=x, y=y)
    return {"source": "npy", "path": str(folder / "rows.npz"), "task": "regression"}


@pytest.mark.parametrize(
    "specs",
    [
        {"output1": {"columns": (2,), "loss": "PoissonNLLLoss"}},
        {"output1": {"columns": (1,), "weight": 3}},
        {"output1": {"target": "none"}, "second": {"columns": (0,)}},
        {"output1": {"columns": (0,), "loss": "L1Loss"}, "second": {"columns": (2,)}},
        {
            "output1": {"columns": (0,), "loss": "HuberLoss", "loss_params": {"delta": 0.5}},
            "second": {"columns": (2,), "loss": "PoissonNLLLoss", "weight": 0.25},
        },
    ],
    ids=str,
)
def test_columns_of_a_regression(
    specs: dict[str, Any], tmp_path: Path, monkeypatch: Any, capsys: Any
) -> None:
    project = chain(
        several_numbers(tmp_path), ("Input", {"shape": (5,)}), ("Linear", {"out_features": 1})
    )
    edit.set_training(project, loss="MSELoss", epochs=4)
    if "second" in specs:
        head = edit.add(project, "Linear", out_features=1)
        edit.connect(project, "input1", head)
        edit.connect(project, head, edit.add(project, "Output", "second"))
    for name, spec in specs.items():
        edit.set_output(project, name, **spec)
    learning(same(prepared(project), tmp_path, monkeypatch, capsys))


def test_means_and_variances_of_one_head(tmp_path: Path, monkeypatch: Any, capsys: Any) -> None:
    project = chain(
        several_numbers(tmp_path), ("Input", {"shape": (5,)}), ("Linear", {"out_features": 4})
    )
    edit.set_training(project, loss="MSELoss", epochs=4)
    head = edit.add(project, "Linear", out_features=1)
    edit.connect(project, "input1", head)
    edit.connect(project, head, edit.add(project, "Output", "second"))
    edit.set_output(project, "output1", loss="GaussianNLLLoss", columns=(0, 2))
    edit.set_output(project, "second", columns=(1,))
    learning(same(prepared(project), tmp_path, monkeypatch, capsys))


def test_no_head_is_no_script() -> None:
    project = autoencoder()
    edit.set_output(project, "output1", target="none")
    spec = runs.prepare(autoencoder())
    with pytest.raises(PortError, match="No Output is trained"):
        script(
            RunSpec(
                **{f: getattr(spec, f) for f in spec.__struct_fields__}
                | {"training": project.training}
            )
        )
