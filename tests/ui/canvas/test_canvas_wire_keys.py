"""Why: whoever has no mouse reaches, leads and removes every single wire."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu

from designer import edit, gallery
from designer.model import Project, Wire
from tests.ui.canvas.hands import ALT, NONE, SHIFT, Hands

Key = Qt.Key
pytestmark = pytest.mark.usefixtures("no_menu_stays")
Open = Callable[..., Hands]
WIRE = Wire("image", "relu1")


def two() -> Project:
    project = Project.new("two")
    edit.add(project, "Input", "image", at=(0, 0), shape=[8])
    edit.add(project, "ReLU", "relu1", at=(0, 240))
    edit.connect(project, "image", "relu1")
    return project


def told(hands: Hands) -> list[str]:
    said: list[str] = []
    hands.document.bridge.message.connect(said.append)
    return said


@pytest.mark.hands(49)
def test_every_wire_of_every_layer_is_reached_and_said(canvas: Open) -> None:
    hands = canvas(gallery.create("resnet18"))
    said = told(hands)
    drawing, scene = hands.project.main, hands.view.canvas
    reached = set()
    for name in drawing.nodes:
        around = {*drawing.incoming(name), *drawing.outgoing(name)}
        hands.document.select([name])
        there = []
        for _ in around:
            hands.key(Key.Key_W)
            wire = scene.chosen_wire
            assert wire is not None and not hands.document.selection
            assert said[-1].startswith(f"Wire {wire.source} → {wire.target}")
            assert hands.view.visible().intersects(scene.wires[wire].sceneBoundingRect())
            there.append(wire)
        assert set(there) == around
        hands.key(Key.Key_W, SHIFT)
        assert scene.chosen_wire == there[-2 % len(there)]
        hands.key(Key.Key_Escape)
        assert hands.document.selection == (name,) and scene.chosen_wire is None
        reached |= around
    assert reached == set(drawing.wires) and not hands.document.history.can_undo


def test_del_removes_the_wire_and_goes_back_to_the_layer(canvas: Open) -> None:
    hands = canvas(two())
    before = hands.project.state()
    hands.document.select(["relu1"])
    hands.key(Key.Key_W)
    hands.key(Key.Key_Delete)
    assert not hands.wires() and hands.document.selection == ("relu1",)
    hands.document.undo()
    assert hands.project.state() == before and not hands.document.history.can_undo


@pytest.mark.hands(11, 49)
def test_points_are_set_walked_moved_and_removed(canvas: Open) -> None:
    hands = canvas(two())
    said = told(hands)
    hands.document.select(["image"])
    hands.key(Key.Key_W)
    hands.key(Key.Key_Return)
    (middle,) = hands.project.main.bends[WIRE]
    assert middle == (104, 144) and said[-1].startswith("Point 1 of 1 on the wire image → relu1")
    for _ in range(3):
        hands.key(Key.Key_Right)
    hands.key(Key.Key_Down, SHIFT)
    assert hands.project.main.bends[WIRE] == ((128, 184),)
    hands.document.undo()
    assert hands.project.main.bends[WIRE] == (middle,), "arrows in a row are one step"
    hands.key(Key.Key_Up, ALT)
    assert hands.document.selection == ("image",)
    hands.key(Key.Key_W)
    hands.key(Key.Key_Down, ALT)
    assert hands.view.canvas.chosen_bends == {(WIRE, 0)}
    hands.key(Key.Key_Down, ALT)
    assert hands.document.selection == ("relu1",)
    hands.key(Key.Key_W)
    hands.key(Key.Key_Up, ALT)
    hands.key(Key.Key_Delete)
    assert not hands.project.main.bends and hands.view.canvas.chosen_wire == WIRE
    hands.key(Key.Key_Delete)
    assert not hands.wires() and hands.document.selection == ("relu1",)
    for _ in range(3):
        hands.document.undo()
    assert hands.wires() == {WIRE} and not hands.document.history.can_undo


def test_tab_puts_a_layer_into_the_wire(canvas: Open) -> None:
    hands = canvas(two())
    hands.document.select(["image"])
    hands.key(Key.Key_W)
    hands.key(Key.Key_Tab)
    hands.type("tanh")
    hands.enter()
    assert hands.links() == {("image", "tanh1"), ("tanh1", "relu1")}


@pytest.mark.parametrize("covered", [False, True])
def test_the_menu_key_opens_the_menu_of_the_wire(canvas: Open, covered: bool) -> None:
    project = two()
    if covered:
        edit.add(project, "Tanh", "above", at=(0, 120))
    hands = canvas(project)
    hands.document.select(["image"])
    hands.key(Key.Key_W)
    viewport = hands.view.viewport()
    pixel = viewport.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, pixel, viewport.mapToGlobal(pixel), NONE)
    QApplication.sendEvent(viewport, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    titles = [action.text() for action in menu.actions() if action.text()]
    assert titles == ["Insert layer…", "Add reroute point", "Delete wire"]


def test_what_has_no_wires_says_so(canvas: Open) -> None:
    project = two()
    edit.add(project, "Tanh", "lone", at=(300, 0))
    hands = canvas(project)
    said = told(hands)
    hands.document.select(["lone"])
    hands.key(Key.Key_W)
    assert said[-1] == "lone has no wires." and hands.document.selection == ("lone",)
    hands.document.select([])
    hands.key(Key.Key_W)
    assert said[-1].startswith("Select one layer") and hands.view.canvas.chosen_wire is None
