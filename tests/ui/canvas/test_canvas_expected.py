"""Why: what people know from other editors is there, by their mouse and keys; see docs/hands.md."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from designer import edit
from designer.model import Project
from designer.ui.canvas import tidier
from designer.ui.canvas.keys import _OF_WHAT_IS_SELECTED
from designer.ui.repairs import RepairButton
from tests.ui.canvas.hands import ALT, CONTROL, RIGHT, SHIFT, Hands
from tests.ui.canvas.test_canvas_gestures import chain

Open = Callable[..., Hands]
Key = Qt.Key


def offered(hands: Hands) -> list[str]:
    found = hands.view.adder.list
    return [found.item(row).text() for row in range(found.count())]


@pytest.mark.hands(3)
def test_what_usually_follows_is_offered_first(canvas: Open) -> None:
    project = Project.new("net")
    edit.add(project, "Input", "image", at=(0, 0), shape=(1, 28, 28))
    edit.add(project, "Conv2d", "conv1", at=(0, 96), out_channels=4)
    edit.connect(project, "image", "conv1")
    hands = canvas(project)
    hands.drag(hands.output("conv1"), hands.output("conv1") + QPointF(0, 120))
    assert offered(hands)[:2] == ["BatchNorm2d", "ReLU"], "as networks are built"
    hands.type("mish")
    hands.enter()
    hands.click(hands.body("conv1"))
    hands.key(Key.Key_Tab)
    assert offered(hands)[:2] == ["Mish", "BatchNorm2d"], "as this network is built"
    hands.type("relu")
    assert offered(hands)[0] == "ReLU", "whoever types knows what they want"
    hands.escape_in_field()


@pytest.mark.hands(46)
def test_while_a_wire_is_pulled_what_fits_lights_up_and_snaps(canvas: Open) -> None:
    project = Project.new("fits")
    edit.add(project, "Input", "image", at=(0, 0), shape=(1, 28, 28))
    edit.add(project, "Conv2d", "conv1", at=(300, 200))
    edit.add(project, "LSTM", "lstm1", at=(0, 200))
    hands = canvas(project)
    start, view = hands.output("image"), hands.view
    hands.hold(start, hands.body("conv1"))
    nodes = view.canvas.nodes
    assert nodes["conv1"].fits and nodes["lstm1"].fits is False
    assert nodes["conv1"].hot_port == "in" and not view._reason
    assert view._pulled is not None and view._pulled.currentPosition() == hands.input("conv1")
    hands.move_to(view.mapFromScene(hands.body("lstm1")), Qt.MouseButton.LeftButton)
    assert view._reason is not None and "1 × 28 × 28" in view._reason[1]
    assert view._pulled.currentPosition() == QPointF(hands.body("lstm1")), "it does not snap"
    hands.key(Key.Key_Escape)
    hands.release(start)
    assert not hands.links()


@pytest.mark.hands(28)
def test_from_far_away_less_is_drawn_and_names_as_long_as_they_can_be_read(canvas: Open) -> None:
    hands = canvas("lenet5")
    named = {}
    while hands.view.zoom > 0.1:
        before = grabbed(hands)
        edit.rename(hands.project, "conv1", "CONVOLUTION")
        named[hands.view.zoom] = grabbed(hands) != before
        hands.document.undo()
        hands.wheel(hands.body("conv1"), -1)
    assert all(seen for zoom, seen in named.items() if zoom >= 0.3), named
    assert not any(seen for zoom, seen in named.items() if zoom < 0.15), named


@pytest.mark.hands(33)
def test_resting_the_pointer_on_a_wire_says_what_runs_along_it(canvas: Open) -> None:
    hands = canvas("lenet5")
    for at, said in (
        ((hands.output("pool1") + hands.input("conv2")) / 2, "an image of 6 × 14 × 14, float32"),
        (hands.output("conv1"), "Pull a wire from here"),
        (hands.body("fc1"), "Linear"),
    ):
        pixel = hands.seen(at)
        where = hands.view.viewport().mapToGlobal(pixel)
        event = QHelpEvent(QHelpEvent.Type.ToolTip, pixel, where)
        QApplication.sendEvent(hands.view.viewport(), event)
        assert said in QToolTip.text()
    QToolTip.hideText()
    assert "N × 6 × 14 × 14" in hands.view.canvas.nodes["pool1"].face.shapes


@pytest.mark.hands(35, 48)
def test_a_mistake_is_seen_from_afar_and_told_where_it_is(canvas: Open) -> None:
    hands = canvas("lenet5")
    hands.click(hands.body("flatten"))
    hands.key(Key.Key_Delete, SHIFT)
    hands.document.check_now()
    assert hands.view.canvas.nodes["fc1"].face.problem == "error"
    QApplication.processEvents()
    assert hands.view.card.isVisible() and "fc1" in hands.view.card.sentence.text()
    hands.wheel(hands.body("fc1"), -10)
    assert hands.view.zoom < 0.25
    broken = grabbed(hands)
    hands.document.undo()
    hands.document.check_now()
    assert grabbed(hands) != broken
    red = hands.view.canvas.paints.theme.error
    pixels = {
        broken.pixelColor(x, y).name() for x in range(broken.width()) for y in (below(hands),)
    }
    assert red.name() in pixels


def below(hands: Hands) -> int:
    return hands.view.mapFromScene(hands.body("fc1")).y()


def grabbed(hands: Hands) -> QImage:
    return hands.view.viewport().grab().toImage()


PLACES: dict[str, tuple[Callable[[Hands], QPointF], str]] = {
    "layer": (lambda hands: hands.body("relu1"), "Replace with…"),
    "wire": (lambda hands: (hands.output("input1") + hands.input("relu1")) / 2, "Insert layer…"),
    "frame": (
        lambda hands: hands.view.canvas.remarks["frame1"].area.topLeft() + QPointF(20, 8),
        "Remove frame",
    ),
    "canvas": (lambda hands: QPointF(-200, -100), "Add layer…"),
}


@pytest.mark.hands(37)
@pytest.mark.parametrize("place", PLACES)
def test_the_right_button_offers_what_can_be_done_here(canvas: Open, place: str) -> None:
    project = chain("Input", "ReLU", "Output")
    edit.frame_around(project, ["output1"], "End")
    hands = canvas(project)
    where, first = PLACES[place]
    pixel = hands.seen(where(hands))
    viewport = hands.view.viewport()
    QTest.mousePress(viewport, RIGHT, Qt.KeyboardModifier.NoModifier, pixel)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, pixel, viewport.mapToGlobal(pixel)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    titles = [action.text() for action in menu.actions()]
    assert first in titles
    before = hands.project.state()
    chosen = {"layer": "Delete", "wire": "Delete wire", "frame": "Remove frame", "canvas": "Tidy"}
    for _ in range([t for t in titles if t].index(chosen[place]) + 1):
        QTest.keyClick(menu, Key.Key_Down)
    assert menu.activeAction().text() == chosen[place]
    QTest.keyClick(menu, Key.Key_Return)
    assert hands.project.state() != before
    hands.document.undo()
    assert hands.project.state() == before


@pytest.mark.hands(41)
def test_twice_as_many_pixels_are_twice_as_sharp(canvas: Open) -> None:
    hands = canvas("lenet5")
    size = hands.view.viewport().size()
    pictures = {}
    for ratio in (1, 2):
        picture = QImage(size * ratio, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(ratio)
        painter = QPainter(picture)
        hands.view.viewport().render(painter, QPoint())
        painter.end()
        picture.setDevicePixelRatio(1)
        pictures[ratio] = picture
    blown_up = pictures[1].scaled(size * 2)
    sharp = pictures[2]
    rows = range(0, sharp.height(), 7)
    apart = sum(
        sharp.pixel(x, y) != blown_up.pixel(x, y) for y in rows for x in range(sharp.width())
    )
    assert apart > 0.002 * sharp.width() * len(rows), "drawn anew, not blown up"


NAMED: list[tuple[Callable[[Hands], object], str]] = [
    (lambda h: h.drag(h.body("relu1"), h.body("relu1") + QPointF(80, 0)), "Move relu1"),
    (lambda h: (h.key(Key.Key_A, CONTROL), h.key(Key.Key_Right)), "Move 3 layers"),
    (lambda h: h.key(Key.Key_M), "Bypass relu1"),
    (lambda h: h.key(Key.Key_Delete), "Delete relu1"),
    (lambda h: h.key(Key.Key_D), "Detach relu1"),
    (lambda h: (h.key(Key.Key_F2), h.type("gate"), h.enter()), "Rename relu1"),
    (lambda h: (h.key(Key.Key_R), h.type("tanh"), h.enter()), "Replace relu1"),
    (lambda h: (h.key(Key.Key_Tab), h.type("tanh"), h.enter()), "Add Tanh"),
    (lambda h: h.drag(h.body("relu1"), h.body("relu1") + QPointF(3, 50), keys=ALT), "Move relu1"),
]


@pytest.mark.hands(31, 50)
@pytest.mark.parametrize("row", range(len(NAMED)))
def test_undo_says_what_it_takes_back_and_takes_back_all_of_it(canvas: Open, row: int) -> None:
    gesture, label = NAMED[row]
    hands = canvas(chain("Input", "ReLU", "Output"))
    hands.click(hands.body("relu1"))
    before = hands.project.state()
    gesture(hands)
    assert hands.document.history.undo_label.startswith(label)
    assert hands.project.state() != before
    hands.document.undo()
    assert hands.project.state() == before and not hands.document.history.can_undo


@pytest.mark.hands(48)
def test_a_repair_can_be_read(canvas: Open) -> None:
    hands = canvas()
    hands.double_click(QPointF(0, 0))
    hands.type("input")
    hands.enter()
    hands.document.check_now()
    QApplication.processEvents()
    for button in hands.view.card.findChildren(RepairButton):
        assert button.text() == button.title and button.width() >= button.sizeHint().width()
    long = RepairButton("Connect a_layer_with_a_long_name → another_layer_of_that_kind", hands.view)
    long.show()
    long.resize(160, long.sizeHint().height())
    assert "…" in long.text() and long.text().startswith("Connect") and long.text()[-1] == "d"
    long.resize(long.sizeHint())
    assert long.text() == long.title == long.accessibleName()


@pytest.mark.parametrize("key", sorted(_OF_WHAT_IS_SELECTED))
def test_no_key_is_silent_where_nothing_is_selected(canvas: Open, key: Qt.Key) -> None:
    hands = canvas(chain("Input", "ReLU", "Output"))
    said: list[str] = []
    hands.document.bridge.message.connect(said.append)
    before = hands.project.state()
    hands.click(QPointF(-200, -100))
    hands.key(key)
    assert said[-1].startswith("Select a layer first") and hands.project.state() == before
    hands.click((hands.output("input1") + hands.input("relu1")) / 2)
    hands.key(Key.Key_Delete)
    assert len(said) == 1 and len(hands.wires()) == 1, "a wire is something"


def test_what_is_tidy_already_is_said_to_be(canvas: Open) -> None:
    hands = canvas("lenet5")
    said: list[str] = []
    hands.document.bridge.message.connect(said.append)
    for _ in range(2):
        tidier.tidy(hands.view)
        hands.view.tidier.glide.finish()
    count = len(hands.document.history.steps)
    tidier.tidy(hands.view)
    assert said[-1] == "The drawing is tidy." and len(hands.document.history.steps) == count
