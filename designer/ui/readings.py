"""Why: color says which layers stand out; the figure itself, in words, says by how much."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from designer.ui import heat
from designer.ui.activity import Measured, activity_of, flow_at, path_of, spread_text
from designer.ui.advice import hints
from designer.ui.course import Point, scaled
from designer.ui.document import Document

MOST = 32  # points of a curve that is as long as a word
BROKEN = "NaN, ∞"


@dataclass(frozen=True, slots=True)
class Way:
    """The course of a figure up to a measured step; two of the same are equal, found or not."""

    document: Document
    measure: str
    name: str
    latest: Measured | None

    def __call__(self) -> Sequence[Point]:
        """The points, scaled."""
        return course(self.document, self.measure, self.name)


class Reading(NamedTuple):
    """What a layer says of itself while a measure is shown; `brief` where there is no more room.

    `course` gives the way there, scaled, when it is asked: most layers are out of view. None for
    a figure that has none.
    """

    text: str
    brief: str = ""
    is_bad: bool = False  # there is something to be said about it
    course: Callable[[], Sequence[Point]] | None = None


def readings(document: Document, measure: str, found: Mapping[str, float]) -> dict[str, Reading]:
    """The figures of the layers on the canvas, for the values of a measure."""
    row = heat.MEASURES[measure]
    if not heat.is_live(measure):
        there = {name: value for name, value in found.items() if value}
        return {name: Reading(row.card(value), row.brief(value)) for name, value in there.items()}
    ill = {hint.path[: len(document.through) + 1] for hint in hints(document)}
    told: dict[str, Reading] = {}
    for name in document.drawing.nodes:
        activity = activity_of(document, name)
        if activity is None or not (name in found or not activity.finite):
            continue
        way = Way(document, measure, name, document.activity.latest)
        is_bad = path_of(document, name) in ill
        if name in found:
            value = found[name]
            told[name] = Reading(row.card(value), row.brief(value), is_bad, way)
        else:
            told[name] = Reading(BROKEN, BROKEN, is_bad, way)
    return told


def course(document: Document, measure: str, name: str) -> list[Point]:
    """How a figure came about, in so few points as are seen."""
    row, steps = heat.MEASURES[measure], document.activity.course(path_of(document, name))
    few = steps[:: max(1, -(-len(steps) // MOST))]
    if steps and few[-1] is not steps[-1]:
        few.append(steps[-1])
    values = [(step, row.live(activity)) for step, activity in few] if row.live else []
    return scaled([(step, value) for step, value in values if value is not None], row.log)


def flowing(document: Document, measure: str) -> dict[str, dict[str, str]]:
    """What comes out of each layer while a training is shown: mean and spread, by port."""
    found: dict[str, dict[str, str]] = {}
    for name, node in document.drawing.nodes.items() if heat.is_live(measure) else ():
        layer = document.layer(node.type)
        for port in layer.outputs if layer is not None else ():
            if (spread := flow_at(document, name, port.name)) is not None:
                found.setdefault(name, {})[port.name] = spread_text(spread)
    return found
