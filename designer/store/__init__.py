"""Why: projects rest in files that people can read, compare and trust."""

from os import PathLike
from pathlib import Path

from designer.model import Project
from designer.store import library
from designer.store.disk import fingerprint, read_text, write_atomically
from designer.store.errors import FileError
from designer.store.reading import loads
from designer.store.writing import dumps

__all__ = ["SUFFIX", "FileError", "dumps", "fingerprint", "library", "load", "loads", "save"]

SUFFIX = ".nnd"  # of a project file


def load(path: str | PathLike[str]) -> Project:
    """The project of a file. Raises FileError; the file is never touched."""
    return loads(read_text(Path(path)))


def save(project: Project, path: str | PathLike[str]) -> None:
    """Write the project file. Raises FileError, and then an old file is as it was."""
    write_atomically(Path(path), dumps(project))
