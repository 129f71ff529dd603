"""Why: looking at the canvas: zoom, pan and fit."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QNativeGestureEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from designer.model import Commit
from designer.ui import theme
from designer.ui.canvas import wheel
from designer.ui.canvas.geometry import LABEL_HEIGHT, turned, turned_rect
from designer.ui.canvas.screen import Screen
from designer.ui.canvas.titles import TITLES_BELOW
from designer.ui.document import Document

LEAST, MOST = 0.02, 4.0
CRUMBS = 28  # px more above it, inside a block
MARGIN = 36  # px around a drawing that is fitted
KEPT = 0.99  # of the part of a pixel that is left: less than half of one, it moves nothing alone
READABLE = 0.8  # a drawing that opens is not made smaller than this


class Camera(Screen):
    """A view that can be zoomed and moved."""

    zoom_changed = Signal(float)
    moved = Signal()  # another part of the canvas is in view, or in another size
    recolored = Signal()  # by a heat map
    settled = Signal()  # layers that were on their way have come to their places
    foot = 0  # px at the bottom that are left free where a drawing is fitted
    wheel_zooms = True  # else the wheel scrolls, and zooms with Ctrl

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self._placed = False
        self._rest = QPointF()  # px that the view should be further on: it moves by whole ones
        self._was_empty = self.canvas.is_empty
        document.bridge.committed.connect(self._changed)
        document.bridge.checked.connect(self._changed)
        document.bridge.supposed.connect(self._changed)
        document.bridge.selected.connect(self._changed)
        theme.notifier.changed.connect(self._restyle)

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Zoom and keep what is under `anchor` (viewport px; the middle by default) in place."""
        zoom = min(MOST, max(LEAST, zoom))
        at = (anchor or QPointF(self.viewport().rect().center())).toPoint()
        before = self.mapToScene(at) + self._rest / self.zoom
        self.scale_to(zoom)
        self._rest = QPointF()
        self.pan(before - self.mapToScene(at))
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
        """Move the view by so much of the canvas. Parts of a pixel add up."""
        exact = delta * self.zoom + self._rest
        whole = exact.toPoint()
        self._rest = (exact - whole) * KEPT
        x, y = self.horizontalScrollBar(), self.verticalScrollBar()
        x.setValue(x.value() + whole.x())
        y.setValue(y.value() + whole.y())

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
        above, foot = _above(self), self.foot
        width, height = size.width() - 2 * MARGIN, size.height() - 2 * MARGIN - above - foot
        fitting = min(width / bounds.width(), height / bounds.height(), 1.0)
        self.set_zoom(fitting)
        self.centerOn(bounds.center() - QPointF(0, (above - foot) / 2 / fitting))
        self.moved.emit()

    def _changed(self, what: object = None) -> None:
        self.overview.forget()
        self.choose_way()
        if self._placed and isinstance(what, Commit) and what.sets("flow"):
            show_turned(self)
        empty = self.canvas.is_empty  # the hint comes or goes
        titles = bool(self.canvas.remarks) and self.zoom < TITLES_BELOW  # beside their frames
        if self.is_far or empty != self._was_empty or titles:
            self._was_empty = empty
            self.viewport().update()

    def _restyle(self) -> None:
        self.forget_dots()
        self._changed()
        self.viewport().update()


def show_anew(camera: Camera) -> None:
    """Show the drawing whole if it is readable then, else from where it begins."""
    camera.zoom_to_fit()
    if camera.canvas.nodes and camera.zoom < READABLE:
        camera.set_zoom(READABLE)
        show_start(camera)


def show_turned(camera: Camera) -> None:
    """Show a drawing that runs the other way now, with the layer that the person is at."""
    show_anew(camera)
    for name in camera.document.selection[-1:]:
        item = camera.canvas.nodes.get(name)
        if item is not None and not camera.visible().contains(item.block):
            camera.center_on_node(name)


def show_start(camera: Camera) -> None:
    """Show the drawing from where its flow begins, at the present size, with its first layer."""
    flow, zoom = camera.canvas.flow, camera.zoom
    size = QRectF(QPointF(), camera.viewport().size().toSizeF() / zoom)
    whole, view = turned_rect(camera.overview.bounds(), flow), turned_rect(size, flow)
    blocks = [turned_rect(item.block, flow) for item in camera.canvas.nodes.values()]
    first = min(blocks, key=lambda block: (block.top(), block.left()), default=whole)
    half = view.width() / 2 - MARGIN / zoom
    across = min(max(whole.center().x(), first.right() - half), first.left() + half)
    # A comment may stand far before all layers.
    along = max(whole.top(), first.top() - view.height() / 2) + view.height() / 2 - MARGIN / zoom
    middle = turned(QPointF(across, along), flow)
    camera.centerOn(middle - QPointF(0, _above(camera) / zoom / (2 if flow.is_turned else 1)))


def _above(camera: Camera) -> int:
    """What the path from the network to here takes at the top."""
    return CRUMBS if camera.document.path_in else 0


def look_as(camera: Camera, other: Camera) -> None:
    """Show what another view of the same drawing shows."""
    if other._placed:
        camera._placed = True
        camera.set_zoom(other.zoom)
        camera.centerOn(other.visible().center())
