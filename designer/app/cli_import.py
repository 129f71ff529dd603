"""Why: what others wrote becomes a project from a terminal, too, with what is to be said."""

import argparse
from pathlib import Path

from designer.app.cli_output import declare_force, may_write, say, say_json
from designer.text import tr, trn


def declare(parser: argparse.ArgumentParser) -> None:
    """Arguments of `designer import`."""
    parser.add_argument("file", metavar="FILE", help=tr("a network that another program wrote"))
    parser.add_argument(
        "-o", "--out", metavar="OUT", help=tr("the .nnd to write; beside FILE when left out")
    )
    declare_force(parser)
    parser.add_argument("--json", action="store_true", help=tr("machine-readable"))


def bring_in(arguments: argparse.Namespace) -> int:
    """Write the network of a foreign file as a project."""
    from designer import port, store

    source = Path(arguments.file)
    path = Path(arguments.out) if arguments.out else source.with_suffix(store.SUFFIX)
    found = port.read(source)
    may_write(path, arguments)
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
