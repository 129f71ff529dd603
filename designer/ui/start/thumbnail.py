"""Why: a template is recognized by its drawing, small: blocks in category colors, and wires."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from designer import gallery
from designer.layers import LAYERS
from designer.model import Project
from designer.ui import theme

NODE_WIDTH, NODE_HEIGHT = 208.0, 48.0  # canvas units
LARGEST = 0.26  # pixels a canvas unit, so that three nodes do not look like a poster
WIDEST_BLOCK = 46.0


@dataclass(frozen=True, slots=True)
class Sketch:
    """A drawing reduced to what is seen from far away, in canvas units."""

    blocks: tuple[tuple[QRectF, str], ...]  # with the category of each
    wires: tuple[tuple[QPointF, QPointF], ...]
    area: QRectF


@cache
def template_sketch(name: str) -> Sketch:
    """The drawing of a template, made when it is first to be seen."""
    return sketch(gallery.create(name))


def sketch(project: Project) -> Sketch:
    """The blocks and wires of a project."""
    nodes = project.main.nodes
    rects = {n.name: QRectF(n.at[0], n.at[1], NODE_WIDTH, NODE_HEIGHT) for n in nodes.values()}
    area = QRectF()
    for rect in rects.values():
        area = area.united(rect)
    blocks = tuple(
        (rect, LAYERS[nodes[name].type].category if nodes[name].type in LAYERS else "block")
        for name, rect in rects.items()
    )
    wires = tuple(
        (
            QPointF(rects[wire.source].center().x(), rects[wire.source].bottom()),
            QPointF(rects[wire.target].center().x(), rects[wire.target].top()),
        )
        for wire in project.main.ordered_wires()
    )
    return Sketch(blocks, wires, area)


def paint(painter: QPainter, drawn: Sketch, room: QRectF) -> None:
    """Fit the drawing into the room, in the middle; each axis has a scale of its own."""
    if drawn.area.isEmpty():
        return
    tall = min(room.height() / drawn.area.height(), LARGEST)
    wide = min(room.width() / drawn.area.width(), WIDEST_BLOCK / NODE_WIDTH)

    def place(point: QPointF) -> QPointF:
        away = point - drawn.area.center()
        return room.center() + QPointF(away.x() * wide, away.y() * tall)

    colors = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colors.wire, 1.5))
    for start, end in drawn.wires:
        painter.drawPath(_wire(place(start), place(end)))
    painter.setPen(Qt.PenStyle.NoPen)
    for rect, category in drawn.blocks:
        block = QRectF(place(rect.topLeft()), place(rect.bottomRight()))
        painter.setBrush(colors.category(category))
        painter.drawRoundedRect(block, 2, 2)


def _wire(start: QPointF, end: QPointF) -> QPainterPath:
    path = QPainterPath(start)
    pull = QPointF(0, (end.y() - start.y()) / 2)
    path.cubicTo(start + pull, end - pull, end)
    return path
