"""Why: a picture from the command line can look every way that the window can make it look."""

import argparse
from pathlib import Path
from typing import Any

from designer.app.cli_output import CommandError
from designer.text import tr

PICTURES = ("svg", "png", "pdf")
LOOK = ("style", "ground", "shapes", "counts", "legend", "across", "caption")
"""Arguments that are called like the fields of a look; None where nothing was said."""


def declare(parser: argparse.ArgumentParser) -> None:
    """Arguments of `designer export` that pictures take."""
    group = parser.add_argument_group(tr("pictures (svg, png, pdf)"))
    group.add_argument(
        "--style",
        choices=("canvas", "paper"),
        help=tr("as in the window, or a dense figure for a paper, which gray does not harm"),
    )
    group.add_argument(
        "--ground", choices=("light", "dark", "transparent"), help=tr("what the picture is on")
    )
    for name, about in (
        ("shapes", tr("write the shapes beside the wires")),
        ("counts", tr("write how many parameters a layer has")),
        ("legend", tr("say what the colors stand for")),
        ("across", tr("from left to right (style paper)")),
    ):
        action = argparse.BooleanOptionalAction
        group.add_argument(f"--{name}", action=action, default=None, help=about)
    group.add_argument("--caption", metavar="TEXT", help=tr("a line below the drawing"))
    group.add_argument("--graph", metavar="BLOCK", help=tr("the inside of this block"))


def write(project: Any, out: Path, arguments: argparse.Namespace) -> None:
    """Write the picture that was asked for."""
    kind = arguments.to
    if out.suffix.lower() != f".{kind}":
        raise CommandError(
            tr("Let the name of the picture end with .{kind}: {out}.{kind}", kind=kind, out=out)
        )
    from designer.edit.flowing import DOWN
    from designer.model import MAIN
    from designer.ui.canvas.picture import save_picture
    from designer.ui.picture_look import Look

    look = Look(**_asked(arguments))
    flows_down = project.flow == DOWN.key
    if look.across and look.style != "paper" and flows_down:
        raise CommandError(tr("--across needs --style paper."))
    save_picture(project, out, look, arguments.graph or MAIN)


def refuse(arguments: argparse.Namespace) -> None:
    """Say it where a look was given for something that is no picture. Raises CommandError."""
    asked = [*_asked(arguments), *(["graph"] if arguments.graph else [])]
    if asked:
        raise CommandError(
            tr("--{option} is for pictures: leave it out, or export --to svg.", option=asked[0])
        )


def _asked(arguments: argparse.Namespace) -> dict[str, Any]:
    given = {name: getattr(arguments, name) for name in LOOK}
    return {name: value for name, value in given.items() if value is not None}
