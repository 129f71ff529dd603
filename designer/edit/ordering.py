"""Why: few wires cross when each row stands in the right order from left to right."""

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

SWEEPS = 8  # down and up through the rows, at most
EFFORT = 30_000  # places to sweep over in all: a large drawing is to be there soon
PATIENCE = 3  # sweeps that bring nothing before it is left at that

Rows = list[list[int]]


@dataclass(slots=True)
class Links:
    """By place: the places of the next row that it is wired to, and where at each a wire ends.

    The latter from -0.5 to 0.5, as a part of the width: a layer's inputs lie side by side.
    """

    places: list[list[int]] = field(default_factory=list)
    ends: list[list[float]] = field(default_factory=list)

    def grow(self) -> int:
        """A new place without wires; returns its number."""
        self.places.append([])
        self.ends.append([])
        return len(self.places) - 1

    def add(self, place: int, other: int, end: float = 0.0) -> None:
        """A wire from a place to another one."""
        self.places[place].append(other)
        self.ends[place].append(end)


def ordered(rows: Rows, above: Links, below: Links) -> Rows:
    """The rows with the fewest crossings found; as given where that has none.

    Three beginnings are tried: as given, and along the wires from the first and from the last
    row. Each is sorted by the mean position of the neighbors in sweeps, then neighbors change
    places as long as that helps (Gansner et al. 1993).
    """
    best, fewest = rows, crossings(rows, below)
    left = max(1, EFFORT // max(1, len(below.places)))
    for begin in (_as_given, _along_wires, _against_wires):
        if fewest and left > 0:
            found, count, sweeps = _swept(begin(rows, above, below), above, below, left)
            left -= sweeps
            if count < fewest:
                best, fewest = found, count
    return best


def crossings(rows: Rows, below: Links) -> int:
    """How many pairs of wires cross between neighboring rows, in this order."""
    return sum(_between(rows[i], rows[i + 1], below) for i in range(len(rows) - 1))


def _between(upper: Sequence[int], lower: Sequence[int], below: Links) -> int:
    if len(upper) == 1:
        return 0
    position = {place: i for i, place in enumerate(lower)}
    seen: list[float] = []
    count = 0
    for place in upper:
        ends = _ends(place, below, position)
        for end in ends:
            count += len(seen) - bisect_right(seen, end)
        for end in ends:
            insort(seen, end)
    return count


def _ends(place: int, links: Links, position: dict[int, int]) -> list[float]:
    """Where the wires of a place end in the next row."""
    return [
        position[p] + end for p, end in zip(links.places[place], links.ends[place], strict=True)
    ]


def _as_given(rows: Rows, _above: Links, _below: Links) -> Rows:
    return [list(row) for row in rows]


def _along_wires(rows: Rows, _above: Links, below: Links) -> Rows:
    """Each row in the order in which a walk from the first row, depth first, comes by."""
    row_of = {place: i for i, row in enumerate(rows) for place in row}
    result: Rows = [[] for _ in rows]
    seen: set[int] = set()
    for start in (place for row in rows for place in row):
        waiting = [start]
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                result[row_of[place]].append(place)
                waiting.extend(reversed(below.places[place]))
    return result


def _against_wires(rows: Rows, above: Links, below: Links) -> Rows:
    return _along_wires(rows[::-1], below, above)[::-1]


def _swept(rows: Rows, above: Links, below: Links, most: int) -> tuple[Rows, int, int]:
    """The best order that sweeps from here come by, its crossings, and how many sweeps it took."""
    best, fewest, found_at, sweep = _as_given(rows, above, below), crossings(rows, below), 0, 0
    while fewest and sweep < min(most, SWEEPS) and sweep - found_at < PATIENCE:
        if sweep % 2:
            for i in range(len(rows) - 2, -1, -1):
                rows[i] = _by_neighbors(rows[i], rows[i + 1], below)
        else:
            for i in range(1, len(rows)):
                rows[i] = _by_neighbors(rows[i], rows[i - 1], above)
        _exchange(rows, above, below)
        sweep += 1
        count = crossings(rows, below)
        if count < fewest:
            best, fewest, found_at = _as_given(rows, above, below), count, sweep
    return best, fewest, sweep


def _by_neighbors(row: Sequence[int], fixed: Sequence[int], links: Links) -> list[int]:
    """Sorted by the mean position of the neighbors; those without any keep their places."""
    if len(row) == 1:
        return list(row)
    position = {place: i for i, place in enumerate(fixed)}
    wanted = {}
    for place in row:
        ends = _ends(place, links, position)
        if ends:
            wanted[place] = sum(ends) / len(ends)
    moving = iter(sorted(wanted, key=wanted.__getitem__))
    return [next(moving) if place in wanted else place for place in row]


def _exchange(rows: Rows, above: Links, below: Links) -> None:
    """Let neighbors change places wherever fewer wires cross then."""
    position = {place: i for row in rows for i, place in enumerate(row)}
    for row in rows:
        for i in range(len(row) - 1):
            a, b = row[i], row[i + 1]
            if _gain(a, b, above, position) + _gain(a, b, below, position) > 0:
                row[i], row[i + 1] = b, a
                position[a], position[b] = i + 1, i


def _gain(a: int, b: int, links: Links, position: dict[int, int]) -> int:
    """How many crossings go when b stands before a."""
    left, right = _ends(a, links, position), _ends(b, links, position)
    return sum((x > y) - (x < y) for x in left for y in right)
