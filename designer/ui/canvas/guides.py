"""Why: what is dragged falls in line with what stands near, and thin lines say with what."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import QLineF, QRectF

OVER = 12.0  # how far a line goes on beyond what it joins
SAME = 0.01  # canvas units
MIDDLE_FIRST = (1, 0, 2)  # of an edge, a center and an edge in line at once, the center is shown

Span = tuple[float, float]


class _Axis:
    """Where edges and centers lie along one axis, each with the spans that they have across."""

    def __init__(self, extents: Iterable[tuple[Span, Span]]) -> None:
        self._spans: tuple[dict[float, list[Span]], ...] = tuple(
            defaultdict(list) for _ in MIDDLE_FIRST
        )
        for along, across in extents:
            for kind, at in enumerate(_marks(along)):
                self._spans[kind][at].append(across)
        self._sorted = [sorted(spans) for spans in self._spans]

    def shift(self, along: Span, reach: float) -> float | None:
        """The least shift that brings an edge to edges or the center to centers; None for none."""
        found: list[float] = []
        for kind, at in enumerate(_marks(along)):
            places = self._sorted[kind]
            after = bisect_left(places, at)
            found += [place - at for place in places[max(0, after - 1) : after + 1]]
        best = min(found, key=abs, default=None)
        return best if best is not None and abs(best) <= reach else None

    def in_line(self, along: Span, across: Span) -> list[tuple[float, Span]]:
        """The places at which something stands in line with it, and spans of lines to show it."""
        marks = _marks(along)
        lines = []
        for kind in MIDDLE_FIRST:
            places = self._sorted[kind]
            at = bisect_left(places, marks[kind] - SAME)
            if at < len(places) and places[at] <= marks[kind] + SAME:
                near = min(self._spans[kind][places[at]], key=lambda span: _gap(span, across))
                lines += [(marks[kind], span) for span in _outside(near, across)]
                if kind == MIDDLE_FIRST[0]:
                    break
        return lines


class Guides:
    """What a dragged box can fall in line with: the blocks that can be seen when it begins."""

    def __init__(self, blocks: Iterable[QRectF]) -> None:
        spans = [((r.left(), r.right()), (r.top(), r.bottom())) for r in blocks]
        self._across = _Axis(spans)
        self._down = _Axis([(y, x) for x, y in spans])

    def shift(self, box: QRectF, reach: float) -> tuple[float | None, float | None]:
        """How far the box is from being in line, in x and in y; None where nothing is in reach."""
        return (
            self._across.shift((box.left(), box.right()), reach),
            self._down.shift((box.top(), box.bottom()), reach),
        )

    def lines(self, box: QRectF) -> list[QLineF]:
        """From the box to the nearest that is in line with it."""
        x, y = (box.left(), box.right()), (box.top(), box.bottom())
        lines = [QLineF(at, a, at, b) for at, (a, b) in self._across.in_line(x, y)]
        return lines + [QLineF(a, at, b, at) for at, (a, b) in self._down.in_line(y, x)]


def _marks(along: Span) -> tuple[float, float, float]:
    return along[0], (along[0] + along[1]) / 2, along[1]


def _outside(a: Span, b: Span) -> list[Span]:
    """From beyond one to beyond the other, but not through them: their text stays readable."""
    (start, end), (begin, stop) = sorted((a, b))
    last = max(end, stop)
    outer = [(start - OVER, start), (last, last + OVER)]
    return [*outer, (end, begin)] if begin > end else outer


def _gap(a: Span, b: Span) -> float:
    """How far two spans are apart; 0 where they overlap."""
    return max(0.0, a[0] - b[1], b[0] - a[1])
