"""Why: reroute points are selected together and move with all else that is, as one step."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt

from designer import edit
from designer.model import Project, Wire
from tests.ui.canvas.hands import ALT, CONTROL, NONE, SHIFT, Hands, Keys

Key = Qt.Key
Open = Callable[..., Hands]
LEFT, RIGHT = Wire("a", "c"), Wire("b", "d")


def two_columns() -> Project:
    """Two wires straight down, led around something; the points stand 120 beside them."""
    project = Project.new("columns")
    for name, kind, at in (
        ("a", "Input", (0, 0)),
        ("b", "Input", (480, 0)),
        ("c", "Output", (0, 400)),
        ("d", "Output", (480, 400)),
    ):
        edit.add(project, kind, name, at=at)
    edit.connect(project, "a", "c")
    edit.connect(project, "b", "d")
    edit.bend(project, LEFT, [(240, 120), (240, 200)])
    edit.bend(project, RIGHT, [(720, 200)])
    return project


def points(hands: Hands) -> dict[Wire, tuple[tuple[float, float], ...]]:
    return dict(hands.project.main.bends)


def shown(hands: Hands) -> dict[Wire, tuple[tuple[float, float], ...]]:
    items = hands.view.canvas.wires.items()
    return {wire: tuple((leg.x1(), leg.y1()) for leg in item.legs[1:]) for wire, item in items}


def box(
    hands: Hands, corner: tuple[float, float], other: tuple[float, float], keys: Keys = NONE
) -> None:
    hands.drag(QPointF(*corner), QPointF(*other), keys=keys)


@pytest.mark.hands(11, 23)
def test_a_box_takes_points_shift_adds_ctrl_toggles(canvas: Open) -> None:
    hands = canvas(two_columns())
    chosen = hands.view.canvas
    box(hands, (230, 90), (300, 150))
    assert chosen.chosen_bends == {(LEFT, 0)} and chosen.chosen_wire == LEFT
    box(hands, (700, 150), (740, 260), SHIFT)
    assert chosen.chosen_bends == {(LEFT, 0), (RIGHT, 0)} and chosen.chosen_wire is None
    box(hands, (230, 90), (300, 260), CONTROL)
    assert chosen.chosen_bends == {(LEFT, 1), (RIGHT, 0)}
    hands.click(QPointF(240, 120), SHIFT)
    assert len(chosen.chosen_bends) == 3
    hands.click(QPointF(240, 120), CONTROL)
    assert chosen.chosen_bends == {(LEFT, 1), (RIGHT, 0)}
    hands.click(QPointF(400, 300))
    assert not chosen.chosen_bends
    assert not hands.document.history.can_undo


@pytest.mark.hands(11)
@pytest.mark.parametrize("by_keys", [False, True])
def test_points_move_with_the_layers_that_are_selected(canvas: Open, by_keys: bool) -> None:
    hands = canvas(two_columns())
    before = hands.project.state()
    box(hands, (-20, -20), (300, 260))  # a and the points of its wire
    assert hands.document.selection == ("a",)
    assert hands.view.canvas.chosen_bends == {(LEFT, 0), (LEFT, 1)}
    if by_keys:
        for _ in range(3):
            hands.key(Key.Key_Right, SHIFT)
    else:
        start = QPointF(240, 200)  # by one of the points
        end = hands.hold(start, start + QPointF(120, 0), keys=ALT)
        assert points(hands)[LEFT] == ((240, 120), (240, 200)), "only shown so far"
        assert shown(hands)[LEFT] == ((360, 120), (360, 200))
        hands.release(hands.view.mapToScene(end), keys=ALT)
    assert points(hands)[LEFT] == shown(hands)[LEFT] == ((360, 120), (360, 200))
    assert hands.project.main.nodes["a"].at == (120, 0)
    assert points(hands)[RIGHT] == ((720, 200),)
    hands.document.undo()
    assert hands.project.state() == before and not hands.document.history.can_undo
    assert shown(hands)[LEFT] == ((240, 120), (240, 200))


def test_points_of_a_wire_that_moves_as_a_whole_move_once(canvas: Open) -> None:
    hands = canvas(two_columns())
    box(hands, (-20, -20), (300, 470))
    assert set(hands.document.selection) == {"a", "c"}
    hands.drag(hands.body("a"), hands.body("a") + QPointF(40, 0), keys=ALT)
    assert points(hands)[LEFT] == shown(hands)[LEFT] == ((280, 120), (280, 200))
    hands.document.undo()
    assert points(hands)[LEFT] == ((240, 120), (240, 200))


def test_escape_puts_back_what_was_dragged_and_selected(canvas: Open) -> None:
    hands = canvas(two_columns())
    box(hands, (-20, -20), (300, 260))
    before, chosen = hands.project.state(), hands.view.canvas.chosen_bends
    for start in (QPointF(240, 200), hands.body("a")):
        hands.hold(start, start + QPointF(80, 40))
        hands.key(Key.Key_Escape)
        hands.release(start)
        assert hands.project.state() == before and not hands.document.history.can_undo
        assert shown(hands)[LEFT] == ((240, 120), (240, 200))
        assert (hands.document.selection, hands.view.canvas.chosen_bends) == (("a",), chosen)
    hands.hold(QPointF(700, 150), QPointF(740, 260))
    assert hands.view.canvas.chosen_bends == {(RIGHT, 0)}
    hands.key(Key.Key_Escape)
    assert hands.view.canvas.chosen_bends == chosen


def test_del_takes_points_with_layers_and_points_alone(canvas: Open) -> None:
    hands = canvas(two_columns())
    before = hands.project.state()
    box(hands, (230, 90), (300, 260))
    box(hands, (700, 150), (740, 260), SHIFT)
    hands.key(Key.Key_Delete)
    assert not points(hands) and hands.document.history.undo_label == "Delete 3 reroute points"
    hands.document.undo()
    box(hands, (400, -20), (760, 260))  # b and the point of its wire
    hands.click(QPointF(240, 120), SHIFT)
    hands.key(Key.Key_Delete)
    assert points(hands) == {LEFT: ((240, 200),)} and "b" not in hands.project.main.nodes
    hands.document.undo()
    assert hands.project.state() == before and not hands.document.history.can_undo


def test_choosing_something_else_lets_the_points_go(canvas: Open) -> None:
    hands = canvas(two_columns())
    box(hands, (-20, -20), (300, 260))
    hands.click(hands.body("d"))
    assert not hands.view.canvas.chosen_bends
    hands.key(Key.Key_Right)
    assert points(hands)[LEFT] == ((240, 120), (240, 200))
