"""Why: `designer diff` answers like diff: what differs, a line each, and a status for scripts."""

from pathlib import Path

import pytest

from designer import edit, gallery, runs, store
from designer.app.main import main
from designer.runs.folder import begin
from tests.app.test_cli import Capture, refused, run_json

LINES = (
    "≠ conv1: out_channels 6 → 16",
    "+ drop1 (Dropout) is new, between tanh3 and fc2",
    "− The wire from tanh3 to fc2 is gone",
    "≠ Training: epochs 12 → 3",
)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.nnd"
    store.save(gallery.create("lenet5"), path)
    return path


@pytest.fixture
def new(old: Path, tmp_path: Path) -> Path:
    project = store.load(old)
    edit.set_param(project, ["conv1"], "out_channels", 16)
    (wire,) = project.main.outgoing("tanh3")
    edit.insert(project, wire, "Dropout")
    edit.set_training(project, epochs=3)
    path = tmp_path / "new.nnd"
    store.save(project, path)
    return path


@pytest.fixture
def run(old: Path, tmp_path: Path) -> Path:
    """The folder of a run of the old drawing."""
    folder = tmp_path / "run"
    begin(folder, runs.prepare(store.load(old)), "")
    return folder


def test_the_same(old: Path, run: Path, capsys: Capture) -> None:
    for other in (old, run):
        assert main(["diff", str(old), str(other)]) == 0
        assert capsys.readouterr().out == "The two drawings are the same.\n"
    assert run_json(capsys, "diff", str(old), str(run), "--json") == (
        0,
        {"same": True, "differences": []},
    )


def test_people_read_a_line_a_difference(old: Path, new: Path, run: Path, capsys: Capture) -> None:
    for before in (old, run):
        assert main(["diff", str(before), str(new)]) == 1
        assert capsys.readouterr().out.splitlines() == [*LINES, "4 differences."]


def test_programs_read_both_sides(old: Path, new: Path, capsys: Capture) -> None:
    status, told = run_json(capsys, "diff", str(old), str(new), "--json")
    assert (status, told["same"]) == (1, False)
    changed, added, removed, _ = told["differences"]
    assert changed == {
        "kind": "param",
        "change": "changed",
        "key": "out_channels",
        "before": {"graph": "main", "node": "conv1", "value": 6, "wires": []},
        "after": {"graph": "main", "node": "conv1", "value": 16, "wires": []},
        "message": "conv1: out_channels 6 → 16",
    }
    assert added["before"] is None
    assert added["after"]["wires"] == [["tanh3", "drop1"], ["drop1", "fc2"]]
    assert removed["before"]["wires"] == [["tanh3", "fc2"]] and removed["after"] is None


def test_what_cannot_be_read_is_no_difference(old: Path, run: Path, capsys: Capture) -> None:
    (run / "run.json").write_text("{}")
    for other in (old.with_name("gone.nnd"), run, old.parent):
        assert other.name in refused(capsys, "diff", str(old), str(other))
