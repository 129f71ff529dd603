"""Why: tidying never blocks the hand, can be given up, and layers glide where they may."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer import edit
from designer.edit import EditError
from designer.model import MAIN, Node, NodeAdded, Point, Project, Wire, WireAdded
from designer.ui import motion
from designer.ui.canvas import menus, tidier, turning
from tests.ui.canvas.hands import Hands

Open = Callable[..., Hands]


@pytest.fixture(autouse=True)
def moving() -> Iterator[None]:
    motion.set_motion("on")
    yield
    motion.set_motion("system")


def askew(count: int = 5) -> Project:
    """A chain of layers that stand here and there."""
    project = Project.new("askew")
    names = [f"n{i}" for i in range(count)]
    with project.transaction("draw"):
        for i, name in enumerate(names):
            at = (float(40 * (i % 7)), float(96 * i + 8 * (i % 3)))
            project.apply(NodeAdded(MAIN, Node(name, "ReLU", {}, at, i)))
        for i, (a, b) in enumerate(pairwise(names)):
            project.apply(WireAdded(MAIN, Wire(a, b), count + i))
    return project


def places(hands: Hands) -> dict[str, Point]:
    return {name: node.at for name, node in hands.project.main.nodes.items()}


def shown(hands: Hands) -> dict[str, Point]:
    return {name: item.pos().toTuple() for name, item in hands.view.canvas.nodes.items()}


def test_layers_glide_to_where_the_model_has_them_already(canvas: Open, qtbot: QtBot) -> None:
    hands = canvas(askew())
    before = places(hands)
    tidier.tidy(hands.view)
    after = places(hands)
    assert len({x for x, _ in after.values()}) == 1
    assert hands.view.tidier.glide.running
    assert shown(hands) != after
    qtbot.waitUntil(lambda: not hands.view.tidier.glide.running)
    assert shown(hands) == after
    for wire, item in hands.view.canvas.wires.items():
        end = hands.view.canvas.nodes[wire.target].input_at(wire.target_port)
        assert item.path().currentPosition() == end
    hands.document.undo()
    assert places(hands) == shown(hands) == before


@pytest.mark.parametrize("interrupt", ["press", "edit", "undo"])
def test_a_hand_that_comes_while_they_glide_finds_them_at_their_places(
    canvas: Open, interrupt: str
) -> None:
    hands = canvas(askew())
    tidier.tidy(hands.view)
    assert hands.view.tidier.glide.running
    if interrupt == "press":
        hands.click(QPointF(600, 0))
    elif interrupt == "edit":
        edit.rename(hands.project, "n0", "first")
    else:
        hands.document.undo()
    assert not hands.view.tidier.glide.running
    assert shown(hands) == places(hands)


def test_nothing_glides_where_there_is_to_be_no_motion(canvas: Open) -> None:
    motion.set_motion("off")
    hands = canvas(askew())
    tidier.tidy(hands.view)
    assert not hands.view.tidier.glide.running
    assert shown(hands) == places(hands)


def test_a_large_drawing_is_tidied_in_the_background_as_one_undo(
    canvas: Open, qtbot: QtBot
) -> None:
    hands = canvas(askew(tidier.AT_ONCE + 1))
    before = places(hands)
    tidier.tidy(hands.view)
    assert hands.view.tidier.running and places(hands) == before
    qtbot.waitUntil(lambda: not hands.view.tidier.running, timeout=20_000)
    assert len({x for x, _ in places(hands).values()}) == 1
    hands.document.undo()
    assert places(hands) == before
    assert not hands.document.history.can_undo


@pytest.mark.parametrize("meanwhile", ["escape", "edit", "gesture"])
def test_it_leaves_a_drawing_alone_that_the_hand_is_at(
    canvas: Open, qtbot: QtBot, meanwhile: str
) -> None:
    hands = canvas(askew(tidier.AT_ONCE + 1))
    hands.view.setFocus()
    said: list[str] = []
    hands.document.bridge.message.connect(said.append)
    tidier.tidy(hands.view)
    if meanwhile == "escape":
        hands.key(Qt.Key.Key_Escape)
    elif meanwhile == "edit":
        edit.move(hands.project, {"n3": (-400, 0)})
    else:
        hands.hold(hands.body("n0"), hands.body("n0") + QPointF(160, 0))
    before = places(hands)
    qtbot.waitUntil(lambda: not hands.view.tidier.running and bool(said), timeout=20_000)
    QTest.qWait(50)
    assert places(hands) == before
    assert ("stays as it was" in said[-1]) is (meanwhile == "escape")
    if meanwhile == "gesture":
        hands.key(Qt.Key.Key_Escape)


def test_what_leads_to_the_selection_or_follows_it_is_tidied_alone(canvas: Open) -> None:
    for work, moved in ((tidier.tidy_before, "n0 n1"), (tidier.tidy_after, "n3 n4")):
        hands = canvas(askew())
        hands.document.select(["n2"])
        before = places(hands)
        work(hands.view)
        after = places(hands)
        assert {name for name in before if before[name] != after[name]} == set(moved.split())
        assert {after[name][0] for name in moved.split()} == {before["n2"][0]}
        hands.document.undo()
        assert places(hands) == before


def test_what_was_moved_by_hand_stays_and_nothing_comes_to_lie_on_it(canvas: Open) -> None:
    hands = canvas(askew())
    for name, x in (("n1", -320), ("n4", 320)):
        hands.drag(hands.body(name), hands.body(name) + QPointF(x, 40))
    mine = places(hands)
    tidier.tidy_around(hands.view)
    after = places(hands)
    assert (after["n1"], after["n4"]) == (mine["n1"], mine["n4"])
    assert len({after[name][0] for name in ("n0", "n2", "n3")}) == 1
    tidier.tidy_all(hands.view)
    assert len({x for x, _ in places(hands).values()}) == 1
    assert hands.document.work.placed.by_hand(MAIN) == []
    hands.document.undo()
    assert hands.document.work.placed.by_hand(MAIN) == ["n1", "n4"]


def test_the_menu_of_a_layer_tidies_around_it(canvas: Open) -> None:
    for title, moved in (("What leads here", {"n0", "n1"}), ("What follows", {"n3", "n4"})):
        hands = canvas(askew())
        before = places(hands)
        menu = menus.make(hands.view, hands.body("n2"))
        inner = next(action.menu() for action in menu.actions() if action.text() == "Tidy")
        titles = [action.text() for action in inner.actions()]
        assert titles[0] == "What leads here", "one alone cannot be laid out"
        inner.actions()[titles.index(title)].trigger()
        menu.deleteLater()
        after = places(hands)
        assert {name for name in before if before[name] != after[name]} == moved
        hands.document.undo()
        assert places(hands) == before


@pytest.mark.parametrize("late", [False, True])
def test_what_is_refused_in_the_background_is_told_and_leaves_nothing(
    canvas: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    def refuses(*_: object) -> None:
        raise EditError("It cannot be.")

    hands = canvas(askew())
    edit.frame_around(hands.project, ["n0", "n1"])
    monkeypatch.setattr(turning, "AT_ONCE", 0)
    monkeypatch.setattr(edit, "perform" if late else "set_flow", refuses)
    before, told = hands.project.state(), list[str]()
    hands.document.bridge.message.connect(told.append)
    turning.turn(hands.view)
    assert hands.view.tidier.running
    qtbot.waitUntil(lambda: not hands.view.tidier.running)
    assert told == ["It cannot be."] and hands.project.state() == before
    assert not hands.view.tidier.glide.running
