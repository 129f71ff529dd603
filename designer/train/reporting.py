"""Why: what a step costs must not grow with how closely it is watched: losses are told in bunches."""

import math
import time
from collections.abc import Callable

import torch
from torch import Tensor

from designer.protocol import Event, Steps

EVERY = 0.1  # seconds between two reports


class NotFinite(ArithmeticError):
    """A loss became NaN or infinite, at step `step` of the run."""

    def __init__(self, step: int) -> None:
        super().__init__(step)
        self.step = step


class StepReport:
    """Gathers the losses of steps on the device and reads them back a few times a second."""

    def __init__(self, emit: Callable[[Event], None], on_cpu: bool) -> None:
        self._emit = emit
        self._on_cpu = on_cpu
        self._waiting: list[Tensor] = []
        self._first = 0
        self._since = time.perf_counter()
        self.losses: list[float] = []  # of the present epoch
        self.sizes: list[int] = []

    def start_epoch(self) -> None:
        """Forget the losses of the epoch before."""
        self.losses, self.sizes = [], []

    def add(self, step: int, loss: Tensor, size: int, epoch: int, lr: float) -> None:
        """The loss of a step over `size` rows. Raises NotFinite when it is no number."""
        if not self._waiting:
            self._first = step
        self._waiting.append(loss)
        self.sizes.append(size)
        # Reading one number is free on the CPU; elsewhere it would make the step wait.
        if self._on_cpu and not math.isfinite(loss.item()):
            raise NotFinite(step)
        if time.perf_counter() - self._since >= EVERY:
            self.flush(epoch, lr)

    def flush(self, epoch: int, lr: float) -> None:
        """Read back and tell what has gathered. Raises NotFinite."""
        if not self._waiting:
            return
        values = torch.stack(self._waiting).tolist()
        now = time.perf_counter()
        speed = len(values) / max(now - self._since, 1e-9)
        self._waiting, self._since = [], now
        self.losses += values
        for offset, value in enumerate(values):
            if not math.isfinite(value):
                raise NotFinite(self._first + offset)
        self._emit(
            Steps(
                epoch=epoch,
                first=self._first,
                losses=tuple(values),
                lr=lr,
                steps_per_second=speed,
            )
        )

    def rest(self) -> None:
        """Time that passed in a pause is no time of training."""
        self._since = time.perf_counter()

    def mean(self) -> float:
        """Mean loss of the epoch over its rows."""
        return mean_loss(self.losses, self.sizes)


def mean_loss(losses: list[float], sizes: list[int]) -> float:
    """Mean over rows, from the mean of each batch. The exported script adds up the same way."""
    return sum(loss * size for loss, size in zip(losses, sizes, strict=True)) / sum(sizes)
