"""Why: a run is a folder that anybody can read: settings, code, events, weights."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import IO

import msgspec

from designer.protocol import (
    Checkpoint,
    Epoch,
    Event,
    Failed,
    Finished,
    Layers,
    RunSpec,
    Started,
    decode_event,
    encode_event,
)
from designer.text import tr

SPEC = "run.json"
EVENTS = "events.jsonl"
SUMMARY = "summary.json"
OFTEN = (b'{"event":"steps"', b'{"event":"layers"')
TIME = "%Y%m%d-%H%M%S"


class RunError(ValueError):
    """A run folder that cannot be read or gone on with; the message is a sentence."""


@dataclass(frozen=True)
class PastRun:
    """What a run folder says.

    `status` is "completed", "early", "stopped", "failed" or "running"; `started` is local time
    in ISO form; `message` says why a run failed.
    `parameters` and `device` are what the run itself has told of, 0 and "" while it has not.
    """

    name: str
    dir: Path
    started: str
    spec: RunSpec
    epochs: tuple[Epoch, ...]
    status: str
    message: str = ""
    parameters: int = 0
    device: str = ""


def new_run_dir(project_path: str | Path, name: str) -> Path:
    """A new, empty folder `<project>.runs/<time>-<name>/`."""
    place = Path(project_path)
    runs = runs_folder(place)
    safe = "".join(c if c.isalnum() or c in "-_" else "-" for c in name).strip("-") or "run"
    time = datetime.now().strftime(TIME)
    for count in range(1, 1000):
        folder = runs / (f"{time}-{safe}" if count == 1 else f"{time}-{safe}-{count}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        return folder
    raise RunError(tr("There is no free name for a run in {folder}.", folder=runs))


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
    """Appends events to the folder, a line each, at once: another program may be reading."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] = (folder / EVENTS).open("ab")
        if _is_cut_off(folder / EVENTS):
            self._file.write(b"\n")

    def __enter__(self) -> "EventLog":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, event: Event) -> None:
        """Append one event; the last one of a run also writes the summary. Raises OSError."""
        self._file.write(encode_event(event).encode() + b"\n")
        self._file.flush()
        if isinstance(event, Finished | Failed):
            part = self._folder / (SUMMARY + ".part")
            part.write_text(encode_event(event) + "\n", encoding="utf-8")
            part.replace(self._folder / SUMMARY)


def _is_cut_off(file: Path) -> bool:
    """True when a crash left half a line at the end."""
    with file.open("rb") as found:
        size = found.seek(0, 2)
        if size == 0:
            return False
        found.seek(size - 1)
        return found.read(1) != b"\n"


class Follower:
    """Reads the events that are appended to a run folder from now on."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / EVENTS
        self._at = self._file.stat().st_size if self._file.exists() else 0

    def read(self) -> list[Event]:
        """New events, in order; half a line waits for its other half."""
        try:
            with self._file.open("rb") as found:
                found.seek(self._at)
                text = found.read()
        except FileNotFoundError:
            return []
        whole = text[: text.rfind(b"\n") + 1]
        self._at += len(whole)
        return _decoded(whole)


def read_spec(folder: Path) -> RunSpec:
    """The spec of a run folder. Raises RunError."""
    try:
        return msgspec.json.decode((folder / SPEC).read_bytes(), type=RunSpec)
    except FileNotFoundError as error:
        raise RunError(
            tr(
                "{folder} is no folder of a run: there is no {file} in it.",
                folder=folder,
                file=SPEC,
            )
        ) from error
    except (OSError, msgspec.DecodeError) as error:
        raise RunError(
            tr("{folder} is no run folder that can be read: {reason}", folder=folder, reason=error)
        ) from error


def read_events(folder: str | Path) -> list[Event]:
    """All events; a line that was cut off by a crash is passed over."""
    try:
        return _decoded((Path(folder) / EVENTS).read_bytes())
    except OSError:
        return []


def _decoded(text: bytes) -> list[Event]:
    events: list[Event] = []
    for line in text.splitlines():
        try:
            events.append(decode_event(line))
        except msgspec.DecodeError:
            continue
    return events


def read_run(run_dir: str | Path) -> PastRun:
    """What a run folder says. Raises RunError."""
    folder = Path(run_dir)
    found = (folder / EVENTS).stat() if (folder / EVENTS).exists() else None
    state = (found.st_mtime_ns, found.st_size) if found else (0, 0)
    latest = _latest(folder)
    if latest.read is None or latest.read[0] != state:
        latest.read = state, _read_run(folder, has_events=found is not None)
    return latest.read[1]


@dataclass(slots=True)
class _Latest:
    """What a folder said when it was read, and the time and size of its events then.

    One alone is kept: a run that goes on has had as many as it has written lines.
    """

    read: tuple[tuple[int, int], PastRun] | None = None


@lru_cache(maxsize=200)
def _latest(_folder: Path) -> _Latest:
    return _Latest()


def _read_run(folder: Path, has_events: bool) -> PastRun:
    spec = read_spec(folder)
    # Steps and layers are most of the lines and no business of the list.
    lines = (folder / EVENTS).read_bytes().splitlines() if has_events else []
    events = _decoded(b"\n".join(line for line in lines if not line.startswith(OFTEN)))
    # A resumed run repeats the epochs it did again: the later one counts.
    epochs = {event.epoch: event for event in events if isinstance(event, Epoch)}
    ends = [event for event in events if not isinstance(event, Epoch | Checkpoint | Layers)]
    end = ends[-1] if ends else None
    status, message = "running", ""
    if isinstance(end, Finished):
        status = end.reason
    elif isinstance(end, Failed):
        status, message = "failed", end.message
    begun = next((event for event in reversed(events) if isinstance(event, Started)), None)
    return PastRun(
        name=folder.name,
        dir=folder,
        started=_time_of(folder),
        spec=spec,
        epochs=tuple(epochs[number] for number in sorted(epochs)),
        status=status,
        message=message,
        parameters=begun.parameters if begun else 0,
        device=begun.device if begun else "",
    )


def _time_of(folder: Path) -> str:
    try:
        return datetime.strptime(folder.name[:15], TIME).isoformat(" ")
    except ValueError:  # a folder that a person named
        written = (folder / SPEC).stat().st_mtime
        return datetime.fromtimestamp(written).isoformat(" ", "seconds")


def list_runs(project_path: str | Path) -> list[PastRun]:
    """The runs of a project file, the newest first; folders that are no runs are passed over."""
    place = Path(project_path)
    runs = place if place.is_dir() else runs_folder(place)
    found = []
    for folder in sorted(runs.glob("*"), reverse=True) if runs.is_dir() else []:
        if (folder / SPEC).is_file():
            try:
                found.append(read_run(folder))
            except (RunError, OSError):
                continue
    return found
