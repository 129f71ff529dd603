"""Why: layers fall in line while they are dragged, and stand in line by one command."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from designer import edit
from designer.edit import EditError
from designer.edit.aligning import DIRECTIONS, SIDES
from designer.model import Project
from designer.ui.canvas import arranging, menus
from designer.ui.canvas.guides import Guides
from tests.ui.canvas.hands import ALT, CONTROL, Hands, Keys

Open = Callable[..., Hands]
NONE = Qt.KeyboardModifier.NoModifier


def scattered() -> Project:
    project = Project.new("scattered")
    places = ((0, 0), (300, 205), (603, 400))
    for kind, at in zip(("Input", "ReLU", "Tanh"), places, strict=True):
        edit.add(project, kind, at=at)
    return project


@pytest.mark.parametrize(
    ("keys", "place", "lines"),
    [(NONE, (603, 205), 6), (CONTROL, (600, 200), 0), (ALT, (600, 202), 0)],
)
def test_a_dragged_layer_falls_in_line_unless_held_off(
    canvas: Open, keys: Keys, place: tuple[float, float], lines: int
) -> None:
    hands = canvas(scattered())
    hands.view.centerOn(400, 200)
    hands.document.select(["input1"])
    start = hands.body("input1")
    pixel = hands.hold(start, start + QPointF(600, 202))
    hands.move_to(pixel, Qt.MouseButton.LeftButton, keys)
    assert len(hands.view._guides) == lines
    assert hands.view.gesture is not None
    hands.view.gesture.end(hands.view.mapToScene(pixel), keys)
    hands.view.end_gesture()
    assert hands.project.main.nodes["input1"].at == place
    assert not hands.view._guides
    hands.document.undo()
    assert hands.project.main.nodes["input1"].at == (0, 0)


@pytest.mark.hands(13)
@pytest.mark.parametrize("zoom", [0.2, 0.5, 1.0, 2.0])
def test_it_falls_in_line_within_six_pixels_at_any_zoom(canvas: Open, zoom: float) -> None:
    hands = canvas(scattered())
    hands.view.set_zoom(zoom)
    hands.view.centerOn(300, 200)
    start = hands.body("tanh1")
    for pixels, caught in ((5, True), (9, False)):
        hands.hold(start, start + QPointF(-303 + pixels / zoom, 100 / zoom))
        x = hands.view.canvas.nodes["tanh1"].pos().x()
        assert (x == 300) == caught, (pixels, x)
        hands.key(Qt.Key.Key_Escape)
        hands.release(start)


def test_escape_takes_the_lines_away(canvas: Open) -> None:
    hands = canvas(scattered())
    before = hands.project.state()
    hands.hold(hands.body("relu1"), hands.body("relu1") + QPointF(-298, 0))
    assert hands.view._guides
    hands.key(Qt.Key.Key_Escape)
    assert not hands.view._guides and hands.project.state() == before


def test_several_fall_in_line_by_the_edges_of_the_box_around_them() -> None:
    guides = Guides([QRectF(0, 0, 208, 48), QRectF(500, 300, 208, 48)])
    box = QRectF(203, 60, 500, 100)  # its right edge is near that of the second
    assert guides.shift(box, 6) == (5, None)
    lines = guides.lines(box.translated(5, 0))
    spans = ((48, 60), (348, 360), (160, 300))  # beyond, beyond, and between
    assert lines == [QLineF(708, a, 708, b) for a, b in spans]
    assert guides.shift(box, 4) == (None, None)


def test_every_way_of_aligning_puts_in_line_and_is_one_undo(canvas: Open) -> None:
    for way in arranging.ways():
        hands = canvas(scattered())
        before = {name: node.at for name, node in hands.project.main.nodes.items()}
        hands.document.select(before)
        actions(menus.make(hands.view, hands.body("relu1")))[arranging.ways()[way][0]].trigger()
        at = [node.at for node in hands.project.main.ordered_nodes()]
        if way in SIDES:
            axis, line, _ = SIDES[way]
            assert {place[axis] for place in at} == {line([p[axis] for p in before.values()])}
        else:
            axis = DIRECTIONS[way]
            steps = {round(b[axis] - a[axis], 6) for a, b in pairwise(at)}
            assert len(steps) == 1 and at[0] == before["input1"] and at[2] == before["tanh1"]
        assert [p[1 - axis] for p in at] == [p[1 - axis] for p in before.values()]
        hands.document.undo()
        assert {name: node.at for name, node in hands.project.main.nodes.items()} == before


def test_what_is_too_few_to_align_is_refused_or_not_offered(canvas: Open) -> None:
    hands = canvas(scattered())
    hands.document.select(["relu1"])
    assert "Align" not in [a.text() for a in menus.make(hands.view, hands.body("relu1")).actions()]
    hands.document.select(["relu1", "tanh1"])
    found = actions(menus.make(hands.view, hands.body("relu1")))
    enabled = {way: found[title].isEnabled() for way, (title, _) in arranging.ways().items()}
    assert enabled == {way: way in SIDES for way in arranging.ways()}
    for command, way in ((edit.align, "left"), (edit.distribute, "vertically")):
        with pytest.raises(EditError, match="Select"):
            command(hands.project, ["relu1"], way)


def test_a_node_taken_out_of_the_selection_is_not_dragged(canvas: Open) -> None:
    hands = canvas(scattered())
    hands.document.select(["relu1"])
    before = hands.project.state()
    hands.drag(hands.body("relu1"), hands.body("relu1") + QPointF(80, 80), keys=CONTROL)
    assert hands.project.state() == before and hands.document.selection == ()


def actions(menu: QMenu) -> dict[str, QAction]:
    (below,) = [action.menu() for action in menu.actions() if action.text() == "Align"]
    assert isinstance(below, QMenu)
    return {action.text(): action for action in below.actions()}
