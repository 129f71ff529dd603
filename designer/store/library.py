"""Why: a block that proved itself in one project is at hand in all others.

Each is a file of its own in one folder: the text that the clipboard would carry, definitions
of the blocks inside included.
"""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from designer import edit
from designer.edit import EditError
from designer.layers import Layer, block_of
from designer.layers.blocks import from_library
from designer.model import Project
from designer.store.disk import read_text, write_atomically
from designer.store.errors import FileError
from designer.text import tr

ENDING = ".block.json"


def keep(folder: Path, project: Project, block: str) -> None:
    """Put a definition, with what is inside, into the folder; one of its name is replaced.

    Raises FileError, and EditError for a block that is not there.
    """
    text = edit.definition_text(project, block)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = error.strerror or error
        sentence = tr("Your blocks cannot be kept in {folder}: {why}.", folder=folder, why=why)
        raise FileError(sentence) from error
    write_atomically(folder / f"{block}{ENDING}", text)


def forget(folder: Path, block: str) -> None:
    """Take a definition out of the folder; nothing happens when it is not there."""
    with suppress(OSError):
        (folder / f"{block}{ENDING}").unlink()


def text_of(folder: Path, block: str) -> str:
    """What `edit.adopt` brings into a project. Raises FileError."""
    return read_text(folder / f"{block}{ENDING}")


def listed(folder: Path) -> list[Layer]:
    """The blocks of the folder by name, as the palette shows them; damaged files are left out."""
    found = (_layer(path, path.stat().st_mtime_ns) for path in sorted(folder.glob(f"*{ENDING}")))
    return [layer for layer in found if layer is not None]


@lru_cache(maxsize=512)
def _layer(path: Path, _changed: int) -> Layer | None:
    try:
        scratch = Project()
        kind = edit.adopt(scratch, read_text(path))
    except (FileError, EditError):
        return None
    return from_library(scratch, block_of(kind))
