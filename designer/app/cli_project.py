"""Why: commands that read a project, say what is in it, and write it as something else."""

import argparse
from pathlib import Path
from typing import Any

from designer.app import allowed, cli_picture
from designer.app.cli_output import (
    CommandError,
    amount,
    may_export,
    say,
    say_json,
    size,
    table,
)
from designer.text import tr, trn

PICTURES = cli_picture.PICTURES
EXPORTS = ("python", "script", "onnx", "pt2", *PICTURES)


def declare_check(parser: argparse.ArgumentParser) -> None:
    """Arguments of `designer check` and `designer summary`."""
    parser.add_argument("file", metavar="FILE", help=tr("a project (.nnd)"))
    parser.add_argument("--json", action="store_true", help=tr("machine-readable"))
    allowed.declare(parser)


def check(arguments: argparse.Namespace) -> int:
    """Say what is wrong with a drawing and its data."""
    from designer import store

    path = Path(arguments.file)
    project = store.load(path)
    allowed.settle(project, arguments)
    ok, problems = find_problems(project, str(path.parent))
    if arguments.json:
        say_json({"ok": ok, "problems": problems})
        return 0 if ok else 1
    for problem in problems:
        say(_problem_text(problem))
    if not problems:
        say(tr("No problems."))
    else:
        say(trn("{count} problem.", "{count} problems.", len(problems)))
    return 0 if ok else 1


def find_problems(project: Any, base_dir: str) -> tuple[bool, list[dict[str, Any]]]:
    """Whether a project is ready, and its problems as records; unreadable data is one."""
    from designer import data
    from designer.check import problem_records, run

    info, failures = None, []
    if project.data.source:
        try:
            info = data.describe(project.data, base_dir)
        except data.DataError as error:
            about = {"graph": "main", "node": "", "port": "", "code": "data"}
            failures = [{**about, "message": str(error), "fixes": []}]
    report = run(project, info)
    return report.ok and not failures, [*problem_records(report), *failures]


def _problem_text(problem: dict[str, Any]) -> str:
    where = ".".join(part for part in (problem["node"], problem["port"]) if part)
    lines = [f"{where or tr('network')}: {problem['message']}"]
    lines += [f"    {tr('fix')}: {title}" for title in problem["fixes"]]
    return "\n".join(lines)


def summary(arguments: argparse.Namespace) -> int:
    """Layers with shapes, parameters, operations and memory."""
    from designer import store
    from designer.compile import costs as costs_of

    project = store.load(Path(arguments.file))
    allowed.settle(project, arguments)
    costs, memory = costs_of(project), _training_memory(project)
    if arguments.json:
        found = memory.as_json() if memory is not None else None
        say_json({**costs.as_json(), "training_memory": found})
        return 0
    head = (tr("name"), tr("type"), tr("output"), tr("parameters"), tr("FLOPs"), tr("memory"))
    rows = [
        (
            row.name,
            row.type,
            ", ".join(str(tensor) for tensor in row.output),
            amount(row.parameters),
            amount(row.flops),
            size(row.memory_bytes),
        )
        for row in costs.rows
    ]
    say(table(head, rows, numbers=(3, 4, 5)))
    say()
    say(
        tr(
            "{parameters} parameters, {trainable} of them trainable; {flops} FLOPs and {memory} "
            "of activations a sample; depth {depth}.",
            parameters=amount(costs.parameters),
            trainable=amount(costs.trainable_parameters),
            flops=amount(costs.flops),
            memory=size(costs.memory_bytes),
            depth=costs.depth,
        )
    )
    if memory is not None:
        say(_memory_line(memory))
    return 0


def _training_memory(project: Any) -> Any:
    """What training takes; None for a network that cannot be trained as it is set."""
    from designer.compile import NoForecast, training_memory

    try:
        return training_memory(project)
    except NoForecast:
        return None


def _memory_line(memory: Any) -> str:
    about = tr(
        "Training with batches of {batch} takes {peak} at most",
        batch=amount(memory.batch_size),
        peak=size(memory.peak),
    )
    if not memory.largest_batch:
        return tr("{sentence}.", sentence=about)
    room = tr("there is room for batches of {largest}", largest=amount(memory.largest_batch))
    return tr("{sentence}; {more}.", sentence=about, more=room)


def declare_export(parser: argparse.ArgumentParser) -> None:
    """Arguments of `designer export`."""
    parser.add_argument("file", metavar="FILE", help=tr("a project (.nnd)"))
    parser.add_argument("--to", required=True, choices=EXPORTS, help=tr("what to write"))
    parser.add_argument("-o", "--out", metavar="OUT", required=True, help=tr("where to write it"))
    parser.add_argument(
        "--weights", metavar="RUN", help=tr("run folder whose best weights go in (onnx, pt2)")
    )
    cli_picture.declare(parser)
    allowed.declare(parser)


def export(arguments: argparse.Namespace) -> int:
    """Write a network as code, as a model file or as a picture."""
    from designer import store

    path = Path(arguments.file)
    project = store.load(path)
    allowed.settle(project, arguments)
    out = Path(arguments.out)
    may_export(out, path)
    if arguments.to in PICTURES:
        if arguments.weights:
            raise CommandError(tr("A picture carries no weights: leave out --weights."))
        cli_picture.write(project, out, arguments)
    else:
        cli_picture.refuse(arguments)
        from designer import port

        base_dir = str(path.resolve().parent)
        port.save(project, out, to=arguments.to, base_dir=base_dir, weights=arguments.weights)
    say(tr("Wrote {path}.", path=out))
    return 0
