"""Why: a run looks the same to whoever watches it, in a thread or in a process of its own."""

import platform
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from designer import __version__, check, compile, data, store
from designer.check import Report
from designer.compile import NotReady
from designer.model import Project
from designer.protocol import Event, Failed, RunSpec, TrainingSpec
from designer.runs.control import RunControl
from designer.runs.folder import EventLog, RunError, begin, read_spec

MOST_EVENTS = 20_000


def prepare(project: Project, base_dir: str = "", report: Report | None = None) -> RunSpec:
    """The run a project asks for. Raises NotReady, data.DataError."""
    if report is None:
        info = data.describe(project.data, base_dir) if project.data.source else None
        report = check.run(project, info)
    if not report.ok:
        raise NotReady(report.problems)
    source = compile.write(project, report)
    return RunSpec(
        name=project.name,
        source=source.text,
        class_name=source.class_name,
        lines=source.lines,
        data=project.data,
        training=project.training,
        base_dir=base_dir,
        project=store.dumps(project),
        versions={"designer": __version__, "python": platform.python_version()},
    )


def run_here(
    spec: RunSpec,
    run_dir: str | Path,
    emit: Callable[[Event], None],
    control: RunControl | None = None,
    resume: bool = False,
) -> None:
    """Train in the calling thread. Events go to `emit` and to the run folder."""
    folder = Path(run_dir)
    try:
        from designer import train
        from designer.port.script import script

        if not resume:
            begin(folder, spec, script(spec))
        log = EventLog(folder)
        loaded = compile.load(spec.source, spec.class_name, spec.lines)
    except (OSError, ImportError) as error:
        emit(Failed(run_dir=str(folder), node="", message=str(error)))
        return

    def tell(event: Event) -> None:
        log.write(event)
        emit(event)

    try:
        train.run(spec, loaded.make, tell, control or RunControl(), folder, loaded.locate, resume)
    except OSError as error:  # the disk is full, or the folder is gone
        emit(Failed(run_dir=str(folder), node="", message=str(error)))
    finally:
        log.close()


class Run:
    """A run in a thread of this process."""

    def __init__(self, spec: RunSpec, run_dir: str | Path, resume: bool = False) -> None:
        self.spec = spec
        self.run_dir = Path(run_dir)
        self._control = RunControl()
        self._events: deque[Event] = deque(maxlen=MOST_EVENTS)
        self._thread = Thread(target=self._work, args=(resume,), name="designer-run")
        self._thread.start()

    @property
    def alive(self) -> bool:
        """True until the last event has been put down."""
        return self._thread.is_alive()

    def poll(self) -> list[Event]:
        """What has happened since the last call; returns at once."""
        events = []
        while self._events:
            events.append(self._events.popleft())
        return events

    def pause(self) -> None:
        """Hold after the present step."""
        self._control.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self._control.resume()

    def stop(self) -> None:
        """End after the present step."""
        self._control.stop()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        self._thread.join(timeout)

    def _work(self, resume: bool) -> None:
        run_here(self.spec, self.run_dir, self._events.append, self._control, resume)


def start(spec: RunSpec, run_dir: str | Path, where: str = "thread") -> Run:
    """Begin a run in the background; it starts at once, whatever it needs is loaded there."""
    if where != "thread":
        raise ValueError(f"a run can be in a thread, not in {where!r}")
    return Run(spec, run_dir)


def resume(run_dir: str | Path, epochs: int | None = None) -> Run:
    """Go on with a run that was stopped, in the background. Raises RunError."""
    return Run(resumed_spec(run_dir, epochs), run_dir, resume=True)


def resumed_spec(run_dir: str | Path, epochs: int | None = None) -> RunSpec:
    """The spec to go on with, its code written anew from the project it holds.

    A run folder may come from anywhere, so the code in it is never run. Raises RunError.
    """
    folder = Path(run_dir)
    if not (folder / "state.json").is_file():
        raise RunError(f"{folder} has no saved state to go on from.")
    old = read_spec(folder)
    try:
        project = store.loads(old.project)
        source = compile.write(project)
    except (store.FileError, NotReady) as error:
        raise RunError(f"{folder} cannot be gone on with: {error}") from error
    training: TrainingSpec = old.training
    if epochs is not None:
        import msgspec

        training = msgspec.structs.replace(training, epochs=epochs)
    return RunSpec(
        name=old.name,
        source=source.text,
        class_name=source.class_name,
        lines=source.lines,
        data=old.data,
        training=training,
        base_dir=old.base_dir,
        project=old.project,
        versions=old.versions,
    )
