"""Why: everything that one run holds while it runs, made in the order that decides its chance."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from designer import data
from designer.data import DataError
from designer.protocol import DataInfo, Event, RunSpec, Started, heads_of, info_for
from designer.protocol.steps import batch_size_of, steps_per_epoch
from designer.text import tr
from designer.train.heads import Objective
from designer.train.looking import refuse_large
from designer.train.probe import Probe
from designer.train.reporting import StepReport
from designer.train.rows import Rows, rows_for
from designer.train.setup import (
    choose_device,
    initialize,
    make_optimizers,
    make_schedulers,
)

INFINITY = float("inf")


@dataclass
class Training:
    """A run under way. `epoch` counts from 1, `step` from 0 through all epochs.

    `skip` is the number of batches of the present epoch that are behind it, `outputs` what
    the network said to them, and `parts` the losses of its heads: with these, a run that was
    stopped in mid-epoch goes on exactly.
    `best_loss` is the lowest loss so far, `reference` the one that early stopping compares with.
    """

    spec: RunSpec
    folder: Path
    model: nn.Module
    device: torch.device
    optimizers: tuple[torch.optim.Optimizer, ...]
    schedulers: tuple[Any, ...]
    objective: Objective
    shuffle: torch.Generator
    info: DataInfo
    rows: Rows
    held_out: Rows
    report: StepReport
    probe: Probe
    epoch: int = 1
    step: int = 0
    skip: int = 0
    outputs: list[Tensor] = field(default_factory=list)
    parts: list[Tensor] = field(default_factory=list)
    best: dict[str, float] = field(default_factory=dict)
    best_loss: float = INFINITY
    best_weights: dict[str, Tensor] | None = None  # not yet written
    reference: float = INFINITY
    waited: int = 0
    paused: float = 0.0  # seconds of this epoch
    saved_at: float = -INFINITY
    batch: Rows | None = None
    fits: bool = False  # the output fits the targets: looked at once
    order: Tensor = field(default_factory=lambda: torch.empty(0))

    @property
    def lr(self) -> float:
        """The present learning rate; 0 where SciPy finds the length of each step."""
        return float(self.optimizers[0].param_groups[0]["lr"]) if self.optimizers else 0.0


def prepare(
    spec: RunSpec, make: Callable[[], nn.Module], emit: Callable[[Event], None], folder: Path
) -> Training:
    """Everything up to the first step.

    Raises DataError, UnknownDevice, Unsuited, and what a network may.
    """
    settings = spec.training
    torch.set_num_threads(settings.threads)
    device = choose_device(settings.device)
    loaded = data.load(spec.data, spec.base_dir)
    if batch_size_of(settings, len(loaded.train_x)) > len(loaded.train_x):
        raise DataError(
            tr(
                "A batch of {size} is more than the {rows} rows there are to train on: choose a "
                "smaller batch size.",
                size=f"{settings.batch_size:,}",
                rows=f"{len(loaded.train_x):,}",
            )
        )
    torch.manual_seed(settings.seed)
    model = make()
    initialize(model, settings)
    model.to(device)
    heads = heads_of(settings, spec.results)
    infos = [info_for(head, loaded.info) for head in heads]
    objective = Objective(heads, infos)
    rows, held_out = rows_for(loaded, spec.arguments, heads, infos, device)
    refuse_large(model, settings)
    optimizers = make_optimizers(model, settings)
    return Training(
        spec=spec,
        folder=folder,
        model=model,
        device=device,
        optimizers=optimizers,
        schedulers=make_schedulers(optimizers, settings, loaded.info.train_rows),
        objective=objective,
        shuffle=torch.Generator().manual_seed(settings.seed),
        info=loaded.info,
        rows=rows,
        held_out=held_out,
        report=StepReport(emit, device.type == "cpu"),
        probe=Probe(model, spec, settings.epochs * steps_per_epoch(settings, len(rows)), emit),
    )


def started(training: Training) -> Started:
    """The event that a run begins with."""
    settings, info = training.spec.training, training.info
    return Started(
        run_dir=str(training.folder),
        epochs=settings.epochs,
        steps_per_epoch=steps_per_epoch(settings, info.train_rows),
        device=training.device.type,
        threads=torch.get_num_threads(),
        parameters=sum(p.numel() for p in training.model.parameters()),
        task=info.task,
        classes=info.classes,
    )
