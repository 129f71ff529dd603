"""Why: `designer diff` answers like diff: what differs, a line each, and a status for scripts."""

from pathlib import Path

import msgspec
import pytest

from designer import edit, gallery, port, runs, store
from designer.app.main import main
from designer.model import Project
from designer.protocol import Epoch, Event, Failed, Started
from designer.runs.drawings import drawing_of
from designer.runs.folder import EventLog, begin, read_spec
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
    return ran(tmp_path / "run", store.load(old))


def ran(folder: Path, project: Project, *events: Event, **versions: str) -> Path:
    """The folder of a run of a drawing, with what it has told so far."""
    spec = runs.prepare(project)
    begin(folder, msgspec.structs.replace(spec, versions={**spec.versions, **versions}), "")
    with EventLog(folder) as log:
        for event in events:
            log.write(event)
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


def test_code_is_compared_with_what_it_is_of(old: Path, tmp_path: Path, capsys: Capture) -> None:
    code = tmp_path / "net.py"
    port.save(store.load(old), code, to="python")
    assert main(["diff", str(old), str(code)]) in (0, 1)
    said = capsys.readouterr()
    assert "conv1" not in said.out and "fc1" not in said.out and not said.err
    assert "Data" not in said.out and "Training" not in said.out, "the code says nothing of these"
    port.save(store.load(old), script := tmp_path / "train.py", to="script")
    script.write_text(script.read_text().replace("default=12", "default=7"))
    assert main(["diff", str(old), str(script)]) == 1
    said = capsys.readouterr()
    assert "epochs 12 → 7" in said.out and "Data: source" not in said.out
    softened = code.read_text().replace("torch.flatten(x, 1)", "soften(torch.flatten(x, 1))")
    code.write_text(softened)
    for more in ([], ["--json"]):
        assert main(["diff", str(old), str(code), *more]) == 1
        said = capsys.readouterr()
        assert said.err.startswith(f"{code}: ") and "soften" in said.err
        assert "soften" not in said.out
    code.write_text("import this")
    assert "net.py" in refused(capsys, "diff", str(old), str(code))


def test_what_cannot_be_read_is_no_difference(old: Path, run: Path, capsys: Capture) -> None:
    (run / "run.json").write_text("{}")
    for other in (old.with_name("gone.nnd"), run, old.parent):
        assert other.name in refused(capsys, "diff", str(old), str(other))


def epoch(number: int, loss: float, accuracy: float) -> Epoch:
    figures = {"loss": loss, "accuracy": accuracy}
    return Epoch(epoch=number, train={"loss": 9.0}, val=figures, lr=0.1, seconds=1.5)


STARTED = Started(
    run_dir="", epochs=12, steps_per_epoch=2, device="cpu", threads=1, parameters=61706, task=""
)


@pytest.fixture
def two_runs(old: Path, new: Path, tmp_path: Path) -> list[str]:
    """A run that is under way, and one of another drawing, elsewhere, that has failed."""
    there = (epoch(1, 0.5, 0.8), epoch(2, 0.25, 0.9), epoch(3, 0.75, 0.7))
    failed = Failed(run_dir="", node="conv1", message="the loss is no number")
    one = ran(tmp_path / "one", store.load(old), STARTED, *there, torch="2.12")
    other = ran(tmp_path / "other", store.load(new), failed, torch="2.13")
    return ["diff", str(one), str(other)]


def test_of_two_runs_people_read_what_came_of_them(two_runs: list[str], capsys: Capture) -> None:
    assert main(two_runs) == 1
    said = capsys.readouterr().out
    assert said.splitlines()[:5] == [*LINES, "4 differences."]
    table = {line[:13].strip(): line[13:].split() for line in said.splitlines()[7:]}
    assert table["status"] == ["running", "failed"] and table["epochs"] == ["3/12", "0/3"]
    assert table["time"] == ["4.5", "s", "0.0", "s"] and table["parameters"] == ["61,706", "–"]
    assert table["best loss"] == ["0.2500", "–"] and table["last accuracy"] == ["0.7000", "–"]
    assert table["torch"] == ["2.12", "2.13"] and table["device"] == ["cpu", "–"]
    assert "python" not in table, "what is the same on both is no news"
    assert said.splitlines()[-1] == "other failed: the loss is no number"


def test_of_two_runs_programs_read_the_figures(two_runs: list[str], capsys: Capture) -> None:
    status, told = run_json(capsys, *two_runs, "--json")
    assert status == 1 and len(told["differences"]) == len(LINES)
    assert told["environment"] == [
        {"key": "device", "before": "cpu", "after": None},
        {"key": "torch", "before": "2.12", "after": "2.13"},
    ]
    assert told["results"]["before"] == {
        "status": "running",
        "message": "",
        "epochs": 3,
        "seconds": 4.5,
        "parameters": 61706,
        "best": {"loss": 0.25, "accuracy": 0.9},
        "last": {"loss": 0.75, "accuracy": 0.7},
    }
    assert told["results"]["after"]["status"] == "failed"
    assert told["results"]["after"]["best"] == {}


def test_a_run_that_was_gone_on_with_has_the_epochs_it_was_given(run: Path, old: Path) -> None:
    spec = read_spec(run)
    longer = msgspec.structs.replace(spec.training, epochs=40)
    begin(run, msgspec.structs.replace(spec, training=longer), "")
    assert drawing_of(run).training.epochs == 40 and drawing_of(old).training.epochs == 12
