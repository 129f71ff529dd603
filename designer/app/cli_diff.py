"""Why: what differs between two drawings can be asked in a terminal, in git and by programs."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from designer.app.cli_output import amount, complain, say, say_json, table
from designer.text import tr, trn

if TYPE_CHECKING:
    from designer.runs import PastRun
    from designer.runs.results import Results

SAME, DIFFERENT = 0, 1
SIGNS = {"added": "+", "removed": "−", "changed": "≠"}
NONE = "–"


def declare(parser: argparse.ArgumentParser) -> None:
    """Arguments of `designer diff`."""
    before = tr(
        "a project (.nnd), PyTorch code (.py), an ONNX file, or the folder of a run: the drawing "
        "as it was then"
    )
    after = tr("another of these; of two runs, what came of them is told, too")
    parser.add_argument("before", metavar="BEFORE", help=before)
    parser.add_argument("after", metavar="AFTER", help=after)
    parser.add_argument("--json", action="store_true", help=tr("machine-readable"))


def diff(arguments: argparse.Namespace) -> int:
    """Say what differs, a line a difference; of two runs also what came of them."""
    from designer.edit import compare
    from designer.runs.drawings import read

    before, after = read(arguments.before), read(arguments.after)
    for name, drawing in ((arguments.before, before), (arguments.after, after)):
        for remark in drawing.remarks:  # what was not understood may be no difference
            complain(f"{name}: {remark}")
    unsaid = (*before.unsaid, *after.unsaid)
    found = compare(before.project, after.project, unsaid).differences
    runs = _runs(arguments)
    if arguments.json:
        told = {"same": not found, "differences": [record(difference) for difference in found]}
        say_json({**told, **(records(*runs) if runs else {})})
    else:
        _tell(found)
        if runs:
            _tell_runs(*runs)
    return DIFFERENT if found else SAME


def _runs(arguments: argparse.Namespace) -> "tuple[PastRun, PastRun] | None":
    """Both runs, when it is runs that are compared."""
    from designer.runs import read_run

    if not (Path(arguments.before).is_dir() and Path(arguments.after).is_dir()):
        return None
    return read_run(arguments.before), read_run(arguments.after)


# For people


def _tell(found: Any) -> None:
    from designer.edit import sentence

    for difference in found:
        say(f"{SIGNS[difference.mark]} {sentence(difference)}")
    if not found:
        say(tr("The two drawings are the same."))
    else:
        say(trn("{count} difference.", "{count} differences.", len(found)))


def _tell_runs(before: "PastRun", after: "PastRun") -> None:
    """A table of what came of both, and of what was different around them."""
    from designer.runs.results import apart, results_of

    columns = [_texts(results_of(run), run) for run in (before, after)]
    rows = [
        [name, *(column.get(name, NONE) for column in columns)]
        for name in dict.fromkeys([*columns[0], *columns[1]])
    ]
    rows += [
        [name, *(text or NONE for text in pair)] for name, pair in apart(before, after).items()
    ]
    say()
    say(table(("", before.name, after.name), rows, numbers=(1, 2)))
    for run in (before, after):
        if run.message:
            say(tr("{run} failed: {reason}", run=run.name, reason=run.message))


def _texts(results: "Results", run: "PastRun") -> dict[str, str]:
    """What came of a run, by what it is called."""
    told = {
        tr("status"): results.status,
        tr("epochs"): f"{results.epochs}/{run.spec.training.epochs}",
        tr("time"): tr("{seconds:.1f} s", seconds=results.seconds),
        tr("parameters"): amount(results.parameters) if results.parameters else NONE,
    }
    for name, value in results.best.items():
        told[tr("best {name}", name=name)] = f"{value:.4f}"
    for name, value in results.last.items():
        told[tr("last {name}", name=name)] = f"{value:.4f}"
    return told


# For programs


def record(difference: Any) -> dict[str, Any]:
    """A difference as programs read it; a side that has nothing is null."""
    from designer.edit import sentence

    sides = {"before": _side(difference.before), "after": _side(difference.after)}
    about = {"kind": difference.kind, "change": difference.mark, "key": difference.key}
    return {**about, **sides, "message": sentence(difference)}


def records(before: "PastRun", after: "PastRun") -> dict[str, Any]:
    """What differs around two runs, and what came of both."""
    from dataclasses import asdict

    from designer.runs.results import apart, results_of

    around = [
        {"key": name, "before": ours or None, "after": theirs or None}
        for name, (ours, theirs) in apart(before, after).items()
    ]
    results = {"before": asdict(results_of(before)), "after": asdict(results_of(after))}
    return {"environment": around, "results": results}


def _side(side: Any) -> dict[str, Any] | None:
    from designer.model.records import plain, write_wire

    if side is None:
        return None
    wires = [write_wire(wire) for wire in side.wires]
    return {"graph": side.graph, "node": side.node, "value": plain(side.value), "wires": wires}
