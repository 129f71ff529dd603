"""Why: a run obeys at once, ends always, and can be read and gone on with afterwards."""

import json
import os
import signal
import sys
import threading
import time
import weakref
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer import edit, runs
from designer.compile import NotReady
from designer.data import DataError
from designer.layers import OPTIMIZERS, SCHEDULES
from designer.model import Project
from designer.protocol import (
    Epoch,
    Event,
    Failed,
    Finished,
    Layers,
    Paused,
    Resumed,
    RunSpec,
    Started,
    Steps,
)
from designer.protocol.steps import SCIPY
from designer.runs.coalesce import coalesced
from designer.runs.folder import EVENTS, EventLog, begin
from designer.runs.results import best_of

LONG = 100_000
# What cycles the momentum cannot go with these.
NO_MOMENTUM = {"Adagrad", "Adadelta", "Adafactor", "ASGD", "Rprop", "LBFGS"}


def project(**training: Any) -> Project:
    """A small network with dropout on iris."""
    drawing = Project.new("Small net")
    last = ""
    for type_, params in (
        ("Input", {"shape": (4,)}),
        ("Linear", {"out_features": 16}),
        ("Dropout", {"p": 0.5}),
        ("Linear", {"out_features": 3}),
        ("Output", {}),
    ):
        name = edit.add(drawing, type_, **params)
        if last:
            edit.connect(drawing, last, name)
        last = name
    edit.set_data(drawing, source="iris")
    edit.set_training(drawing, **{"epochs": 4, "batch_size": 16, **training})
    return drawing


def spec(**training: Any) -> RunSpec:
    return runs.prepare(project(**training))


def until(run: runs.Run, wanted: type[Event], seconds: float = 60) -> list[Event]:
    """Poll until an event of that kind has come."""
    events: list[Event] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        events += run.poll()
        if any(isinstance(event, wanted) for event in events):
            return events
        time.sleep(0.005)
    raise AssertionError(f"no {wanted.__name__} in {events}")


def finish(run: runs.Run) -> list[Event]:
    run.join(60)
    assert not run.alive
    return run.poll()


def losses(events: list[Event]) -> list[float]:
    return [loss for event in events if isinstance(event, Steps) for loss in event.losses]


def bare(epoch: Epoch) -> dict[str, Any]:
    return {"epoch": epoch.epoch, "train": epoch.train, "val": epoch.val, "lr": epoch.lr}


@pytest.mark.parametrize("where", ["thread", "process"])
def test_a_run_tells_its_whole_story(where: str, tmp_path: Path) -> None:
    run = runs.start(spec(), tmp_path / "run", where)
    events = finish(run)
    assert isinstance(events[0], Started) and isinstance(events[-1], Finished)
    assert [e.epoch for e in events if isinstance(e, Epoch)] == [1, 2, 3, 4]
    assert len(losses(events)) == 4 * events[0].steps_per_epoch
    assert events[-1].reason == "completed" and events[-1].best["loss"] > 0
    names = {file.name for file in (tmp_path / "run").iterdir()}
    assert names == {
        *("run.json", "model.py", "train.py", "events.jsonl", "summary.json", "state.json"),
        *("last.safetensors", "best.safetensors", "optimizer.safetensors"),
    }
    assert losses(runs.read_events(tmp_path / "run")) == losses(events)


def test_thread_and_process_print_the_same_bits(tmp_path: Path) -> None:
    both = [finish(runs.start(spec(), tmp_path / w, w)) for w in ("thread", "process")]
    assert losses(both[0]) == losses(both[1])
    told = [[event for event in events if isinstance(event, Layers)] for events in both]
    assert told[0][0] == told[1][0] and told[0][-1] == told[1][-1], "and the same of the layers"


@pytest.mark.parametrize("where", ["thread", "process"])
def test_pause_resume_and_stop_act_at_once(where: str, tmp_path: Path) -> None:
    run = runs.start(spec(epochs=LONG), tmp_path / "run", where)
    until(run, Epoch)
    run.pause()
    until(run, Paused)
    time.sleep(0.05)
    run.poll()
    time.sleep(0.1)
    assert run.poll() == [] and run.alive
    run.resume()
    events = until(run, Resumed)
    run.stop()
    events += finish(run)
    assert isinstance(events[-1], Finished) and events[-1].reason == "stopped"
    assert events[-1].epochs < LONG
    run.stop()  # once more is harmless
    run.pause()


