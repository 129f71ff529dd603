"""Why: what the run list says of a run, in words, without Qt."""

from datetime import datetime
from pathlib import Path

import msgspec

from designer.protocol import Event, decode_event
from designer.runs import PastRun
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
MAIN_METRICS = ("accuracy", "r2", "mae")


def cells(run: PastRun) -> tuple[str, ...]:
    """The texts of one row, in the order of HEADERS."""
    losses = [epoch.val.get("loss", epoch.train["loss"]) for epoch in run.epochs]
    best = min(range(len(losses)), key=losses.__getitem__) if losses else -1
    metric = ""
    if best >= 0:
        measured = run.epochs[best].val or run.epochs[best].train
        name = next((name for name in MAIN_METRICS if name in measured), "")
        metric = f"{metric_title(name)} {measured[name]:.4f}" if name else ""
    training = run.spec.training
    return (
        to_the_minute(datetime.fromisoformat(run.started).astimezone()),
        f"{len(run.epochs)}/{training.epochs}",
        f"{losses[best]:.4f}" if best >= 0 else "–",
        metric or "–",
        tr(STATUS.get(run.status, run.status)),
        f"{training.optimizer} {training.optimizer_params.get('lr', '')}".strip(),
    )


def events_of(run: PastRun) -> list[Event]:
    """All events of a run folder; a last line cut off by a crash is passed over."""
    file = Path(run.dir) / "events.jsonl"
    events: list[Event] = []
    if not file.exists():
        return events
    for line in file.read_bytes().splitlines():
        try:
            events.append(decode_event(line))
        except msgspec.DecodeError:
            continue
    return events
