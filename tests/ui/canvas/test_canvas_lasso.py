"""Why: a line around it selects what no box could take alone."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer import edit
from designer.model import Project, Wire
from tests.ui.canvas.hands import ALT, CONTROL, LEFT, NONE, SHIFT, Hands, Keys

Key = Qt.Key
Open = Callable[..., Hands]
# Around n1 and n2 on the diagonal, past n0 and n3 beside it, which any box with both would have.
AROUND_DIAGONAL = [
    (-20, -40), (230, -40), (230, 100), (500, 100), (500, 220), (250, 220), (250, 80), (-20, 80)
]  # fmt: skip


def square() -> Project:
    """n1 at the top left, n2 at the bottom right, n0 and n3 at the other corners."""
    project = Project.new("square")
    for name, at in (("n0", (260, 0)), ("n1", (0, 0)), ("n2", (260, 120)), ("n3", (0, 120))):
        edit.add(project, "ReLU", name, at=at)
    edit.connect(project, "n1", "n2")
    edit.bend(project, Wire("n1", "n2"), [(240, 96), (600, 300)])
    edit.add_frame(project, (400, 110, 80, 80))
    edit.add_comment(project, "beside", (40, 300), width=100)
    return project


def draw(
    hands: Hands, points: Sequence[tuple[float, float]], keys: Keys = ALT, let_go: bool = True
) -> None:
    viewport, view = hands.view.viewport(), hands.view
    hands.seen(QPointF(240, 160))
    pixels = [view.mapFromScene(QPointF(*at)) for at in points]
    QTest.mousePress(viewport, LEFT, keys, pixels[0])
    for pixel in pixels[1:]:
        hands.move_to(pixel, LEFT, keys)
    if let_go:
        QTest.mouseRelease(viewport, LEFT, keys, pixels[-1])


@pytest.mark.hands(24)
def test_it_takes_what_the_line_goes_around_and_no_wire(canvas: Open) -> None:
    hands = canvas(square())
    draw(hands, AROUND_DIAGONAL)
    assert set(hands.document.selection) == {"n1", "n2"}
    assert hands.document.selected_remarks == ("frame1",)
    assert hands.view.canvas.chosen_bends == {(Wire("n1", "n2"), 0)}
    assert hands.view._area is None and not hands.document.history.can_undo


@pytest.mark.parametrize(
    ("held", "left"), [(NONE, {"n0"}), (SHIFT, {"n0", "n1", "n2"}), (CONTROL, {"n0", "n1", "n2"})]
)
def test_shift_adds_and_ctrl_toggles(
    canvas: Open, held: Qt.KeyboardModifier, left: set[str]
) -> None:
    hands = canvas(square())
    draw(hands, AROUND_DIAGONAL)
    around = [(250, -20), (480, -20), (480, 70), (250, 70)]
    draw(hands, around, ALT | held)
    assert set(hands.document.selection) == left
    if held == CONTROL:
        draw(hands, around, ALT | held)
        assert set(hands.document.selection) == {"n1", "n2"}


def test_escape_leaves_the_selection_as_it_was(canvas: Open) -> None:
    hands = canvas(square())
    hands.document.select(["n3"])
    draw(hands, AROUND_DIAGONAL, let_go=False)
    assert set(hands.document.selection) == {"n1", "n2"} and hands.view._area is not None
    hands.key(Key.Key_Escape)
    assert hands.document.selection == ("n3",) and hands.view._area is None
    assert not hands.view.canvas.chosen_bends


@pytest.mark.hands(24)
def test_a_key_arms_it_for_one_drag_that_may_begin_anywhere(canvas: Open) -> None:
    hands = canvas(square())
    hands.view.setFocus()
    hands.key(Key.Key_L)
    assert hands.view.lassos
    hands.key(Key.Key_Escape)
    assert not hands.view.lassos
    hands.key(Key.Key_L)
    before = hands.project.state()
    draw(hands, [(20, 20), (230, -40), (240, 80), (10, 80), (-20, -20), (230, -30)], NONE)
    assert hands.document.selection == ("n1",) and hands.project.state() == before
    draw(hands, [(-20, -20), (480, 200)], NONE)
    assert set(hands.document.selection) == {"n0", "n1", "n2", "n3"}, "a box again"
