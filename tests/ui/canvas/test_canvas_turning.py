"""Why: a drawing that flows from left to right is drawn, read and edited as one that flows down."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer import edit, gallery
from designer.edit.flowing import RIGHT
from designer.model import Project, Wire
from designer.ui import motion
from designer.ui.canvas import turning
from designer.ui.canvas.accessible import DrawingInterface
from designer.ui.canvas.geometry import BODY, port_radius
from designer.ui.canvas.node_item import NodeItem
from designer.ui.canvas.remark_items import FrameItem
from designer.ui.finder.nodes import entries, matching
from tests.ui.canvas.hands import ALT, CONTROL, Hands

Key = Qt.Key
Open = Callable[..., Hands]
DRAWN = ("lenet5", "two-branch", "resnet18", "unet", "googlenet")
ROW = RIGHT.row


@pytest.fixture
def still() -> Iterator[None]:
    motion.set_motion("off")
    yield
    motion.set_motion("system")


def chain(*kinds: str) -> Project:
    """Layers one behind the other, from left to right."""
    project = Project.new("chain")
    edit.set_flow(project, "right")
    names = [edit.add(project, kind, at=(i * ROW, 0)) for i, kind in enumerate(kinds)]
    for a, b in pairwise(names):
        edit.connect(project, a, b)
    return project


def turned(name: str) -> Project:
    project = gallery.create(name)
    project.data = type(project.data)()
    edit.set_flow(project, "right")
    return project


def labels(item: NodeItem) -> list[QRectF]:
    return [label.area(item.paints).translated(item.pos()) for label in item.labels()]


@pytest.mark.parametrize("collapsed", [False, True])
@pytest.mark.parametrize("name", DRAWN)
def test_wires_lead_from_right_edges_to_left_ones_around_layers(
    canvas: Open, name: str, collapsed: bool
) -> None:
    project = turned(name)
    if collapsed:
        for graph, drawing in project.graphs.items():
            edit.collapse(project, list(drawing.nodes)[::2], graph=graph)
    hands = canvas(project)
    document, scene = hands.document, hands.view.canvas
    for graph in hands.project.graph_names():
        document.open_graph(graph)
        document.check_now()
        for wire, line in scene.wires.items():
            source, target = scene.nodes[wire.source], scene.nodes[wire.target]
            path = line.path()
            assert path.pointAtPercent(0).x() == source.block.right()
            assert path.currentPosition().x() == target.block.left()
            assert source.block.top() < path.pointAtPercent(0).y() < source.block.bottom()
            for step in range(1, 100):
                under = scene.node_at(path.pointAtPercent(step / 100))
                assert under in (None, source, target), (wire, under and under.face.name)


@pytest.mark.parametrize("name", (*DRAWN, "vae", "seq2seq"))
def test_shapes_stand_between_layers_and_upon_nothing(canvas: Open, name: str) -> None:
    hands = canvas(turned(name))
    document, scene, seen = hands.document, hands.view.canvas, 0
    for graph in hands.project.graph_names():
        document.open_graph(graph)
        document.check_now()
        written = [rect for item in scene.nodes.values() for rect in labels(item)]
        seen += len(written)
        for number, rect in enumerate(written):
            assert not any(rect.intersects(item.block) for item in scene.nodes.values())
            assert not any(rect.intersects(other) for other in written[:number])
    assert seen


def test_the_switch_turns_what_is_shown_and_undo_turns_it_back(canvas: Open, still: None) -> None:
    hands = canvas("two-branch")
    before = hands.project.state()
    turning.turn(hands.view)
    assert hands.project.flow == "right"
    item = hands.view.canvas.nodes["image"]
    assert hands.output("image") == item.pos() + QPointF(BODY.width(), BODY.height() / 2)
    assert hands.view.visible().contains(item.block), "it is seen from its start"
    assert hands.view.visible().contains(hands.view.canvas.nodes["fine"].block)
    hands.document.select(["fc"])
    turning.turn(hands.view)
    turning.turn(hands.view)
    assert hands.view.visible().contains(hands.view.canvas.nodes["fc"].block), "where one was"
    hands.document.undo()
    hands.document.undo()
    assert hands.view.visible().contains(hands.view.canvas.nodes["fc"].block)
    fresh = canvas(hands.project.copy()).view.canvas
    for wire, line in hands.view.canvas.wires.items():
        assert line.path() == fresh.wires[wire].path()
    for name, node in hands.view.canvas.nodes.items():
        assert labels(node) == labels(fresh.nodes[name]) and node.rect() == fresh.nodes[name].rect()
    turning.turn(hands.view)
    hands.document.undo()
    hands.document.undo()
    assert hands.project.state() == before and not hands.document.history.can_undo
    assert hands.output("image").y() == item.block.bottom()


def test_layers_glide_to_where_they_are_turned(canvas: Open, qtbot: QtBot) -> None:
    motion.set_motion("on")
    project = gallery.create("two-branch")
    project.data = type(project.data)()
    edit.set_frame(project, edit.frame_around(project, ["coarse", "relu2"]), title="A branch")
    hands = canvas(project)
    turning.turn(hands.view)
    glide = hands.view.tidier.glide
    assert glide.running
    QApplication.processEvents()
    hands.document.check_now()  # its shapes are written beside layers on their way
    hands.view.canvas.label(hands.project.main.nodes)
    qtbot.waitUntil(lambda: not glide.running)
    motion.set_motion("system")
    fresh = canvas(hands.project.copy()).view.canvas
    for name, item in hands.view.canvas.nodes.items():
        assert labels(item) == labels(fresh.nodes[name])
    for name, frame in hands.view.canvas.remarks.items():
        other = fresh.remarks[name]
        assert isinstance(frame, FrameItem) and isinstance(other, FrameItem)
        assert frame.title_span(1.0) == other.title_span(1.0)
    for name, node in hands.project.main.nodes.items():
        assert hands.view.canvas.nodes[name].pos() == QPointF(*node.at)
    assert not hands.document.work.placed.by_hand("main"), "nobody has moved them by hand"


def test_what_was_moved_by_hand_stays_so(canvas: Open, still: None) -> None:
    hands = canvas("lenet5")
    hands.drag(hands.body("conv1"), hands.body("conv1") + QPointF(120, 8), keys=CONTROL)
    turning.turn(hands.view)
    assert hands.document.work.placed.by_hand("main") == ["conv1"]


@pytest.mark.hands(44)
def test_wires_are_pulled_from_the_right_edge_and_layers_added_there(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU"))
    hands.drag(hands.output("relu1"), hands.output("relu1") + QPointF(120, 40))
    hands.type("tanh")
    hands.enter()
    at = hands.project.main.nodes["tanh1"].at
    assert abs(at[0] - (ROW + BODY.width() + 120)) <= 8
    assert abs(at[1] + BODY.height() / 2 - 64) <= 8, "its input is where the wire ended"
    hands.key(Key.Key_Tab)  # after the one selected layer
    hands.type("output")
    hands.enter()
    assert ("tanh1", "output1") in hands.links()
    x, y = hands.project.main.nodes["output1"].at
    assert x - at[0] == pytest.approx(ROW, abs=8) and y == pytest.approx(at[1], abs=8)
    hands.drag(hands.input("relu1"), hands.input("relu1") + QPointF(-60, 200))  # unplugged
    hands.drag(hands.output("input1"), hands.input("relu1"))
    assert ("input1", "relu1") in hands.links()


@pytest.mark.hands(44)
def test_the_right_arrow_walks_with_the_flow(canvas: Open) -> None:
    project = chain("Input", "ReLU", "Output")
    edit.add(project, "Tanh", at=(ROW, 80))
    edit.connect(project, "input1", "tanh1")
    hands = canvas(project)
    hands.key(Key.Key_Right)
    assert hands.document.selection == ("input1",)
    for key, name in (
        (Key.Key_Right, "relu1"),
        (Key.Key_Down, "tanh1"),
        (Key.Key_Up, "relu1"),
        (Key.Key_Right, "output1"),
        (Key.Key_Left, "relu1"),
        (Key.Key_Left, "input1"),
    ):
        hands.key(key, ALT)
        assert hands.document.selection == (name,)
    hands.key(Key.Key_C)
    assert all(letter.left for letter in hands.view._letters), "letters stand beside layers"
    hands.key(Key.Key_Escape)
    hands.key(Key.Key_W)  # to its first wire
    assert hands.view.canvas.chosen_wire == Wire("input1", "relu1")
    hands.key(Key.Key_Down)
    assert hands.view.canvas.chosen_wire == Wire("input1", "tanh1"), "the next one lies below"
    hands.key(Key.Key_Right)
    assert hands.document.selection == ("tanh1",)


def test_a_layer_dropped_on_a_wire_finds_room_to_the_right(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    wire = Wire("relu1", "output1")
    hands.drop_layer("Tanh", hands.view.canvas.wires[wire].line.center())
    at = {name: node.at for name, node in hands.project.main.nodes.items()}
    assert at == {
        "input1": (0, 0),
        "relu1": (ROW, 0),
        "tanh1": (2 * ROW, 0),
        "output1": (3 * ROW, 0),
    }
    hands.document.undo()
    edit.add(hands.project, "GELU", at=(ROW, 400))
    hands.drag(hands.body("gelu1"), hands.view.canvas.wires[wire].line.center())
    assert {("relu1", "gelu1"), ("gelu1", "output1")} <= hands.links()
    assert hands.project.main.nodes["output1"].at[0] > 2 * ROW


def test_points_of_a_wire_fall_in_line_with_the_flow(canvas: Open) -> None:
    hands = canvas(chain("Input", "Output"))
    wire = Wire("input1", "output1")
    middle = hands.view.canvas.wires[wire].line.center()
    hands.double_click(middle)
    hands.drag(QPointF(*hands.project.main.bends[wire][0]), middle + QPointF(0, 80))
    point = QPointF(*hands.project.main.bends[wire][0])
    hands.drag(point, QPointF(point.x() + 24, hands.output("input1").y() + 3))
    assert hands.project.main.bends[wire][0][1] == hands.output("input1").y()
    path = hands.view.canvas.wires[wire].path()
    assert path.angleAtPercent(0) == 0, "it leaves along the flow"


def test_many_ports_share_the_edge_without_touching(canvas: Open) -> None:
    project = chain("Input")
    edit.add(project, "Add", "sum", at=(ROW, 0))
    for _ in range(7):
        name = edit.add(project, "ReLU", at=(0, 400))
        edit.connect(project, "input1", name)
        edit.connect(project, name, "sum")
    hands = canvas(project)
    ports = hands.view.canvas.nodes["sum"].face.inputs
    places = [hands.input("sum", port) for port in ports]
    assert len(ports) == 8 and len({at.x() for at in places}) == 1
    assert all(b.y() - a.y() > 2 * port_radius(8, BODY, RIGHT) for a, b in pairwise(places))
    for port, at in zip(ports, places, strict=True):
        found = hands.view.canvas.port_at(at)
        assert found is not None and found[1] == port


def test_another_level_is_seen_from_its_start(canvas: Open, still: None) -> None:
    hands = canvas("googlenet")
    document, view = hands.document, hands.view
    document.enter("inception3a")
    turning.turn(view)
    QApplication.processEvents()
    assert view.visible().contains(view.canvas.nodes["input"].block)
    document.leave()
    assert view.visible().intersects(view.canvas.nodes["image"].block)


def test_it_is_read_and_found_in_the_order_of_the_flow(canvas: Open) -> None:
    project = chain("ReLU", "ReLU", "ReLU")
    edit.move(project, {"relu1": (0, 80), "relu3": (2 * ROW, -80)})
    hands = canvas(project)
    drawing = QAccessible.queryAccessibleInterface(hands.view)
    assert isinstance(drawing, DrawingInterface)
    order = ["relu1", "relu2", "relu3"]
    assert drawing.names() == order
    assert [entry.name for entry in matching("relu", entries(project), "main")] == order


@pytest.mark.hands(44)
@pytest.mark.parametrize("meanwhile", ["nothing", "escape", "edit"])
def test_a_large_drawing_with_frames_is_turned_in_the_background(
    canvas: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, still: None, meanwhile: str
) -> None:
    monkeypatch.setattr(turning, "AT_ONCE", 3)
    project = gallery.create("two-branch")
    project.data = type(project.data)()
    edit.frame_around(project, ["coarse", "relu2"], "A branch")
    after = project.copy()
    edit.set_flow(after, "right")
    hands = canvas(project)
    said: list[str] = []
    hands.document.bridge.message.connect(said.append)
    before = project.state()
    turning.turn(hands.view)
    assert hands.view.tidier.running and project.state() == before
    if meanwhile == "escape":
        hands.key(Key.Key_Escape)
    elif meanwhile == "edit":
        edit.rename(project, "coarse", "rough")
        before = project.state()
    qtbot.waitUntil(lambda: not hands.view.tidier.running and not busy(hands), timeout=20_000)
    if meanwhile == "nothing":
        assert project.state() == after.state() and not said
        assert hands.document.history.undo_label == "Flow from left to right"
        hands.document.undo()
    else:
        assert said, "why it runs as it did"
    assert project.state() == before


def busy(hands: Hands) -> bool:
    """Whether anything is under way in the background."""
    QApplication.processEvents()
    return any(thread.is_alive() for thread in hands.document.bridge._threads)
