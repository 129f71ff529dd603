"""Why: what a node looks like without its words: body, ports, bypass and badge."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from designer.ui.canvas.geometry import PORT_RADIUS, port_radius, through_path
from designer.ui.canvas.pill import radius_of
from designer.ui.canvas.titles import Text
from designer.ui.theme.contrast import readable_on

if TYPE_CHECKING:
    from designer.ui.canvas.node_item import NodeItem, Paints

BELOW = 3.5  # how far the sheet under a block looks out
SMALL_STROKE = 5  # of what is selected or wrong, in a small node
BADGE = 8.5  # radius
AROUND = 4.0  # what a line through a node keeps free beside its words


def paint_body(painter: QPainter, item: "NodeItem") -> None:
    """The body as it is seen from near."""
    _paint(painter, item, _fill(item), outline_of(item))


def paint_small(painter: QPainter, item: "NodeItem") -> None:
    """From further away, where a thin outline is lost, the body has its category's color."""
    paints, outline = item.paints, outline_of(item)
    fill, edge = paints.tints.get(item.face.category, (_fill(item), outline))
    if item.lit or item.heat is not None:
        fill = _fill(item)
    if outline is not paints.outline:  # it tells something
        edge = QPen(outline)
        edge.setWidthF(SMALL_STROKE)
    _paint(painter, item, fill, edge)


def paint_ports(painter: QPainter, item: "NodeItem") -> None:
    """The circles at its edges."""
    paints, face = item.paints, item.face
    painter.setPen(paints.accent if item.chosen or item.fits else paints.port)
    painter.setBrush(paints.theme.panel)
    radius = port_radius(len(face.inputs), item.body, paints.flow)
    for port in face.inputs:
        _paint_port(painter, paints, item.input_inside(port), radius, port == item.hot_port)
    if item.fits:
        painter.setPen(paints.port)
    radius = port_radius(len(face.outputs), item.body, paints.flow)
    for port in face.outputs:
        _paint_port(painter, paints, item.output_inside(port), radius, port == item.hot_port)


def paint_bypass(painter: QPainter, item: "NodeItem", texts: Iterable[Text]) -> None:
    """The wire goes on, from the input that stands for the outputs to each of them, and leaves
    the words out."""
    free = QPainterPath()
    free.addRect(item.body.adjusted(-BADGE, -BADGE, BADGE, BADGE))
    for at, text, _, _ in texts:
        free.addRect(QRectF(at, text.size()).adjusted(-AROUND, 0, AROUND, 0))
    painter.save()
    painter.setClipPath(free, Qt.ClipOperation.IntersectClip)
    painter.setPen(item.paints.accent if item.chosen else item.paints.bypass)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    flow, start = item.paints.flow, item.input_inside(item.face.passing)
    for port in item.face.outputs:
        painter.drawPath(through_path(start, item.output_inside(port), flow))
    painter.restore()


def paint_badge(painter: QPainter, item: "NodeItem") -> None:
    """A mark at the corner of what is wrong or doubtful."""
    colors = item.paints.theme
    at = item.body.topRight() + QPointF(-1, 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.error if item.face.problem == "error" else colors.validation)
    painter.drawEllipse(at, BADGE, BADGE)
    painter.setPen(readable_on(painter.brush().color(), colors))
    painter.setFont(item.paints.name_font)
    square = QRectF(at.x() - BADGE, at.y() - BADGE, 2 * BADGE, 2 * BADGE)
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, "!")


def _paint(painter: QPainter, item: "NodeItem", fill: QColor, outline: QPen) -> None:
    radius = radius_of(item.body)
    painter.setBrush(fill)
    painter.setPen(outline)
    if item.face.category == "block":  # more lies below
        painter.drawRoundedRect(item.body.translated(BELOW, BELOW), radius, radius)
    painter.drawRoundedRect(item.body, radius, radius)
    bar = item.paints.bar_paths[item.face.collapsed]
    painter.fillPath(bar, item.paints.theme.category(item.face.category))


def _fill(item: "NodeItem") -> QColor:
    if item.lit:
        return item.paints.theme.accent_soft
    return item.paints.theme.node if item.heat is None else item.paints.heat[item.heat]


def outline_of(item: "NodeItem") -> QPen:
    """The line around its body: what is to be said of it first."""
    paints = item.paints
    if item.chosen or item.lit:
        return paints.accent
    if not item.face.is_known:
        return paints.unknown
    if item.face.problem == "error":
        return paints.error
    return paints.warning if item.face.problem else paints.outline


def _paint_port(
    painter: QPainter, paints: "Paints", at: QPointF, radius: float, is_hot: bool
) -> None:
    if is_hot:
        painter.setBrush(paints.theme.accent)
        painter.drawEllipse(at, PORT_RADIUS + 2, PORT_RADIUS + 2)
        painter.setBrush(paints.theme.panel)
    else:
        painter.drawEllipse(at, radius, radius)
