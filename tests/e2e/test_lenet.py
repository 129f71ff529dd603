"""Why: from an empty canvas to running code with mouse and keys only: what the tour does."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from designer import check, store
from designer.app.tour import run
from designer.app.tour.aftermath import losses_of_run
from designer.gallery import create
from designer.runs import list_runs


def test_lenet_is_drawn_repaired_trained_saved_reopened_and_exported(
    qtbot: QtBot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    # It raises when anything differs: the reopened drawing, the losses of the exported script.
    assert run(out) == 0
    said = capsys.readouterr().out
    assert "to the last bit" in said and str(out) in said

    project = store.load(out / "LeNet-5.nnd")
    assert check.run(project).ok
    drawn = [node.type for node in project.main.nodes.values()]
    assert sorted(drawn) == sorted(n.type for n in create("lenet5").main.nodes.values())
    assert sum(check.run(project).parameters.values()) == 61_706

    (past,) = list_runs(out / "LeNet-5.nnd")
    assert past.status == "completed"
    assert past.epochs[-1].val["accuracy"] >= 0.95
    assert len(losses_of_run(past.dir)) == 12
    assert "class LeNet5(nn.Module)" in (out / "lenet5_train.py").read_text()
    pictures = {path.name for path in (out / "pictures").glob("*.png")}
    assert {"window-light.png", "window-dark.png"} <= pictures and len(pictures) >= 12
