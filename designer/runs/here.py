"""Why: one way to train, for the window's thread, the worker process and the command line."""

from collections.abc import Callable
from pathlib import Path

from designer.compile import load
from designer.protocol import Event, Failed, RunSpec
from designer.runs.control import RunControl
from designer.runs.folder import EventLog, begin

Emit = Callable[[Event], None]


def run_here(
    spec: RunSpec,
    run_dir: str | Path,
    emit: Emit,
    control: RunControl | None = None,
    resume: bool = False,
) -> None:
    """Train in the calling thread. Events go to the run folder and then to `emit`.

    The last event is Finished or Failed, whatever happens.
    """
    folder = Path(run_dir)
    try:
        _run(spec, folder, emit, control or RunControl(), resume)
    except OSError as error:  # the disk is full, or the folder is gone
        what = error.strerror or str(error)
        where = f"{error.filename}: " if error.filename else ""
        emit(Failed(run_dir=str(folder), node="", message=f"{where}{what}"))
    except (ValueError, ImportError) as error:  # what the script cannot be written for
        emit(Failed(run_dir=str(folder), node="", message=str(error)))


def _run(spec: RunSpec, folder: Path, emit: Emit, control: RunControl, resume: bool) -> None:
    from designer import train
    from designer.port.script import script

    folder.mkdir(parents=True, exist_ok=True)
    with EventLog(folder) as log:

        def tell(event: Event) -> None:
            log.write(event)
            emit(event)

        control.tell = tell
        begin(folder, spec, script(spec))
        loaded = load(spec.source, spec.class_name, spec.lines)
        train.run(spec, loaded.make, tell, control, folder, loaded.locate, resume)
