"""Why: a second wire into an input that takes one asks what is meant, and does it in one undo."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from designer import edit
from designer.edit import EditError
from designer.model import Project, Wire
from designer.ui.canvas.gestures.pick import PickEnd
from tests.ui.canvas.hands import SHIFT, Hands

pytestmark = pytest.mark.usefixtures("no_menu_stays")
Open = Callable[..., Hands]


def two_sources(first: tuple[int, ...] = (3, 8, 8), second: tuple[int, ...] = (3, 8, 8)) -> Project:
    project = Project.new("two")
    edit.add(project, "Input", "a", (0, 0), shape=first)
    edit.add(project, "Input", "b", (300, 0), shape=second)
    edit.add(project, "ReLU", "relu", (0, 96))
    edit.add(project, "Output", "end", (0, 192))
    edit.connect(project, "a", "relu")
    edit.connect(project, "relu", "end")
    return project


def asked() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(downs: int) -> None:
    menu = asked()
    for _ in range(downs):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


@pytest.mark.hands(45)
@pytest.mark.parametrize(
    ("downs", "links"),
    [
        (0, {("b", "relu"), ("relu", "end")}),
        (1, {("a", "add1"), ("b", "add1"), ("add1", "relu"), ("relu", "end")}),
        (2, {("a", "cat1"), ("b", "cat1"), ("cat1", "relu"), ("relu", "end")}),
    ],
)
def test_it_replaces_adds_or_concatenates(
    canvas: Open, downs: int, links: set[tuple[str, str]]
) -> None:
    hands = canvas(two_sources())
    before = hands.project.state()
    hands.drag(hands.output("b"), hands.input("relu"))
    assert hands.project.state() == before, "first it asks"
    choose(downs)
    assert hands.links() == links
    hands.document.check_now()
    assert not [p for p in hands.document.problems if p.severity == "error"]
    at = {name: node.at for name, node in hands.project.main.nodes.items()}
    assert len(set(at.values())) == len(at) and at["end"][1] - at["relu"][1] == 96
    hands.document.undo()
    assert hands.project.state() == before


@pytest.mark.hands(45)
@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, SHIFT])
def test_keys_ask_as_the_mouse_does(canvas: Open, held: Qt.KeyboardModifier) -> None:
    hands = canvas(two_sources())
    before = hands.project.state()
    for downs in (None, 0, 1, 2):
        hands.document.select(["relu" if held else "b"])
        hands.key(Qt.Key.Key_C, held)
        gesture = hands.view.gesture
        assert isinstance(gesture, PickEnd)
        wanted = "b" if held else "relu"
        while gesture.ends[gesture._at].node != wanted:
            hands.key(Qt.Key.Key_Down)
        hands.key(Qt.Key.Key_Return)
        assert hands.project.state() == before and hands.view.gesture is None
        if downs is None:
            QTest.keyClick(asked(), Qt.Key.Key_Escape)
            assert hands.project.state() == before and not hands.document.history.can_undo
            continue
        choose(downs)
        joined = {"add1"} if downs == 1 else {"cat1"} if downs else set()
        assert hands.links() >= {("b", name) for name in joined or {"relu"}}
        assert set(hands.project.main.nodes) == {"a", "b", "relu", "end"} | joined
        hands.document.undo()
        assert hands.project.state() == before and not hands.document.history.can_undo


def test_what_fits_stands_first_and_the_rest_says_why(canvas: Open) -> None:
    hands = canvas(two_sources(second=(5, 8, 8)))
    hands.drag(hands.output("b"), hands.body("relu"))
    titles = [(action.text(), action.isEnabled()) for action in asked().actions()]
    assert titles[:2] == [("Replace the wire from a", True), ("Concatenate both", True)]
    assert titles[2][0].startswith("Add: ") and "channels" in titles[2][0] and not titles[2][1]


def test_escape_leaves_no_trace(canvas: Open) -> None:
    hands = canvas(two_sources())
    before = (hands.project.state(), hands.document.history.undo_label)
    hands.drag(hands.output("b"), hands.input("relu"))
    QTest.keyClick(asked(), Qt.Key.Key_Escape)
    assert (hands.project.state(), hands.document.history.undo_label) == before
    assert all(item.isVisible() for item in hands.view.canvas.wires.values())


def test_an_unplugged_wire_that_is_joined_elsewhere_leaves_its_old_place(canvas: Open) -> None:
    project = two_sources()
    edit.add(project, "Tanh", "tanh", (300, 96))
    edit.connect(project, "b", "tanh")
    hands = canvas(project)
    before = hands.project.state()
    hands.drag(hands.input("tanh"), hands.input("relu"))
    choose(1)
    assert hands.links() >= {("a", "add1"), ("b", "add1"), ("add1", "relu")}
    assert ("b", "tanh") not in hands.links()
    hands.document.undo()
    assert hands.project.state() == before


def test_where_nothing_is_in_the_way_nothing_is_asked(canvas: Open) -> None:
    project = two_sources()
    edit.add(project, "Add", "sum", (300, 96))
    hands = canvas(project)
    for source in ("a", "b"):
        hands.drag(hands.output(source), hands.body("sum"))
    hands.drag(hands.output("a"), hands.input("relu"))  # the very wire that is there
    assert QApplication.activePopupWidget() is None
    assert {w.target_port for w in hands.wires() if w.target == "sum"} == {"in1", "in2"}


def test_joining_needs_something_to_join() -> None:
    project = two_sources()
    with pytest.raises(EditError, match="Nothing comes"):
        edit.join(project, Wire("a", edit.add(project, "Tanh")), "Add")
    with pytest.raises(EditError, match="itself"):
        edit.join(project, Wire("relu", "relu"), "Add")
