"""Why: what others wrote becomes a project from a terminal, too, with what is to be said."""

import argparse
from pathlib import Path

from designer.app.cli_output import CommandError, say, say_json
from designer.text import tr, trn

SUFFIX = ".nnd"


def declare(parser: argparse.ArgumentParser) -> None:
    """Arguments of `designer import`."""
    parser.add_argument("file", metavar="FILE", help=tr("a network that another program wrote"))
    parser.add_argument(
        "-o", "--out", metavar="OUT", help=tr("the .nnd to write; beside FILE when left out")
    )
    parser.add_argument("--force", action="store_true", help=tr("replace a file that exists"))
    parser.add_argument("--json", action="store_true", help=tr("machine-readable"))


def bring_in(arguments: argparse.Namespace) -> int:
    """Write the network of a foreign file as a project."""
    from designer import port, store

    source = Path(arguments.file)
    path = Path(arguments.out) if arguments.out else source.with_suffix(SUFFIX)
    if path.exists() and not arguments.force:
        raise CommandError(
            tr("'{path}' exists. Choose another name, or replace it with --force.", path=path)
        )
    found = port.read(source)
    store.save(found.project, path)
    layers = len(found.project.main.nodes)
    if arguments.json:
        say_json({"file": str(path), "layers": layers, "remarks": list(found.remarks)})
        return 0
    for remark in found.remarks:
        say(f"• {remark}")
    about = trn("{count} layer", "{count} layers", layers)
    say(tr("Wrote {path}: {about}.", path=path, about=about))
    return 0
