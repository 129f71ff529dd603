"""Why: what Qt keeps as paths is drawn in a third of the time that lists from Python take."""

from collections import defaultdict
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

SIZE = 4000.0  # of a sheet, in canvas units: those out of sight are left out

Blocks = tuple[dict[str, list[QRectF]], list[QLineF]]


class Sheet(NamedTuple):
    """What begins in one square of the canvas: rectangles by color, and lines."""

    area: QRectF
    fills: dict[str, QPainterPath]
    lines: QPainterPath


def sheets_of(blocks: Blocks) -> list[Sheet]:
    """The same as paths, cut into squares. Colors keep their order."""
    rects, lines = blocks
    fills: dict[tuple[int, int], dict[str, QPainterPath]] = defaultdict(dict)
    drawn: dict[tuple[int, int], QPainterPath] = defaultdict(QPainterPath)
    for key, same in rects.items():
        for rect in same:
            paths = fills[_square(rect.topLeft())]
            path = paths.get(key)
            if path is None:
                path = paths[key] = QPainterPath()
                path.setFillRule(Qt.FillRule.WindingFill)  # where two overlap is no hole
            path.addRect(rect)
    for line in lines:
        path = drawn[_square(line.p1())]
        path.moveTo(line.p1())
        path.lineTo(line.p2())
    return [_sheet(fills[at], drawn[at]) for at in {**fills, **drawn}]


def _sheet(fills: dict[str, QPainterPath], lines: QPainterPath) -> Sheet:
    area = lines.controlPointRect()
    for path in fills.values():
        area = area.united(path.controlPointRect())
    # A single line straight down has no width, and would be nowhere.
    return Sheet(area.adjusted(-1, -1, 1, 1), fills, lines)


def _square(at: QPointF) -> tuple[int, int]:
    return int(at.x() // SIZE), int(at.y() // SIZE)
