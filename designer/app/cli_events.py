"""Why: a run speaks in events; programs read them as JSON lines, people as a short account."""

from designer.app.cli_output import complain, progress, say
from designer.protocol import Epoch, Event, Failed, Finished, Started, Steps, encode_event
from designer.text import listed, tr, trn

SHOWN = ("accuracy", "f1", "mae", "r2")
"""Metrics of the validation rows that an epoch's line has room for."""


def as_json(event: Event) -> None:
    """The event as one line on stdout."""
    say(encode_event(event))


class Account:
    """Events in words: a line an epoch on stdout, and a progress line on a terminal."""

    def __init__(self) -> None:
        self._started: Started | None = None

    def __call__(self, event: Event) -> None:
        """Tell one event."""
        match event:
            case Started():
                self._started = event
                say(_start_text(event))
            case Steps() if self._started is not None:
                progress(_progress_text(self._started, event))
            case Epoch() if self._started is not None:
                progress("")
                say(epoch_text(event, self._started.epochs))
            case Finished():
                progress("")
                say(_end_text(event))
            case Failed():
                progress("")
                complain(_failure_text(event))
            case _:
                pass


def _start_text(event: Started) -> str:
    parts = [
        trn("Training {count:,} parameter", "Training {count:,} parameters", event.parameters),
        trn("{count:,} epoch", "{count:,} epochs", event.epochs),
        trn("{count:,} step an epoch", "{count:,} steps an epoch", event.steps_per_epoch),
        trn(
            "{device}, {count} thread",
            "{device}, {count} threads",
            event.threads,
            device=event.device,
        ),
    ]
    return listed(parts) + "."


def _progress_text(started: Started, event: Steps) -> str:
    done = event.first + len(event.losses)
    total = max(1, started.epochs * started.steps_per_epoch)
    left = (total - done) / event.steps_per_second if event.steps_per_second > 0 else 0.0
    return tr(
        "epoch {epoch}, step {done} of {total}, loss {loss:.4f}, {speed:.0f} steps/s, "
        "{left:.0f} s left",
        epoch=event.epoch,
        done=done,
        total=total,
        loss=event.losses[-1] if event.losses else float("nan"),
        speed=event.steps_per_second,
        left=max(0.0, left),
    )


def epoch_text(event: Epoch, epochs: int) -> str:
    """One epoch in one line, columns under each other."""
    width = len(str(epochs))
    parts = [
        tr("epoch {epoch}/{epochs}", epoch=f"{event.epoch:>{width}}", epochs=epochs),
        tr("loss {value:.4f}", value=event.train["loss"]),
    ]
    if "loss" in event.val:
        parts.append(tr("validation loss {value:.4f}", value=event.val["loss"]))
    parts += [f"{name} {event.val[name]:.4f}" for name in SHOWN if name in event.val]
    parts.append(tr("{seconds:.1f} s", seconds=event.seconds))
    return "  ".join(parts)


def _end_text(event: Finished) -> str:
    count = event.epochs
    reasons = {
        "completed": trn("Done after {count} epoch", "Done after {count} epochs", count),
        "stopped": trn("Stopped after {count} epoch", "Stopped after {count} epochs", count),
        "early": trn(
            "Stopped early, after {count} epoch", "Stopped early, after {count} epochs", count
        ),
    }
    best = ", ".join(f"{name} {value:.4g}" for name, value in event.best.items())
    reason = reasons.get(event.reason, event.reason)
    lines = [tr("{reason}, {seconds:.1f} s.", reason=reason, seconds=event.seconds)]
    if best:
        lines.append(tr("Best: {figures}.", figures=best))
    lines.append(tr("The run is in {folder}", folder=event.run_dir))
    return "\n".join(lines)


def _failure_text(event: Failed) -> str:
    where = f"{event.node}: " if event.node else ""
    return f"designer: {where}{event.message}"
