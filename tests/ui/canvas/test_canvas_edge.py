"""Why: every drag reaches what is out of view, and none does by a mere click."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer import edit
from designer.model import Project, Wire
from tests.ui.canvas.hands import ALT, LEFT, NONE, SHIFT, Hands, Keys

Open = Callable[..., Hands]
LONG = 300.0  # canvas units that the view is to come along, at least
FREE = QPointF(420, 420)  # nothing lies here


def drawing() -> Project:
    project = Project.new("edge")
    edit.add(project, "Input", "a", at=(0, 0), shape=[8])
    edit.add(project, "ReLU", "b", at=(0, 160))
    edit.add(project, "Tanh", "far", at=(900, 900))
    edit.connect(project, "a", "b")
    edit.bend(project, Wire("a", "b"), [(320, 100)])
    edit.add_frame(project, (-60, 260, 200, 120), "frame")
    return project


STARTS: dict[str, tuple[Callable[[Hands], QPointF], Qt.KeyboardModifier]] = {
    "nodes": (lambda hands: hands.body("b"), ALT),
    "wire": (lambda hands: hands.output("b"), NONE),
    "box": (lambda _: FREE, SHIFT),
    "lasso": (lambda _: FREE, ALT),
    "frame": (lambda _: QPointF(-20, 270), ALT),
    "border": (lambda _: QPointF(140, 380), ALT),
    "point": (lambda _: QPointF(320, 100), NONE),
}


def wait_until(done: Callable[[], bool]) -> bool:
    end = time.monotonic() + 5
    while not done() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)
    return done()


@pytest.mark.hands(51)
@pytest.mark.hands(51)
@pytest.mark.parametrize("what", STARTS)
def test_the_canvas_comes_along(canvas: Open, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    hands = canvas(drawing())
    hands.view.centerOn(200, 200)
    where, held = STARTS[what]
    start = where(hands)
    before, seen = hands.project.state(), hands.view.visible().center()
    pixel = hands.view.mapFromScene(start)
    edge = hands.view.viewport().rect().bottomRight() - QPoint(4, 4)
    QTest.mousePress(hands.view.viewport(), LEFT, held, pixel)
    hands.move_to(edge, LEFT, held)
    gesture = hands.view.gesture
    assert gesture is not None
    held_keys: list[Keys] = []
    move = gesture.move

    def moved(at: QPointF, keys: Keys) -> None:
        held_keys.append(keys)
        move(at, keys)

    monkeypatch.setattr(gesture, "move", moved)
    assert wait_until(lambda: hands.view.visible().center().x() > seen.x() + LONG)
    assert set(held_keys) == {held}, "the keys that are held count while it moves"
    hands.key(Qt.Key.Key_Escape)
    hands.release(hands.view.mapToScene(edge), keys=held)
    assert hands.project.state() == before and not hands.document.history.can_undo
    at = hands.view.visible().center()
    QTest.qWait(100)
    assert hands.view.visible().center() == at, "it stops with the drag"


def test_what_is_dragged_ends_under_the_pointer(canvas: Open) -> None:
    hands = canvas(drawing())
    hands.view.centerOn(200, 200)
    edge = hands.view.viewport().rect().bottomRight() - QPoint(4, 4)
    offset = hands.body("b") - QPointF(*hands.project.main.nodes["b"].at)
    QTest.mousePress(hands.view.viewport(), LEFT, ALT, hands.view.mapFromScene(hands.body("b")))
    hands.move_to(edge, LEFT, ALT)
    seen = hands.view.visible().center()
    assert wait_until(lambda: hands.view.visible().center().x() > seen.x() + LONG)
    QTest.mouseRelease(hands.view.viewport(), LEFT, ALT, edge)
    at = QPointF(*hands.project.main.nodes["b"].at) + offset
    assert (at - hands.view.mapToScene(edge)).manhattanLength() < 3
    hands.document.undo()
    assert not hands.document.history.can_undo


def test_a_press_near_the_edge_moves_nothing_by_itself(canvas: Open) -> None:
    hands = canvas(drawing())
    hands.view.centerOn(200, 200)
    corner = hands.view.mapToScene(hands.view.viewport().rect().bottomRight() - QPoint(10, 10))
    edit.move(hands.project, {"far": (corner.x() - 104, corner.y() - 24)})
    before, seen = hands.project.state(), hands.view.visible()
    pixel = hands.view.mapFromScene(hands.body("far"))
    QTest.mousePress(hands.view.viewport(), LEFT, NONE, pixel)
    QTest.qWait(150)
    QTest.mouseRelease(hands.view.viewport(), LEFT, NONE, pixel)
    assert hands.project.state() == before and hands.view.visible() == seen
    assert hands.document.selection == ("far",)
