"""Why: hundreds of layers are dragged by showing only what is in sight, and nobody can tell."""

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer import edit
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded
from designer.ui.canvas import telling
from designer.ui.canvas.bulk import FEW
from designer.ui.canvas.gestures import shaking
from designer.ui.canvas.scene import CanvasScene
from tests.ui.canvas.hands import ALT, LEFT, Hands

Open = Callable[..., Hands]
ACROSS = 20
COUNT = FEW + 3 * ACROSS
BY = QPointF(240, 160)


def field() -> Project:
    """Layers in rows of twenty, wired downward, with one long wire from top to bottom."""
    project = Project.new("field")
    with project.transaction("draw"):
        for i in range(COUNT):
            at = (264.0 * (i % ACROSS), 104.0 * (i // ACROSS))
            project.apply(NodeAdded(MAIN, Node(f"n{i}", "Add", {}, at, i)))
        for i in range(ACROSS, COUNT):
            project.apply(WireAdded(MAIN, Wire(f"n{i - ACROSS}", f"n{i}", "out", "in1"), COUNT + i))
        last = f"n{COUNT - ACROSS}"
        project.apply(WireAdded(MAIN, Wire("n0", last, "out", "in2"), 2 * COUNT))
    return project


def shows_the_model(hands: Hands) -> bool:
    """Every item is where the model has it, and every wire ends at its ports."""
    canvas, nodes = hands.view.canvas, hands.project.main.nodes
    for name, item in canvas.nodes.items():
        assert item.pos() == QPointF(*nodes[name].at)
    for wire, item in canvas.wires.items():
        path = item.mapToScene(item.path())
        assert path.pointAtPercent(0) == canvas.nodes[wire.source].output_at(wire.source_port)
        assert path.currentPosition() == canvas.nodes[wire.target].input_at(wire.target_port)
    return True


@pytest.mark.parametrize("part", [1.0, 0.9], ids=["all", "most"])
def test_what_is_in_sight_follows_the_hand(canvas: Open, part: float) -> None:
    hands = canvas(field())
    names = [f"n{i}" for i in range(int(COUNT * part))]
    hands.document.select(names)
    start = hands.body("n47")
    hands.seen(start)
    hands.hold(start, start + BY)
    by = hands.view.canvas.nodes["n47"].pos() - QPointF(*hands.project.main.nodes["n47"].at)
    assert by.manhattanLength() > 200
    seen = hands.view.visible()
    canvas_nodes, nodes = hands.view.canvas.nodes, hands.project.main.nodes
    inside = set(names)
    for name, item in canvas_nodes.items():
        there = QPointF(*nodes[name].at) + (by if name in inside else QPointF())
        if seen.contains(there) or seen.contains(item.pos()):
            assert item.pos() == there, name
    for wire, item in hands.view.canvas.wires.items():
        ends = [
            QPointF(*nodes[n].at) + (by if n in inside else QPointF())
            for n in (wire.source, wire.target)
        ]
        if all(seen.contains(end) for end in ends):
            path = item.mapToScene(item.path())
            assert path.currentPosition() == canvas_nodes[wire.target].input_at(wire.target_port)
    hands.release(start + BY)
    assert hands.project.main.nodes["n0"].at != (0, 0)
    assert shows_the_model(hands)
    hands.document.undo()
    assert hands.project.main.nodes["n0"].at == (0, 0)
    assert shows_the_model(hands)


@pytest.mark.parametrize("zoom", [1.0, 0.1], ids=["near", "far"])
@pytest.mark.parametrize("other", [1.0, 0.1], ids=["to near", "to far"])
def test_escape_leaves_no_trace_also_when_the_zoom_changed(
    canvas: Open, zoom: float, other: float
) -> None:
    hands = canvas(field())
    hands.view.setFocus()
    hands.view.set_zoom(zoom)
    hands.document.select([f"n{i}" for i in range(COUNT)])
    start = hands.body("n47")
    pixel = hands.hold(start, start + BY)
    hands.view.set_zoom(other)
    hands.move_to(pixel, LEFT)
    hands.view.viewport().repaint()
    hands.key(Qt.Key.Key_Escape)
    assert shows_the_model(hands)
    assert not hands.document.history.can_undo


def test_from_far_the_picture_while_dragging_is_the_picture_after(canvas: Open) -> None:
    hands = canvas(field())
    hands.view.set_zoom(0.1)
    hands.view.centerOn(hands.body("n85"))
    hands.document.select([f"n{i}" for i in range(COUNT - 30)])
    start = hands.body("n47")
    before = pixels(hands)
    hands.hold(start, start + 4 * BY, keys=ALT)  # Alt: without lines to fall in with
    held = pixels(hands)
    QTest.mouseRelease(hands.view.viewport(), LEFT, ALT, hands.view.mapFromScene(start + 4 * BY))
    after = pixels(hands)
    assert (held != after).mean() < 0.01 < 0.03 < (held != before).mean()


def test_moving_many_does_nothing_twice_and_nothing_in_vain(
    canvas: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = canvas(field())
    qtbot.waitUntil(lambda: not hands.view.canvas.is_behind)
    routed: Counter[Wire] = Counter()
    route = CanvasScene.route
    monkeypatch.setattr(
        CanvasScene, "route", lambda self, w, *a: (routed.update([w]), route(self, w, *a))
    )
    monkeypatch.setattr(telling, "face_of", lambda *_: pytest.fail("faces are as they were"))
    nodes = hands.project.main.nodes
    edit.move(hands.project, {name: (n.at[0] + 80, n.at[1] + 40) for name, n in nodes.items()})
    hands.document.check_now()
    assert set(routed) == set(hands.project.main.wires)
    assert set(routed.values()) == {1, 2}, "long ones look at the others when these are there"
    assert sum(count == 2 for count in routed.values()) == 1
    assert shows_the_model(hands)


def test_what_has_no_wires_to_others_is_not_shaken_off(
    canvas: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To find that out at each turn of the hand would make its drag stutter."""
    hands = canvas(field())
    monkeypatch.setattr(shaking, "WITHIN", 1e9)  # also on a busy machine
    looked: list[int] = []
    border = edit.border
    monkeypatch.setattr(edit, "border", lambda *a: (looked.append(1), border(*a))[1])
    monkeypatch.setattr(edit, "bridges_around", lambda *_: pytest.fail("nothing to bridge"))
    hands.document.select(list(hands.project.main.nodes))
    start = hands.body("n47")
    hands.hold(start, start + QPointF(60, 0), keys=ALT)
    for turn in range(12):
        there = start + QPointF(60 if turn % 2 else -60, 0)
        hands.move_to(hands.view.mapFromScene(there), LEFT)
    assert len(looked) == 1
    hands.release(start)


def pixels(hands: Hands) -> np.ndarray:
    image = hands.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4).copy()
