"""Why: wheels and touchpads are told apart, and each does what its owner's hands expect."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtWidgets import QApplication

from tests.ui.canvas.hands import CONTROL, NONE, SHIFT, Hands, Keys

Open = Callable[..., Hands]
Phase, Kind = Qt.ScrollPhase, Qt.NativeGestureType
AT = QPointF(300, 200)


STILL = QPointF()


def roll(
    hands: Hands,
    pixels: QPoint,
    notches: QPoint,
    keys: Keys = NONE,
    phase: Phase = Phase.NoScrollPhase,
) -> None:
    viewport = hands.view.viewport()
    no = Qt.MouseButton.NoButton
    where = viewport.mapToGlobal(AT)
    event = QWheelEvent(AT, where, pixels, notches * 120, no, keys, phase, False)
    QApplication.sendEvent(viewport, event)


def gesture(hands: Hands, kind: Qt.NativeGestureType, value: float, by: QPointF = STILL) -> None:
    viewport = hands.view.viewport()
    device = QPointingDevice.primaryPointingDevice()
    where = viewport.mapToGlobal(AT)
    QApplication.sendEvent(viewport, QNativeGestureEvent(kind, device, 2, AT, AT, where, value, by))


def seen(hands: Hands) -> tuple[float, float, float]:
    at = hands.view.mapToScene(AT.toPoint())
    return round(hands.view.zoom, 4), at.x(), at.y()


NOTCH, RIGHT = QPoint(0, 1), QPoint(1, 0)


@pytest.mark.hands(30)
@pytest.mark.parametrize("zooms", [True, False])
@pytest.mark.parametrize(
    ("pixels", "notches", "keys", "phase", "does"),
    [
        (QPoint(), NOTCH, NONE, Phase.NoScrollPhase, "as chosen"),
        (QPoint(), NOTCH, CONTROL, Phase.NoScrollPhase, "zoom"),
        (QPoint(), NOTCH, SHIFT, Phase.NoScrollPhase, "sideways"),
        (QPoint(0, 12), NOTCH, NONE, Phase.NoScrollPhase, "as chosen"),
        (QPoint(0, 12), QPoint(), NONE, Phase.ScrollUpdate, "up and down"),
        (QPoint(12, 0), QPoint(), NONE, Phase.ScrollUpdate, "sideways"),
        (QPoint(), NOTCH, NONE, Phase.ScrollUpdate, "up and down"),
        (QPoint(), RIGHT, NONE, Phase.ScrollUpdate, "sideways"),
        (QPoint(0, 12), NOTCH, CONTROL, Phase.ScrollUpdate, "zoom"),
        (QPoint(0, 12), NOTCH, CONTROL, Phase.ScrollMomentum, "up and down"),
        (QPoint(), QPoint(), NONE, Phase.ScrollBegin, "nothing"),
        (QPoint(), QPoint(), NONE, Phase.ScrollEnd, "nothing"),
    ],
)
def test_what_a_turn_does(
    canvas: Open,
    zooms: bool,
    pixels: QPoint,
    notches: QPoint,
    keys: Keys,
    phase: Phase,
    does: str,
) -> None:
    hands = canvas("lenet5")
    hands.view.wheel_zooms = zooms
    zoom, x, y = seen(hands)
    roll(hands, pixels, notches, keys, phase)
    after, new_x, new_y = seen(hands)
    if does == "as chosen":
        does = "zoom" if zooms else "up and down"
    assert (after > zoom) == (does == "zoom")
    if does == "zoom":
        assert abs(new_x - x) < 2 and abs(new_y - y) < 2, "what is under the pointer stays"
    else:
        assert (new_x != x, new_y != y) == (does == "sideways", does == "up and down")
        if pixels and phase != Phase.NoScrollPhase:
            assert QPointF(x - new_x, y - new_y) == QPointF(pixels), "by as much as the fingers"


@pytest.mark.hands(29)
def test_a_pinch_zooms_where_the_fingers_are(canvas: Open) -> None:
    hands = canvas("lenet5")
    zoom, x, y = seen(hands)
    gesture(hands, Kind.BeginNativeGesture, 0)
    for _ in range(5):
        gesture(hands, Kind.ZoomNativeGesture, 0.1)
    gesture(hands, Kind.EndNativeGesture, 0)
    after, new_x, new_y = seen(hands)
    assert after == pytest.approx(zoom * 1.1**5, rel=1e-3)
    assert abs(new_x - x) < 2 and abs(new_y - y) < 2
    gesture(hands, Kind.ZoomNativeGesture, -0.5)
    assert hands.view.zoom == pytest.approx(after / 2, rel=1e-3)
    for _ in range(9):
        gesture(hands, Kind.ZoomNativeGesture, -2.0)
    assert hands.view.zoom > 0


@pytest.mark.hands(29)
def test_fingers_pan_and_a_double_tap_goes_near_and_back(canvas: Open) -> None:
    hands = canvas("lenet5")
    _, x, y = seen(hands)
    gesture(hands, Kind.PanNativeGesture, 0, QPointF(20, -10))
    assert seen(hands)[1:] == (x - 20, y + 10)
    hands.view.zoom_to_fit()
    whole = hands.view.zoom
    assert whole < 1
    gesture(hands, Kind.SmartZoomNativeGesture, 0)
    assert hands.view.zoom >= 1
    gesture(hands, Kind.SmartZoomNativeGesture, 0)
    assert hands.view.zoom == pytest.approx(whole)


def test_small_turns_lead_where_a_large_one_does(canvas: Open) -> None:
    hands = canvas("lenet5")
    hands.view.set_zoom(1.0)
    start = hands.view.mapToScene(AT.toPoint())
    for _ in range(60):
        gesture(hands, Kind.ZoomNativeGesture, 0.006)
    away = hands.view.mapToScene(AT.toPoint()) - start
    assert away.manhattanLength() < 1.5, "what is under the fingers stays there"
    start = hands.view.mapToScene(AT.toPoint())
    for _ in range(40):
        gesture(hands, Kind.PanNativeGesture, 0.0, QPointF(0.75, -0.3))
    by = (hands.view.mapToScene(AT.toPoint()) - start) * hands.view.zoom
    assert abs(by.x() + 30) <= 1 and abs(by.y() - 12) <= 1
