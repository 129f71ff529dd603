"""Why: where a node's parts are, in one place for painting, hit tests and wires. Canvas units."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

WIDTH = 208.0
HEIGHT = 48.0
RADIUS = 8.0
BAR = 8.0
PORT_RADIUS = 4.5
PORT_REACH = 11.0  # how near a pointer must come to a port
GRID = 8.0
PITCH = 80.0  # from one row of nodes to the next
LABEL_HEIGHT = 26.0

BODY = QRectF(0, 0, WIDTH, HEIGHT)
# With ports, badge and the shapes written beside its wires.
OUTER = QRectF(-64, -LABEL_HEIGHT, WIDTH + 128, HEIGHT + 2 * LABEL_HEIGHT)


def port_x(index: int, count: int) -> float:
    """Ports are spread evenly along their edge."""
    return WIDTH * (index + 1) / (count + 1)


def input_point(ports: Sequence[str], port: str) -> QPointF:
    """Where an input lies in its node; an unknown one in the middle."""
    if port in ports:
        return QPointF(port_x(ports.index(port), len(ports)), 0)
    return QPointF(WIDTH / 2, 0)


def output_point(ports: Sequence[str], port: str) -> QPointF:
    """Where an output lies in its node; an unknown one in the middle."""
    if port in ports:
        return QPointF(port_x(ports.index(port), len(ports)), HEIGHT)
    return QPointF(WIDTH / 2, HEIGHT)


def wire_path(start: QPointF, end: QPointF) -> QPainterPath:
    """Straight when it can be, else a smooth curve that leaves and arrives vertically."""
    path = QPainterPath(start)
    dx, dy = end.x() - start.x(), end.y() - start.y()
    if abs(dx) < 1 and dy > 0:
        path.lineTo(end)
        return path
    pull = max(28.0, abs(dy) / 2) if dy > 0 else max(60.0, abs(dy) / 2 + abs(dx) / 6)
    path.cubicTo(start + QPointF(0, pull), end - QPointF(0, pull), end)
    return path


def through_path(start: QPointF, end: QPointF) -> QPainterPath:
    """From an input to an output of one node, through its body."""
    path = QPainterPath(start)
    half = QPointF(0, HEIGHT / 2)
    path.cubicTo(start + half, end - half, end)
    return path


def detour_path(start: QPointF, end: QPointF, x: float) -> QPainterPath:
    """Down along x, past what stands between."""
    path = QPainterPath(start)
    top, bottom = start.y() + PITCH / 2, end.y() - PITCH / 2
    pull = QPointF(0, PITCH / 4)
    path.cubicTo(start + pull, QPointF(x, top) - pull, QPointF(x, top))
    path.lineTo(x, bottom)
    path.cubicTo(QPointF(x, bottom) + pull, end - pull, end)
    return path


def snapped(point: QPointF) -> tuple[float, float]:
    """The nearest point of the grid."""
    return round(point.x() / GRID) * GRID, round(point.y() / GRID) * GRID
