"""Why: a run keeps the drawing it was made from, so that it can be looked at and compared later."""

from pathlib import Path
from typing import TYPE_CHECKING

from designer import edit, store
from designer.model import Project
from designer.runs.folder import PastRun, RunError, list_runs, read_spec
from designer.text import tr

if TYPE_CHECKING:
    from designer.port import Imported

LATEST = 6  # runs that are looked at for one of a drawing


def read(place: str | Path) -> "Imported":
    """The drawing of a file or of a run folder, with what of it was not understood.

    Only a network of another program has remarks. Raises store.FileError, RunError, port.PortError.
    """
    from designer import port

    path = Path(place)
    return port.read(path) if port.is_foreign(path) else port.Imported(drawing_of(path))


def drawing_of(path: Path) -> Project:
    """The project of a file, or the one that a run folder was made from, trained as the run was.

    Raises store.FileError, RunError.
    """
    if not path.is_dir():
        return store.load(path)
    try:
        spec = read_spec(path)
        project = store.loads(spec.project)
        # One that was gone on with may have been given more epochs than the drawing had.
        edit.set_training(project, epochs=spec.training.epochs)
        return project
    except (store.FileError, edit.EditError) as error:
        raise RunError(
            tr("The drawing of {folder} cannot be read: {reason}", folder=path.name, reason=error)
        ) from error


def run_of(project: Project, place: Path) -> PastRun | None:
    """The latest run of this very drawing, if one of the latest of a project file was."""
    for run in list_runs(place)[:LATEST]:
        try:
            if run.epochs and not edit.compare(drawing_of(run.dir), project).differences:
                return run
        except (RunError, store.FileError):
            continue
    return None
