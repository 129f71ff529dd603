"""Why: editors are compared on the same drawing; this part of it needs nothing but Python."""

from random import Random

ACROSS, DOWN = 264.0, 104.0


def plan(count: int) -> tuple[list[tuple[float, float]], list[tuple[int, int]]]:
    """The places of `count` layers, and the wires between them as pairs of numbers."""
    chance = Random(0)
    width = max(1, round((count / 2) ** 0.5))
    places = [(i % width * ACROSS, i // width * DOWN) for i in range(count)]
    wires = []
    for i in range(width, count):
        wires.append((i - width, i))
        if chance.random() < 0.3 and i - width - 1 >= 0 and i % width:
            wires.append((i - width - 1, i))
    return places, wires
