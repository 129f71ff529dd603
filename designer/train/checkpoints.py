"""Why: a run can be left at any step and gone on with, and its best weights are not lost."""

import time
from collections.abc import Callable

import torch

from designer.protocol import Checkpoint, Epoch, Event
from designer.train import state
from designer.train.training import INFINITY, Training

SAVE_EVERY = 5.0  # seconds between two checkpoints of a run with short epochs


def note_best(training: Training, event: Epoch, watched: float) -> None:
    """Keep the weights of the best epoch so far, in memory: epochs can be shorter than a write."""
    if watched >= training.best_loss:
        return
    training.best_loss = watched
    training.best = {"epoch": float(event.epoch), **(event.val or event.train)}
    weights = training.model.state_dict()
    training.best_weights = {name: value.detach().clone() for name, value in weights.items()}


def save_now_and_then(training: Training, emit: Callable[[Event], None]) -> None:
    """Write a checkpoint when the latest is some seconds old."""
    if time.perf_counter() - training.saved_at > SAVE_EVERY:
        save(training, emit)


def save(training: Training, emit: Callable[[Event], None]) -> None:
    """Write the best weights and all that going on needs."""
    save_best(training, emit)
    middle = training.skip > 0
    place = {
        "epoch": training.epoch,
        "step": training.step,
        "skip": training.skip,
        "best": training.best,
        "best_loss": _finite(training.best_loss),
        "reference": _finite(training.reference),
        "waited": training.waited,
        "losses": training.report.losses if middle else [],
        "sizes": training.report.sizes if middle else [],
    }
    extra = {"shuffle": training.shuffle.get_state()}
    if middle:
        extra["outputs"] = torch.cat(training.outputs)
        extra["parts"] = torch.stack(training.parts)
    state.save_state(
        training.folder, training.model, training.optimizers, training.schedulers, place, extra
    )
    training.saved_at = time.perf_counter()
    emit(Checkpoint(epoch=training.epoch - (not middle), kind="last", path=state.LAST))


def save_best(training: Training, emit: Callable[[Event], None]) -> None:
    """Write the best weights, unless they are written."""
    if training.best_weights is not None:
        state.write_tensors(training.best_weights, training.folder / state.BEST)
        training.best_weights = None
        emit(Checkpoint(epoch=int(training.best["epoch"]), kind="best", path=state.BEST))


def restore(training: Training) -> None:
    """Go on where the state in the run folder was written. Raises OSError, ValueError, KeyError."""
    place, extra = state.load_state(
        training.folder, training.model, training.optimizers, training.schedulers
    )
    training.shuffle.set_state(extra["shuffle"])
    training.epoch, training.step, training.skip = place["epoch"], place["step"], place["skip"]
    training.best_loss = _number(place["best_loss"])
    training.reference = _number(place["reference"])
    training.best, training.waited = place["best"], place["waited"]
    if "outputs" in extra:
        training.outputs = [extra["outputs"].to(training.device)]
        if "parts" in extra:  # an older run has a single head, whose parts nobody asks for
            training.parts = list(extra["parts"].to(training.device))
        training.report.start_epoch(place["losses"], place["sizes"])


def _finite(value: float) -> float | None:
    return None if value == INFINITY else value  # JSON has no infinity


def _number(value: float | None) -> float:
    return INFINITY if value is None else value
