"""Why: what the views of a run show is gathered from its events in one place, without Qt."""

from dataclasses import dataclass, field

import numpy as np

from designer.protocol import Epoch, Event, Failed, Finished, Started, Steps
from designer.ui.training.series import Series, steady_span

LOWER_IS_BETTER = {"loss", "mse", "rmse", "mae"}


@dataclass
class RunHistory:
    """The curves and figures of one run, fed by its events, live or from a run folder."""

    started: Started | None = None
    steps: Series = field(default_factory=Series)
    train: dict[str, Series] = field(default_factory=dict)
    val: dict[str, Series] = field(default_factory=dict)
    latest: Epoch | None = None
    step: int = 0
    epoch: int = 0
    steps_per_second: float = 0.0
    lr: float = 0.0
    finished: Finished | None = None
    failed: Failed | None = None

    def take(self, events: list[Event]) -> None:
        """Add what happened."""
        for event in events:
            match event:
                case Started():
                    self.started = event
                case Steps():
                    self._take_steps(event)
                case Epoch():
                    self._take_epoch(event)
                case Finished():
                    self.finished = event
                case Failed():
                    self.failed = event
                case _:
                    pass

    @property
    def span(self) -> float:
        """How many epochs the curves' axis shows: some more than are done, and at the end those."""
        if self.started is None:
            return 1.0
        done = self.step / max(1, self.started.steps_per_epoch)
        if self.finished is not None:
            return max(1.0, done)
        return steady_span(done, float(self.started.epochs))

    @property
    def total_steps(self) -> int:
        """Steps of the whole run, 0 before it has started."""
        return self.started.epochs * self.started.steps_per_epoch if self.started else 0

    @property
    def share(self) -> float:
        """How much of the run is done, in [0, 1]."""
        if self.finished is not None and self.finished.reason != "stopped":
            return 1.0
        return min(1.0, self.step / self.total_steps) if self.total_steps else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Expected time to the end at the present speed; None when unknown."""
        if self.steps_per_second <= 0 or not self.total_steps:
            return None
        return max(0, self.total_steps - self.step) / self.steps_per_second

    def metrics(self) -> list[str]:
        """Names of what was measured each epoch, the loss left out."""
        names = dict.fromkeys([*self.train, *self.val])
        return [name for name in names if name != "loss"]

    def _take_steps(self, event: Steps) -> None:
        per_epoch = max(1, self.started.steps_per_epoch if self.started else 1)
        count = len(event.losses)
        x = (np.arange(event.first, event.first + count) + 1.0) / per_epoch
        self.steps.extend(x, np.asarray(event.losses, dtype=float))
        self.step = event.first + count
        self.epoch = event.epoch
        self.steps_per_second = event.steps_per_second
        self.lr = event.lr

    def _take_epoch(self, event: Epoch) -> None:
        self.latest = event
        self.epoch = event.epoch
        self.lr = event.lr
        for values, curves in ((event.train, self.train), (event.val, self.val)):
            for name, value in values.items():
                curves.setdefault(name, Series()).append(float(event.epoch), value)
