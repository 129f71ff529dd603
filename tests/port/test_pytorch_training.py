"""Why: what a script says of its training is taken over with the network."""

import re
from pathlib import Path

import pytest

from designer import edit, gallery, port
from designer.port.files import run_spec
from designer.port.script import script
from designer.protocol import DataSpec, TrainingSpec
from tests.port.test_pytorch_networks import FOLDER


@pytest.mark.parametrize("name", ["lenet5", "mlp", "neuron", "regression"])
def test_a_script_comes_back_with_its_training(name: str, tmp_path: Path) -> None:
    project = gallery.create(name)
    path = tmp_path / "train.py"
    path.write_text(script(run_spec(project)), encoding="utf-8")
    found = port.read(path)
    assert not found.remarks
    assert (found.project.training, found.project.data) == (project.training, project.data)


def test_early_stopping_comes_back(tmp_path: Path) -> None:
    project = gallery.create("mlp")
    edit.set_training(project, patience=3, min_delta=0.01, seed=7)
    path = tmp_path / "train.py"
    path.write_text(script(run_spec(project)), encoding="utf-8")
    assert port.read(path).project.training == project.training


NET = """import torch
from torch import nn, optim
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return self.fc(x)


opt = optim.SGD(Net().parameters(), lr=0.1)
loss = nn.CrossEntropyLoss()
data = load_iris(return_X_y=True)
"""
WAITS = "for epoch in range(9):\n    if worse:\n        n += 1\n    else:\n        n = 0\n"
SAID: dict[str, tuple[dict[str, object], str]] = {
    "for epoch in range(0, 100, 10): pass": ({"epochs": 10}, ""),
    "for epoch in range(3, 11): pass": ({"epochs": 8}, ""),
    "for epoch in range('a'): pass": ({"epochs": 10}, ""),
    "for epoch in range(1, 5, 0): pass": ({"epochs": 10}, ""),
    "epochs: int = 5": ({"epochs": 5}, ""),
    "epochs, bs = 5, 16": ({"epochs": 5, "batch_size": 16}, ""),
    "epochs = -1": ({"epochs": 10}, "epochs is not taken over"),
    "torch.manual_seed(42)": ({"seed": 42}, ""),
    "rows = torch.utils.data.DataLoader(data, 32)": ({"batch_size": 32}, ""),
    "loss = 'a' * sum(p.abs().sum() for p in all)": ({"l1": 0.0}, "l1 is not taken over"),
    "s = optim.lr_scheduler.MultiStepLR(opt, [6, 12])": (
        {"schedule_params": {"milestones": (6, 12)}},
        "",
    ),
    "s = optim.lr_scheduler.LambdaLR(opt, f)": ({"schedule": "constant"}, "Line 19.*LambdaLR"),
    "nn.utils.clip_grad_norm_(all, 1.0)": ({}, "Line 19.*clip_grad_norm_"),
    "stop = EarlyStopping(patience=7, delta=0.1)": ({"patience": 7, "min_delta": 0.1}, ""),
    f"{WAITS}    if n >= 4:\n        break": ({"patience": 4, "epochs": 9}, ""),
    f"{WAITS}    if n > 4:\n        break": ({"patience": 5}, ""),
    f"P = 6\n{WAITS}    if n == P:\n        break": ({"patience": 6}, ""),
    "for epoch in range(9):\n    if bad():\n        break": ({"patience": 0}, "Line 20.*early"),
    "train_test_split(data, test_size=0.5)": ({}, ""),
    "train_test_split(data, test_size=30, random_state=None)": ({}, ""),
}
"""Lines below a network → settings, and what is said of what is none."""


@pytest.mark.parametrize("lines", SAID)
def test_what_training_code_says_is_set_or_told(lines: str, tmp_path: Path) -> None:
    wanted, told = SAID[lines]
    path = tmp_path / "train.py"
    path.write_text(NET + lines + "\n", encoding="utf-8")
    found = port.read(path)
    training = found.project.training
    assert {name: getattr(training, name) for name in wanted} == wanted
    assert (training.optimizer, training.loss) == ("SGD", "CrossEntropyLoss")
    assert [re.search(told, remark) is not None for remark in found.remarks] == [True] * bool(told)


SAMPLES = {
    "rand(2, 4)": "float32",
    "rand(2, 4, dtype=torch.float64)": "float32",
    "randint(9, (2, 4))": "int64",
    "randint(9, (2, 4)).float()": "float32",
    "zeros(2, 4).long()": "int64",
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_says_what_kind_its_numbers_are(sample: str, tmp_path: Path) -> None:
    path = tmp_path / "train.py"
    path.write_text(f"{NET}Net()(torch.{sample})\n", encoding="utf-8")
    params = next(iter(port.read(path).project.main.nodes.values())).params
    assert params["shape"] == (4,) and params.get("dtype", "float32") == SAMPLES[sample]


def test_what_people_write_is_understood() -> None:
    found = port.read(FOLDER / "mnist.py")
    wanted = TrainingSpec(epochs=14, optimizer="Adadelta", loss="NLLLoss")
    assert (found.project.training, found.project.data) == (wanted, DataSpec())
    assert [remark for remark in found.remarks if "data of the file" in remark]
    wanted = TrainingSpec(
        optimizer="SGD", optimizer_params={"lr": 0.01, "momentum": 0.9}, loss="CrossEntropyLoss"
    )
    assert port.read(FOLDER / "mlp.py").project.training == wanted
