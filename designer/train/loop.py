"""Why: the loop itself: plain, eager, on tensors that are already there.

The exported script does the same operations in the same order, so that both print the same
losses, bit for bit on the CPU. Change one and the test that compares them fails.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import torch
from torch import Tensor, nn

from designer import data
from designer.data import DataError
from designer.protocol import Checkpoint, Epoch, Event, Failed, Finished, RunSpec, Started
from designer.text import tr
from designer.train import state
from designer.train.blame import first_not_finite, sentence
from designer.train.measure import measure
from designer.train.reporting import NotFinite, StepReport, mean_loss
from designer.train.setup import (
    choose_device,
    initialize,
    make_criterion,
    make_optimizer,
    make_scheduler,
    penalty,
)
from designer.train.targets import tensors

SAVE_EVERY = 2.0  # seconds between two checkpoints of a run with short epochs


class Control(Protocol):
    """How a run is paused and stopped from outside."""

    def checkpoint(self, step: int) -> bool:
        """Blocks while paused; True asks the run to stop."""


@dataclass
class Training:
    """Everything that one run holds while it runs."""

    spec: RunSpec
    folder: Path
    model: nn.Module
    device: torch.device
    optimizer: torch.optim.Optimizer
    scheduler: Any
    criterion: nn.Module
    shuffle: torch.Generator
    info: data.Dataset
    tensors: tuple[Tensor, ...]
    report: StepReport
    epoch: int = 1
    step: int = 0
    skip: int = 0  # batches of the first epoch that a resumed run has behind it
    best_loss: float = float("inf")
    best: dict[str, float] = field(default_factory=dict)
    waited: int = 0
    saved_at: float = 0.0
    batch: Tensor | None = None
    epoch_shuffle: Tensor = field(default_factory=lambda: torch.empty(0))

    @property
    def lr(self) -> float:
        """The present learning rate."""
        return float(self.optimizer.param_groups[0]["lr"])


def run(
    spec: RunSpec,
    make: Callable[[], nn.Module],
    emit: Callable[[Event], None],
    control: Control,
    run_dir: str | Path,
    locate: Callable[[BaseException], str],
    resume: bool = False,
) -> None:
    """Train as `spec` says, speaking through `emit`; ends with Finished or Failed, never raises.

    `make` builds the module, `locate` finds the node an exception came from. With `resume` the
    run goes on from the state in `run_dir`.
    """
    folder = Path(run_dir)
    begin = time.perf_counter()
    training: Training | None = None
    try:
        training = prepare(spec, make, emit, folder)
        if resume:
            restore(training)
        emit(_started(training))
        reason = train(training, emit, control)
        _save(training)
        emit(
            Finished(
                run_dir=str(folder),
                reason=reason,
                epochs=training.epoch - 1,
                best=training.best,
                seconds=time.perf_counter() - begin,
            )
        )
    except NotFinite as error:
        emit(_not_finite(training, error, folder))
    except DataError as error:
        emit(Failed(run_dir=str(folder), node="", message=str(error)))
    except Exception as error:  # whatever a network of a person's own may raise
        import traceback

        text = "".join(traceback.format_exception(error))
        emit(
            Failed(run_dir=str(folder), node=locate(error), message=sentence(error), traceback=text)
        )


def prepare(
    spec: RunSpec, make: Callable[[], nn.Module], emit: Callable[[Event], None], folder: Path
) -> Training:
    """Everything up to the first step, in the order that decides its random numbers."""
    settings = spec.training
    torch.set_num_threads(settings.threads)
    device = choose_device(settings.device)
    loaded = data.load(spec.data, spec.base_dir)
    if settings.batch_size > len(loaded.train_x):
        raise DataError(
            tr(
                "A batch of {size} is more than the {rows} rows there are to train on.",
                size=settings.batch_size,
                rows=len(loaded.train_x),
            )
        )
    torch.manual_seed(settings.seed)
    model = make()
    initialize(model, settings)
    model.to(device)
    optimizer = make_optimizer(model, settings)
    return Training(
        spec=spec,
        folder=folder,
        model=model,
        device=device,
        optimizer=optimizer,
        scheduler=make_scheduler(optimizer, settings),
        criterion=make_criterion(settings),
        shuffle=torch.Generator().manual_seed(settings.seed),
        info=loaded,
        tensors=tensors(loaded, settings, device),
        report=StepReport(emit, device.type == "cpu"),
        saved_at=time.perf_counter(),
    )


def train(training: Training, emit: Callable[[Event], None], control: Control) -> str:
    """All epochs. Returns why it ended: "completed", "early" or "stopped"."""
    settings = training.spec.training
    training.report.rest()
    while training.epoch <= settings.epochs:
        begin = time.perf_counter()
        outputs = _one_epoch(training, control)
        if outputs is None:
            training.report.flush(training.epoch, training.lr)
            return "stopped"
        event = _measure_epoch(training, outputs, time.perf_counter() - begin)
        emit(event)
        watched = event.val.get("loss", event.train["loss"])
        better = watched < training.best_loss - settings.min_delta
        if watched < training.best_loss:
            training.best = {"epoch": float(event.epoch), **(event.val or event.train)}
            state.save_weights(training.model, training.folder / state.BEST)
            emit(Checkpoint(epoch=event.epoch, kind="best", path=state.BEST))
        if better or watched < training.best_loss:
            training.best_loss = watched
        training.waited = 0 if better else training.waited + 1
        _step_schedule(training, watched)
        training.epoch += 1
        training.skip = 0
        if time.perf_counter() - training.saved_at > SAVE_EVERY:
            _save(training)
            emit(Checkpoint(epoch=event.epoch, kind="last", path=state.LAST))
        if settings.patience and training.waited >= settings.patience:
            return "early"
    return "completed"


def _one_epoch(training: Training, control: Control) -> list[tuple[Tensor, Tensor]] | None:
    """Outputs and targets of each batch, or None when asked to stop."""
    x, y, _, _ = training.tensors
    size = training.spec.training.batch_size
    training.epoch_shuffle = training.shuffle.get_state()
    order = torch.randperm(len(x), generator=training.shuffle).to(training.device)
    training.model.train()
    training.report.start_epoch()
    outputs = []
    for number, start in enumerate(range(0, len(x), size)):
        if number < training.skip:
            continue
        if control.checkpoint(training.step):
            training.skip = number
            return None
        rows = order[start : start + size]
        training.batch = x[rows]
        outputs.append((_one_step(training, training.batch, y[rows]), y[rows]))
    return outputs


def _one_step(training: Training, x: Tensor, y: Tensor) -> Tensor:
    """One step of the optimizer; returns the output of its first look at the batch."""
    seen: list[tuple[Tensor, Tensor]] = []

    def closure() -> Tensor:
        training.optimizer.zero_grad(set_to_none=True)
        output = training.model(x)
        loss: Tensor = training.criterion(output, y)
        extra = penalty(training.model, training.spec.training)
        seen.append((output.detach(), loss.detach()))
        (loss if extra is None else loss + extra).backward()
        return loss

    if isinstance(training.optimizer, torch.optim.LBFGS):
        training.optimizer.step(closure)
    else:
        closure()
        training.optimizer.step()
    output, loss = seen[0]
    training.report.add(training.step, loss, len(x), training.epoch, training.lr)
    training.step += 1
    return output


def _measure_epoch(
    training: Training, outputs: list[tuple[Tensor, Tensor]], seconds: float
) -> Epoch:
    settings, info = training.spec.training, training.info.info
    training.report.flush(training.epoch, training.lr)
    found, true = (torch.cat(part) for part in zip(*outputs, strict=True))
    metrics, _ = measure(found, true, info, settings)
    train_metrics = {"loss": training.report.mean(), **metrics}
    val_metrics, table = evaluate(training)
    return Epoch(
        epoch=training.epoch,
        train=train_metrics,
        val=val_metrics,
        lr=training.lr,
        seconds=seconds,
        confusion=table,
    )


def evaluate(training: Training) -> tuple[dict[str, float], tuple[tuple[int, ...], ...]]:
    """Loss and metrics on the validation rows, in batches; nothing when there are no such rows."""
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
    metrics, table = measure(torch.cat(outputs), y, training.info.info, settings)
    return {"loss": mean_loss(torch.stack(losses).tolist(), sizes), **metrics}, table


def restore(training: Training) -> None:
    """Go on where the state in the run folder was written."""
    place, shuffle = state.load_state(
        training.folder, training.model, training.optimizer, training.scheduler
    )
    training.shuffle.set_state(shuffle)
    training.epoch, training.step, training.skip = place["epoch"], place["step"], place["skip"]
    training.best_loss = place["best_loss"] if place["best_loss"] is not None else float("inf")
    training.best, training.waited = place["best"], place["waited"]


def _step_schedule(training: Training, watched: float) -> None:
    if isinstance(training.scheduler, torch.optim.lr_scheduler.ReduceLROnPlateau):
        training.scheduler.step(watched)
    elif training.scheduler is not None:
        training.scheduler.step()


def _save(training: Training) -> None:
    # In mid-epoch the order of rows must be drawn again, and the batches done be skipped.
    middle = training.skip > 0
    shuffle = training.epoch_shuffle if middle else training.shuffle.get_state()
    best_loss = training.best_loss if training.best_loss != float("inf") else None
    place = {
        "epoch": training.epoch,
        "step": training.step,
        "skip": training.skip,
        "best_loss": best_loss,
        "best": training.best,
        "waited": training.waited,
    }
    state.save_state(
        training.folder, training.model, training.optimizer, training.scheduler, shuffle, place
    )
    training.saved_at = time.perf_counter()


def _started(training: Training) -> Started:
    settings, info = training.spec.training, training.info.info
    return Started(
        run_dir=str(training.folder),
        epochs=settings.epochs,
        steps_per_epoch=-(-info.train_rows // settings.batch_size),
        device=training.device.type,
        threads=torch.get_num_threads(),
        parameters=sum(p.numel() for p in training.model.parameters()),
        task=info.task,
        classes=info.classes,
    )


def _not_finite(training: Training | None, error: NotFinite, folder: Path) -> Failed:
    node = ""
    if training is not None and training.batch is not None:
        node = first_not_finite(training.model, training.batch)
    return Failed(
        run_dir=str(folder),
        node=node,
        message=tr(
            "The loss is no longer a number at step {step}: try a smaller learning rate.",
            step=error.step + 1,
        ),
    )
