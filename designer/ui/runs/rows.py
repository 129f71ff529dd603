"""Why: what the run list says of a run, in words, without Qt."""

from collections.abc import Sequence
from datetime import datetime

from designer.runs import PastRun
from designer.runs.results import best_of
from designer.text import tr, trn
from designer.ui.training.figures import metric_title
from designer.ui.when import to_the_minute

HEADERS = ("Started", "Epochs", "Best loss", "Metric", "Status", "Optimizer")
STATUS = {
    "completed": "completed",
    "early": "stopped early",
    "stopped": "stopped",
    "failed": "failed",
    "running": "running",
}


def metric_of(runs: Sequence[PastRun]) -> str:
    """What was measured besides the loss, where it is the same of all; "" where it is not."""
    found = {name for run in runs for name in best_of(run) if name != "loss"}
    return found.pop() if len(found) == 1 else ""


def cells(run: PastRun, metric: str = "") -> tuple[str, ...]:
    """The texts of one row, in the order of HEADERS; a `metric` that stands there is not named."""
    figures = dict(best_of(run))
    loss = figures.pop("loss", None)
    measured = "".join(
        f"{value:.4f}" if name == metric else f"{metric_title(name)} {value:.4f}"
        for name, value in figures.items()
    )
    training = run.spec.training
    return (
        _time_of(run),
        progress_of(run),
        f"{loss:.4f}" if loss is not None else "–",
        measured or "–",
        status_of(run),
        f"{training.optimizer} {training.optimizer_params.get('lr', '')}".strip(),
    )


def status_of(run: PastRun) -> str:
    """How a run ended, or that it has not."""
    return tr(STATUS.get(run.status, run.status))


def progress_of(run: PastRun) -> str:
    """How many of its epochs are done."""
    return f"{len(run.epochs)}/{run.spec.training.epochs}"


def title_of(run: PastRun) -> str:
    """What people know a run by: when it was."""
    return titles_of([run])[0]


def titles_of(runs: Sequence[PastRun]) -> list[str]:
    """Titles that tell runs apart."""
    return [tr("Run of {time}", time=time) for time in times_of(runs)]


def times_of(runs: Sequence[PastRun]) -> list[str]:
    """When runs were: to the second where they were in the same minute, else by their folders."""
    times = [_time_of(run) for run in runs]
    if len(set(times)) < len(times):
        times = [f"{time}:{run.started[17:19]}" for time, run in zip(times, runs, strict=True)]
    return times if len(set(times)) == len(times) else [run.name for run in runs]


def _time_of(run: PastRun) -> str:
    return to_the_minute(datetime.fromisoformat(run.started).astimezone())


def parts_of(run: PastRun) -> tuple[str, str, str]:
    """How a run ended, how long it was, and its best loss; "" for none."""
    loss = best_of(run).get("loss")
    return (
        status_of(run),
        trn(
            "{done}/{count} epoch",
            "{done}/{count} epochs",
            run.spec.training.epochs,
            done=len(run.epochs),
        ),
        tr("loss {loss}", loss=f"{loss:.4f}") if loss is not None else "",
    )


def note_of(run: PastRun) -> str:
    """What is told beside the title of a run, with the reason when it failed."""
    return " · ".join(filter(None, (*parts_of(run), run.message)))
