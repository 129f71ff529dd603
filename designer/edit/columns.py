"""Why: in its row a layer stands near what it is wired to: chains straight, wires uncrossed."""

from collections.abc import Iterable, Mapping, Sequence

SWEEPS = 3
LIGHT = 1e-9  # weight of a place that a long wire passes: it gives way to layers

Place = tuple[str, ...]  # (name,) for a layer, (source, target, row) for a wire that passes by
Links = Mapping[Place, Sequence[Place]]


def ordered(rows: Sequence[Sequence[Place]], above: Links, below: Links) -> list[list[Place]]:
    """The rows, each sorted by the mean position of its neighbors, in sweeps down and up."""
    result = [list(row) for row in rows]
    for _ in range(SWEEPS):
        for i in range(1, len(result)):
            result[i] = _sorted_by(result[i], result[i - 1], above)
        for i in range(len(result) - 2, -1, -1):
            result[i] = _sorted_by(result[i], result[i + 1], below)
    return result


def columns_of(rows: Sequence[Sequence[Place]], above: Links, below: Links) -> dict[Place, float]:
    """The column of each place (a real number; neighbors in a row at least 1 apart)."""
    x = {place: i - (len(row) - 1) / 2 for row in rows for i, place in enumerate(row)}
    for _ in range(SWEEPS):
        for row in rows[1:]:
            x.update(_settled(row, x, above))
        for row in reversed(rows[:-1]):
            x.update(_settled(row, x, below))
    for row in rows[1:]:
        x.update(_settled(row, x, above))
    return x


def spread(wanted: Sequence[float], weights: Sequence[float]) -> list[float]:
    """Places at least 1 apart, in this order, with the least weighted squares of distances.

    Pool adjacent violators (Ayer et al. 1955) on `wanted[i] - i`, which must not decrease.
    """
    blocks: list[tuple[float, float, int]] = []  # mean, weight, count
    for i, (value, weight) in enumerate(zip(wanted, weights, strict=True)):
        mean, total, count = value - i, weight, 1
        while blocks and blocks[-1][0] > mean:
            before, other, others = blocks.pop()
            mean = (before * other + mean * total) / (other + total)
            total, count = total + other, count + others
        blocks.append((mean, total, count))
    means = [mean for mean, _, count in blocks for _ in range(count)]
    return [mean + i for i, mean in enumerate(means)]


def _sorted_by(row: list[Place], fixed: list[Place], links: Links) -> list[Place]:
    position = {place: float(i) for i, place in enumerate(fixed)}
    own = {place: float(i) for i, place in enumerate(row)}
    return sorted(row, key=lambda place: _mean((position[p] for p in links[place]), own[place]))


def _settled(row: Sequence[Place], x: Mapping[Place, float], links: Links) -> dict[Place, float]:
    wanted = [_mean((x[p] for p in _heavy(links[place])), x[place]) for place in row]
    weights = [1.0 if len(place) == 1 else LIGHT for place in row]
    return dict(zip(row, spread(wanted, weights), strict=True))


def _heavy(places: Sequence[Place]) -> Sequence[Place]:
    """Layers alone where there are any: passing wires pull nothing aside."""
    return [place for place in places if len(place) == 1] or places


def _mean(values: Iterable[float], default: float) -> float:
    known = list(values)
    return sum(known) / len(known) if known else default
