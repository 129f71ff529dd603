"""Why: what differs between two drawings can be asked in a terminal, in git and by programs."""

import argparse
from typing import Any

from designer.app.cli_output import say, say_json
from designer.text import tr, trn

SAME, DIFFERENT = 0, 1


def declare(parser: argparse.ArgumentParser) -> None:
    """Arguments of `designer diff`."""
    about = tr("a project (.nnd), or the folder of a run: the drawing as it was then")
    parser.add_argument("before", metavar="FILE", help=about)
    parser.add_argument("after", metavar="FILE", help=about)
    parser.add_argument("--json", action="store_true", help=tr("machine-readable"))


def diff(arguments: argparse.Namespace) -> int:
    """Say what differs, a line a difference."""
    from designer.edit import compare, sentence
    from designer.runs.drawings import drawing_of

    before, after = drawing_of(arguments.before), drawing_of(arguments.after)
    found = compare(before, after).differences
    if arguments.json:
        say_json({"same": not found, "differences": [record(difference) for difference in found]})
        return DIFFERENT if found else SAME
    for difference in found:
        say(f"{SIGNS[difference.mark]} {sentence(difference)}")
    if not found:
        say(tr("The two drawings are the same."))
    else:
        say(trn("{count} difference.", "{count} differences.", len(found)))
    return DIFFERENT if found else SAME


SIGNS = {"added": "+", "removed": "−", "changed": "≠"}


def record(difference: Any) -> dict[str, Any]:
    """A difference as programs read it; a side that has nothing is null."""
    from designer.edit import sentence

    sides = {"before": _side(difference.before), "after": _side(difference.after)}
    about = {"kind": difference.kind, "change": difference.mark, "key": difference.key}
    return {**about, **sides, "message": sentence(difference)}


def _side(side: Any) -> dict[str, Any] | None:
    from designer.model.records import plain, write_wire

    if side is None:
        return None
    wires = [write_wire(wire) for wire in side.wires]
    return {"graph": side.graph, "node": side.node, "value": plain(side.value), "wires": wires}
