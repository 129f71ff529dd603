"""Why: a file may hold anything; what is no Python is refused in a sentence that names the line."""

import ast
import io
import tokenize
import warnings
from dataclasses import dataclass
from pathlib import Path

from designer.port.errors import PortError
from designer.text import tr

LARGEST = 2_000_000  # bytes: no network is written by hand in more


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, and what Python reads in it."""

    name: str
    text: str
    tree: ast.Module


def parsed(path: Path) -> Text:
    """The file as Python reads it. Raises PortError and OSError."""
    size = path.stat().st_size
    if size > LARGEST:
        raise PortError(
            tr(
                "'{file}' is too long for a network: it has {size:,} bytes. "
                "Put the network into a file of its own.",
                file=path.name,
                size=size,
            )
        )
    text = _decoded(path.name, path.read_bytes())
    return Text(path.name, text, _tree(path.name, text))


def _decoded(name: str, content: bytes) -> str:
    """The text, in the encoding that the file declares, else UTF-8."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError):
        raise PortError(
            tr("'{file}' is no text in UTF-8, or in the encoding that it names.", file=name)
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _tree(name: str, text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python dislikes is the author's affair
            return ast.parse(text)
    except SyntaxError as error:
        raise PortError(
            tr(
                "'{file}' is no Python 3: line {line}: {why}.",
                file=name,
                line=error.lineno or 1,
                why=error.msg,
            )
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise PortError(tr("'{file}' is no Python that can be read.", file=name)) from None
