"""Why: in its row a layer stands near what it is wired to: chains straight, branches centered.

After Brandes and Köpf, "Fast and simple horizontal coordinate assignment" (2001): places that are
wired to each other stand in blocks, one below the other; blocks are pushed together; that is done
in four ways, from above and below, from left and right, and the mean of the middle two counts.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from designer.edit.ordering import Links, Rows

Gaps = dict[int, dict[int, float]]
Near = Sequence[Sequence[int]]  # by place, others that it is wired to

HALF, PASSING = 0.5, 0.1  # of the columns that a layer and a way around it take
SWEEPS = 2
LAYER, THROUGH, AROUND = range(3)  # kinds of places: a long wire may be the only way, or around


def columns_of(rows: Rows, above: Links, below: Links, kinds: Sequence[int]) -> list[float]:
    """The column of each place (a real number): layers of a row at least 1 apart."""
    halves = [PASSING if kind == AROUND else HALF for kind in kinds]
    up, down = _pulls(above.places, kinds), _pulls(below.places, kinds)
    found = []
    for top, links, back in ((rows, up, down), (rows[::-1], down, up)):
        for turn in (1, -1):
            turned = [row[::turn] for row in top]
            blocks = _blocks(turned, links, back, kinds)
            found.append([turn * x for x in _pushed(turned, blocks, halves, (up, down))])
    return _balanced(found)


def _pulls(links: Near, kinds: Sequence[int]) -> list[list[int]]:
    """By place, what draws it near: ways around only where there is nothing else."""
    return [[p for p in places if kinds[p] != AROUND] or list(places) for places in links]


def _blocks(rows: Rows, links: Near, back: Near, kinds: Sequence[int]) -> list[int]:
    """The block of each place, as the place at its top: it stands below its middle neighbor.

    No two of these wires cross; where they would, ways around are the first to give way.
    """
    top = list(range(len(links)))
    for upper, lower in pairwise(rows):
        position = {place: at for at, place in enumerate(upper)}
        partner: dict[int, int] = {}  # by position in the lower row, the one in the upper row
        for light in (False, True):
            reached = -1
            limits = _limits(partner, len(lower), len(upper))
            for at, place in enumerate(lower):
                if at in partner:
                    reached = partner[at]
                elif (kinds[place] == AROUND) is light:
                    ends = sorted(position[p] for p in links[place] if place in back[p])
                    middle = ends[(len(ends) - 1) // 2 : len(ends) // 2 + 1]
                    free = [end for end in middle if reached < end < limits[at]]
                    if free:
                        partner[at] = reached = free[0]
        for at, other in partner.items():
            top[lower[at]] = top[upper[other]]
    return top


def _limits(partner: dict[int, int], count: int, most: int) -> list[int]:
    """For each position, the nearest one in the upper row that is taken from further right."""
    limits = [most] * count
    for at in range(count - 2, -1, -1):
        limits[at] = partner.get(at + 1, limits[at + 1])
    return limits


def _pushed(
    rows: Rows, top: list[int], halves: Sequence[float], pulls: Sequence[Near]
) -> list[float]:
    """The column of each place with the blocks as far left as they go, then near their wires."""
    right, left = _beside(rows, top, halves)
    waits = {block: len(others) for block, others in left.items()}
    at = dict.fromkeys(waits, 0.0)
    order = [block for block, waiting in waits.items() if not waiting]
    for block in order:  # grows meanwhile
        for other, gap in right[block].items():
            at[other] = max(at[other], at[block] + gap)
            waits[other] -= 1
            if not waits[other]:
                order.append(other)
    near: dict[int, list[int]] = {block: [] for block in order}
    for links in pulls:
        for place, others in enumerate(links):
            near[top[place]] += [top[other] for other in others if top[other] != top[place]]
    for _ in range(SWEEPS):
        for block in reversed(order):
            room = min((at[b] - gap for b, gap in right[block].items()), default=inf)
            at[block] = max(at[block], min(room, _middle(near[block], at, at[block])))
        for block in order:
            room = max((at[b] + gap for b, gap in left[block].items()), default=-inf)
            at[block] = min(at[block], max(room, _middle(near[block], at, at[block])))
    return [at[block] for block in top]


def _beside(rows: Rows, top: list[int], halves: Sequence[float]) -> tuple[Gaps, Gaps]:
    """By block: those at its right, and at its left, with the least distance to each."""
    right: Gaps = {block: {} for block in top}
    left: Gaps = {block: {} for block in top}
    for row in rows:
        for a, b in pairwise(row):
            gap = max(halves[a] + halves[b], right[top[a]].get(top[b], 0.0))
            right[top[a]][top[b]] = left[top[b]][top[a]] = gap
    return right, left


def _middle(blocks: Sequence[int], at: dict[int, float], default: float) -> float:
    return sum(at[b] for b in blocks) / len(blocks) if blocks else default


def _balanced(found: Sequence[list[float]]) -> list[float]:
    """The mean of the middle two of four, all put over the narrowest."""
    widths = [max(x) - min(x) for x in found]
    narrowest = found[widths.index(min(widths))]
    left, right = min(narrowest), max(narrowest)
    for i, x in enumerate(found):
        by = right - max(x) if i % 2 else left - min(x)
        found[i][:] = [value + by for value in x]
    return [sum(sorted(four)[1:3]) / 2 for four in zip(*found, strict=True)]
