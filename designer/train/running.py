"""Why: a run always ends with a word: how it finished, or what broke and where."""

import time
import traceback
from collections.abc import Callable
from pathlib import Path

from torch import nn

from designer.data import DataError
from designer.protocol import Event, Failed, Finished, RunSpec
from designer.text import tr
from designer.train.blame import first_not_finite, sentence
from designer.train.checkpoints import restore, save, save_best
from designer.train.loop import Control, train
from designer.train.reporting import NotFinite
from designer.train.setup import UnknownDevice, Unsuited
from designer.train.targets import Misfit
from designer.train.training import Training, prepare, started

Locate = Callable[[BaseException], str]


def run(
    spec: RunSpec,
    make: Callable[[], nn.Module],
    emit: Callable[[Event], None],
    control: Control,
    run_dir: str | Path,
    locate: Locate,
    resume: bool = False,
) -> None:
    """Train as `spec` says, speaking through `emit`; ends with Finished or Failed.

    `make` builds the module, `locate` finds the node an exception came from. With `resume` the
    run goes on from the state in `run_dir`. Raises nothing but what `emit` raises.
    """
    folder = Path(run_dir)
    begin = time.perf_counter()
    training: Training | None = None
    try:
        training = prepare(spec, make, emit, folder)
        if resume:
            restore(training)
        emit(started(training))
        reason = train(training, emit, control)
        save(training, emit)
    except Exception as error:  # a network may raise anything
        if training is not None:
            _rescue(training, emit)
        emit(_failed(spec, training, error, folder, locate))
        return
    emit(
        Finished(
            run_dir=str(folder),
            reason=reason,
            epochs=training.epoch - 1,
            best=training.best,
            seconds=time.perf_counter() - begin,
        )
    )


def _rescue(training: Training, emit: Callable[[Event], None]) -> None:
    try:
        save_best(training, emit)
    except OSError:
        return  # the disk may be what broke; the failure itself is told in any case


def _failed(
    spec: RunSpec, training: Training | None, error: Exception, folder: Path, locate: Locate
) -> Failed:
    run_dir = str(folder)
    if isinstance(error, NotFinite):
        node = ""
        if training is not None and training.batch is not None:
            node = first_not_finite(training.model, training.batch.inputs, locate)
            training.probe.look(training.epoch, error.step, training.batch.inputs)
        message = tr(
            "The loss is no longer a number at step {step}: try a smaller learning rate.",
            step=error.step + 1,
        )
        return Failed(run_dir=run_dir, node=node, message=message)
    if isinstance(error, Misfit):
        return Failed(run_dir=run_dir, node=error.node or _last_node(spec), message=str(error))
    if isinstance(error, DataError | UnknownDevice | Unsuited):
        return Failed(run_dir=run_dir, node="", message=str(error))
    text = "".join(traceback.format_exception(error))
    place = _place(spec, error)
    message = f"{place}: {sentence(error)}" if place else sentence(error)
    return Failed(run_dir=run_dir, node=locate(error), message=message, traceback=text)


def _place(spec: RunSpec, error: Exception) -> str:
    """Where in the code that a person wrote it happened; "" when it was not there."""
    if not spec.written:
        return ""
    found = [
        spec.written[number]
        for frame, number in traceback.walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__") == f"designer_{spec.class_name}"
        and number in spec.written
    ]
    return found[-1] if found else ""


def _last_node(spec: RunSpec) -> str:
    return spec.lines[max(spec.lines)] if spec.lines else ""
