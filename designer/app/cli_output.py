"""Why: programs get JSON and nothing else on stdout, people get aligned tables."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from designer.text import tr

GAP = "  "


class CommandError(ValueError):
    """A command that cannot be done as it was given; one sentence."""


def declare_force(parser: argparse.ArgumentParser) -> None:
    """The argument that `may_write` asks for."""
    parser.add_argument("--force", action="store_true", help=tr("replace a file that exists"))


def may_write(path: Path, arguments: argparse.Namespace) -> None:
    """Ask, when it is known what, whether a project may be written here.

    Raises CommandError for a file that exists, without --force.
    """
    if path.is_file() and not arguments.force:
        raise CommandError(
            tr("'{path}' exists. Choose another name, or replace it with --force.", path=path)
        )


def may_export(path: Path, source: Path) -> None:
    """Ask whether something made of a project may be written here: anywhere but over the project.

    It can be made again, so what was exported before is replaced. Raises CommandError.
    """
    if path.is_file() and path.samefile(source):
        raise CommandError(tr("'{path}' is the project itself. Choose another name.", path=path))


def say(text: str = "") -> None:
    """A line for the reader, on stdout."""
    sys.stdout.write(f"{text}\n")


def say_json(value: Any) -> None:
    """One line of JSON on stdout, at once, so that a program that follows has it."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=True) + "\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """A line on stderr."""
    sys.stderr.write(f"{text}\n")


def progress(text: str) -> None:
    """A line on a terminal's stderr that the next one overwrites; silent in a pipe."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


def table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """Columns under their titles; those in `numbers` are aligned to the right."""
    everything = [list(head), *[list(row) for row in rows]]
    widths = [max(columns(row[i]) for row in everything) for i in range(len(head))]
    rule = ["─" * width for width in widths]
    lines = [everything[0], rule, *everything[1:]]
    return "\n".join(_row(line, widths, numbers) for line in lines)


def _row(cells: Sequence[str], widths: Sequence[int], numbers: Sequence[int]) -> str:
    aligned = (
        _padding(cell, width) + cell if index in numbers else cell + _padding(cell, width)
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return GAP.join(aligned).rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: a Chinese character has two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padding(cell: str, width: int) -> str:
    return " " * (width - columns(cell))


def amount(number: int) -> str:
    """An integer with separators between the thousands."""
    return f"{number:,}"


def size(count: int) -> str:
    """Bytes as people say them: "24 B", "18.4 KiB"."""
    value = float(count)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if value < 1024 or unit == "GiB":
            break
        value /= 1024
    return f"{count} B" if unit == "B" else f"{value:,.1f} {unit}"
