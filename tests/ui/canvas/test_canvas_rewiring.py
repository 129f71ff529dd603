"""Why: bypass, detach and replace by key, menu and hand, each in one undo, none after Escape."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QImage, QPainter, QPen, QTransform
from PySide6.QtTest import QTest

from designer import edit
from designer.ui.canvas import menus, rewiring
from designer.ui.canvas.geometry import wire_path
from designer.ui.canvas.gestures.cut import crosses
from designer.ui.canvas.overview import MUTED, color_of
from tests.ui.canvas.hands import CONTROL, EITHER_WAY, LEFT, NONE, RIGHT, Hands
from tests.ui.canvas.test_canvas_gestures import chain

Open = Callable[..., Hands]


def shake(hands: Hands, name: str, end: QPointF | None = None) -> QPoint:
    """Press, shake to and fro and move on to the end, without letting go."""
    first = hands.seen(hands.body(name))
    QTest.mousePress(hands.view.viewport(), LEFT, NONE, first)
    for x in (30, 60, 20, -20, 30, 70, 20, -20, 30, 60):
        hands.move_to(first + QPoint(x, 0), LEFT)
    last = first if end is None else hands.view.mapFromScene(end)
    hands.move_to(last, LEFT)
    return last


def offered(hands: Hands, name: str) -> dict[str, QAction]:
    menu = menus.make(hands.view, hands.body(name))
    return {action.text(): action for action in menu.actions()}


@EITHER_WAY
@pytest.mark.hands(8)
def test_m_bypasses_and_uses_again(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Tanh", "Output"))
    hands.click(hands.body("relu1"))
    hands.key(Qt.Key.Key_M)
    item = hands.view.canvas.nodes["relu1"]
    assert hands.project.main.nodes["relu1"].muted
    assert item.face.muted and item.face.passing == "in"
    hands.document.select([])
    hands.view.overview.forget()
    keys = hands.view.overview.blocks()
    assert f"{MUTED}activation" in keys
    assert color_of(f"{MUTED}activation").alphaF() < 0.5
    hands.document.check_now()
    assert item.face.shapes == hands.view.canvas.nodes["input1"].face.shapes
    assert "Bypass" not in offered(hands, "relu1")
    offered(hands, "relu1")["Use again"].trigger()
    assert not item.face.muted
    assert not {"Bypass", "Use again"} & set(offered(hands, "input1"))
    hands.document.undo()
    hands.document.undo()
    assert not hands.document.history.can_undo


def test_an_end_says_why_it_is_not_bypassed(canvas: Open) -> None:
    hands = canvas(chain("Input", "Output"))
    said: list[str] = []
    hands.document.bridge.message.connect(said.append)
    hands.click(hands.body("input1"))
    hands.key(Qt.Key.Key_M)
    assert said and not hands.project.main.nodes["input1"].muted


@EITHER_WAY
@pytest.mark.hands(9)
def test_d_takes_a_layer_out_and_closes_the_gap(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Tanh", "Output"))
    hands.click(hands.body("relu1"))
    hands.click(hands.body("tanh1"), Qt.KeyboardModifier.ShiftModifier)
    hands.key(Qt.Key.Key_D)
    assert hands.links() == {("input1", "output1"), ("relu1", "tanh1")}
    assert hands.document.history.undo_label == "Detach 2 layers"
    hands.document.undo()
    assert hands.links() == {("input1", "relu1"), ("relu1", "tanh1"), ("tanh1", "output1")}


@pytest.mark.hands(9)
def test_a_shaken_layer_comes_off_its_wires(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    pixel = shake(hands, "relu1", QPointF(504, 120))
    assert not hands.view.canvas.wires[next(iter(hands.wires()))].isVisible()
    QTest.mouseRelease(hands.view.viewport(), LEFT, NONE, pixel)
    assert hands.links() == {("input1", "output1")}
    assert hands.project.main.nodes["relu1"].at == (400, 96)
    assert all(item.isVisible() for item in hands.view.canvas.wires.values())
    hands.document.undo()
    assert hands.links() == {("input1", "relu1"), ("relu1", "output1")}
    assert hands.project.main.nodes["relu1"].at == (0, 96)


def test_shaken_off_here_and_dropped_into_a_wire_there(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Tanh", "Sigmoid", "Output"))
    between = (hands.output("sigmoid1") + hands.input("output1")) / 2
    pixel = shake(hands, "relu1", between)
    QTest.mouseRelease(hands.view.viewport(), LEFT, NONE, pixel)
    way = [("input1", "tanh1"), ("tanh1", "sigmoid1"), ("sigmoid1", "relu1"), ("relu1", "output1")]
    assert hands.links() == set(way)
    hands.document.undo()
    assert ("input1", "relu1") in hands.links() and ("sigmoid1", "output1") in hands.links()


def test_slow_placing_is_no_shaking(canvas: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr("designer.ui.canvas.gestures.shaking.monotonic", lambda: next(clock))
    hands = canvas(chain("Input", "ReLU", "Output"))
    pixel = shake(hands, "relu1")
    QTest.mouseRelease(hands.view.viewport(), LEFT, NONE, pixel)
    assert hands.links() == {("input1", "relu1"), ("relu1", "output1")}


@pytest.mark.parametrize("zoom", [1.0, 0.2])
def test_escape_puts_a_shaken_layer_back(canvas: Open, zoom: float) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    hands.view.set_zoom(zoom)
    before = (hands.project.state(), hands.document.history.undo_label)
    shake(hands, "relu1", QPointF(300, 100))
    hands.key(Qt.Key.Key_Escape)
    assert hands.view.gesture is None
    assert (hands.project.state(), hands.document.history.undo_label) == before
    assert hands.view.canvas.nodes["relu1"].pos() == QPointF(0, 96)
    assert all(item.isVisible() for item in hands.view.canvas.wires.values())


@pytest.mark.hands(7)
def test_r_asks_for_a_type_and_keeps_the_wires(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Tanh", "Output"))
    hands.click(hands.body("relu1"))
    hands.key(Qt.Key.Key_R)
    hands.type("gelu")
    hands.enter()
    assert hands.links() >= {("input1", "gelu1"), ("gelu1", "tanh1")}
    assert hands.document.selection == ("gelu1",)
    hands.click(hands.body("tanh1"), Qt.KeyboardModifier.ShiftModifier)
    hands.key(Qt.Key.Key_R)
    hands.type("dropout")
    hands.enter()
    types = [node.type for node in hands.project.main.ordered_nodes()]
    assert types == ["Input", "Dropout", "Dropout", "Output"]
    hands.document.undo()
    assert "gelu1" in hands.project.main.nodes and "tanh1" in hands.project.main.nodes
    hands.key(Qt.Key.Key_R)
    state = hands.project.state()
    QTest.keyClick(hands.view.adder.field, Qt.Key.Key_Escape)
    assert hands.project.state() == state and not hands.view.adder.isVisible()


@pytest.mark.hands(6)
def test_a_layer_added_below_sends_neighbors_aside(canvas: Open) -> None:
    project = chain("Input")
    edit.add(project, "Tanh", at=(40, 88))
    hands = canvas(project)
    before = hands.project.state()
    hands.click(hands.body("input1"))
    hands.key(Qt.Key.Key_Tab)
    hands.type("relu")
    hands.enter()
    at = {name: node.at for name, node in hands.project.main.nodes.items()}
    assert at["relu1"] == (0, 80) and at["tanh1"] == (248, 88)
    hands.document.undo()
    assert hands.project.state() == before


@pytest.mark.hands(6)
def test_a_layer_dropped_into_a_wire_sends_what_follows_down(canvas: Open) -> None:
    project = chain("Input", "ReLU", "Output")
    edit.add(project, "Tanh", at=(400, 0))
    hands = canvas(project)
    before = hands.project.state()
    hands.drag(hands.body("tanh1"), (hands.output("input1") + hands.input("relu1")) / 2)
    at = {name: node.at[1] for name, node in hands.project.main.nodes.items()}
    assert at == {"input1": 0, "tanh1": 80, "relu1": 160, "output1": 256}
    assert hands.view.canvas.nodes["tanh1"].pos().y() == 80
    hands.document.undo()
    assert hands.project.state() == before


@pytest.mark.hands(10)
def test_one_stroke_cuts_the_wires_that_it_crosses(canvas: Open) -> None:
    project = chain("Input", "ReLU", "Output")
    for name in ("tanh1", "sigmoid1"):
        edit.add(project, name.rstrip("1").capitalize(), at=(300 if name[0] == "t" else 600, 96))
        edit.connect(project, "input1", name)
    hands = canvas(project)
    before = hands.project.state()
    at = hands.output("input1")
    hands.hold(at + QPointF(-60, 22), at + QPointF(260, 22), RIGHT, CONTROL)
    seen = hands.view._cut
    assert seen is not None and {w.target for w in seen[1]} == {"relu1", "tanh1", "sigmoid1"}
    hands.release(at + QPointF(260, 22), RIGHT, CONTROL)
    assert hands.links() == {("relu1", "output1")} and hands.view._cut is None
    assert hands.document.history.undo_label == "Disconnect 3 wires"
    hands.document.undo()
    assert hands.project.state() == before


def test_beside_a_curve_nothing_is_cut() -> None:
    path = wire_path(QPointF(0, 0), QPointF(400, 100))
    assert crosses(QLineF(200, 0, 200, 100), path)
    assert not crosses(QLineF(10, 60, 60, 90), path), "between the curve and its chord"


def test_escape_cuts_nothing(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU"))
    before = hands.project.state()
    middle = (hands.output("input1") + hands.input("relu1")) / 2
    hands.hold(middle - QPointF(50, 0), middle + QPointF(50, 0), RIGHT, CONTROL)
    hands.key(Qt.Key.Key_Escape)
    hands.release(middle, RIGHT, CONTROL)
    assert hands.project.state() == before and hands.view._cut is None


def test_upstream_and_downstream_are_selected(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Tanh", "Output"))
    for upward, expected in ((True, {"input1", "relu1"}), (False, {"relu1", "tanh1", "output1"})):
        hands.document.select(["relu1"])
        rewiring.select_along(hands.view, upward)
        assert set(hands.document.selection) == expected


@EITHER_WAY
@pytest.mark.parametrize("zoom", [1.0, 0.55, 0.36])
def test_the_line_of_a_bypass_leaves_the_words_out(canvas: Open, zoom: float) -> None:
    hands = canvas(chain("Input", "Conv2d", "Output"))
    edit.rename(hands.project, "conv1", "a_long_name_of_a_layer")
    edit.mute(hands.project, ["a_long_name_of_a_layer"])
    item = hands.view.canvas.nodes["a_long_name_of_a_layer"]
    item.paints.bypass, magenta = QPen(QColor("#ff00ff"), 3), QColor("#ff00ff")
    image = QImage(460, 160, QImage.Format.Format_RGB32)
    image.fill(item.paints.theme.canvas)
    painter = QPainter(image)
    painter.setTransform(QTransform(2, 0, 0, 2, 20, 20))
    item.draw(painter, zoom, 0.0)
    painter.end()
    texts, _ = item._words(zoom)
    whole = [QRectF(2 * at + QPointF(20, 20), 2 * text.size()) for at, text, *_ in texts]
    words = [area.adjusted(1, 1, -1, -1) for area in whole]
    drawn = [
        QPointF(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y) == magenta
    ]
    assert words and drawn
    assert not any(area.contains(point) for area in words for point in drawn)
