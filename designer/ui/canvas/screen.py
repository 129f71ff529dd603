"""Why: how the drawing comes onto the screen, in the way that is quickest at each zoom."""

from collections.abc import Iterable, Sequence

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion, QTransform
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from designer.ui import theme
from designer.ui.canvas.bulk import FEW
from designer.ui.canvas.crowd import Crowd, is_crowd
from designer.ui.canvas.geometry import GRID
from designer.ui.canvas.index import Edges
from designer.ui.canvas.overview import Overview, far_below
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.titles import TITLES_BELOW
from designer.ui.document import Document

DOTS = 3 * GRID
SQUARES = 8  # of the dotted canvas, along each side of the piece that is laid out
DOTS_ABOVE = 0.35
SOME = 40  # nodes: more are looked for no longer than all is painted
AROUND = 2  # px: what is painted stands at whole pixels, and its edges are soft
ALL = QGraphicsView.ViewportUpdateMode.FullViewportUpdate
LEAST = QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate
OURS = QGraphicsView.ViewportUpdateMode.NoViewportUpdate
NOWHERE = QRect(1 << 24, 1 << 24, 1, 1)  # px: outside of the canvas at any zoom


class Screen(QGraphicsView):
    """Paints the drawing. Far away, the overview stands in for the items."""

    def __init__(self, document: Document, parent: QWidget | None) -> None:
        self.document = document
        self.canvas = CanvasScene(document)
        super().__init__(self.canvas, parent)
        self.canvas.setParent(self)
        self._far = QGraphicsScene(self.canvas.sceneRect(), self)
        self.overview = Overview(self.canvas)
        self.crowd = Crowd(self.canvas)
        self._dots = QPixmap()
        self._is_crowded = False
        self._exposed = QRect()
        self.setSceneRect(self.canvas.sceneRect())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setViewportUpdateMode(LEAST)
        self.canvas.stirred.connect(self._repaint, Qt.ConnectionType.QueuedConnection)
        self.canvas.changes()  # nothing of it has been painted yet
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)

    @property
    def zoom(self) -> float:
        """1.0 is 100 %."""
        return self.transform().m11()

    @property
    def is_far(self) -> bool:
        """True where the overview stands in for the items."""
        return self.scene() is self._far

    def visible(self) -> QRectF:
        """The part of the canvas that is in view."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def scale_to(self, zoom: float) -> None:
        """Take another zoom, with what is painted there."""
        self.setTransform(QTransform.fromScale(zoom, zoom))
        wanted = self._far if zoom < far_below(len(self.canvas.nodes)) else self.canvas
        if self.scene() is not wanted:
            self.setScene(wanted)
        self.forget_dots()
        self.choose_way()

    def choose_way(self) -> None:
        """Ask each item to paint itself and nothing more, or paint all that is in view at once."""
        is_crowded = not self.is_far and is_crowd(self.canvas, self.zoom)
        if is_crowded != self._is_crowded:
            self._is_crowded = is_crowded
            self.viewport().update()
        self.setViewportUpdateMode(OURS if is_crowded else LEAST)

    def forget_dots(self) -> None:
        """They have another size or color now."""
        self._dots = QPixmap()

    def begin_bulk(self, names: Iterable[str]) -> None:
        """These nodes are about to be dragged: choose the cheapest way to repaint them."""
        names = list(names)
        if self.canvas.remarks and self.zoom < TITLES_BELOW:  # titles stand beside their frames
            self.setViewportUpdateMode(ALL)
        if self.is_far:
            self.overview.lift(names)
        elif len(names) > SOME and not self._is_crowded:
            self.setViewportUpdateMode(ALL)

    def show_moved(self, names: Sequence[str], by: QPointF) -> None:
        """Show nodes that are dragged moved by so much, as far as that can be seen."""
        many = len(names) > SOME
        if self.is_far or (self._is_crowded and many):
            self.canvas.update()  # Qt need not look for what has moved
            if many or self.canvas.remarks:  # their titles may stand anywhere
                self.viewport().update()
        if self.scene() is self.canvas:
            self.overview.drop()
            self.canvas.shift_items(names, by, self.visible())
            return
        if names and not self.overview.lifts:  # the wheel was turned meanwhile
            self.canvas.shift_items(names, QPointF())
            self.overview.lift(names)
        if len(names) <= FEW:  # what they are dropped on is found by where they are
            self.canvas.shift_items(names, by)
            by = QPointF()
        self.overview.shift(by)

    def end_bulk(self) -> None:
        """The drag has ended."""
        self.overview.drop()
        self.overview.forget()  # also what the minimap asked for meanwhile
        self.choose_way()
        self.viewport().update()

    # Painting

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """All is painted anew where Qt leaves that to us."""
        super().scrollContentsBy(dx, dy)
        if self._is_crowded:
            self.viewport().update()

    def _repaint(self) -> None:
        """Paint what has changed, where Qt leaves that to us."""
        changes = self.canvas.changes()
        if self._is_crowded or self.overview.lifts:
            self.viewport().update(_region(changes, self.viewportTransform(), self.viewport()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A crowd is part of the background; items are then looked for where there are none."""
        self._exposed = event.rect()
        if not self.is_far:
            self.canvas.show_in(self.mapToScene(self._exposed).boundingRect())
        super().paintEvent(QPaintEvent(NOWHERE) if self._is_crowded else event)

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The canvas, its dots, and from far away or of many nodes the drawing itself."""
        area = self.mapToScene(self._exposed).boundingRect()
        if self.zoom >= DOTS_ABOVE:
            self._draw_dots(painter)
        elif not (self.is_far and self.overview.lifts):  # which covers all of it
            painter.fillRect(area, theme.current().canvas)
        if self.is_far:
            self.overview.paint(painter, area, self.viewport().size(), self.devicePixelRatioF())
        elif self._is_crowded:
            self.crowd.draw(painter, area, self.viewport())

    def _draw_dots(self, painter: QPainter) -> None:
        if self._dots.isNull():
            self._dots = _tile(DOTS * self.zoom, self.devicePixelRatioF())
        origin = self.mapFromScene(QPointF(0, 0))
        size = self._dots.deviceIndependentSize().toSize()
        painter.save()
        painter.resetTransform()
        offset = QPointF(-origin.x() % size.width(), -origin.y() % size.height())
        painter.drawTiledPixmap(QRectF(self.viewport().rect()), self._dots, offset)
        painter.restore()


def _region(edges: Edges, view: QTransform, port: QWidget) -> QRegion:
    """Of areas of the canvas what is in view, in pixels; in one piece where there are many."""
    zoom, start = view.m11(), np.array([[view.dx()], [view.dy()]])
    low = np.floor(edges[:2] * zoom + start).astype(int) - AROUND
    high = np.ceil(edges[2:] * zoom + start).astype(int) + AROUND
    low, high = np.maximum(low, 0), np.minimum(high, [[port.width()], [port.height()]])
    seen = (low < high).all(axis=0)
    if not seen.any():
        return QRegion()
    low, high = low[:, seen], high[:, seen]
    if low.shape[1] > SOME:
        low, high = low.min(axis=1, keepdims=True), high.max(axis=1, keepdims=True)
    region = QRegion()
    for x, y, width, height in np.vstack((low, high - low)).T.tolist():
        region += QRect(x, y, width, height)
    return region


def _tile(size: float, ratio: float) -> QPixmap:
    """Some squares of the dotted canvas, of whole pixels: few large pieces are laid out quickly."""
    while size < 18:
        size *= 2
    side = QPoint(round(size), round(size))
    tile = QPixmap(round(side.x() * ratio), round(side.y() * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(theme.current().canvas)  # without transparency it is laid out many times as fast
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().dots)
    painter.drawEllipse(QPointF(1.5, 1.5), 1.25, 1.25)
    painter.end()
    large = QPixmap(tile.size() * SQUARES)
    large.setDevicePixelRatio(ratio)
    painter = QPainter(large)
    painter.drawTiledPixmap(QRectF(QPointF(0, 0), large.deviceIndependentSize()), tile)
    painter.end()
    return large