def test_stop_acts_on_a_paused_run_and_leaves_no_thread(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    run = runs.start(spec(epochs=LONG), tmp_path / "run")
    run.pause()
    until(run, Paused)
    run.stop()
    finish(run)
    assert set(threading.enumerate()) == before


@pytest.mark.parametrize("optimizer", [*OPTIMIZERS, "LBFGS, line search"])
def test_two_epochs_and_two_more_are_four(optimizer: str, tmp_path: Path) -> None:
    params: dict[str, Any] = {"lr": 0.01}
    if optimizer in SCIPY:
        params = {"maxiter": 2}
    if optimizer in ("SGD", "RMSprop"):
        params["momentum"] = 0.9
    if "," in optimizer:
        optimizer, params = "LBFGS", {"line_search_fn": "strong_wolfe"}
    choice = {
        "optimizer": optimizer,
        "optimizer_params": params,
        "schedule": "step",
        "schedule_params": {"step_size": 1, "gamma": 0.7},
    }
    whole = finish(runs.start(spec(**choice), tmp_path / "whole"))
    finish(runs.start(spec(**choice, epochs=2), tmp_path / "parts"))
    second = finish(runs.resume(tmp_path / "parts", epochs=4))
    expected = [bare(e) for e in whole if isinstance(e, Epoch)][2:]
    assert [bare(e) for e in second if isinstance(e, Epoch)] == expected
    files = [tmp_path / part / "last.safetensors" for part in ("whole", "parts")]
    assert files[0].read_bytes() == files[1].read_bytes()
    past = runs.read_run(tmp_path / "parts")
    assert [epoch.epoch for epoch in past.epochs] == [1, 2, 3, 4]


CHOICES = st.fixed_dictionaries(
    {
        "optimizer": st.sampled_from([kind for kind in OPTIMIZERS if kind not in NO_MOMENTUM]),
        "schedule": st.sampled_from([*SCHEDULES]),
    }
)


@settings(max_examples=40)
@given(st.integers(1, 30), CHOICES)
def test_a_run_stopped_at_any_step_goes_on_exactly(at: int, choice: dict[str, Any]) -> None:
    import tempfile

    class StopAt(runs.RunControl):
        def checkpoint(self, step: int) -> bool:
            return step == at

    with tempfile.TemporaryDirectory() as folder:
        whole: list[Event] = []
        runs.run_here(spec(**choice), Path(folder) / "whole", whole.append)
        parts: list[Event] = []
        place = Path(folder) / "parts"
        runs.run_here(spec(**choice), place, parts.append, StopAt())
        runs.run_here(runs.resumed_spec(place), place, parts.append, resume=True)
        assert losses(whole) == losses(parts)
        expected = [bare(e) for e in whole if isinstance(e, Epoch)]
        assert [bare(e) for e in parts if isinstance(e, Epoch)] == expected


def test_a_cycle_that_is_over_stays_at_its_end(tmp_path: Path) -> None:
    """A run that goes on for longer than its one cycle has no rate to go on with but the last."""
    first = finish(runs.start(spec(epochs=2, schedule="onecycle"), tmp_path / "run"))
    more = finish(runs.resume(tmp_path / "run", epochs=4))
    assert isinstance(more[-1], Finished)
    rates = [e.lr for e in (*first, *more) if isinstance(e, Epoch)]
    assert len(rates) == 4 and rates[0] > rates[1] == rates[2] == rates[3] > 0


@pytest.mark.parametrize("optimizer", SCIPY)
def test_a_step_of_scipy_is_stopped_in_the_middle_and_done_again(
    optimizer: str, tmp_path: Path
) -> None:
    """A step may take long: it obeys at each look, and leaves no trace of itself."""

    class StopAtLook(runs.RunControl):
        looks = 0

        def checkpoint(self, step: int) -> bool:
            self.looks += step == 2
            return self.looks == 5

    choice = {"optimizer": optimizer, "epochs": 3}
    whole: list[Event] = []
    runs.run_here(spec(**choice), tmp_path / "whole", whole.append)
    parts: list[Event] = []
    place = tmp_path / "parts"
    runs.run_here(spec(**choice), place, parts.append, StopAtLook())
    assert isinstance(parts[-1], Finished) and parts[-1].reason == "stopped"
    assert len(losses(parts)) == 2
    runs.run_here(runs.resumed_spec(place), place, parts.append, resume=True)
    assert losses(whole) == losses(parts)
    expected = [bare(e) for e in whole if isinstance(e, Epoch)]
    assert [bare(e) for e in parts if isinstance(e, Epoch)] == expected


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_killed_process_is_a_failure_that_is_told_and_kept(tmp_path: Path) -> None:
    run = runs.start(spec(epochs=LONG), tmp_path / "run", "process")
    until(run, Epoch)
    os.kill(run.pid, signal.SIGKILL)  # type: ignore[attr-defined]
    events = finish(run)
    assert isinstance(events[-1], Failed) and "exit code -9" in events[-1].message
    assert run.poll() == []
    past = runs.read_run(tmp_path / "run")
    assert past.status == "failed" and "exit code -9" in past.message


def test_what_cannot_be_trained_is_refused_before(tmp_path: Path) -> None:
    drawing = project()
    edit.set_data(drawing, source="")
    with pytest.raises(DataError, match="choose a dataset"):
        runs.prepare(drawing)
    drawing = project()
    edit.remove(drawing, ["output1"])
    with pytest.raises(NotReady):
        runs.prepare(drawing)
    with pytest.raises(ValueError, match="moon"):
        runs.start(spec(), tmp_path, "moon")


def test_a_folder_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    events = finish(runs.start(spec(), tmp_path / "file" / "run"))
    assert len(events) == 1 and isinstance(events[0], Failed) and "file" in events[0].message


def test_folders_of_one_second_get_names_of_their_own(tmp_path: Path) -> None:
    places = [runs.new_run_dir(tmp_path / "net.nnd", "My net/2") for _ in range(3)]
    assert len(set(places)) == 3
    assert all(p.parent == tmp_path / "net.runs" and "/" not in p.name for p in places)


def test_past_runs_the_newest_first(tmp_path: Path) -> None:
    file = tmp_path / "net.nnd"
    for training in ({}, {"epochs": 2}):
        finish(runs.start(spec(**training), runs.new_run_dir(file, "net")))
    (tmp_path / "net.runs" / "notes").mkdir()
    broken = tmp_path / "net.runs" / "broken"
    broken.mkdir()
    (broken / "run.json").write_text("{")
    found = runs.list_runs(file)
    assert [len(run.epochs) for run in found] == [2, 4]
    assert all(run.status == "completed" and best_of(run)["loss"] > 0 for run in found)
    assert found[0].started[4] == "-" and found[0].spec.training.epochs == 2
    assert runs.list_runs(tmp_path / "other.nnd") == []
    with pytest.raises(runs.RunError):
        runs.read_run(broken)
    with pytest.raises(runs.RunError, match="no checkpoint"):
        runs.resume(_without_state(found[0].dir))


def test_a_run_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    file = tmp_path / "net.nnd"
    readable, broken = runs.new_run_dir(file, "a"), runs.new_run_dir(file, "b")
    for folder in (readable, broken):
        begin(folder, spec(), "")
    (broken / EVENTS).mkdir()
    assert [run.dir for run in runs.list_runs(file)] == [readable]


def test_of_a_run_that_goes_on_its_latest_state_alone_is_kept(tmp_path: Path) -> None:
    finish(runs.start(spec(), tmp_path))
    seen = []
    for _ in range(3):
        with (tmp_path / "events.jsonl").open("ab") as file:
            file.write(b"\n")
        seen.append(weakref.ref(runs.read_run(tmp_path)))
    assert [ref() is None for ref in seen] == [True, True, False]
    assert runs.read_run(tmp_path) is seen[-1]()


def _without_state(folder: Path) -> Path:
    (folder / "state.json").unlink()
    return folder


def test_a_line_that_a_crash_cut_off_is_passed_over(tmp_path: Path) -> None:
    finish(runs.start(spec(), tmp_path))
    whole = runs.read_events(tmp_path)
    with (tmp_path / EVENTS).open("a") as file:
        file.write('{"event": "epo')
    assert runs.read_events(tmp_path) == whole
    with EventLog(tmp_path) as log:
        log.write(Resumed(step=1))
    assert runs.read_events(tmp_path) == [*whole, Resumed(step=1)]


def test_the_code_in_a_run_folder_is_never_run(tmp_path: Path) -> None:
    finish(runs.start(spec(epochs=1), tmp_path))
    record = json.loads((tmp_path / "run.json").read_text())
    record["source"] = "raise SystemExit('code from outside')\n"
    (tmp_path / "run.json").write_text(json.dumps(record))
    events = finish(runs.resume(tmp_path, epochs=2))
    assert isinstance(events[-1], Finished) and events[-1].epochs == 2


steps_events = st.lists(
    st.tuples(st.integers(1, 2), st.lists(st.floats(0, 9), min_size=1, max_size=4), st.booleans())
)


@given(steps_events)
def test_coalescing_keeps_every_loss_in_order(parts: list[tuple[int, list[float], bool]]) -> None:
    events: list[Event] = []
    first = 0
    for epoch, values, pause in parts:
        event = Steps(epoch=epoch, first=first, losses=tuple(values), lr=1, steps_per_second=1)
        events += [event, *([Paused(step=first)] if pause else [])]
        first += len(values)
    joined = coalesced(events)
    assert losses(joined) == losses(events)
    at = 0
    for event in joined:
        if isinstance(event, Steps):
            assert event.first == at
            at += len(event.losses)
    assert len(joined) <= len(events)
    neighbors = pairwise(joined)
    assert not any(
        isinstance(a, Steps) and isinstance(b, Steps) and a.epoch == b.epoch for a, b in neighbors
    )
