"""Why: a run is a folder that anybody can read: settings, code, events, weights."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from designer.protocol import Epoch, Event, Failed, Finished, RunSpec, decode_event, encode_event

SPEC = "run.json"
EVENTS = "events.jsonl"
SUMMARY = "summary.json"


class RunError(ValueError):
    """A run folder that cannot be read or gone on with; the message is a sentence."""


@dataclass(frozen=True)
class PastRun:
    """What a run folder says. `status` is "completed", "early", "stopped", "failed" or "running"."""

    name: str
    dir: Path
    started: str
    spec: RunSpec
    epochs: tuple[Epoch, ...]
    summary: dict[str, float]
    status: str
    message: str = ""


def new_run_dir(project_path: str | Path, name: str) -> Path:
    """A new, empty folder `<project>.runs/<time>-<name>/`."""
    place = Path(project_path)
    runs = runs_folder(place)
    safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in name).strip("-") or "run"
    time = datetime.now().strftime("%Y%m%d-%H%M%S")
    for count in range(1, 1000):
        folder = runs / (f"{time}-{safe}" if count == 1 else f"{time}-{safe}-{count}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        return folder
    raise RunError(f"no free name for a run in {runs}")


def runs_folder(project_path: Path) -> Path:
    """Where the runs of a project file lie."""
    return project_path.with_name(project_path.stem + ".runs")


def begin(folder: Path, spec: RunSpec, script: str) -> None:
    """Write what is known before the first step."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SPEC).write_bytes(msgspec.json.format(msgspec.json.encode(spec), indent=1))
    (folder / "model.py").write_text(spec.source, encoding="utf-8")
    (folder / "train.py").write_text(script, encoding="utf-8")


class EventLog:
    """Appends events to the folder, a line each; flushed at every epoch, not at every line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[str] = (folder / EVENTS).open("a", encoding="utf-8")

    def write(self, event: Event) -> None:
        """Append one event; the last one of a run also writes the summary."""
        self._file.write(encode_event(event) + "\n")
        if isinstance(event, Epoch | Finished | Failed):
            self._file.flush()
        if isinstance(event, Finished):
            part = self._folder / (SUMMARY + ".part")
            part.write_bytes(msgspec.json.encode(event))
            os.replace(part, self._folder / SUMMARY)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_spec(folder: Path) -> RunSpec:
    """The spec of a run folder. Raises RunError."""
    try:
        return msgspec.json.decode((folder / SPEC).read_bytes(), type=RunSpec)
    except (OSError, msgspec.DecodeError) as error:
        raise RunError(f"{folder} is no run folder that can be read: {error}") from error


def read_events(folder: Path) -> list[Event]:
    """All events; a last line that was cut off by a crash is passed over."""
    events: list[Event] = []
    try:
        lines = (folder / EVENTS).read_bytes().splitlines()
    except OSError:
        return events
    for line in lines:
        try:
            events.append(decode_event(line))
        except msgspec.DecodeError:
            continue
    return events


def read_run(run_dir: str | Path) -> PastRun:
    """What a run folder says. Raises RunError."""
    folder = Path(run_dir)
    spec = read_spec(folder)
    events = read_events(folder)
    # A resumed run repeats the epochs it did again: the later one counts.
    epochs = {event.epoch: event for event in events if isinstance(event, Epoch)}
    end = events[-1] if events else None
    status, message, summary = "running", "", {}
    if isinstance(end, Finished):
        status, summary = end.reason, dict(end.best)
    elif isinstance(end, Failed):
        status, message = "failed", end.message
    name = folder.name
    return PastRun(name, folder, name[:15], spec, tuple(epochs.values()), summary, status, message)


def list_runs(project_path: str | Path) -> list[PastRun]:
    """The runs of a project file, the newest first; folders that are no runs are passed over."""
    place = Path(project_path)
    runs = place if place.is_dir() else runs_folder(place)
    found = []
    for folder in sorted(runs.glob("*"), reverse=True) if runs.is_dir() else []:
        if (folder / SPEC).is_file():
            try:
                found.append(read_run(folder))
            except RunError:
                continue
    return found
