"""Why: a step must not cost more because it is watched closely: losses are told in bunches."""

import math
import time
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from designer.protocol import Event, Steps

EVERY = 0.1  # seconds between two reports


class NotFinite(ArithmeticError):  # noqa: N818 - it says what the loss is
    """A loss became NaN or infinite, at step `step` of the run."""

    def __init__(self, step: int) -> None:
        super().__init__(step)
        self.step = step


class StepReport:
    """Gathers the losses of steps and tells them a few times a second."""

    def __init__(self, emit: Callable[[Event], None], on_cpu: bool) -> None:
        self._emit = emit
        self._on_cpu = on_cpu
        self._waiting: list[Tensor | float] = []
        self._first = 0
        self._since = time.perf_counter()
        self.losses: list[float] = []  # of the present epoch
        self.sizes: list[int] = []

    def start_epoch(self, losses: Sequence[float] = (), sizes: Sequence[int] = ()) -> None:
        """Forget the losses of the epoch before; those given are of batches done already."""
        self.losses, self.sizes = list(losses), list(sizes)

    def value(self, step: int, loss: Tensor) -> Tensor | float:
        """The loss to remember: a number on the CPU, where reading it is free, else a tensor.

        Raises NotFinite where it is read, before the weights follow a loss that is no number.
        """
        if not self._on_cpu:
            return loss.detach()
        number: float = loss.item()
        if not math.isfinite(number):
            raise NotFinite(step)
        return number

    def add(self, step: int, loss: Tensor | float, size: int, epoch: int, lr: float) -> None:
        """The loss of a step over `size` rows, as `value` gave it."""
        if not self._waiting:
            self._first = step
        self._waiting.append(loss)
        self.sizes.append(size)
        if time.perf_counter() - self._since >= EVERY:
            self.flush(epoch, lr)

    def flush(self, epoch: int, lr: float) -> None:
        """Read back and tell what has gathered. Raises NotFinite."""
        if not self._waiting:
            return
        values = self._numbers()
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

    def rest(self, seconds: float | None = None) -> None:
        """Leave so many seconds out of the speed, those of a pause; without a number, all."""
        self._since = time.perf_counter() if seconds is None else self._since + seconds

    def mean(self) -> float:
        """Mean loss of the epoch over its rows."""
        return mean_loss(self.losses, self.sizes)

    def _numbers(self) -> list[float]:
        tensors = [loss for loss in self._waiting if isinstance(loss, Tensor)]
        if not tensors:
            return [loss for loss in self._waiting if not isinstance(loss, Tensor)]
        numbers: list[float] = torch.stack(tensors).tolist()
        return numbers


def mean_loss(losses: Sequence[float], sizes: Sequence[int]) -> float:
    """Mean over rows, from the mean of each batch. The exported script adds up the same way."""
    return sum(loss * size for loss, size in zip(losses, sizes, strict=True)) / sum(sizes)
