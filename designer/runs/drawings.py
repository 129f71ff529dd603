"""Why: a run keeps the drawing it was made from, so that it can be looked at and compared later."""

from pathlib import Path

from designer import edit, store
from designer.model import Project
from designer.runs.folder import RunError, read_spec
from designer.text import tr


def drawing_of(place: str | Path) -> Project:
    """The project of a file, or the one that a run folder was made from, trained as the run was.

    A file may be a network of another program. Raises store.FileError, RunError, port.PortError.
    """
    from designer import port

    path = Path(place)
    if port.is_foreign(path):
        return port.read(path).project
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
