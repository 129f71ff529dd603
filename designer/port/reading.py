"""Why: one door for every file of other programs that becomes a drawing. None of them is run."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from designer import edit
from designer.port.errors import PortError, Puzzled
from designer.port.imported import Imported, unsaid_in
from designer.text import tr

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads one kind of file. Where layers are drawn is not its business: all are tidied."""

    title: str  # of the kind: a name that is the same in every language
    read: Callable[[Path], Imported]  # raises PortError and OSError


def _python(path: Path) -> Imported:
    from designer.port.pytorch import read as read_python

    return read_python(path)


def _onnx(path: Path) -> Imported:
    from designer.port.onnx import read as read_onnx

    return read_onnx(path)


READERS: dict[str, Reader] = {
    ".py": Reader("Python", _python),
    ".onnx": Reader("ONNX", _onnx),
}
"""Suffix → its reader, whose module is imported when it is used."""


def is_foreign(path: str | Path) -> bool:
    """True when `read` knows files that are called so."""
    return Path(path).suffix.lower() in READERS


def read(path: str | Path) -> Imported:
    """The network of a file, drawn and tidied, as a project that has no file yet.

    Raises PortError: one sentence that says what to do.
    """
    source = Path(path)
    reader = READERS.get(source.suffix.lower())
    if reader is None:
        raise PortError(
            tr(
                "'{file}' is no network that can be read: its name ends with none of {kinds}.",
                file=source.name,
                kinds=", ".join(READERS),
            )
        )
    if source.exists() and not (source.is_file() or source.is_dir()):  # a pipe has no end
        raise PortError(tr("'{path}' is no file: it is a pipe or a device.", path=source))
    try:
        found = reader.read(source)
        for graph in found.project.graphs:
            edit.tidy(found.project, graph=graph)
    except (PortError, edit.EditError):
        raise
    except OSError as error:
        why = error.strerror or error
        raise PortError(tr("'{path}' cannot be read: {why}.", path=source, why=why)) from error
    except Exception as error:
        log.info("reading %s", source, exc_info=True)
        raise PortError(_unforeseen(source, error)) from error
    return replace(found, unsaid=unsaid_in(found.project))


def _unforeseen(source: Path, error: Exception) -> str:
    """What is said where a reader has failed: the mistake is ours, but there is a way around."""
    if isinstance(error, Puzzled) and error.line:
        return tr(
            "'{file}' cannot be read: Designer did not foresee what stands at line {line}. "
            "Write it in another way, or take it out.",
            file=source.name,
            line=error.line,
        )
    return tr(
        "'{file}' cannot be read: Designer did not foresee something that it holds.",
        file=source.name,
    )
