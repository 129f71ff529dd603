"""Why: the loop itself: plain, eager, on tensors that are already there.

The exported script does the same operations in the same order, so that both print the same
losses, bit for bit on the CPU. Change one and the test that compares them fails.
"""

import math
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

import torch
from torch import Tensor

from designer.protocol import Epoch, Event
from designer.protocol.steps import EACH_STEP, SCIPY, batch_size_of
from designer.train.checkpoints import note_best, save_now_and_then
from designer.train.looking import Interrupted, minimize
from designer.train.measure import Table
from designer.train.reporting import NotFinite, mean_loss
from designer.train.rows import Rows
from designer.train.setup import penalty
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
    rows = training.rows
    size = batch_size_of(training.spec.training, len(rows))
    before = training.shuffle.get_state()
    order = torch.randperm(len(rows), generator=training.shuffle).to(training.device)
    training.model.train()
    training.paused = 0.0
    if not training.skip:
        training.outputs, training.parts = [], []
        training.report.start_epoch()
    for number, start in enumerate(range(0, len(rows), size)):
        if number < training.skip:
            continue
        training.batch = rows.take(order[start : start + size])
        try:
            _obey(training, control)
            _one_step(training, control, training.batch)
        except Interrupted:
            training.skip = number
            training.shuffle.set_state(before)  # who goes on draws the same order again
            return False
    training.order = order
    return True


def _obey(training: Training, control: Control) -> None:
    """Wait while paused. Raises Interrupted when asked to stop."""
    before = time.perf_counter()
    stop = control.checkpoint(training.step)
    waited = time.perf_counter() - before
    if waited > 0.01:  # a pause: no time of training
        training.paused += waited
        training.report.rest(waited)
    if stop:
        raise Interrupted


def _one_step(training: Training, control: Control, batch: Rows) -> None:
    """One step of the optimizer; what its first look at the batch has seen is kept."""
    objective = training.objective
    seen: list[tuple[Tensor, Tensor, Tensor | float]] = []

    def look() -> tuple[Tensor, Tensor]:
        """The loss, and with penalties."""
        said = training.model(*batch.inputs)
        if not training.fits:
            expected = len(training.spec.results or ("",))
            objective.refuse_misfit(said, batch.targets, expected)
            training.fits = True
        outputs = objective.outputs(said)
        loss, parts = objective(outputs, batch.targets)
        if not seen:
            output = objective.told(outputs).detach()
            value = training.report.value(training.step, loss)
            seen.append((output, torch.stack(parts).detach(), value))
        extra = penalty(training.model, training.spec.training)
        return loss, loss if extra is None else loss + extra

    if training.probe.is_due(training.step):
        move = partial(_move, training, control, look)
        training.probe.measure(training.epoch, training.step, move)
    else:
        _move(training, control, look)
    output, apart, value = seen[0]
    training.report.add(training.step, value, len(batch), training.epoch, training.lr)
    training.outputs.append(output)
    training.parts.append(apart)
    training.step += 1
    if training.spec.training.schedule in EACH_STEP:
        _step_schedules(training, value)


def _move(training: Training, control: Control, look: Callable[[], tuple[Tensor, Tensor]]) -> None:
    """Change the weights so that the loss falls."""

    def obeying() -> Tensor:
        _obey(training, control)
        return look()[1]

    def closure() -> Tensor:
        for optimizer in training.optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss, total = look()
        total.backward()
        return loss

    if training.spec.training.optimizer in SCIPY:
        minimize(training.model, obeying, training.spec.training)
    elif training.spec.training.optimizer == "LBFGS":
        training.optimizers[0].step(closure)
    else:
        closure()
        for optimizer in training.optimizers:
            optimizer.step()


def _measure_epoch(training: Training, seconds: float) -> Epoch:
    objective = training.objective
    training.report.flush(training.epoch, training.lr)
    true = training.rows.targets[objective.measured][training.order]
    metrics, _ = objective.measure(training.outputs, true)
    parts = objective.means(training.parts, training.report.sizes)
    training.outputs, training.parts = [], []
    val_metrics, table = evaluate(training)
    return Epoch(
        epoch=training.epoch,
        train={"loss": training.report.mean(), **parts, **metrics},
        val=val_metrics,
        lr=training.lr,
        seconds=seconds - training.paused,
        confusion=table,
    )


def evaluate(training: Training) -> tuple[dict[str, float], Table]:
    """Loss and metrics on the validation rows, in batches; nothing when there are no such rows.

    Raises NotFinite when the loss is no number.
    """
    rows, objective = training.held_out, training.objective
    size = training.spec.training.batch_size
    if len(rows) == 0:
        return {}, ()
    training.model.eval()
    outputs, losses, parts, sizes = [], [], [], []
    with torch.no_grad():
        for start in range(0, len(rows), size):
            batch = rows.take(slice(start, start + size))
            said = objective.outputs(training.model(*batch.inputs))
            loss, apart = objective(said, batch.targets)
            outputs.append(objective.told(said))
            losses.append(loss)
            parts.append(torch.stack(apart))
            sizes.append(len(batch))
    values = torch.stack(losses).tolist()
    for number, value in enumerate(values):
        if not math.isfinite(value):
            training.batch = rows.take(slice(number * size, (number + 1) * size))
            raise NotFinite(training.step)
    metrics, table = objective.measure(outputs, rows.targets[objective.measured])
    return {"loss": mean_loss(values, sizes), **objective.means(parts, sizes), **metrics}, table


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
