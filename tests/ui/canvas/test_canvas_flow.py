"""Why: a drawing that learns is seen to be alive, without disturbing those who want calm."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.ui.motion import set_motion
from tests.ui.canvas.hands import Hands

Open = Callable[..., Hands]


@pytest.fixture(autouse=True)
def _motion() -> Iterator[None]:
    set_motion("on")
    yield
    set_motion("system")


def picture(hands: Hands) -> QImage:
    return hands.view.viewport().grab().toImage()


def test_dots_travel_while_a_run_goes_on(canvas: Open, qtbot: QtBot) -> None:
    hands = canvas("lenet5")
    flow, state = hands.view.flow, hands.document.bridge.run_state
    still = picture(hands)
    state.emit("running")
    assert flow is not None and flow.is_on
    first = picture(hands)
    assert first != still
    qtbot.waitUntil(lambda: picture(hands) != first, timeout=5_000)
    state.emit("paused")
    assert not flow.is_on and picture(hands) == still
    state.emit("running")
    state.emit("idle")
    assert not flow.is_on


def test_nothing_travels_without_motion_or_where_no_eye_could_follow(
    canvas: Open, qtbot: QtBot
) -> None:
    hands = canvas("lenet5")
    flow, state = hands.view.flow, hands.document.bridge.run_state
    assert flow is not None
    hands.view.set_zoom(0.3)
    still = picture(hands)
    state.emit("running")
    assert flow.is_on and picture(hands) == still
    set_motion("off")
    qtbot.waitUntil(lambda: not flow.is_on, timeout=5_000)
    state.emit("paused")
    state.emit("running")
    assert not flow.is_on


def test_without_motion_dots_lie_still_on_the_wires(canvas: Open) -> None:
    set_motion("off")
    hands = canvas("lenet5")
    flow, state = hands.view.flow, hands.document.bridge.run_state
    before = picture(hands)
    state.emit("running")
    QApplication.processEvents()
    assert flow is not None and not flow.is_on
    assert picture(hands) != before, "that it runs is seen"
    assert picture(hands) == picture(hands), "and nothing moves"
    for other in ("paused", "idle"):
        state.emit("running")
        state.emit(other)
        assert picture(hands) == before
