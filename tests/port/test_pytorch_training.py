"""Why: what a script says of its training is taken over with the network."""

from pathlib import Path

import pytest

from designer import gallery, port
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


def test_what_people_write_is_understood() -> None:
    found = port.read(FOLDER / "mnist.py")
    wanted = TrainingSpec(epochs=14, optimizer="Adadelta", loss="NLLLoss")
    assert (found.project.training, found.project.data) == (wanted, DataSpec())
    assert [remark for remark in found.remarks if "data of the file" in remark]
    wanted = TrainingSpec(
        optimizer="SGD", optimizer_params={"lr": 0.01, "momentum": 0.9}, loss="CrossEntropyLoss"
    )
    assert port.read(FOLDER / "mlp.py").project.training == wanted
