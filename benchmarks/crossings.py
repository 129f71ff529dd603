"""Why: how often wires cross, and run behind layers, is what people see first in a layout."""

from collections.abc import Sequence

import numpy as np

Line = Sequence[tuple[float, float]]  # a wire as it is drawn, in short straight pieces
Box = tuple[float, float, float, float]  # left, top, right, bottom

NEAR = 1e-6


def crossings(wires: Sequence[Line]) -> int:
    """How often wires cross one another; those that only touch, or share an end, do not."""
    pieces, owner = _pieces(wires)
    order = np.argsort(pieces[:, :, 1].min(axis=1), kind="stable")
    pieces, owner = pieces[order], owner[order]
    tops, bottoms = pieces[:, :, 1].min(axis=1), pieces[:, :, 1].max(axis=1)
    lefts, rights = pieces[:, :, 0].min(axis=1), pieces[:, :, 0].max(axis=1)
    found = 0
    for i in range(len(pieces) - 1):
        others = slice(i + 1, int(np.searchsorted(tops, bottoms[i], side="left")))
        near = (owner[others] != owner[i]) & (lefts[others] < rights[i] + NEAR)
        near &= rights[others] > lefts[i] - NEAR
        rest = pieces[others][near]
        (a, b), c, d = pieces[i], rest[:, 0], rest[:, 1]
        mine = _side(a, b, c) * _side(a, b, d) < 0
        theirs = _side(c, d, a) * _side(c, d, b) < 0
        found += int(np.count_nonzero(mine & theirs))
    return found


def behind(wires: Sequence[Line], boxes: Sequence[Box]) -> int:
    """How many wires run behind a layer, which hides where they go."""
    pieces, owner = _pieces(wires)
    if not len(pieces):
        return 0
    tops, bottoms = pieces[:, :, 1].min(axis=1), pieces[:, :, 1].max(axis=1)
    lefts, rights = pieces[:, :, 0].min(axis=1), pieces[:, :, 0].max(axis=1)
    found: set[int] = set()
    for left, top, right, bottom in boxes:
        inside = (lefts < right - 2) & (rights > left + 2) & (tops < bottom - 2)
        found.update(owner[inside & (bottoms > top + 2)].tolist())
    return len(found)


def _pieces(wires: Sequence[Line]) -> tuple[np.ndarray, np.ndarray]:
    """The straight pieces of all wires, and to which wire each belongs."""
    points = [np.asarray(line, float) for line in wires]
    pieces = [np.stack((line[:-1], line[1:]), axis=1) for line in points]
    owner = [np.full(len(piece), i) for i, piece in enumerate(pieces)]
    if not pieces:
        return np.empty((0, 2, 2)), np.empty(0, int)
    return np.concatenate(pieces), np.concatenate(owner)


def _side(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
    """Which side of the line from a to b the point c is on: -1, 0 or 1."""
    ab, ac = b - a, c - a
    turn = ab[..., 0] * ac[..., 1] - ab[..., 1] * ac[..., 0]
    return np.where(np.abs(turn) < NEAR, 0.0, np.sign(turn))
