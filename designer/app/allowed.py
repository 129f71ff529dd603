"""Why: code that a person has looked at is allowed on this machine from then on, in any project.

Kept are the digests of texts, beside the settings and never in a project: a file that comes from
elsewhere cannot bring its own permission.
"""

import argparse
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from designer.app.paths import config_dir
from designer.store import FileError
from designer.store.disk import read_text, write_atomically
from designer.text import tr

if TYPE_CHECKING:
    from designer.model import Project

FILE = "allowed-code.json"
DIGEST = re.compile(r"[0-9a-f]{64}")


def declare(parser: argparse.ArgumentParser) -> None:
    """The option of commands that may run a project's own code."""
    parser.add_argument(
        "--allow-code",
        action="store_true",
        help=tr("run the code of custom layers in this project, this time: look at it before"),
    )


def settle(project: "Project", arguments: argparse.Namespace) -> None:
    """Let run what was allowed before, and with the option all code of this project."""
    if not project.codes:
        return
    from designer import compile as compiler

    compiler.allow_digests(load())
    if arguments.allow_code:
        for text in project.codes.values():
            compiler.allow(text)


def restore() -> Callable[[], None]:
    """Let run what was allowed before, and keep what is allowed from now on, until called."""
    from designer import compile as compiler

    compiler.allow_digests(load())
    return compiler.keep_allowed(save)


def load() -> list[str]:
    """The digests that were kept. A missing or damaged file allows nothing."""
    try:
        stored = msgspec.json.decode(read_text(config_dir() / FILE), type=list[str])
    except (FileError, OSError, msgspec.MsgspecError):
        return []
    return [digest for digest in stored if DIGEST.fullmatch(digest)]


def save(digests: frozenset[str]) -> None:
    """Write them, as a whole or not at all. Raises FileError."""
    try:
        path = config_dir() / FILE
    except OSError as error:
        raise FileError(f"{error.filename}: {error.strerror}") from error
    text = msgspec.json.format(msgspec.json.encode(sorted(digests)), indent=1)
    write_atomically(path, text.decode() + "\n")
