"""Why: whoever has no mouse draws the same networks: every wire can be picked with keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from designer import edit, gallery
from designer.model import Project, Wire
from designer.ui.canvas.gestures.pick import PickEnd
from tests.ui.canvas.hands import CONTROL, EITHER_WAY, SHIFT, Hands

Key = Qt.Key
Open = Callable[..., Hands]


def loose() -> Project:
    project = Project.new("loose")
    edit.add(project, "Input", "image", at=(0, 0), shape=[1, 28, 28])
    edit.add(project, "Conv2d", "conv1", at=(0, 80), out_channels=4)
    edit.add(project, "ReLU", "relu1", at=(0, 160))
    edit.add(project, "Conv2d", "conv2", at=(240, 160), out_channels=4)
    edit.add(project, "Add", "sum", at=(0, 240))
    return project


def picking(hands: Hands) -> PickEnd:
    gesture = hands.view.gesture
    assert isinstance(gesture, PickEnd)
    return gesture


def letter_of(hands: Hands, node: str, port: str = "") -> str:
    gesture = picking(hands)
    for letter, index in gesture._letters.items():
        end = gesture.ends[index]
        if end.node == node and port in ("", end.port):
            return letter
    raise AssertionError(f"{node} has no letter")


def press_letter(hands: Hands, letter: str) -> None:
    hands.key(Key[f"Key_{letter.upper()}"])


@EITHER_WAY
@pytest.mark.hands(26, 49)
def test_a_whole_network_is_wired_without_a_mouse(canvas: Open) -> None:
    hands = canvas(loose())
    hands.document.select(["image"])
    hands.key(Key.Key_C)
    hands.key(Key.Key_Return)  # what is offered first is what lies below
    assert hands.links() == {("image", "conv1")}
    told: list[str] = []
    hands.document.bridge.message.connect(told.append)
    hands.document.select(["relu1"])
    hands.key(Key.Key_C, SHIFT)
    assert told[-1].startswith("Connect conv1 to relu1?")
    hands.key(Key.Key_Escape)
    hands.document.select(["image"])
    hands.key(Key.Key_C)
    end = picking(hands).ends[picking(hands)._at]
    assert end.node == "relu1", "what is free comes before what would lose a wire"
    hands.key(Key.Key_Escape)
    for source, target in (("conv1", "relu1"), ("conv1", "conv2"), ("relu1", "sum")):
        hands.document.select([source])
        hands.key(Key.Key_C)
        press_letter(hands, letter_of(hands, target))
        assert hands.view.gesture is None
        assert (source, target) in hands.links()
    hands.document.select(["sum"])
    hands.key(Key.Key_C, SHIFT)  # from its free input, upwards
    assert picking(hands).port != next(iter(hands.project.main.incoming("sum"))).target_port
    press_letter(hands, letter_of(hands, "conv2"))
    assert hands.links() >= {("conv2", "sum"), ("relu1", "sum")}
    assert hands.document.check_now().problems[0].code in ("no-output", "dangling")
    for _ in range(5):
        hands.document.undo()
    assert not hands.wires(), "each wire is one step"


@EITHER_WAY
def test_arrows_reach_every_end_and_escape_leaves_no_trace(canvas: Open) -> None:
    hands = canvas(gallery.create("resnet18"))
    before = hands.wires()
    hands.document.select(["conv1"])
    hands.key(Key.Key_C)
    gesture = picking(hands)
    seen = set()
    for _ in gesture.ends:
        end = gesture.ends[gesture._at]
        item = hands.view.canvas.nodes[end.node]
        assert item.hot_port == end.port and item.fits
        assert hands.view.visible().intersects(item.block)
        seen.add(end)
        hands.key(Key.Key_Down)
    assert seen == set(gesture.ends) and "image" not in {end.node for end in seen}
    assert ("bn1", "in") not in {(end.node, end.port) for end in seen}, "connected already"
    hands.key(Key.Key_Up)
    hands.key(Key.Key_Escape)
    assert hands.view.gesture is None and hands.wires() == before
    assert not hands.view._letters and hands.view._pulled is None
    assert all(not i.hot_port and i.fits is None for i in hands.view.canvas.nodes.values())
    assert hands.document.selection == ("conv1",)


def test_a_click_and_a_lost_node_end_it(canvas: Open) -> None:
    hands = canvas(loose())
    hands.document.select(["conv1"])
    hands.key(Key.Key_C)
    hands.click(hands.body("relu1"))
    assert hands.view.gesture is None and not hands.wires()
    hands.document.select(["conv1"])
    hands.key(Key.Key_C)
    edit.remove(hands.project, ["relu1"])
    hands.key(Key.Key_Down)
    assert hands.view.gesture is None and not hands.wires()


@pytest.mark.parametrize(
    ("selected", "held", "said"),
    [
        ([], Qt.KeyboardModifier.NoModifier, "Select one layer"),
        (["conv1", "relu1"], Qt.KeyboardModifier.NoModifier, "Select one layer"),
        (["image"], SHIFT, "image has no input"),
        (["out"], Qt.KeyboardModifier.NoModifier, "out has no output"),
    ],
)
def test_what_cannot_be_picked_says_why(
    canvas: Open, selected: list[str], held: Qt.KeyboardModifier, said: str
) -> None:
    project = loose()
    edit.add(project, "Output", "out", at=(0, 400))
    hands = canvas(project)
    told: list[str] = []
    hands.document.bridge.message.connect(told.append)
    hands.document.select(selected)
    hands.key(Key.Key_C, held)
    assert hands.view.gesture is None and said in told[-1]


def test_copying_is_still_copying(canvas: Open) -> None:
    hands = canvas(loose())
    hands.document.select(["conv1"])
    hands.key(Key.Key_C, CONTROL)
    assert hands.view.gesture is None
    hands.key(Key.Key_V, CONTROL)
    assert len(hands.project.main.nodes) == 6


@EITHER_WAY
def test_a_node_with_several_outputs_goes_through_them(canvas: Open) -> None:
    project = Project.new("chunks")
    edit.add(project, "Input", "image", shape=[8])
    edit.add(project, "LSTM", "lstm", at=(0, 80), hidden_size=4)
    edit.add(project, "Linear", "fc", at=(0, 240), out_features=2)
    hands = canvas(project)
    ports = hands.view.canvas.nodes["lstm"].face.outputs
    assert len(ports) > 1
    hands.document.select(["lstm"])
    hands.key(Key.Key_C)
    hands.key(Key.Key_C)
    assert picking(hands).port == ports[1]
    hands.key(Key.Key_Return)
    assert hands.wires() == {Wire("lstm", "fc", ports[1], "in")}
