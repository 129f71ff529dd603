"""Why: a wheel zooms, two fingers move the canvas and a pinch zooms; each is told by its event."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent

if TYPE_CHECKING:
    from designer.ui.canvas.camera import Camera

STEP = 1.2  # of zoom, for one notch of the wheel
SCROLL = 90  # px for one notch
Phase, Kind = Qt.ScrollPhase, Qt.NativeGestureType
CLOSER = 1.6  # a double tap goes so much nearer, and from there back to the whole


def turned(camera: "Camera", event: QWheelEvent) -> None:
    """A wheel zooms at the pointer or scrolls, as the person likes; with Ctrl it always zooms.

    Two fingers have phases, a wheel has none, except under X11, which tells no phases at all: that
    is what the choice between zooming and scrolling is for.
    """
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    notches = QPointF(event.angleDelta()) / 120
    fingers = event.phase() != Phase.NoScrollPhase
    # What still glides after a scroll is no zoom, even if Ctrl is pressed by now.
    gliding = event.phase() == Phase.ScrollMomentum
    if fingers and (gliding or not control):
        exact = QPointF(event.pixelDelta())
        camera.pan(-(exact if not exact.isNull() else notches * SCROLL) / camera.zoom)
    elif shift:
        camera.pan(QPointF(-(notches.x() or notches.y()) * SCROLL / camera.zoom, 0))
    elif control or camera.wheel_zooms:
        camera.set_zoom(camera.zoom * STEP ** notches.y(), event.position())
    else:
        camera.pan(-notches * SCROLL / camera.zoom)
    event.accept()


def gestured(camera: "Camera", event: QNativeGestureEvent) -> None:
    """A pinch zooms at the fingers, a double tap goes nearer or back, several fingers pan."""
    kind = event.gestureType()
    if kind == Kind.ZoomNativeGesture:
        camera.set_zoom(camera.zoom * max(0.1, 1 + event.value()), event.position())
    elif kind == Kind.PanNativeGesture:
        camera.pan(-QPointF(event.delta()) / camera.zoom)
    elif kind == Kind.SmartZoomNativeGesture:
        if camera.zoom < 1.0:
            camera.set_zoom(max(1.0, camera.zoom * CLOSER), event.position())
        else:
            camera.zoom_to_fit()
    event.accept()
