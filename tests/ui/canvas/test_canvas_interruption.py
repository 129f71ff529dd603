"""Why: whatever happens in the middle of a gesture, nothing of it stays behind."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from designer import edit
from designer.model import Project, Wire
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.wire_choice import choice_of
from tests.ui.canvas.hands import ALT, CONTROL, LEFT, MIDDLE, NONE, RIGHT, SHIFT, Hands, drawn

Open = Callable[..., Hands]
Button = Qt.MouseButton

BENT = Wire("relu1", "blok1")
FAR = QPointF(420, 300)
HELD: dict[str, tuple[Callable[[Hands], QPointF], Button, Qt.KeyboardModifier]] = {
    "layer": (lambda h: h.body("conv1"), LEFT, NONE),
    "selection": (lambda h: (h.view.select_all(), h.body("conv1"))[1], LEFT, NONE),
    "wire": (lambda h: h.output("loose"), LEFT, NONE),
    "unplug": (lambda h: h.input("relu1"), LEFT, NONE),
    "box": (lambda h: QPointF(-120, 560), LEFT, NONE),
    "lasso": (lambda h: QPointF(-120, 560), LEFT, ALT),
    "pan": (lambda h: QPointF(-120, 560), MIDDLE, NONE),
    "cut": (lambda h: QPointF(-120, 560), RIGHT, CONTROL),
    "frame": (lambda h: area(h, "frame1").topLeft() + QPointF(40, 8), LEFT, NONE),
    "border": (lambda h: area(h, "frame1").bottomRight(), LEFT, NONE),
    "comment": (lambda h: area(h, "comment1").center(), LEFT, NONE),
    "point": (lambda h: QPointF(*h.project.main.bends[BENT][0]), LEFT, NONE),
    "new point": (lambda h: (h.output("image") + h.input("conv1")) / 2, LEFT, ALT),
}
ON_THE_WAY: dict[str, Callable[[Hands], object]] = {
    "all goes": lambda h: edit.remove(
        h.project, list(h.project.main.nodes), remarks=list(h.project.main.remarks)
    ),
    "all is renamed": lambda h: [
        edit.rename(h.project, n, n + "x") for n in [*h.project.main.nodes]
    ],
    "all moves": lambda h: edit.move(
        h.project, {n: (node.at[0] + 64, node.at[1]) for n, node in h.project.main.nodes.items()}
    ),
    "another level": lambda h: h.document.enter("blok1"),
    "button lost": lambda h: h.move_to(QPoint(300, 300), Button.NoButton),
}


def area(hands: Hands, name: str) -> QRectF:
    return hands.view.canvas.remarks[name].area


@pytest.mark.hands(50)
@pytest.mark.parametrize("held", HELD)
def test_what_ends_a_gesture_leaves_no_trace_of_it(canvas: Open, held: str) -> None:
    hands = canvas(drawing())
    hands.view.set_zoom(0.8)
    where, button, keys = HELD[held]
    for way, interrupt in ON_THE_WAY.items():
        before = hands.project.state()
        hands.document.select([])
        hands.hold(where(hands), FAR, button, keys)
        assert hands.view.gesture is not None, way
        interrupt(hands)
        after = hands.project.state()
        assert hands.view.gesture is None, way
        hands.move_to(QPoint(310, 310), button, keys)
        hands.release(FAR, button, keys)
        assert hands.project.state() == after, way
        hands.document.check_now()
        hands.document.select([])
        anew = CanvasScene(hands.document)
        assert drawn(hands.view.canvas) == drawn(anew), way
        anew.deleteLater()
        hands.document.open_graph("main")
        while hands.document.history.can_undo:
            hands.document.undo()
        assert hands.project.state() == before, way


CHOSEN: dict[str, Callable[[Hands], object]] = {
    "nothing": lambda h: h.document.select([]),
    "layers and a comment": lambda h: h.document.select(["loose", "flatten1"], ["comment1"]),
    "a wire": lambda h: h.click((h.output("image") + h.input("conv1")) / 2),
    "a point": lambda h: h.click(QPointF(*h.project.main.bends[BENT][0])),
}
PRESSED = {
    **{held: HELD[held] for held in HELD if held != "selection"},
    "along a wire": (lambda h: (h.output("image") + h.input("conv1")) / 2, LEFT, NONE),
    "layer more": (HELD["layer"][0], LEFT, SHIFT),
    "frame more": (HELD["frame"][0], LEFT, SHIFT),
    "point more": (HELD["point"][0], LEFT, SHIFT),
}


@pytest.mark.parametrize("held", PRESSED)
def test_escape_selects_what_was_selected_before(canvas: Open, held: str) -> None:
    hands = canvas(drawing())
    hands.view.set_zoom(0.8)
    where, button, keys = PRESSED[held]
    for what, choose in CHOSEN.items():
        choose(hands)
        before = choice_of(hands.view.canvas)
        assert any(before[1:]) or what == "nothing"
        hands.hold(where(hands), FAR, button, keys)
        hands.key(Qt.Key.Key_Escape)
        assert hands.view.gesture is None and choice_of(hands.view.canvas) == before, what
        hands.release(FAR, button, keys)
        assert choice_of(hands.view.canvas) == before, what
        assert not hands.document.history.can_undo


def test_a_gesture_does_not_go_on_in_a_tab_behind(canvas: Open) -> None:
    hands = canvas(drawing())
    hands.hold(hands.body("conv1"), FAR)
    hands.view.hide()
    assert hands.view.gesture is None
    hands.view.show()
    hands.release(FAR)
    assert not hands.document.history.can_undo


def test_a_button_that_is_pressed_again_was_let_go(canvas: Open) -> None:
    hands = canvas(drawing())
    hands.hold(hands.body("conv1"), FAR)
    QTest.mousePress(hands.view.viewport(), LEFT, NONE, QPoint(5, 5))
    assert hands.view.gesture is None
    assert hands.view.canvas.nodes["conv1"].pos() == QPointF(0, 96)
    hands.release(FAR)
    assert not hands.document.history.can_undo


@pytest.mark.hands(26)
def test_a_wire_led_by_keys_is_given_up_when_the_keyboard_goes_elsewhere(canvas: Open) -> None:
    hands = canvas(drawing())
    field = QLineEdit(hands.view)
    field.show()
    hands.click(hands.body("loose"))
    hands.key(Qt.Key.Key_C)
    assert hands.view.gesture is not None
    field.setFocus(Qt.FocusReason.MouseFocusReason)
    QApplication.processEvents()
    assert hands.view.gesture is None
    assert all(item.fits is None for item in hands.view.canvas.nodes.values())


def drawing() -> Project:
    """Layers, a frame, a comment, a block and a wire that runs through points."""
    project = Project.new("all")
    edit.add(project, "Input", "image", at=(0, 0), shape=(1, 8, 8))
    for row, kind in enumerate(("Conv2d", "ReLU", "Tanh", "Flatten", "Output"), 1):
        name = edit.add(project, kind, at=(0, 96 * row))
        edit.connect(project, list(project.main.nodes)[-2], name)
    edit.add(project, "ReLU", "loose", at=(320, 96))
    edit.group(project, ["tanh1"], "Blok")
    edit.move(project, {"conv1": (0, 96), "relu1": (0, 192)})
    edit.frame_around(project, ["conv1"], "Stem")
    edit.add_comment(project, "why so", (320, 400), 120)
    edit.bend(project, BENT, [(40, 250)])
    return project
