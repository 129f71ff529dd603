"""Why: a project finds its data when both have moved together."""

from pathlib import Path

from designer.data.errors import DataError
from designer.text import tr


def resolved(path: str, base_dir: str) -> Path:
    """The path, relative ones from the project's folder."""
    place = Path(path).expanduser()
    return place if place.is_absolute() else Path(base_dir or ".") / place


def found_file(path: str, base_dir: str) -> Path:
    """The existing file. Raises DataError."""
    return _found(path, base_dir, folder=False)


def found_folder(path: str, base_dir: str) -> Path:
    """The existing folder. Raises DataError."""
    return _found(path, base_dir, folder=True)


def _found(path: str, base_dir: str, *, folder: bool) -> Path:
    if not path:
        raise DataError(tr("Choose a folder first.") if folder else tr("Choose a file first."))
    place = resolved(path, base_dir)
    if place.exists() and not (folder or place.is_file() or place.is_dir()):
        raise DataError(tr("{path} is no file: it is a pipe or a device.", path=place))
    if not (place.is_dir() if folder else place.is_file()):
        raise DataError(tr("{path} is not there: choose it again.", path=place))
    return place
