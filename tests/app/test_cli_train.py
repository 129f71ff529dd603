"""`designer train`: events for programs, an account for people, one way to fail."""

import json
from pathlib import Path
from typing import Any

import pytest

from designer import edit, gallery, store
from designer.app.main import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def iris(tmp_path: Path) -> Path:
    path = tmp_path / "mlp.nnd"
    store.save(gallery.create("mlp"), path)
    return path


def events(capsys: Capture) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def train(path: Path, *more: str) -> int:
    return main(["train", str(path), "--epochs", "2", *more])


def test_events_for_programs(iris: Path, tmp_path: Path, capsys: Capture) -> None:
    assert train(iris, "--json", "--run-dir", str(tmp_path / "run")) == 0
    told = events(capsys)
    assert told[0]["event"] == "started"
    epochs = [e for e in told if e["event"] == "epoch"]
    assert [e["epoch"] for e in epochs] == [1, 2]
    assert set(epochs[0]["train"]) >= {"loss", "accuracy"} <= set(epochs[0]["val"])
    assert told[-1]["event"] == "finished"
    assert told[-1]["run_dir"] == str(tmp_path / "run") and told[-1]["best"]
    assert (tmp_path / "run" / "best.safetensors").is_file()


def test_one_epoch_is_not_told_as_several(iris: Path, tmp_path: Path, capsys: Capture) -> None:
    assert main(["train", str(iris), "--epochs", "1", "--run-dir", str(tmp_path / "run")]) == 0
    told = capsys.readouterr().out
    assert "1 epoch," in told and "1 epochs" not in told and "1 threads" not in told


def test_same_seed_same_losses_other_seed_other_losses(
    iris: Path, tmp_path: Path, capsys: Capture
) -> None:
    losses = []
    for number, seed in enumerate((7, 7, 8)):
        folder = str(tmp_path / f"run{number}")
        assert train(iris, "--seed", str(seed), "--json", "--run-dir", folder) == 0
        losses.append([e["train"]["loss"] for e in events(capsys) if e["event"] == "epoch"])
    assert losses[0] == losses[1] != losses[2]


def test_people_read_a_line_an_epoch(iris: Path, capsys: Capture) -> None:
    assert train(iris) == 0
    out, err = capsys.readouterr()
    assert "epoch 1/2" in out and "epoch 2/2" in out and "accuracy" in out
    assert "Best: " in out
    assert err == ""
    (runs,) = iris.parent.glob("*.runs")
    assert str(runs) in out


def test_a_run_goes_on(iris: Path, tmp_path: Path, capsys: Capture) -> None:
    folder = str(tmp_path / "run")
    assert train(iris, "--run-dir", folder) == 0
    capsys.readouterr()
    more = ["--resume", folder, "--epochs", "3", "--json"]
    assert main(["train", str(iris), *more]) == 0
    assert [e["epoch"] for e in events(capsys) if e["event"] == "epoch"] == [3]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--run-dir", "{run}"], "--resume"),
        (["--resume", "{run}", "--seed", "1"], "--seed belongs to a new run"),
        (["--resume", "{run}/nothing"], "no folder of a run"),
        (["--epochs", "0"], "epochs"),
    ],
)
def test_what_cannot_be_done_says_why(
    more: list[str], words: str, iris: Path, tmp_path: Path, capsys: Capture
) -> None:
    run = tmp_path / "run"
    assert train(iris, "--run-dir", str(run)) == 0
    before = sorted(run.iterdir())
    capsys.readouterr()
    arguments = [word.replace("{run}", str(run)) for word in more]
    assert main(["train", str(iris), *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and words in err and err.count("\n") == 1
    assert sorted(run.iterdir()) == before


def test_no_dataset(tmp_path: Path, capsys: Capture) -> None:
    project = gallery.create("mlp")
    edit.set_data(project, source="")
    store.save(project, tmp_path / "a.nnd")
    assert train(tmp_path / "a.nnd") == 2
    assert "no dataset" in capsys.readouterr().err


def test_a_drawing_with_problems_fails_on_its_node(tmp_path: Path, capsys: Capture) -> None:
    project = gallery.create("lenet5")
    edit.remove(project, ["flatten"], heal=True)
    store.save(project, tmp_path / "a.nnd")
    assert train(tmp_path / "a.nnd", "--json") == 1
    out, err = capsys.readouterr()
    last = json.loads(out.splitlines()[-1])
    assert (last["event"], last["node"]) == ("failed", "fc1")
    assert last["message"] in err
    assert not list(tmp_path.glob("*.runs"))


def test_a_run_that_fails_has_status_1(tmp_path: Path, capsys: Capture) -> None:
    project = gallery.create("mlp")
    edit.set_training(project, optimizer="SGD", optimizer_params={"lr": 1e38})
    store.save(project, tmp_path / "a.nnd")
    assert train(tmp_path / "a.nnd", "--json") == 1
    last = events(capsys)[-1]
    assert last["event"] == "failed" and last["message"]
