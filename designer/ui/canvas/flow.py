"""Why: while a network learns, data is seen to run through it: it is alive, and says where."""

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtGui import QPainter, QPen, QRegion, Qt

from designer.model import Wire
from designer.ui import theme
from designer.ui.canvas.titles import TITLES_BELOW
from designer.ui.motion import glide_ms

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

TICK_MS, SLOWEST_MS = 250, 1000
SHARE = 0.01  # of the time may go into drawing the dots: it is taken from the training
MOST = 80  # wires in view: more are not followed by eyes, and cost time that the training needs
DOT, APART = 4.0, 6.0  # width of a dot; from one to the next, in dots
SPEED = 0.006  # dots that they travel in a millisecond


class Flow(QObject):
    """Dots that travel along the wires in view, from output to input, while a run is going on.

    Where nothing is to move they lie still on the wires: that it runs is seen all the same.
    """

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._gone = 0.0
        self._runs = False
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        view.document.bridge.run_state.connect(self._follow)
        self._follow(view.document.training_state)

    @property
    def is_on(self) -> bool:
        """True while dots travel."""
        return self._timer.isActive()

    def paint(self, painter: QPainter) -> None:
        """Draw the dots where they are now."""
        if not self._runs:
            return
        pen = QPen(theme.current().accent, DOT)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.01, APART])
        pen.setDashOffset(-self._gone)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for wire in self._wires():
            painter.drawPath(self._view.canvas.wires[wire].path())

    def _follow(self, state: str) -> None:
        before, self._runs = self._runs, state == "running"
        if self._runs and glide_ms():
            self._timer.start()
        else:
            self._timer.stop()
        if before or self._runs:
            self._view.viewport().update()

    def _tick(self) -> None:
        if not glide_ms():  # motion was switched off meanwhile
            self._timer.stop()
            return
        self._gone = (self._gone + SPEED * self._timer.interval()) % (APART + 0.01)
        if self._view.isVisible():
            begun = perf_counter()
            self._view.viewport().repaint(self._region())
            took = 1000 * (perf_counter() - begun)
            self._timer.setInterval(round(min(SLOWEST_MS, max(TICK_MS, took / SHARE))))

    def _wires(self) -> list[Wire]:
        """The wires in view; none when they are too many or too small to be followed."""
        view = self._view
        if view.zoom < TITLES_BELOW:
            return []
        wires = view.canvas.wires
        seen = (item.face.name for item in view.canvas.nodes_in(view.visible()))
        near = {wire for name in seen for wire in view.canvas.wires_of(name)}
        found = [wire for wire in near if wire in wires]
        return found if len(found) <= MOST else []

    def _region(self) -> QRegion:
        region = QRegion()
        for wire in self._wires():
            bounds = self._view.canvas.wires[wire].path().boundingRect().adjusted(-4, -4, 4, 4)
            region += QRect(self._view.mapFromScene(bounds).boundingRect())
        return region
