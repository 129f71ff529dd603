"""Why: where a node's parts are, in one place for painting, hit tests and wires. Canvas units.

Wires are thought of as leading down; where they lead to the right, all is turned over the diagonal.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainterPath, QTransform

from designer.edit.flowing import DOWN, Flow

WIDTH, HEIGHT = DOWN.breadth, DOWN.length
RADIUS = 8.0
BAR = 8.0
PORT_RADIUS = 4.5
PORT_REACH = 11.0  # how near a pointer must come to a port
GRID = 8.0
LABEL_HEIGHT = 26.0
LONGEST_LABEL = 160.0

BODY = QRectF(0, 0, WIDTH, HEIGHT)
DIAGONAL = QTransform(0, 1, 1, 0, 0, 0)


def turned(at: QPointF, flow: Flow) -> QPointF:
    """A point of the canvas as (across, along) the flow, and back."""
    return at.transposed() if flow.is_turned else at


def turned_rect(rect: QRectF, flow: Flow) -> QRectF:
    """A rectangle across and along the flow, and back."""
    return DIAGONAL.mapRect(rect) if flow.is_turned else rect


def turned_path(path: QPainterPath, flow: Flow) -> QPainterPath:
    """A path that was drawn leading down, as it lies on the canvas."""
    return DIAGONAL.map(path) if flow.is_turned else path


def outer(flow: Flow) -> QRectF:
    """A node with ports, badge and the shapes written beside its wires."""
    if flow.is_turned:
        return BODY.adjusted(-LONGEST_LABEL, -20, LONGEST_LABEL, 20)
    return BODY.adjusted(-64, -LABEL_HEIGHT, 64, LABEL_HEIGHT)


def input_point(ports: Sequence[str], port: str, flow: Flow = DOWN) -> QPointF:
    """Where an input lies in its node; an unknown one in the middle."""
    return turned(QPointF(_port_across(ports, port, flow), 0), flow)


def output_point(ports: Sequence[str], port: str, flow: Flow = DOWN) -> QPointF:
    """Where an output lies in its node; an unknown one in the middle."""
    return turned(QPointF(_port_across(ports, port, flow), flow.length), flow)


def _port_across(ports: Sequence[str], port: str, flow: Flow) -> float:
    """Ports are spread evenly along their edge."""
    index = ports.index(port) if port in ports else (len(ports) - 1) / 2
    return flow.breadth * (index + 1) / (len(ports) + 1)


def corner_at(port: QPointF, is_input: bool, flow: Flow) -> QPointF:
    """The top left corner of a node whose port in the middle of an edge is here."""
    return port - (input_point((), "", flow) if is_input else output_point((), "", flow))


def port_radius(count: int, body: QRectF, flow: Flow) -> float:
    """Where many ports share an edge, they are smaller: each stays a circle of its own."""
    edge = turned_rect(body, flow).width()
    return min(PORT_RADIUS, edge / (count + 1) / 2 - 0.5)


def label_rect(port: QPointF, size: QSizeF, leaves: bool, left: bool, flow: Flow) -> QRectF:
    """Where a shape of this size stands: beside a wire that leaves a port, or arrives there.

    Left of the wire, or above one that leads to the right; else at its other side.
    """
    if flow.is_turned:
        x = port.x() + 10 if leaves else port.x() - 10 - size.width()
        return QRectF(QPointF(x, port.y() - 3 - size.height() if left else port.y() + 3), size)
    x = port.x() - 10 - size.width() if left else port.x() + 10
    return QRectF(QPointF(x, port.y() + 7 if leaves else port.y() - 22), size)


def wire_path(start: QPointF, end: QPointF, flow: Flow = DOWN) -> QPainterPath:
    """Straight when it can be, else a smooth curve that leaves and arrives along the flow."""
    start, end = turned(start, flow), turned(end, flow)
    path = QPainterPath(start)
    dx, dy = end.x() - start.x(), end.y() - start.y()
    if abs(dx) < 1 and dy > 0:
        path.lineTo(end)
        return turned_path(path, flow)
    pull = max(28.0, abs(dy) / 2) if dy > 0 else max(60.0, abs(dy) / 2 + abs(dx) / 6)
    path.cubicTo(start + QPointF(0, pull), end - QPointF(0, pull), end)
    return turned_path(path, flow)


def bent_path(
    start: QPointF, bends: Sequence[QPointF], end: QPointF, flow: Flow = DOWN
) -> QPainterPath:
    """A smooth curve through points, which leaves and arrives along the flow."""
    stops = [turned(stop, flow) for stop in (start, *bends, end)]
    ways = [QPointF(0, 1)]
    ways += [_way(*three) for three in zip(stops, stops[1:], stops[2:], strict=False)]
    ways.append(QPointF(0, 1))
    path = QPainterPath(stops[0])
    for (a, way_a), (b, way_b) in pairwise(zip(stops, ways, strict=True)):
        pull = QLineF(a, b).length() / 3
        path.cubicTo(a + way_a * pull, b - way_b * pull, b)
    return turned_path(path, flow)


def _way(before: QPointF, at: QPointF, after: QPointF) -> QPointF:
    """In which direction a curve passes a point: so that it does not swing out beyond it."""
    came, goes = at - before, after - at
    dx = came.x() + goes.x() if came.x() * goes.x() > 0 else 0.0
    dy = came.y() + goes.y() if came.y() * goes.y() > 0 else 0.0
    line = QLineF(0, 0, dx, dy) if dx or dy else QLineF(before, after)
    return QPointF(line.dx(), line.dy()) / line.length() if line.length() else QPointF(0, 1)


def distance_to(line: QLineF, point: QPointF) -> float:
    """How far a point is from a straight line between two others."""
    length = line.dx() ** 2 + line.dy() ** 2
    to = point - line.p1()
    share = (to.x() * line.dx() + to.y() * line.dy()) / length if length else 0.0
    return QLineF(line.pointAt(min(1.0, max(0.0, share))), point).length()


def passes(path: QPainterPath, point: QPointF, reach: float) -> bool:
    """True when a line runs within reach of a point; what a bow encloses does not count."""
    return any(
        distance_to(QLineF(a, b), point) <= reach
        for polygon in path.toSubpathPolygons()
        for a, b in pairwise(polygon.toList())
    )


def through_path(start: QPointF, end: QPointF, flow: Flow = DOWN) -> QPainterPath:
    """From an input to an output of one node, through its body."""
    path = QPainterPath(start)
    half = turned(QPointF(0, flow.length / 2), flow)
    path.cubicTo(start + half, end - half, end)
    return path


def bow(flow: Flow) -> float:
    """How far from its ends, along the flow, a detour has come to its lane."""
    return flow.gap + GRID


def detour_path(start: QPointF, end: QPointF, lane: float, flow: Flow = DOWN) -> QPainterPath:
    """Along a lane across the flow, past what stands between."""
    start, end = turned(start, flow), turned(end, flow)
    path = QPainterPath(start)
    top, bottom = QPointF(lane, start.y() + bow(flow)), QPointF(lane, end.y() - bow(flow))
    pull = QPointF(0, bow(flow) / 2)
    path.cubicTo(start + pull, top - pull, top)
    path.lineTo(bottom)
    path.cubicTo(bottom + pull, end - pull, end)
    return turned_path(path, flow)


def snapped(point: QPointF) -> tuple[float, float]:
    """The nearest point of the grid."""
    return round(point.x() / GRID) * GRID, round(point.y() / GRID) * GRID


def around(rects: Iterable[QRectF]) -> QRectF:
    """The box around several rectangles; an empty one around none."""
    return reduce(QRectF.united, rects, QRectF())
