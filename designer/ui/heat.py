"""Why: which layers are the expensive ones is seen in the drawing itself, as color.

And which ones do not learn: while a network is trained, its layers are colored by what goes on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log10, sqrt

from designer.compile import Cost, Timing
from designer.protocol import Activity
from designer.text import tr
from designer.ui.activity import activity_of, percent, short
from designer.ui.costing import bytes_text, count_text, ms_text, short_count
from designer.ui.document import Document
from designer.ui.theme.tokens import HEAT_STEPS

DECADES = 2  # that a logarithmic scale has at least: small differences are none
MOST_DECADES = 9

Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a heat map shows: a value of each layer, None where it is not known.

    It is one of what a layer costs, or of what went on in a training. `ends` are those of its
    scale, where they don't follow from the values; a `log` one counts in powers of ten. `brief`
    is a value where there is little room, `named` says on a card what it is of: by the `sign`
    of the measure, if it has one.
    """

    title: str
    value: Callable[[Cost, Timing | None], float | None]
    text: Callable[[float], str]
    brief: Callable[[float], str]
    named: Callable[[str], str] = str
    live: Callable[[Activity], float | None] | None = None
    log: bool = False
    ends: Ends | None = None
    sign: str = ""

    def card(self, value: float) -> str:
        """A value as a layer says it of itself."""
        return self.named(self.brief(value))


def _time(_cost: Cost, timing: Timing | None) -> float | None:
    if timing is None or timing.forward is None:
        return None
    return timing.forward + (timing.backward or 0.0)


def _count(number: float) -> str:
    return count_text(round(number))


def _few(number: float) -> str:
    return short_count(round(number))


def _bytes(number: float) -> str:
    return bytes_text(round(number))


def _live(
    title: str, sign: str, value: Callable[[Activity], float | None], ends: Ends | None = None
) -> Measure:
    """Something that is counted in powers of ten and known by a sign."""

    def named(text: str) -> str:
        return f"{sign} {text}"

    return Measure(title, _no_cost, short, _two, named, value, log=True, ends=ends, sign=sign)


def _two(number: float) -> str:
    return short(number, 2)


def _no_cost(_cost: Cost, _time: Timing | None) -> None:
    return None


def _dead() -> Measure:
    return Measure(
        "Dead units",
        _no_cost,
        percent,
        lambda share: percent(share, 2),
        lambda text: tr("dead {share}", share=text),
        lambda activity: activity.dead,
        ends=(0.0, 1.0),
    )


MEASURES: dict[str, Measure] = {
    "parameters": Measure("Parameters", lambda c, _: c.parameters, _count, _few),
    "flops": Measure("FLOPs", lambda c, _: c.flops, _count, _few, lambda t: f"{t} FLOPs"),
    "memory": Measure("Memory", lambda c, _: c.memory_bytes, _bytes, _bytes),
    "time": Measure("Time", _time, ms_text, ms_text),
    "activation": _live("Activation spread", "σ", lambda a: a.std),
    "dead": _dead(),
    "gradient": _live("Gradient norm", "∇", lambda a: a.gradient),
    # The rule of thumb, 1e-3, is in the middle.
    "update": _live("Update / weight", "Δw/w", lambda a: a.update, ends=(1e-5, 1e-1)),
}


def is_live(measure: str) -> bool:
    """Whether it is of a training."""
    return measure in MEASURES and MEASURES[measure].live is not None


def values(document: Document, measure: str) -> dict[str, float]:
    """The value of each layer of a document, as far as it is known."""
    live = MEASURES[measure].live
    if live is not None:
        seen = {name: activity_of(document, name) for name in document.drawing.nodes}
        told = {name: live(activity) for name, activity in seen.items() if activity is not None}
        return {name: value for name, value in told.items() if value is not None}
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


def ends(found: Mapping[str, float], measure: str) -> Ends:
    """Where the scale of a measure begins and ends, for these values."""
    fixed = MEASURES[measure].ends
    largest = max(found.values(), default=0.0)
    if fixed is not None or largest <= 0 or not MEASURES[measure].log:
        return fixed or (0.0, largest)
    least = min(value for value in found.values() if value > 0)
    return max(min(least, largest / 10**DECADES), largest / 10**MOST_DECADES), largest


def middle(scale: Ends, measure: str) -> float:
    """The value in the middle of a scale."""
    low, high = scale
    if MEASURES[measure].log and low > 0:
        return sqrt(low * high)
    return (low + high) / 2 if is_live(measure) else high / 4


def levels(found: Mapping[str, float], measure: str = "flops") -> dict[str, int]:
    """The step of color of each layer."""
    scale = ends(found, measure)
    if not is_live(measure):
        return {name: level(value, scale[1]) for name, value in found.items()}
    return {name: _step(value, scale, MEASURES[measure].log) for name, value in found.items()}


def _step(value: float, scale: Ends, log: bool) -> int:
    """A step of an even scale; on a logarithmic one nothing that is there has no color."""
    low, high = scale
    if value <= 0 or high <= 0:
        return 0
    share = log10(value / low) / log10(high / low) if log else (value - low) / (high - low)
    return max(1 if log else 0, round(HEAT_STEPS * min(1.0, max(0.0, share))))
