"""Why: the same rooms without a window: commands for people, tests and other programs."""

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from designer import __version__
from designer.app import cli_catalogue, cli_diff, cli_import, cli_project, cli_train, display
from designer.app.cli_output import CommandError, say
from designer.text import languages, tr

Command = Callable[[argparse.Namespace], int]

EPILOG = "Without a command, designer [FILE] opens the window."


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence on stderr."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with status 2."""
        help_text = tr("See {program} --help.", program=self.prog)
        self.exit(2, f"{self.prog}: {message}. {help_text}\n")


def run(argv: Sequence[str]) -> int:
    """Run a command, or the window when there is none. Raises SystemExit for --help and misuse."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without × shows a question mark
    chosen, argv = _language_of(argv)
    languages.set_language(chosen or languages.of_environment())
    parser = command_parser()
    first = next((word for word in argv if not word.startswith("-")), "")
    if first not in COMMANDS and not {"-h", "--help", "--version"} & set(argv):
        return _window(window_parser().parse_args(argv), chosen)
    arguments = parser.parse_args(argv)
    command: Command = arguments.run
    return command(arguments)


def window_parser() -> Parser:
    """What `designer [FILE]` takes."""
    parser = Parser("designer", parents=[_common()])
    parser.add_argument("file", metavar="FILE", nargs="?")
    return parser


def command_parser() -> Parser:
    """What `designer COMMAND` takes."""
    parser = Parser(
        "designer",
        parents=[_common()],
        description=tr("Draw a neural network, watch it learn, take the PyTorch code away."),
        epilog=tr(EPILOG),
    )
    parser.add_argument("--version", action="version", version=f"designer {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", title=tr("commands"), required=True)
    for name, (about, declare, command) in COMMANDS.items():
        one = commands.add_parser(name, help=tr(about), description=tr(about), parents=[_common()])
        declare(one)
        one.set_defaults(run=command)
    return parser


def _common() -> Parser:
    common = Parser(add_help=False)
    common.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help=tr("show tracebacks")
    )
    common.add_argument(
        "--lang", choices=languages.LANGUAGES, default=argparse.SUPPRESS, help=tr("language")
    )
    return common


def _language_of(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The language that is asked for, and what else is: help and errors are in it already."""
    known = (*languages.LANGUAGES, languages.PSEUDO)
    first = Parser("designer", add_help=False, allow_abbrev=False)
    first.add_argument("--lang", choices=known, default="")
    found, rest = first.parse_known_args(argv)
    return found.lang, rest


def _window(arguments: argparse.Namespace, chosen: str) -> int:
    if display.is_missing():
        raise CommandError(
            tr("There is no display for a window. “designer tour” shows the main job without one.")
        )
    from designer.app.gui import run as open_window

    return int(open_window(arguments.file, chosen))


def _declare_tour(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="DIR", help=tr("where pictures, project and code go"))


def _tour(arguments: argparse.Namespace) -> int:
    if display.is_missing():
        say(tr("There is no display here: the tour takes place off-screen."))
        display.do_without()
    from designer.app.tour import run as run_tour

    return int(run_tour(arguments.out))


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None], Command]] = {
    "new": (
        "write a project that a template draws",
        cli_catalogue.declare_new,
        cli_catalogue.new,
    ),
    "import": (
        "write a project of a network that another program wrote",
        cli_import.declare,
        cli_import.bring_in,
    ),
    "templates": (
        "list the templates",
        cli_catalogue.declare_list,
        cli_catalogue.templates,
    ),
    "layers": (
        "list the layers",
        cli_catalogue.declare_list,
        cli_catalogue.layers,
    ),
    "check": (
        "say what is wrong with a drawing: status 0 clean, 1 problems, 2 unreadable",
        cli_project.declare_check,
        cli_project.check,
    ),
    "summary": (
        "layers with shapes, parameters, operations and memory",
        cli_project.declare_check,
        cli_project.summary,
    ),
    "diff": (
        "say what differs between two drawings or two runs: status 0 the same, 1 different, "
        "2 unreadable",
        cli_diff.declare,
        cli_diff.diff,
    ),
    "train": (
        "train a network",
        cli_train.declare,
        cli_train.train,
    ),
    "export": (
        "write a network as code, as a model file or as a picture",
        cli_project.declare_export,
        cli_project.export,
    ),
    "tour": (
        "the whole main job, driving itself, with pictures",
        _declare_tour,
        _tour,
    ),
}
