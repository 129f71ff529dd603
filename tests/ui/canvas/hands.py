"""Why: tests use the canvas as people do: with mouse and keys, at places that can be seen."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
    QPainterPath,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.model import FLOWS, Wire
from designer.ui.canvas import CanvasView
from designer.ui.canvas.scene import CanvasScene

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
RIGHT = Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Keys = Qt.KeyboardModifier
EITHER_WAY = pytest.mark.parametrize("canvas", FLOWS, indirect=True)
"""The canvas is that of a drawing that flows down, and of one that flows to the right."""
ALT = Qt.KeyboardModifier.AltModifier


class Hands:
    """A mouse and a keyboard at one canvas. Places are canvas coordinates."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self.document = view.document
        self.project = view.document.project

    def wires(self) -> set[Wire]:
        return set(self.project.main.wires)

    def links(self) -> set[tuple[str, str]]:
        return {(w.source, w.target) for w in self.project.main.wires}

    def seen(self, at: QPointF) -> QPoint:
        """The pixel of a place; the view is moved when it cannot be seen."""
        pixel = self.view.mapFromScene(at)
        if not self.view.viewport().rect().adjusted(30, 30, -30, -30).contains(pixel):
            self.view.centerOn(at)
            pixel = self.view.mapFromScene(at)
        return pixel

    def body(self, name: str) -> QPointF:
        return self.view.canvas.nodes[name].center()

    def output(self, name: str, port: str = "out") -> QPointF:
        return self.view.canvas.nodes[name].output_at(port)

    def input(self, name: str, port: str = "in") -> QPointF:
        return self.view.canvas.nodes[name].input_at(port)

    def move_to(self, pixel: QPoint, button: Qt.MouseButton, keys: Keys = NONE) -> None:
        at = QPointF(pixel)
        viewport, none = self.view.viewport(), Qt.MouseButton.NoButton
        everywhere = viewport.mapToGlobal(at)
        event = QMouseEvent(QEvent.Type.MouseMove, at, everywhere, none, button, keys)
        QApplication.sendEvent(viewport, event)

    def release(self, at: QPointF, button: Qt.MouseButton = LEFT, keys: Keys = NONE) -> None:
        QTest.mouseRelease(self.view.viewport(), button, keys, self.view.mapFromScene(at))

    def click(self, at: QPointF, keys: Keys = NONE) -> None:
        QTest.mouseClick(self.view.viewport(), LEFT, keys, self.seen(at))

    def double_click(self, at: QPointF) -> None:
        pixel = self.seen(at)
        QTest.mouseClick(self.view.viewport(), LEFT, NONE, pixel)
        QTest.mouseDClick(self.view.viewport(), LEFT, NONE, pixel)

    def drag(
        self, start: QPointF, end: QPointF, button: Qt.MouseButton = LEFT, keys: Keys = NONE
    ) -> None:
        pixel = self.hold(start, end, button, keys)
        QTest.mouseRelease(self.view.viewport(), button, keys, pixel)

    def hold(
        self, start: QPointF, end: QPointF, button: Qt.MouseButton = LEFT, keys: Keys = NONE
    ) -> QPoint:
        """Press, and move to the end in a few steps, without letting go. Returns the pixel."""
        first = self.seen(start)
        last = self.view.mapFromScene(end)
        QTest.mousePress(self.view.viewport(), button, keys, first)
        for step in (0.3, 0.6, 1.0):
            self.move_to(first + (last - first) * step, button, keys)
        return last

    def onto(self, start: QPointF, pixel: QPoint, let_go: bool = True) -> None:
        """Drag to a pixel of the view that may not show the canvas, and let go there."""
        first = self.seen(start)
        QTest.mousePress(self.view.viewport(), LEFT, NONE, first)
        for step in (0.3, 0.6, 1.0):
            self.move_to(first + (pixel - first) * step, LEFT)
        if let_go:
            QTest.mouseRelease(self.view.viewport(), LEFT, NONE, pixel)

    def key(self, key: Qt.Key, keys: Keys = NONE) -> None:
        QTest.keyClick(self.view, key, keys)

    def type(self, text: str) -> None:
        """Into whatever has the focus: the list of layers, a name."""
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, text)

    def enter(self) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, Qt.Key.Key_Return)

    def key_in_field(self, key: Qt.Key, keys: Keys = NONE) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None and widget is not self.view
        QTest.keyClick(widget, key, keys)

    def escape_in_field(self) -> None:
        self.key_in_field(Qt.Key.Key_Escape)

    def wheel(self, at: QPointF, notches: float, keys: Keys = NONE) -> None:
        pixel = QPointF(self.seen(at))
        event = QWheelEvent(
            pixel,
            self.view.viewport().mapToGlobal(pixel),
            QPoint(),
            QPoint(0, round(120 * notches)),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.view.viewport(), event)

    def drop_layer(self, kind: str, at: QPointF) -> None:
        """What the system sends when a layer is dragged in from the palette."""
        mime = QMimeData()
        mime.setData("application/x-designer-layer", kind.encode())
        pixel = self.seen(at)
        copy = Qt.DropAction.CopyAction
        viewport = self.view.viewport()
        QApplication.sendEvent(viewport, QDragEnterEvent(pixel, copy, mime, LEFT, NONE))
        QApplication.sendEvent(viewport, QDragMoveEvent(pixel, copy, mime, LEFT, NONE))
        QApplication.sendEvent(viewport, QDropEvent(QPointF(pixel), copy, mime, LEFT, NONE))


def drawn(scene: CanvasScene) -> dict[object, object]:
    """Where everything is seen, how the wires run, and which shapes stand where."""
    ways = {
        wire: (item.isVisible(), item.pos().toTuple(), *points(item.path()))
        for wire, item in scene.wires.items()
    }
    nodes = {
        name: (item.pos().toTuple(), item.face, item.fits, item.lit, item.hot_port, item.opacity())
        for name, item in scene.nodes.items()
    }
    labels = {
        (name, "labels"): tuple((label.text, label.left, label.leaves) for label in item.labels())
        for name, item in scene.nodes.items()
    }
    remarks = {(name, "area"): item.area.getRect() for name, item in scene.remarks.items()}
    return {**ways, **nodes, **labels, **remarks}


def points(path: QPainterPath) -> list[tuple[float, float]]:
    return [(path.elementAt(n).x, path.elementAt(n).y) for n in range(path.elementCount())]
