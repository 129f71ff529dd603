"""Why: the canvas does what hands expect, and Escape leaves no trace."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from designer import edit
from designer.model import Project
from designer.ui.canvas.camera import READABLE
from designer.ui.canvas.scene import CanvasScene
from tests.ui.canvas.hands import ALT, CONTROL, EITHER_WAY, MIDDLE, SHIFT, Hands, drawn

Open = Callable[..., Hands]


def chain(*kinds: str) -> Project:
    project = Project.new("chain")
    above = ""
    for row, kind in enumerate(kinds):
        name = edit.add(project, kind, at=(0, 96 * row))
        if above:
            edit.connect(project, above, name)
        above = name
    return project


@pytest.mark.hands(12)
def test_a_node_is_dragged_onto_the_grid_and_undone(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU"))
    hands.drag(hands.body("relu1"), hands.body("relu1") + QPointF(101, 59))
    assert hands.project.main.nodes["relu1"].at == (104, 152)
    hands.document.undo()
    assert hands.project.main.nodes["relu1"].at == (0, 96)
    assert hands.view.canvas.nodes["relu1"].pos() == QPointF(0, 96)


@pytest.mark.parametrize("by", [QPointF(0, 0), QPointF(-64, 40)])
def test_a_node_lies_where_the_button_is_let_go(canvas: Open, by: QPointF) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    start = hands.body("relu1")
    hands.hold(start, start + QPointF(160, 80))
    hands.release(start + by)
    assert hands.project.main.nodes["relu1"].at == (by.x(), 96 + by.y())
    assert drawn(hands.view.canvas) == drawn(CanvasScene(hands.document))


@pytest.mark.hands(31)
def test_all_selected_nodes_move_together_in_one_undo(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    hands.view.setFocus()
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.drag(hands.body("relu1"), hands.body("relu1") + QPointF(80, 0))
    assert {node.at[0] for node in hands.project.main.nodes.values()} == {80}
    hands.document.undo()
    assert {node.at[0] for node in hands.project.main.nodes.values()} == {0}


@EITHER_WAY
def test_a_wire_is_pulled_either_way(canvas: Open) -> None:
    project = Project.new("two")
    for x, kind in ((0, "Input"), (300, "ReLU"), (600, "Tanh")):
        edit.add(project, kind, at=(x, x))
    hands = canvas(project)
    hands.drag(hands.output("input1"), hands.input("relu1"))
    hands.drag(hands.input("tanh1"), hands.output("relu1"))
    assert hands.links() == {("input1", "relu1"), ("relu1", "tanh1")}


@EITHER_WAY
@pytest.mark.hands(4)
def test_a_wire_dropped_on_a_body_takes_a_free_input(canvas: Open) -> None:
    project = Project.new("sum")
    edit.add(project, "Input", at=(0, 0))
    edit.add(project, "Add", at=(300, 300))
    hands = canvas(project)
    for _ in range(2):
        hands.drag(hands.output("input1"), hands.body("add1"))
    assert {w.target_port for w in hands.wires()} == {"in1", "in2"}


@EITHER_WAY
@pytest.mark.hands(34)
def test_what_does_not_fit_fades_and_says_why(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    messages: list[str] = []
    hands.document.bridge.message.connect(messages.append)
    before = hands.project.state()
    hands.hold(hands.output("relu1"), hands.body("input1"))
    assert hands.view.canvas.nodes["input1"].fits is False
    hands.release(hands.body("input1"))
    assert hands.project.state() == before
    assert "input" in messages[0]
    assert hands.view.canvas.nodes["input1"].fits is None


@EITHER_WAY
def test_a_wire_is_unplugged_and_put_elsewhere(canvas: Open) -> None:
    project = chain("Input", "ReLU")
    edit.add(project, "Tanh", at=(300, 200))
    hands = canvas(project)
    hands.drag(hands.input("relu1"), hands.input("tanh1"))
    assert hands.links() == {("input1", "tanh1")}
    hands.drag(hands.input("tanh1"), QPointF(500, 500))
    assert hands.links() == set()
    hands.document.undo()
    assert hands.links() == {("input1", "tanh1")}


@EITHER_WAY
@pytest.mark.hands(2)
def test_a_wire_dropped_on_the_canvas_offers_what_fits_and_connects_it(canvas: Open) -> None:
    project = Project.new("one")
    edit.add(project, "Input", at=(0, 0), shape=(1, 8, 8))
    hands = canvas(project)
    hands.drag(hands.output("input1"), hands.output("input1") + QPointF(0, 120))
    offered = {hands.view.adder.list.item(i).text() for i in range(hands.view.adder.list.count())}
    assert "Conv2d" in offered and "Input" not in offered and "Conv1d" not in offered
    hands.type("conv2")
    hands.enter()
    assert hands.links() == {("input1", "conv1")}
    hands.document.undo()
    assert list(hands.project.main.nodes) == ["input1"], "adding and wiring are one undo"


@pytest.mark.hands(1)
def test_double_click_and_a_name_add_a_layer(canvas: Open) -> None:
    hands = canvas()
    hands.double_click(QPointF(0, 0))
    hands.type("dense")  # what others call Linear
    hands.enter()
    assert [node.type for node in hands.project.main.nodes.values()] == ["Linear"]
    assert hands.document.selection == ("fc1",)


@pytest.mark.hands(1)
def test_tab_adds_after_the_selected_layer(canvas: Open) -> None:
    hands = canvas(chain("Input"))
    hands.click(hands.body("input1"))
    for name in ("relu", "tanh"):
        hands.key(Qt.Key.Key_Tab)
        hands.type(name)
        hands.enter()
    assert hands.links() == {("input1", "relu1"), ("relu1", "tanh1")}
    assert hands.project.main.nodes["tanh1"].at == (0, 160)


@pytest.mark.hands(23)
def test_a_box_selects_adds_and_toggles(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Tanh", "Output"))
    hands.view.centerOn(104, 150)
    hands.drag(QPointF(-40, 80), QPointF(40, 210))
    assert set(hands.document.selection) == {"relu1", "tanh1"}
    hands.drag(QPointF(-40, -20), QPointF(40, 20), keys=SHIFT)
    assert set(hands.document.selection) == {"input1", "relu1", "tanh1"}
    hands.drag(QPointF(-40, 80), QPointF(40, 130), keys=CONTROL)
    assert set(hands.document.selection) == {"input1", "tanh1"}
    hands.click(QPointF(-60, -60))
    assert hands.document.selection == ()


@EITHER_WAY
def test_delete_heals_with_shift(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    hands.click(hands.body("relu1"))
    hands.key(Qt.Key.Key_Delete, SHIFT)
    assert hands.links() == {("input1", "output1")}
    hands.document.undo()
    hands.click(hands.body("relu1"))
    hands.key(Qt.Key.Key_Delete)
    assert hands.links() == set() and "relu1" not in hands.project.main.nodes


@EITHER_WAY
def test_a_wire_is_clicked_and_deleted(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU"))
    hands.click((hands.output("input1") + hands.input("relu1")) / 2)
    assert hands.view.canvas.chosen_wire is not None
    hands.key(Qt.Key.Key_Delete)
    assert hands.links() == set() and len(hands.project.main.nodes) == 2


@pytest.mark.hands(26, 31)
def test_arrows_move_and_are_one_undo(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU"))
    hands.click(hands.body("relu1"))
    for _ in range(3):
        hands.key(Qt.Key.Key_Right)
    hands.key(Qt.Key.Key_Down, SHIFT)
    assert hands.project.main.nodes["relu1"].at == (24, 136)
    hands.document.undo()
    assert hands.project.main.nodes["relu1"].at == (0, 96)


def test_alt_and_arrows_walk_along_the_wires(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    hands.view.setFocus()
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        hands.key(key, ALT)
        walked += hands.document.selection
    assert walked == ["input1", "relu1", "output1", "relu1"]


@EITHER_WAY
def test_a_layer_from_the_palette_lands_on_the_grid_or_in_a_wire(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU"))
    hands.drop_layer("Tanh", (hands.output("input1") + hands.input("relu1")) / 2)
    assert hands.links() == {("input1", "tanh1"), ("tanh1", "relu1")}
    hands.drop_layer("Dropout", QPointF(405, 33))
    assert hands.project.main.nodes["drop1"].at == (304, 8)


@pytest.mark.hands(5)
def test_a_loose_node_dropped_on_a_wire_goes_into_it(canvas: Open) -> None:
    project = chain("Input", "ReLU")
    edit.move(project, {"relu1": (0, 240)})
    edit.add(project, "Tanh", at=(400, 0))
    hands = canvas(project)
    hands.drag(hands.body("tanh1"), QPointF(104, 140))
    assert hands.links() == {("input1", "tanh1"), ("tanh1", "relu1")}
    hands.document.undo()
    assert hands.links() == {("input1", "relu1")}
    assert hands.project.main.nodes["tanh1"].at == (400, 0)


def test_copy_and_paste_keep_the_wires_between(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU"))
    hands.view.setFocus()
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.key(Qt.Key.Key_C, CONTROL)
    hands.key(Qt.Key.Key_V, CONTROL)
    assert len(hands.project.main.nodes) == 4
    assert len(hands.links()) == 2
    QGuiApplication.clipboard().setText("what somebody copied elsewhere")
    before = hands.project.state()
    hands.key(Qt.Key.Key_V, CONTROL)
    assert hands.project.state() == before


def test_what_cannot_be_copied_says_why(canvas: Open) -> None:
    hands = canvas(chain("Input", "Linear", "Output"))
    layer = list(hands.project.main.nodes)[1]
    link = edit.link(hands.project, layer)
    said: list[str] = []
    hands.document.bridge.message.connect(said.append)
    QGuiApplication.clipboard().setText("before")
    hands.document.select([link])
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        hands.key(key, CONTROL)
        assert f"shares the weights of {layer}" in said.pop()
        assert QGuiApplication.clipboard().text() == "before" and link in hands.project.main.nodes


def test_f2_renames_in_place(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU"))
    hands.click(hands.body("relu1"))
    hands.key(Qt.Key.Key_F2)
    hands.type("gate")
    hands.enter()
    assert "gate" in hands.project.main.nodes and hands.document.selection == ("gate",)
    assert hands.links() == {("input1", "gate")}


@pytest.mark.hands(30)
def test_the_wheel_zooms_at_the_pointer_and_the_middle_button_pans(canvas: Open) -> None:
    hands = canvas(chain("Input", "ReLU"))
    at = hands.body("input1")
    pixel = hands.seen(at)
    hands.wheel(at, 3)
    assert hands.view.zoom == pytest.approx(1.728)
    assert (hands.view.mapFromScene(at) - pixel).manhattanLength() <= 3
    before = hands.view.visible().center()
    hands.drag(at, at + QPointF(40, 20), MIDDLE)
    moved = before - hands.view.visible().center()
    assert moved.x() == pytest.approx(40, abs=2) and moved.y() == pytest.approx(20, abs=2)


@pytest.mark.hands(27)
def test_fit_shows_everything(canvas: Open) -> None:
    hands = canvas("lenet5")
    hands.view.setFocus()
    hands.key(Qt.Key.Key_F)
    seen = hands.view.visible()
    assert all(seen.contains(item.block) for item in hands.view.canvas.nodes.values())


@EITHER_WAY
def test_a_drawing_opens_with_its_first_layer_in_view(canvas: Open) -> None:
    for aside in (-4000.0, 4000.0):
        project = chain("Input", *["ReLU"] * 40, "Output")
        edit.add_comment(project, "far aside", (aside, aside), 120)
        hands = canvas(project)
        hands.view.resize(900, 500)
        hands.view.hide()
        hands.view._placed = False
        hands.view.show()
        assert hands.view.zoom == READABLE
        assert hands.view.visible().contains(hands.view.canvas.nodes["input1"].block)


GESTURES: dict[str, Callable[[Hands], None]] = {
    "move": lambda h: h.hold(h.body("relu1"), h.body("relu1") + QPointF(90, 40)),
    "move all": lambda h: (h.view.select_all(), h.hold(h.body("relu1"), QPointF(300, 300)))[0],
    "wire": lambda h: h.hold(h.output("input1"), QPointF(300, 200)),
    "unplug": lambda h: h.hold(h.input("relu1"), QPointF(300, 200)),
    "box": lambda h: h.hold(QPointF(-50, -50), QPointF(150, 150)),
    "pan": lambda h: h.hold(QPointF(-50, -50), QPointF(50, 50), MIDDLE),
}


@EITHER_WAY
@pytest.mark.hands(50)
@pytest.mark.parametrize("zoom", [1.0, 0.2])
@pytest.mark.parametrize("name", GESTURES)
def test_escape_leaves_no_trace(canvas: Open, name: str, zoom: float) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    hands.view.set_zoom(zoom)
    hands.document.select(["output1"])
    before = (hands.project.state(), hands.document.history.undo_label)
    places = {n: item.pos() for n, item in hands.view.canvas.nodes.items()}
    if name == "move all":
        before_selection: tuple[str, ...] = ("input1", "relu1", "output1")
    else:
        before_selection = hands.document.selection
    GESTURES[name](hands)
    assert hands.view.gesture is not None
    hands.key(Qt.Key.Key_Escape)
    assert hands.view.gesture is None
    assert (hands.project.state(), hands.document.history.undo_label) == before
    assert hands.document.selection == before_selection
    assert {n: item.pos() for n, item in hands.view.canvas.nodes.items()} == places
    assert all(item.isVisible() for item in hands.view.canvas.wires.values())
    assert all(item.fits is None for item in hands.view.canvas.nodes.values())
    hands.release(QPointF(300, 200))
    assert (hands.project.state(), hands.document.history.undo_label) == before


@EITHER_WAY
@pytest.mark.hands(48)
def test_the_first_repair_is_a_button_beside_the_node(canvas: Open) -> None:
    project = Project.new("image to Linear")
    edit.add(project, "Input", at=(0, 0), shape=(1, 8, 8))
    edit.add(project, "Linear", at=(0, 96), out_features=10)
    edit.add(project, "Output", at=(0, 192))
    edit.connect(project, "input1", "fc1")
    edit.connect(project, "fc1", "output1")
    hands = canvas(project)
    card = hands.view.card
    QApplication.processEvents()
    assert card.isVisible() and "fc1" in card.sentence.text()
    fixes = [button for button in card.findChildren(QPushButton) if button.isVisible()]
    QTest.mouseClick(fixes[0], Qt.MouseButton.LeftButton)
    hands.document.check_now()
    assert not hands.document.problems
    QApplication.processEvents()
    assert not card.isVisible()
    hands.document.undo()
    hands.document.check_now()
    assert hands.document.problems
