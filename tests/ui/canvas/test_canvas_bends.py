"""Why: a wire can be led by hand, and lets itself be led back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainterPath

from designer import edit
from designer.model import Project, Wire
from designer.ui.canvas import menus
from designer.ui.canvas.geometry import bent_path, passes
from tests.ui.canvas.hands import ALT, CONTROL, Hands

Open = Callable[..., Hands]
WIRE = Wire("input1", "output1")
MIDDLE = QPointF(104, 184)


def two() -> Project:
    """An Input far above an Output, with a wire straight down."""
    project = Project.new("two")
    edit.add(project, "Input", at=(0, 0))
    edit.add(project, "Output", at=(0, 320))
    edit.connect(project, "input1", "output1")
    return project


def bent(*points: tuple[float, float]) -> Project:
    project = two()
    edit.bend(project, WIRE, points)
    return project


def points(hands: Hands) -> list[tuple[float, float]]:
    return list(hands.project.main.bends.get(WIRE, ()))


def shown(hands: Hands) -> list[tuple[float, float]]:
    """Where the canvas leads the wire through."""
    return [(leg.x1(), leg.y1()) for leg in hands.view.canvas.wires[WIRE].legs[1:]]


@pytest.mark.hands(11)
def test_a_double_click_on_a_wire_sets_a_point_and_on_the_point_takes_it_away(
    canvas: Open,
) -> None:
    hands = canvas(two())
    hands.double_click(MIDDLE)
    assert points(hands) == shown(hands) == [(104, 184)]
    assert not hands.view.adder.isVisible()
    assert hands.document.history.undo_label == "Add reroute point"
    hands.double_click(MIDDLE)
    assert points(hands) == shown(hands) == []
    hands.document.undo()
    assert points(hands) == shown(hands) == [(104, 184)]


@pytest.mark.hands(11)
def test_a_point_is_dragged_and_the_wire_follows(canvas: Open) -> None:
    hands = canvas(bent((104, 184)))
    hands.drag(MIDDLE, MIDDLE + QPointF(203, 3))
    assert points(hands) == shown(hands) == [(304, 184)]
    assert hands.document.history.undo_label == "Move reroute point"
    assert hands.view.canvas.wire_at(QPointF(304, 190)) == WIRE
    assert hands.view.canvas.wire_at(MIDDLE) is None, "what a bow encloses is not the wire"
    hands.document.undo()
    assert points(hands) == shown(hands) == [(104, 184)]


def test_alt_and_drag_sets_a_point_and_takes_it_along_as_one_undo(canvas: Open) -> None:
    hands = canvas(two())
    hands.drag(MIDDLE, MIDDLE + QPointF(160, 40), keys=ALT)
    assert points(hands) == [(264, 224)]
    hands.document.undo()
    assert points(hands) == [] and not hands.document.history.can_undo


def test_points_keep_the_order_in_which_the_wire_passes_them(canvas: Open) -> None:
    hands = canvas(bent((304, 120), (304, 280)))
    hands.double_click(QPointF(304, 200))
    assert points(hands) == [(304, 120), (304, 200), (304, 280)]
    path = hands.view.canvas.wires[WIRE].path()
    assert all(passes(path, QPointF(*at), 1.0) for at in points(hands))


def test_del_takes_the_chosen_point_and_then_the_wire(canvas: Open) -> None:
    hands = canvas(bent((104, 120), (104, 240)))
    hands.click(QPointF(104, 240))
    hands.key(Qt.Key.Key_Delete)
    assert points(hands) == [(104, 120)] and WIRE in hands.wires()
    hands.click(QPointF(104, 280))
    hands.key(Qt.Key.Key_Delete)
    assert not hands.wires() and not hands.project.main.bends
    hands.document.undo()
    assert points(hands) == shown(hands) == [(104, 120)]


@pytest.mark.parametrize("keys", [Qt.KeyboardModifier.NoModifier, ALT])
def test_escape_leaves_the_wire_as_it_was(canvas: Open, keys: Qt.KeyboardModifier) -> None:
    hands = canvas(bent((104, 184)) if keys != ALT else two())
    before, path = hands.project.state(), shown(hands)
    hands.hold(MIDDLE, MIDDLE + QPointF(90, 30), keys=keys)
    assert shown(hands) != path
    hands.key(Qt.Key.Key_Escape)
    hands.release(MIDDLE + QPointF(90, 30))
    assert hands.project.state() == before and shown(hands) == path


def test_points_go_along_when_both_ends_are_dragged(canvas: Open) -> None:
    hands = canvas(bent((304, 184)))
    hands.view.setFocus()
    hands.key(Qt.Key.Key_A, CONTROL)
    end = hands.hold(hands.body("input1"), hands.body("input1") + QPointF(80, 40))
    assert shown(hands) == [(384, 224)] and points(hands) == [(304, 184)]
    hands.release(hands.view.mapToScene(end))
    assert shown(hands) == points(hands) == [(384, 224)]
    hands.document.undo()
    assert shown(hands) == points(hands) == [(304, 184)]


def test_the_menu_of_a_wire_sets_points_and_straightens(canvas: Open) -> None:
    hands = canvas(bent((304, 184)))
    for at, title, left in (
        (QPointF(304, 184), "Delete reroute point", []),
        (MIDDLE, "Add reroute point", [(104, 184)]),
        (QPointF(104, 240), "Straighten wire", []),
    ):
        menu = menus.make(hands.view, at)
        next(action for action in menu.actions() if action.text() == title).trigger()
        menu.deleteLater()
        assert points(hands) == shown(hands) == left, title


def test_a_layer_dropped_on_a_bent_wire_keeps_its_way(canvas: Open) -> None:
    project = bent((304, 104), (304, 264))
    hands = canvas(project)
    hands.drop_layer("ReLU", hands.view.canvas.wires[WIRE].path().pointAtPercent(0.5))
    assert project.main.bends[Wire("input1", "relu1")] == ((304, 104),)
    assert project.main.bends[Wire("relu1", "output1")] == ((304, 264),)
    assert project.main.nodes["relu1"].at[0] >= 200


def test_from_far_away_the_wire_runs_the_same_way(canvas: Open) -> None:
    hands = canvas(bent((304, 184)))
    hands.view.set_zoom(0.1)
    lines = hands.view.overview.lines()
    assert QPointF(304, 184) in [line.p2() for line in lines] and len(lines) == 2


def test_a_path_is_passed_only_where_it_runs() -> None:
    path = bent_path(QPointF(0, 0), [QPointF(100, 50)], QPointF(0, 100))
    assert passes(path, QPointF(100, 50), 1) and not passes(path, QPointF(30, 50), 10)
    assert not passes(QPainterPath(), QPointF(0, 0), 10)
    aside = bent_path(QPointF(0, 0), [QPointF(100, 50), QPointF(100, 150)], QPointF(0, 200))
    assert aside.boundingRect().right() == pytest.approx(100), "it runs straight between them"
    straight = bent_path(QPointF(0, 0), [QPointF(0, 40)], QPointF(0, 100))
    assert straight.length() == pytest.approx(QLineF(0, 0, 0, 100).length(), abs=1)


def test_from_far_away_wires_are_not_taken_hold_of(canvas: Open) -> None:
    """There every place is near to one of them."""
    hands = canvas(two())
    hands.view.set_zoom(0.1)
    hands.drag(MIDDLE, QPointF(-150, 450))
    assert hands.document.selection == ("output1",) and hands.view.canvas.chosen_wire is None
    hands.double_click(MIDDLE)
    assert hands.view.adder.isVisible() and points(hands) == []
