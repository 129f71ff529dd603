"""Why: the loop itself: plain, eager, on tensors that are already there.

The exported script does the same operations in the same order, so that both print the same
losses, bit for bit on the CPU. Change one and the test that compares them fails.
"""

import math
import time
from collections.abc import Callable
from typing import Any, Protocol

import torch
from torch import Tensor

from designer.protocol import Epoch, Event
from designer.protocol.steps import EACH_STEP
from designer.train.checkpoints import note_best, save_now_and_then
from designer.train.measure import Table, measure
from designer.train.reporting import NotFinite, mean_loss
from designer.train.setup import penalty
from designer.train.targets import refuse_misfit
from designer.train.training import Training

Emit = Callable[[Event], None]


class Control(Protocol):
    """How a run is paused and stopped from outside."""

    def checkpoint(self, step: int) -> bool:
        """Blocks while paused; True asks the run to stop."""


def train(training: Training, emit: Emit, control: Control) -> str:
    """All epochs. Returns why it ended: "completed", "early" or "stopped".

    Raises NotFinite, Misfit, and whatever a network may raise.
    """
    settings = training.spec.training
    training.report.rest()
    while training.epoch <= settings.epochs:
        if settings.patience and training.waited >= settings.patience:
            return "early"
        begin = time.perf_counter()
        if not _one_epoch(training, control):
            training.report.flush(training.epoch, training.lr)
            return "stopped"
        event = _measure_epoch(training, time.perf_counter() - begin)
        emit(event)
        watched = event.val.get("loss", event.train["loss"])
        note_best(training, event, watched)
        if watched < training.reference - settings.min_delta:
            training.reference, training.waited = watched, 0
        else:
            training.waited += 1
        if settings.schedule not in EACH_STEP:
            _step_schedules(training, watched)
        training.epoch += 1
        training.skip = 0
        save_now_and_then(training, emit)
    return "completed"


def _one_epoch(training: Training, control: Control) -> bool:
    """One pass over the training rows; False when asked to stop."""
    x, y, _, _ = training.tensors
    size = training.spec.training.batch_size
    before = training.shuffle.get_state()
    order = torch.randperm(len(x), generator=training.shuffle).to(training.device)
    training.model.train()
    training.paused = 0.0
    if not training.skip:
        training.outputs = []
        training.report.start_epoch()
    for number, start in enumerate(range(0, len(x), size)):
        if number < training.skip:
            continue
        if _asked_to_stop(training, control):
            training.skip = number
            training.shuffle.set_state(before)  # who goes on draws the same order again
            return False
        rows = order[start : start + size]
        training.batch = x[rows]
        training.outputs.append(_one_step(training, training.batch, y[rows]))
    training.order = order
    return True


def _asked_to_stop(training: Training, control: Control) -> bool:
    before = time.perf_counter()
    stop = control.checkpoint(training.step)
    waited = time.perf_counter() - before
    if waited > 0.01:  # a pause: no time of training
        training.paused += waited
        training.report.rest(waited)
    return stop


def _one_step(training: Training, x: Tensor, y: Tensor) -> Tensor:
    """One step of the optimizer; returns the output of its first look at the batch."""
    seen: list[tuple[Tensor, Tensor | float]] = []

    def closure() -> Tensor:
        for optimizer in training.optimizers:
            optimizer.zero_grad(set_to_none=True)
        output = training.model(x)
        if not training.fits:
            refuse_misfit(output, y, training.info, training.spec.training)
            training.fits = True
        loss: Tensor = training.criterion(output, y)
        if not seen:
            seen.append((output.detach(), training.report.value(training.step, loss)))
        extra = penalty(training.model, training.spec.training)
        (loss if extra is None else loss + extra).backward()
        return loss

    if training.spec.training.optimizer == "LBFGS":
        training.optimizers[0].step(closure)
    else:
        closure()
        for optimizer in training.optimizers:
            optimizer.step()
    output, value = seen[0]
    training.report.add(training.step, value, len(x), training.epoch, training.lr)
    training.step += 1
    if training.spec.training.schedule in EACH_STEP:
        _step_schedules(training, value)
    return output


def _measure_epoch(training: Training, seconds: float) -> Epoch:
    settings, info = training.spec.training, training.info
    training.report.flush(training.epoch, training.lr)
    true = training.tensors[1][training.order]
    metrics, _ = measure(torch.cat(training.outputs), true, info, settings)
    training.outputs = []
    val_metrics, table = evaluate(training)
    return Epoch(
        epoch=training.epoch,
        train={"loss": training.report.mean(), **metrics},
        val=val_metrics,
        lr=training.lr,
        seconds=seconds - training.paused,
        confusion=table,
    )


def evaluate(training: Training) -> tuple[dict[str, float], Table]:
    """Loss and metrics on the validation rows, in batches; nothing when there are no such rows.

    Raises NotFinite when the loss is no number.
    """
    _, _, x, y = training.tensors
    settings = training.spec.training
    if len(x) == 0:
        return {}, ()
    training.model.eval()
    outputs, losses, sizes = [], [], []
    with torch.no_grad():
        for start in range(0, len(x), settings.batch_size):
            part = slice(start, start + settings.batch_size)
            outputs.append(training.model(x[part]))
            losses.append(training.criterion(outputs[-1], y[part]))
            sizes.append(len(x[part]))
    values = torch.stack(losses).tolist()
    for number, value in enumerate(values):
        if not math.isfinite(value):
            training.batch = x[number * settings.batch_size :][: settings.batch_size]
            raise NotFinite(training.step)
    metrics, table = measure(torch.cat(outputs), y, training.info, settings)
    return {"loss": mean_loss(values, sizes), **metrics}, table


def _step_schedules(training: Training, watched: Tensor | float) -> None:
    for scheduler in training.schedulers:
        if isinstance(scheduler, torch.optim.lr_scheduler.ReduceLROnPlateau):
            scheduler.step(watched)
        elif not _is_over(scheduler):
            scheduler.step()


def _is_over(scheduler: Any) -> bool:
    """True at the end of a single cycle: a run that goes on for longer stays there."""
    total: int | None = getattr(scheduler, "total_steps", None)
    return total is not None and scheduler.last_epoch + 1 >= total
