"""Why: layers by name and their wires become places: rows, their order, and columns."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import floor
from typing import NamedTuple

from designer.edit.columns import AROUND, LAYER, THROUGH, columns_of
from designer.edit.flowing import DOWN, Flow
from designer.edit.layering import parts_of, rows_of
from designer.edit.ordering import Links, ordered
from designer.model import Point

PASSING = 8  # places for passing wires, at most this many times the number of layers
FINE = 4.0  # every place is a multiple of it, in canvas units


class Lead(NamedTuple):
    """A wire, told at its beginning: where it ends, and where along both layers its ports lie."""

    target: str
    start: float = 0.0
    end: float = 0.0


Leads = Mapping[str, Sequence[Lead]]


def laid_out(names: Sequence[str], leads: Leads, flow: Flow = DOWN) -> dict[str, Point]:
    """The place of each name, from (0, 0) on; parts without a wire between stand side by side."""
    result: dict[str, Point] = {}
    below = {name: list(dict.fromkeys(lead.target for lead in leads[name])) for name in names}
    left = 0.0
    for part in parts_of(names, below):
        places = _part(part, leads, rows_of(part, below), flow)
        start = min(x for x, _ in places.values())
        result |= {name: (x - start + left, y) for name, (x, y) in places.items()}
        left = max(x for x, _ in result.values()) + flow.column
    return {name: flow.turned(place) for name, place in result.items()}


def _part(names: list[str], leads: Leads, row: dict[str, int], flow: Flow) -> dict[str, Point]:
    """The layers of one part come first among the places, then those that long wires pass."""
    number = {name: i for i, name in enumerate(names)}
    rows: list[list[int]] = [[] for _ in range(max(row.values()) + 1)]
    up, down = Links(), Links()
    for name in names:
        rows[row[name]].append(up.grow())
        down.grow()
    kinds = [LAYER] * len(names)
    into = Counter(lead.target for name in names for lead in leads[name])
    for source, lead in _going_down(names, leads, row):
        last, start = number[source], lead.start
        kind = AROUND if len(leads[source]) > 1 and into[lead.target] > 1 else THROUGH
        for between in range(row[source] + 1, row[lead.target]):
            place = up.grow()
            down.grow()
            kinds.append(kind)
            rows[between].append(place)
            down.add(last, place)
            up.add(place, last, start)
            last, start = place, 0.0
        down.add(last, number[lead.target], lead.end)
        up.add(number[lead.target], last, start)
    columns = columns_of(ordered(rows, up, down), up, down, kinds)
    return {
        name: (on_grid(columns[i] * flow.column), row[name] * flow.row)
        for name, i in number.items()
    }


def _going_down(names: list[str], leads: Leads, row: dict[str, int]) -> list[tuple[str, Lead]]:
    """Wires that lead down, without the longest ones where they would fill the drawing."""
    wires = [(name, lead) for name in names for lead in leads[name] if row[name] < row[lead.target]]
    wires.sort(key=lambda wire: row[wire[1].target] - row[wire[0]])
    room = PASSING * len(names)
    kept = []
    for name, lead in wires:
        room -= row[lead.target] - row[name] - 1
        if room < 0:
            break
        kept.append((name, lead))
    return kept


def on_grid(x: float) -> float:
    """The nearest place of the fine grid."""
    return FINE * floor(x / FINE + 0.5)
