"""Why: what the run list says of a run, in words, without Qt."""

from datetime import datetime

from designer.runs import PastRun
from designer.runs.results import best_of
from designer.text import tr
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


def cells(run: PastRun) -> tuple[str, ...]:
    """The texts of one row, in the order of HEADERS."""
    figures = dict(best_of(run))
    loss = figures.pop("loss", None)
    metric = "".join(f"{metric_title(name)} {value:.4f}" for name, value in figures.items())
    training = run.spec.training
    return (
        to_the_minute(datetime.fromisoformat(run.started).astimezone()),
        f"{len(run.epochs)}/{training.epochs}",
        f"{loss:.4f}" if loss is not None else "–",
        metric or "–",
        tr(STATUS.get(run.status, run.status)),
        f"{training.optimizer} {training.optimizer_params.get('lr', '')}".strip(),
    )
