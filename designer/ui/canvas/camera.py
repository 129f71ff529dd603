"""Why: looking at the canvas: zoom, pan, fit, and the level of detail that keeps frames short."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QNativeGestureEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QWidget

from designer.model import Commit
from designer.ui import theme
from designer.ui.canvas import wheel
from designer.ui.canvas.bulk import FEW
from designer.ui.canvas.geometry import GRID, LABEL_HEIGHT
from designer.ui.canvas.node_item import TITLES_BELOW
from designer.ui.canvas.overview import Overview, far_below
from designer.ui.canvas.scene import CanvasScene
from designer.ui.document import Document

LEAST, MOST = 0.02, 4.0
CRUMBS = 28  # px more above it, inside a block
MARGIN = 36  # px around a drawing that is fitted
READABLE = 0.8  # a drawing that opens is not made smaller than this
DOTS = 3 * GRID
DOTS_ABOVE = 0.35


class Camera(QGraphicsView):
    """A view that can be zoomed and moved. Far away, the overview stands in for the items."""

    zoom_changed = Signal(float)
    moved = Signal()  # another part of the canvas is in view, or in another size
    recolored = Signal()  # by a heat map
    settled = Signal()  # layers that were on their way have come to their places
    wheel_zooms = True  # else the wheel scrolls, and zooms with Ctrl

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        self.document = document
        self.canvas = CanvasScene(document)
        super().__init__(self.canvas, parent)
        self.canvas.setParent(self)
        self._far = QGraphicsScene(self.canvas.sceneRect(), self)
        self.overview = Overview(self.canvas)
        self._dots = QPixmap()
        self._placed = False
        self._was_empty = self.canvas.is_empty
        self.setSceneRect(self.canvas.sceneRect())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        document.bridge.committed.connect(self._changed)
        document.bridge.checked.connect(self._changed)
        document.bridge.selected.connect(self._changed)
        theme.notifier.changed.connect(self._restyle)

    @property
    def zoom(self) -> float:
        """1.0 is 100 %."""
        return self.transform().m11()

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom and keep what is under `anchor` (viewport px; the middle by default) in place."""
        zoom = min(MOST, max(LEAST, zoom))
        at = (anchor or QPointF(self.viewport().rect().center())).toPoint()
        before = self.mapToScene(at)
        self.setTransform(QTransform.fromScale(zoom, zoom))
        wanted = self._far if zoom < far_below(len(self.canvas.nodes)) else self.canvas
        if self.scene() is not wanted:
            self.setScene(wanted)
        self.pan(before - self.mapToScene(at))
        self._dots = QPixmap()
        self.zoom_changed.emit(zoom)
        self.moved.emit()

    def zoom_in(self) -> None:
        """One step nearer."""
        self.set_zoom(self.zoom * wheel.STEP)

    def zoom_out(self) -> None:
        """One step away."""
        self.set_zoom(self.zoom / wheel.STEP)

    def zoom_reset(self) -> None:
        """100 %."""
        self.set_zoom(1.0)

    def zoom_to_fit(self) -> None:
        """Show the whole drawing, not larger than 100 %."""
        self._fit(self.canvas.nodes, self.canvas.remarks)

    def zoom_to_selection(self) -> None:
        """Show what is selected, not larger than 100 %; everything when nothing is."""
        chosen = (self.document.selection, self.document.selected_remarks)
        self._fit(*(chosen if any(chosen) else (self.canvas.nodes, self.canvas.remarks)))

    def center_on_node(self, name: str) -> None:
        """Bring a node to the middle, at a size at which it can be read."""
        item = self.canvas.nodes.get(name)
        if item is None:
            return
        if self.zoom < READABLE:
            self.set_zoom(READABLE)
        self.centerOn(item.center())
        self.moved.emit()

    def pan(self, delta: QPointF) -> None:
        """Move the view by so much of the canvas."""
        x, y = self.horizontalScrollBar(), self.verticalScrollBar()
        x.setValue(x.value() + round(delta.x() * self.zoom))
        y.setValue(y.value() + round(delta.y() * self.zoom))

    def visible(self) -> QRectF:
        """The part of the canvas that is in view."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def begin_bulk(self, names: Iterable[str]) -> None:
        """These nodes are about to be dragged: choose the cheapest way to repaint them."""
        names = list(names)
        if self.canvas.remarks and self.zoom < TITLES_BELOW:  # titles stand beside their frames
            self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        if self.scene() is self._far:
            self.overview.lift(names)
        elif len(names) > 40:
            self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)

    def show_moved(self, names: Sequence[str], by: QPointF) -> None:
        """Show nodes that are dragged moved by so much, as far as that can be seen."""
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
        self.viewport().update()

    def end_bulk(self) -> None:
        """The drag has ended."""
        self.overview.drop()
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)

    # Painting

    def drawBackground(self, painter: QPainter, rect: QRectF | object) -> None:
        """The canvas, its dots, and far away the drawing itself."""
        assert isinstance(rect, QRectF)
        painter.fillRect(rect, theme.current().canvas)
        if self.zoom >= DOTS_ABOVE:
            self._draw_dots(painter)
        if self.scene() is self._far:
            self.overview.paint(painter, self.viewport().size(), self.devicePixelRatioF())

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

    # Events

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What floats over the canvas follows."""
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What floats over the canvas follows."""
        super().resizeEvent(event)
        self._begin()
        self.moved.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """The first time, the drawing is brought into view."""
        super().showEvent(event)
        self._begin()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """See `wheel`."""
        wheel.turned(self, event)

    def viewportEvent(self, event: QEvent) -> bool:
        """What fingers do on a touchpad."""
        if isinstance(event, QNativeGestureEvent):
            wheel.gestured(self, event)
            return True
        return super().viewportEvent(event)

    def _begin(self) -> None:
        """Place the view when its size is known: whole if readable, else from where it begins."""
        if self._placed or not self.isVisible() or self.width() < 100:
            return
        self._placed = True
        show_anew(self)

    def _fit(self, names: Iterable[str], remarks: Iterable[str] = ()) -> None:
        bounds = QRectF()
        for name in remarks:
            bounds = bounds.united(self.canvas.remarks[name].area)
        for name in names:
            bounds = bounds.united(self.canvas.nodes[name].block)
        if bounds.isEmpty():
            self.set_zoom(1.0)
            self.centerOn(0, 0)
            return
        bounds.adjust(0, 0, 0, LABEL_HEIGHT)
        size: QSize = self.viewport().size()
        above = _above(self)
        width, height = size.width() - 2 * MARGIN, size.height() - 2 * MARGIN - above
        fitting = min(width / bounds.width(), height / bounds.height(), 1.0)
        self.set_zoom(fitting)
        self.centerOn(bounds.center() - QPointF(0, above / 2 / fitting))
        self.moved.emit()

    def _changed(self, what: object = None) -> None:
        self.overview.forget()
        if self._placed and isinstance(what, Commit) and what.sets("flow"):
            show_anew(self)
        empty = self.canvas.is_empty  # the hint comes or goes
        titles = bool(self.canvas.remarks) and self.zoom < TITLES_BELOW  # beside their frames
        if self.scene() is self._far or empty != self._was_empty or titles:
            self._was_empty = empty
            self.viewport().update()

    def _restyle(self) -> None:
        self._dots = QPixmap()
        self._changed()
        self.viewport().update()


def show_anew(camera: Camera) -> None:
    """Show the drawing whole if it is readable then, else from where it begins."""
    camera.zoom_to_fit()
    if camera.canvas.nodes and camera.zoom < READABLE:
        camera.set_zoom(READABLE)
        show_start(camera)


def show_start(camera: Camera) -> None:
    """Show the drawing from where its flow begins, at the present size."""
    bounds, size = camera.overview.bounds(), camera.viewport().size()
    above = _above(camera) / camera.zoom
    if camera.canvas.flow.is_turned:
        room = (size.width() / 2 - MARGIN) / camera.zoom
        camera.centerOn(bounds.left() + room, bounds.center().y() - above / 2)
    else:
        room = (size.height() / 2 - MARGIN) / camera.zoom - above
        camera.centerOn(bounds.center().x(), bounds.top() + room)


def _above(camera: Camera) -> int:
    """What the path from the network to here takes at the top."""
    return CRUMBS if camera.document.path_in else 0


def look_as(camera: Camera, other: Camera) -> None:
    """Show what another view of the same drawing shows."""
    if other._placed:
        camera._placed = True
        camera.set_zoom(other.zoom)
        camera.centerOn(other.visible().center())


def _tile(size: float, ratio: float) -> QPixmap:
    """One square of the dotted canvas, of whole pixels."""
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
    return tile
