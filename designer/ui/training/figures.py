"""Why: the figures people want of a run, in words, on one row."""

from designer.protocol import Finished
from designer.text import tr, trn
from designer.ui.training.history import RunHistory

METRIC_TITLES = {
    "loss": "loss",
    "accuracy": "accuracy",
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "mse": "MSE",
    "rmse": "RMSE",
    "mae": "MAE",
    "r2": "R²",
}


def metric_title(name: str) -> str:
    """What people read: "accuracy", or "loss of age" for one of several losses."""
    head, _, ending = name.rpartition("_")
    if head and ending == "loss":
        return tr("loss of {name}", name=head)
    return tr(METRIC_TITLES.get(name, name)) if name else ""


def clock(seconds: float) -> str:
    """Seconds as 0:04, 12:30 or 1:02:05."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def lasted(seconds: float) -> str:
    """How long something took: 0.4 s, or 12:30."""
    return clock(seconds) if seconds >= 10 else tr("{seconds} s", seconds=f"{seconds:.1f}")


def progress_text(history: RunHistory, state: str) -> str:
    """Where the run is: epoch, speed, time left; or how it ended."""
    if history.failed is not None:
        return tr("Failed in epoch {epoch}", epoch=max(1, history.epoch))
    if history.finished is not None:
        return ending_text(history.finished)
    if history.started is None:
        return "" if state == "idle" else tr("Preparing…")
    parts = [
        tr("epoch {epoch} of {epochs}", epoch=max(1, history.epoch), epochs=history.started.epochs)
    ]
    if state == "paused":
        parts.append(tr("paused"))
    elif state == "stopping":
        parts.append(tr("stopping…"))
    elif history.steps_per_second > 0:
        parts.append(tr("{speed} steps/s", speed=f"{history.steps_per_second:,.0f}"))
        if history.seconds_left is not None:
            parts.append(tr("{time} left", time=clock(history.seconds_left)))
    return " · ".join(parts)


def ending_text(finished: Finished) -> str:
    """How the run ended, and when."""
    time = lasted(finished.seconds)
    count = finished.epochs
    if finished.reason == "early":
        return trn(
            "Stopped early after {count} epoch, {time}",
            "Stopped early after {count} epochs, {time}",
            count,
            time=time,
        )
    if finished.reason == "stopped":
        return trn(
            "Stopped after {count} epoch, {time}",
            "Stopped after {count} epochs, {time}",
            count,
            time=time,
        )
    return trn(
        "Finished {count} epoch in {time}", "Finished {count} epochs in {time}", count, time=time
    )


def detail_text(history: RunHistory) -> str:
    """Step, learning rate, device and threads."""
    if history.started is None:
        return ""
    started = history.started
    device = started.device.upper() if started.device != "cpu" else "CPU"
    if started.device == "cpu":
        device = trn("CPU, {count} thread", "CPU, {count} threads", started.threads)
    return " · ".join(
        (
            tr(
                "step {step} of {total}", step=f"{history.step:,}", total=f"{history.total_steps:,}"
            ),
            tr("learning rate {lr}", lr=f"{history.lr:.3g}"),
            device,
        )
    )


def metric_rows(history: RunHistory) -> list[tuple[str, str, str]]:
    """(name, train, validation) of the latest epoch, as text."""
    if history.latest is None:
        return []
    names = dict.fromkeys([*history.latest.train, *history.latest.val])
    return [
        (
            metric_title(name),
            _number(history.latest.train.get(name)),
            _number(history.latest.val.get(name)),
        )
        for name in names
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}" if abs(value) < 1000 else f"{value:.4g}"
