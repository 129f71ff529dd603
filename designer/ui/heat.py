"""Why: which layers are the expensive ones is seen in the drawing itself, as color."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

from designer.compile import Cost, Timing
from designer.ui.costing import bytes_text, count_text, ms_text
from designer.ui.document import Document
from designer.ui.theme.tokens import HEAT_STEPS


@dataclass(frozen=True, slots=True)
class Measure:
    """What a heat map shows: a value of each layer, None where it is not known."""

    title: str
    value: Callable[[Cost, Timing | None], float | None]
    text: Callable[[float], str]


def _time(_cost: Cost, timing: Timing | None) -> float | None:
    if timing is None or timing.forward is None:
        return None
    return timing.forward + (timing.backward or 0.0)


MEASURES: dict[str, Measure] = {
    "parameters": Measure("Parameters", lambda c, _: c.parameters, lambda v: count_text(round(v))),
    "flops": Measure("FLOPs", lambda c, _: c.flops, lambda v: count_text(round(v))),
    "memory": Measure("Memory", lambda c, _: c.memory_bytes, lambda v: bytes_text(round(v))),
    "time": Measure("Time", _time, ms_text),
}


def values(document: Document, measure: str) -> dict[str, float]:
    """The value of each layer of a document, as far as it is known."""
    costs, times = document.costs.costs, document.times
    found: dict[str, float] = {}
    for row in costs.rows if costs is not None else ():
        value = MEASURES[measure].value(row, times.time(row.name))
        if value is not None:
            found[row.name] = value
    return found


def level(value: float, largest: float) -> int:
    """The step of color, 0 to HEAT_STEPS. By the square root, so that small parts are seen, too."""
    return round(HEAT_STEPS * sqrt(value / largest)) if largest > 0 else 0


def levels(found: Mapping[str, float]) -> dict[str, int]:
    """The step of color of each layer."""
    largest = max(found.values(), default=0.0)
    return {name: level(value, largest) for name, value in found.items()}
