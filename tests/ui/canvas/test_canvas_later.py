"""Why: what is new of thousands of layers is shown where one looks, and soon everywhere."""

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer import edit
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded
from designer.ui.canvas import CanvasView, later, telling
from designer.ui.canvas.node_item import NodeItem
from designer.ui.canvas.scene import CanvasScene
from tests.edit.random_edits import RandomEdits
from tests.ui.canvas.hands import Hands

Open = Callable[..., Hands]


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """One layer at a time, and none at once but those in view."""
    monkeypatch.setattr(telling, "FEW", 0)
    monkeypatch.setattr(later, "A_FEW", 1)
    monkeypatch.setattr(later, "SLICE", 0.0)


def column(count: int = 60) -> Project:
    """A long column of layers, of which few are in view."""
    project = Project.new("column")
    with project.transaction("draw"):
        project.apply(NodeAdded(MAIN, Node("n0", "Input", {"shape": (8,)}, (0.0, 0.0), 0)))
        for i in range(1, count):
            at = (0.0 if i % 3 else 320.0, 104.0 * i)
            node = Node(f"n{i}", "Linear", {"out_features": 8}, at, i)
            project.apply(NodeAdded(MAIN, node))
            project.apply(WireAdded(MAIN, Wire(f"n{i - 1}", f"n{i}"), count + i))
    return project


def looks(item: NodeItem) -> object:
    """What is to be seen of a layer."""
    return item.face, item.chosen, item.zValue(), item.labels()


def anew(view: CanvasView) -> CanvasScene:
    """The drawing as it looks to one who opens it now."""
    found = CanvasScene(view.document)
    for late in found._all_late:
        late.now()
    found.deleteLater()
    return found


def assert_seen(view: CanvasView) -> None:
    """Nothing in view looks otherwise than it is."""
    view.viewport().grab()
    fresh = anew(view)
    for item in view.canvas.nodes_in(view.visible()):
        assert looks(item) == looks(fresh.nodes[item.face.name])
    for line in view.canvas.wires_in(view.visible()):
        assert line.ink == fresh.wires[line.wire].ink, line.wire


def assert_all(view: CanvasView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view.canvas.is_behind)
    fresh = anew(view)
    assert {n: looks(i) for n, i in view.canvas.nodes.items()} == {
        n: looks(i) for n, i in fresh.nodes.items()
    }
    for wire, line in view.canvas.wires.items():
        assert (line.ink, line.path()) == (fresh.wires[wire].ink, fresh.wires[wire].path())


def test_a_report_and_a_choice_are_shown_where_one_looks_and_soon_everywhere(
    canvas: Open, qtbot: QtBot
) -> None:
    hands = canvas(column())
    view, document = hands.view, hands.document
    assert view.canvas.is_behind
    assert_seen(view)
    view.centerOn(view.canvas.nodes["n40"].center())  # where nothing has been shown yet
    assert_seen(view)
    assert_all(view, qtbot)
    edit.set_param(hands.project, ["n0"], "shape", (9, 8))  # all others get another shape
    document.check_now()
    document.select(list(hands.project.main.nodes))
    assert view.canvas.is_behind
    assert_seen(view)
    assert_all(view, qtbot)
    names = [f"n{i}" for i in range(10, 60, 2)]
    edit.remove(hands.project, names)
    document.check_now()
    assert view.canvas.nodes["n59"].face.problem == "error", "also where nobody looks"
    assert_seen(view)
    document.undo()
    assert_seen(view)
    assert_all(view, qtbot)


def test_who_only_listens_hears_of_a_layer_what_is_so_now(canvas: Open) -> None:
    hands = canvas(column())
    far = hands.view.canvas.nodes["n59"]
    edit.set_param(hands.project, ["n0"], "shape", (9, 8))
    hands.document.check_now()
    assert far.face.shapes == ("N × 8",), "nobody has looked there"
    assert hands.view.canvas.node("n59") is far and far.face.shapes == ("N × 9 × 8",)


@pytest.mark.parametrize("zoom", [1.0, 0.1], ids=["near", "far"])
def test_a_drag_has_the_time_for_itself(canvas: Open, qtbot: QtBot, zoom: float) -> None:
    hands = canvas(column())
    view = hands.view
    view.set_zoom(zoom)
    viewport, start = view.viewport(), view.mapFromScene(view.canvas.nodes["n1"].center())
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    hands.document.select(list(hands.project.main.nodes))
    waiting = hidden(view)
    for step in range(1, 20):
        QTest.mouseMove(viewport, start + QPoint(step, 0))
        QApplication.processEvents()
    assert waiting and hidden(view) == waiting
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    assert_all(view, qtbot)


def hidden(view: CanvasView) -> int:
    """How many layers are chosen and not yet over the others."""
    return sum(item.chosen and item.zValue() < 3 for item in view.canvas.nodes.values())


@pytest.mark.parametrize("seed", range(3))
def test_after_any_edits_all_is_shown_in_the_end(canvas: Open, qtbot: QtBot, seed: int) -> None:
    hands = canvas(column(25))
    view, document, chance = hands.view, hands.document, Random(seed)
    driver = RandomEdits(hands.project, document.history, seed=seed, limit=40)
    for count, _ in enumerate(driver.steps(160)):
        if chance.random() < 0.1:
            document.open_graph(chance.choice(sorted(hands.project.graphs)))
        names = list(document.drawing.nodes)
        if names and chance.random() < 0.3:
            document.select(chance.sample(names, chance.randint(0, len(names))))
        if chance.random() < 0.3:
            document.check_now()
        if chance.random() < 0.3:
            QApplication.processEvents()
        if names and chance.random() < 0.2:
            view.centerOn(view.canvas.nodes[chance.choice(names)].center() + QPointF(9, 9))
        if count % 40 == 39:
            document.check_now()
            assert_seen(view)
            assert_all(view, qtbot)
