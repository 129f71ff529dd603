"""Why: what came of a run, and where it was done, is read in one way wherever runs are compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from designer.protocol import Epoch
from designer.runs.folder import PastRun

MEASURES = ("accuracy", "r2", "mae")  # people ask for the first of these that there is
Figures = Mapping[str, float]


@dataclass(frozen=True)
class Results:
    """What came of a run so far: its figures by name, of the best epoch and of the last one.

    They are those of the validation rows, where there are any. `seconds` is the time of all
    epochs; `parameters` is 0 while the run has not told.
    """

    status: str
    message: str
    epochs: int
    seconds: float
    parameters: int
    best: Figures
    last: Figures


def results_of(run: PastRun) -> Results:
    """What came of a run, also of one that is still running or has failed."""
    best = best_epoch(run)
    return Results(
        status=run.status,
        message=run.message,
        epochs=len(run.epochs),
        seconds=sum(epoch.seconds for epoch in run.epochs),
        parameters=run.parameters,
        best=measured(best) if best is not None else {},
        last=measured(run.epochs[-1]) if run.epochs else {},
    )


def best_epoch(run: PastRun) -> Epoch | None:
    """The epoch with the least loss; None before the first is over."""
    return min(run.epochs, key=lambda epoch: measured(epoch)["loss"], default=None)


def measured(epoch: Epoch) -> Figures:
    """The figures of the validation rows; of the training rows where there are no others."""
    return epoch.val if "loss" in epoch.val else epoch.train


def best_of(run: PastRun) -> Figures:
    """What people ask for first, of the best epoch; nothing before the first is over."""
    best = best_epoch(run)
    return asked_first(measured(best)) if best is not None else {}


def asked_first(figures: Figures) -> Figures:
    """The loss, and one measure."""
    names = ["loss", *(name for name in MEASURES if name in figures)][:2]
    return {name: figures[name] for name in names if name in figures}


def surroundings(run: PastRun) -> dict[str, str]:
    """Where a run was done: the device, and the versions of what it was done with."""
    device = {"device": run.device} if run.device else {}
    return device | run.spec.versions


def apart(before: PastRun, after: PastRun) -> dict[str, tuple[str, str]]:
    """What differs in the surroundings of two runs, "" for what one of them does not tell."""
    ours, theirs = surroundings(before), surroundings(after)
    names = dict.fromkeys([*ours, *theirs])
    pairs = {name: (ours.get(name, ""), theirs.get(name, "")) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
