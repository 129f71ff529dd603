"""Why: hundreds of nodes are painted in one go: to ask each takes longer than to paint it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.ui.canvas.node_item import SHAPES_ABOVE, NodeItem
from designer.ui.canvas.portraits import Portraits
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.stamps import AREA
from designer.ui.canvas.wiring import WireItem

MANY = 150  # nodes of a drawing: fewer are asked
BELOW = 2.1  # zoom; nearer, pictures of nodes would be large and few
THIN = 1.35  # device pixels

TOUCHED = Qt.ItemSelectionMode.IntersectsItemBoundingRect
UPWARD = Qt.SortOrder.AscendingOrder  # as they are painted: what lies below comes first


def is_crowd(scene: CanvasScene, zoom: float) -> bool:
    """True when the drawing is painted in one go at this zoom."""
    return zoom < BELOW and len(scene.nodes) > MANY


def draw_crowd(painter: QPainter, scene: CanvasScene, area: QRectF, widget: QWidget) -> None:
    """Paint what reaches into an area of the canvas; it looks as if the items had done it."""
    ratio = widget.devicePixelRatioF()
    nodes: list[NodeItem] = []
    wires: list[WireItem] = []
    for item in scene.items(area, TOUCHED, UPWARD):
        if isinstance(item, NodeItem):
            nodes.append(item)
        elif isinstance(item, WireItem):
            wires.append(item)
        else:  # frames and comments lie below all others
            _ask(painter, item, widget)
    _draw_wires(painter, wires, ratio)
    _draw_nodes(painter, nodes, scene.paints.portraits, ratio)


def _ask(painter: QPainter, item: QGraphicsItem, widget: QWidget) -> None:
    """Let an item paint itself."""
    view = painter.worldTransform()
    painter.translate(item.pos())
    item.paint(painter, QStyleOptionGraphicsItem(), widget)
    painter.setWorldTransform(view)


def _draw_wires(painter: QPainter, wires: Iterable[WireItem], ratio: float) -> None:
    """Straight ones all at once: where others lie above them is not to be seen."""
    scale = painter.worldTransform().m11() * ratio
    painter.setBrush(Qt.BrushStyle.NoBrush)
    lines: dict[int, tuple[QPen, list[QLineF]]] = {}
    last: QPen | None = None
    for item in wires:
        pen, by = item.ink, item.moved
        if item.is_straight:
            line = item.line if by.isNull() else item.line.translated(by)
            lines.setdefault(id(pen), (pen, []))[1].append(line)
            continue
        if pen is not last:
            last = pen
            painter.setPen(_quick(pen, scale))
        painter.drawPath(item.way if by.isNull() else item.way.translated(by))
    for pen, same in lines.values():
        painter.setPen(_quick(pen, scale))
        painter.drawLines(same)


def _quick(pen: QPen, scale: float) -> QPen:
    """A line a little wider than a device pixel is drawn as wide as one: in a third of the time."""
    if not 1.0 < pen.widthF() * scale < THIN:
        return pen
    thin = QPen(pen)
    thin.setWidthF(1 / scale)
    return thin


def _draw_nodes(
    painter: QPainter, nodes: Sequence[NodeItem], portraits: Portraits, ratio: float
) -> None:
    """Each stands at a whole device pixel, as its portrait does."""
    view = painter.worldTransform()
    zoom, pixels = view.m11(), QTransform.fromScale(1 / ratio, 1 / ratio)
    left, top, scale = AREA.left() * zoom, AREA.top() * zoom, zoom * ratio
    dx, dy = (view.dx() + left) * ratio, (view.dy() + top) * ratio
    are_kept, writes = portraits.begin(zoom, ratio, nodes), zoom > SHAPES_ABOVE
    painter.setWorldTransform(pixels)
    draw, portrait = painter.drawPixmap, portraits.of
    for item in nodes:
        x, y = item.corner
        x, y = round(x * scale + dx), round(y * scale + dy)
        if are_kept:
            draw(x, y, *portrait(item))
            if not writes:
                continue
        painter.setWorldTransform(QTransform(zoom, 0, 0, zoom, x / ratio - left, y / ratio - top))
        if not are_kept:
            item.draw(painter, zoom, ratio)
        if writes:
            item.draw_shapes(painter)
        painter.setWorldTransform(pixels)
    painter.setWorldTransform(view)
    painter.setOpacity(1.0)
