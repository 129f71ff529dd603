"""Why: hundreds of nodes are painted in one go: to ask each takes longer than to paint it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.ui.canvas.node_item import SHAPES_ABOVE, NodeItem
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.stamps import AREA
from designer.ui.canvas.wiring import WireItem

MANY = 150  # nodes of a drawing: fewer are asked
BELOW = 2.1  # zoom; nearer, pictures of nodes would be large and few
ONE, THIN = 0.9999, 1.35  # device pixels: what surely counts as one, and what may be drawn so


def is_crowd(scene: CanvasScene, zoom: float) -> bool:
    """True when the drawing is painted in one go at this zoom."""
    return zoom < BELOW and len(scene.nodes) > MANY


class Strand(NamedTuple):
    """Wires of one ink: the straight ones, and the others one by one and as one path."""

    ink: QPen
    straight: list[QLineF]
    bent: list[QPainterPath]
    whole: QPainterPath


class Crowd:
    """Paints what reaches into a part of the canvas, as if each item had done it.

    What is in view is kept for as long as it stays there.
    """

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._for: tuple[object, ...] = ()
        self._nodes: list[NodeItem] = []
        self._corners = np.empty((0, 2))
        self._strands: list[Strand] = []

    def draw(self, painter: QPainter, area: QRectF, widget: QWidget) -> None:
        """Paint it, upon what is painted there."""
        self._look(area)
        for item in self._scene.remarks_in(area):  # they lie below all others
            _ask(painter, item, widget)
        _draw_wires(painter, self._strands, widget.devicePixelRatioF())
        self._draw_nodes(painter, widget.devicePixelRatioF())

    def _look(self, area: QRectF) -> None:
        nodes, wires = self._scene.node_index, self._scene.wire_index
        now = (area, nodes.version, wires.version)
        if now != self._for:
            self._for, self._nodes = now, nodes.inside(area)
            self._corners = np.array([item.corner for item in self._nodes]).reshape(-1, 2)
            self._strands = _strands(wires.inside(area))

    def _draw_nodes(self, painter: QPainter, ratio: float) -> None:
        """Each stands at a whole device pixel, as its portrait does."""
        view, portraits = painter.worldTransform(), self._scene.paints.portraits
        zoom, pixels = view.m11(), QTransform.fromScale(1 / ratio, 1 / ratio)
        left, top, scale = AREA.left() * zoom, AREA.top() * zoom, zoom * ratio
        start = ((view.dx() + left) * ratio, (view.dy() + top) * ratio)
        places = np.rint(self._corners * scale + start).astype(int).tolist()
        are_kept, writes = portraits.begin(zoom, ratio, self._nodes), zoom > SHAPES_ABOVE
        painter.setWorldTransform(pixels)
        draw, portrait = painter.drawPixmap, portraits.of
        for item, (x, y) in zip(self._nodes, places, strict=True):
            if are_kept:
                draw(x, y, *portrait(item))
                if not writes:
                    continue
            at = QTransform(zoom, 0, 0, zoom, x / ratio - left, y / ratio - top)
            painter.setWorldTransform(at)
            if not are_kept:
                item.draw(painter, zoom, ratio)
            if writes:
                item.draw_shapes(painter)
            painter.setWorldTransform(pixels)
        painter.setWorldTransform(view)
        painter.setOpacity(1.0)


def _ask(painter: QPainter, item: QGraphicsItem, widget: QWidget) -> None:
    """Let an item paint itself."""
    view = painter.worldTransform()
    painter.translate(item.pos())
    item.paint(painter, QStyleOptionGraphicsItem(), widget)
    painter.setWorldTransform(view)


def _strands(wires: Iterable[WireItem]) -> list[Strand]:
    """Wires by their inks, in the order in which inks are first needed."""
    found: dict[int, Strand] = {}
    for item in wires:
        ink, by = item.ink, item.moved
        strand = found.get(id(ink))
        if strand is None:
            strand = found[id(ink)] = Strand(ink, [], [], QPainterPath())
        if item.is_straight:
            strand.straight.append(item.line if by.isNull() else item.line.translated(by))
        else:
            way = item.way if by.isNull() else item.way.translated(by)
            strand.bent.append(way)
            strand.whole.addPath(way)
    return list(found.values())


def _draw_wires(painter: QPainter, strands: Sequence[Strand], ratio: float) -> None:
    """Straight ones last: where others lie above them is not to be seen.

    Thin ones are painted quickest as one path, and wide ones by themselves: what lies over what of
    one path has to be found out.
    """
    scale = painter.worldTransform().m11() * ratio
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pens = [_quick(strand.ink, scale) for strand in strands]
    for pen, strand in zip(pens, strands, strict=True):
        painter.setPen(pen)
        for way in [strand.whole] if pen.widthF() * scale <= 1 else strand.bent:
            painter.drawPath(way)
    for pen, strand in zip(pens, strands, strict=True):
        painter.setPen(pen)
        painter.drawLines(strand.straight)


def _quick(pen: QPen, scale: float) -> QPen:
    """A line a little wider than a device pixel is drawn as wide as one: in a third of the time."""
    if not 1.0 < pen.widthF() * scale < THIN:
        return pen
    thin = QPen(pen)
    thin.setWidthF(ONE / scale)
    return thin
