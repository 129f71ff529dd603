"""Why: whether a training fits into memory is known before it is started, for every batch size.

One step of the training loop is done on fake tensors, which have shapes and no memory, while
`Live` counts what would be there. How much lives at a given moment grows by the same amount
with each sample; so two small batches tell of all: the peak is the highest of straight lines.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from typing import Any

import msgspec

from designer.compile.loaded import load
from designer.compile.source import Source
from designer.compile.training_step import NoForecast, Step, step
from designer.protocol import DataInfo, TrainingSpec
from designer.text import tr

PROBES = (24, 56)
"""Batch sizes that are run: no layer treats them in a way of its own, as it may treat 1."""
ON = ("optimizer", "optimizer_params", "loss", "loss_params", "l1", "l2", "outputs")
"""Training settings that memory depends on."""
REMEMBERED = 20_000

Line = tuple[float, float]
"""Bytes without any sample, and bytes more with each."""

_one_at_a_time = Lock()  # fake tensors keep caches for all threads; and one processor is enough


@dataclass(frozen=True, slots=True)
class Forecast:
    """The memory of a training in float32, in bytes.

    `lines` give the peak of a step, see `peak`. The parts do not depend on the batch: `weights`
    (with the running averages of normalization), `gradients`, and `optimizer`, its state.
    `sample` is a row of the data, `output` what the network says to it.
    """

    lines: tuple[Line, ...]
    weights: int
    gradients: int
    optimizer: int
    sample: int
    output: int

    def peak(self, batch_size: int) -> int:
        """The most that lives at one time during a training step with this batch size."""
        return round(max(fixed + each * batch_size for fixed, each in self.lines))

    def beside(self, info: DataInfo | None) -> int:
        """What lives throughout a run besides its steps: data, outputs and the best weights."""
        if info is None:
            return self.weights
        rows = info.train_rows + info.val_rows
        return self.weights + rows * self.sample + info.train_rows * self.output

    def largest(self, memory: int) -> int:
        """The largest batch whose step takes no more than `memory` bytes; 0 when none does."""
        sizes = []
        for fixed, each in self.lines:
            if fixed > memory:
                return 0
            if each > 0:
                sizes.append(int((memory - fixed) // each))
        return min(sizes, default=0)


def forecast(source: Source, training: TrainingSpec, on_cpu: bool = True) -> Forecast:
    """What training the network of `source` takes. Raises NoForecast.

    Remembered by source and settings. Safe in any thread, also beside a training: nothing is
    drawn from torch's random state and no other thread is hooked.
    """
    inputs = tuple((a.tensor.shape, a.tensor.dtype) for a in source.arguments if a.tensor)
    settings = msgspec.json.encode({name: getattr(training, name) for name in ON})
    return _forecast(source.text, source.class_name, inputs, source.results, settings, on_cpu)


@lru_cache(maxsize=256)
def _forecast(
    text: str,
    class_name: str,
    inputs: Any,
    results: tuple[str, ...],
    settings: bytes,
    on_cpu: bool,
) -> Forecast:
    training = msgspec.json.decode(settings, type=TrainingSpec)
    module = load(text, class_name, {})
    with _one_at_a_time:
        few, many = (step(module, inputs, training, size, on_cpu, results) for size in PROBES)
        _forget()
    if len(few.moments) != len(many.moments):
        raise NoForecast(tr("What this network does depends on the size of its batches."))
    return Forecast(
        lines=_upper(_lines(few, many)),
        weights=few.weights,
        gradients=few.gradients,
        optimizer=few.optimizer,
        sample=few.batch // PROBES[0],
        output=few.output // PROBES[0],
    )


def _forget() -> None:
    """Empty what torch remembers of fake operations, which grows with every shape ever seen."""
    from torch._subclasses.fake_tensor import FakeTensorMode

    if FakeTensorMode.cache_info().size > REMEMBERED:
        FakeTensorMode.cache_clear()


def _lines(few: Step, many: Step) -> Iterable[Line]:
    """A line for each moment of the step."""
    low, high = PROBES
    for a, b in zip(few.moments, many.moments, strict=True):
        each = (b - a) / (high - low)
        yield a - each * low, each


def _upper(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Those lines that are the highest for some batch size, from the flattest to the steepest."""
    every = set(lines)
    top = max(every, key=lambda line: (line[0] + line[1], line[1]))  # for a batch of one
    kept = [top]
    while steeper := [line for line in every if line[1] > top[1]]:
        top = min(steeper, key=lambda line: (_crossing(kept[-1], line), -line[1]))
        kept.append(top)
    return tuple(kept)


def _crossing(flat: Line, steep: Line) -> float:
    return (flat[0] - steep[0]) / (steep[1] - flat[1])
