"""Why: what a training will take is compared with what there is, before it is started."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from designer import edit
from designer.check import Fix, Problem
from designer.compile.device_memory import memory_of
from designer.compile.forecast import Forecast, forecast
from designer.compile.source import Source
from designer.model import MAIN
from designer.protocol import DataInfo, TrainingSpec
from designer.text import tr


@dataclass(frozen=True, slots=True)
class TrainingMemory:
    """The forecast for one batch size on one device, in bytes.

    `beside` lives throughout the run besides its steps; `there` is what training can count on,
    None when the machine does not say.
    """

    forecast: Forecast
    batch_size: int
    device: str
    beside: int
    there: int | None

    @property
    def peak(self) -> int:
        """The most that lives at one time during a training step."""
        return self.forecast.peak(self.batch_size)

    @property
    def fits(self) -> bool:
        """False when there is less memory than the training takes."""
        return self.there is None or self.peak + self.beside <= self.there

    @property
    def largest_batch(self) -> int | None:
        """The largest batch that fits, rounded down; 0 when none does, None when unknown."""
        if self.there is None:
            return None
        return round_down(self.forecast.largest(self.there - self.beside))

    def of_batch(self, batch_size: int) -> "TrainingMemory":
        """The same for another batch size."""
        return replace(self, batch_size=batch_size)

    def as_json(self) -> dict[str, Any]:
        """The record of `designer summary --json`."""
        return {
            "batch_size": self.batch_size,
            "peak_bytes": self.peak,
            "largest_batch": self.largest_batch,
        }


def training_memory(
    source: Source, training: TrainingSpec, info: DataInfo | None = None
) -> TrainingMemory:
    """What training takes and what there is, for the settings. Raises NoForecast.

    Without `info`, the data are not counted in what lies beside the steps.
    """
    device = _device(training.device)
    found = forecast(source, training, on_cpu=device == "cpu")
    return TrainingMemory(found, training.batch_size, device, found.beside(info), memory_of(device))


def _device(wanted: str) -> str:
    """The device that a run would take; the processor where there is no such device."""
    from designer.train.setup import UnknownDevice, choose_device

    try:
        return str(choose_device(wanted).type)
    except UnknownDevice:
        return "cpu"


def round_down(size: int) -> int:
    """The nearest 4, 5, 6 or 7 times a power of two that is not above: 1,000 gives 896."""
    unit = 1 << max(0, size.bit_length() - 3)
    return size // unit * unit


def memory_problems(memory: TrainingMemory) -> tuple[Problem, ...]:
    """A warning when a training will not fit."""
    if memory.fits or memory.there is None:
        return ()
    message = tr(
        "A batch of {size} takes about {needed} of memory, and there is {there} to count on.",
        size=f"{memory.batch_size:,}",
        needed=_gigabytes(memory.peak + memory.beside),
        there=_gigabytes(memory.there),
    )
    size = memory.largest_batch
    fixes = (_smaller(size),) if size else ()
    return (Problem(MAIN, "", "", "memory", message, fixes, "warning"),)


def _gigabytes(size: int) -> str:
    return tr("{size} GB", size=f"{size / 1e9:.3g}")


def _smaller(size: int) -> Fix:
    title = tr("Set the batch size to {size}", size=size)
    return Fix(title, partial(edit.set_training, batch_size=size))
