"""Why: training from the command line, in this process and its main thread: nothing in between."""

import argparse
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from designer.app import allowed
from designer.app.cli_events import Account, as_json
from designer.app.cli_output import CommandError
from designer.protocol import Event, Failed, Finished, RunSpec
from designer.text import tr

if TYPE_CHECKING:
    from designer.runs import RunControl

DEVICES = ("auto", "cpu", "cuda", "mps")
Tell = Callable[[Event], None]


def declare(parser: argparse.ArgumentParser) -> None:
    """Arguments of `designer train`."""
    parser.add_argument("file", metavar="FILE", help=tr("a project (.nnd)"))
    parser.add_argument("--epochs", metavar="N", type=int, help=tr("how many, in all"))
    parser.add_argument("--seed", metavar="S", type=int, help=tr("same seed, same result"))
    parser.add_argument("--device", choices=DEVICES, help=tr("where to compute"))
    parser.add_argument("--run-dir", metavar="DIR", help=tr("folder of the run, a new one"))
    parser.add_argument("--resume", metavar="DIR", help=tr("go on with the run in this folder"))
    parser.add_argument("--json", action="store_true", help=tr("one event a line"))
    allowed.declare(parser)


def train(arguments: argparse.Namespace) -> int:
    """Train a network; status 1 when the run failed or could not begin."""
    from designer.compile import NotReady

    tell: Tell = as_json if arguments.json else Account()
    try:
        if arguments.resume is not None:
            spec, folder = _old_run(arguments)
        else:
            spec, folder = _new_run(arguments)
    except NotReady as error:
        if not arguments.json:
            raise
        tell(Failed(run_dir="", node=error.problems[0].node, message=str(error)))
        raise
    return _run(spec, folder, arguments.resume is not None, tell)


def _new_run(arguments: argparse.Namespace) -> tuple[RunSpec, Path]:
    from designer import edit, runs, store

    path = Path(arguments.file)
    project = store.load(path)
    allowed.settle(project, arguments)
    edit.set_training(project, **_changes(arguments))
    if not project.data.source:
        raise CommandError(tr("{file} has no dataset: choose one in the window.", file=path))
    spec = runs.prepare(project, str(path.resolve().parent))
    if arguments.run_dir is None:
        return spec, runs.new_run_dir(path.resolve(), project.name)
    folder = Path(arguments.run_dir)
    if (folder / "run.json").exists():
        raise CommandError(
            tr("{folder} holds a run: go on with --resume, or choose another.", folder=folder)
        )
    return spec, folder


def _old_run(arguments: argparse.Namespace) -> tuple[RunSpec, Path]:
    from designer import runs, store
    from designer.runs.folder import RunError, read_spec

    fixed = [name for name in ("seed", "device", "run_dir") if getattr(arguments, name) is not None]
    if fixed:
        option = fixed[0].replace("_", "-")
        raise CommandError(
            tr("--{option} belongs to a new run: leave it out to go on with one.", option=option)
        )
    folder = Path(arguments.resume)
    with suppress(store.FileError, RunError):  # which are told when the run is to begin
        allowed.settle(store.loads(read_spec(folder).project), arguments)
    return runs.resumed_spec(folder, arguments.epochs), folder


def _changes(arguments: argparse.Namespace) -> dict[str, Any]:
    given = {name: getattr(arguments, name) for name in ("epochs", "seed", "device")}
    return {name: value for name, value in given.items() if value is not None}


def _run(spec: RunSpec, folder: Path, resume: bool, tell: Tell) -> int:
    from designer import runs

    failed = True

    def emit(event: Event) -> None:
        nonlocal failed
        if isinstance(event, Finished | Failed):
            failed = isinstance(event, Failed)
        tell(event)

    control = runs.RunControl()
    with _stopped_by_ctrl_c(control):
        runs.run_here(spec, folder, emit, control, resume)
    return 1 if failed else 0


@contextmanager
def _stopped_by_ctrl_c(control: "RunControl") -> Iterator[None]:
    """The first Ctrl+C ends the run after its step, with a checkpoint; the second one at once."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals go to the main thread alone
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        control.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
