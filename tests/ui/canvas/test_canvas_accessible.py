"""Why: who hears the drawing instead of seeing it finds every layer, and what is wrong with it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent

from designer import edit, gallery
from designer.ui.canvas import CanvasView, accessible
from designer.ui.canvas.accessible import DrawingInterface, NodeInterface
from designer.ui.document import Document
from tests.ui.canvas.hands import ALT, Hands

Name, Key = QAccessible.Text.Name, Qt.Key
Open = Callable[..., Hands]


def drawing_of(view: CanvasView) -> DrawingInterface:
    found = QAccessible.queryAccessibleInterface(view)
    assert isinstance(found, DrawingInterface)
    return found


def node_of(hands: Hands, name: str) -> NodeInterface:
    found = drawing_of(hands.view).of(name)
    assert found is not None
    return found


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """Events as a screen reader gets them: what happened, and to which sentence."""
    events: list[tuple[str, str]] = []

    def listen(event: QAccessibleEvent) -> None:
        node = event.accessibleInterface()
        events.append((event.type().name, node.text(Name)))

    monkeypatch.setattr(accessible, "send", listen)
    was = QAccessible.isActive()
    QAccessible.setActive(True)
    yield events
    QAccessible.setActive(was)


def test_every_node_is_a_child_with_a_sentence(canvas: Open) -> None:
    hands = canvas("lenet5")
    drawing = drawing_of(hands.view)
    nodes = hands.project.main.nodes
    assert drawing.text(Name) == "Drawing" and drawing.role() == QAccessible.Role.List
    assert drawing.childCount() == len(nodes)
    for index in range(drawing.childCount()):
        child = drawing.child(index)
        assert child is not None and child.isValid() and child.name in nodes
        assert drawing.indexOfChild(child) == index and child.parent() is drawing
        assert child.role() == QAccessible.Role.ListItem
        assert child.text(Name).startswith(f"{child.name}, ")
        hands.view.center_on_node(child.name)
        middle = child.rect().center()
        assert drawing.childAt(middle.x(), middle.y()) is child
        assert not child.state().offscreen
    assert drawing.child(len(nodes)) is None
    assert node_of(hands, "conv1").text(Name) == "conv1, Conv2d, 6 × 28 × 28"
    details = node_of(hands, "conv1").text(QAccessible.Text.Description)
    assert details == "6 filters, 5×5, padding 2; 156 parameters; after image; before tanh1"
    edit.mute(hands.project, ["tanh1"])
    edit.collapse(hands.project, ["tanh1"])
    details = node_of(hands, "tanh1").text(QAccessible.Text.Description)
    assert details == "bypassed; collapsed; after conv1; before pool1"


def test_what_is_wrong_is_said(canvas: Open, heard: list[tuple[str, str]]) -> None:
    hands = canvas("lenet5")
    hands.document.select(["fc1"])
    heard.clear()
    edit.disconnect(hands.project, hands.project.main.incoming("fc1"))
    hands.document.check_now()
    said = node_of(hands, "fc1").text(Name)
    assert said.startswith("fc1, Linear") and ", error: " in said
    assert ("NameChanged", said) in heard


@pytest.mark.hands(42)
def test_walking_is_heard(canvas: Open, heard: list[tuple[str, str]]) -> None:
    hands = canvas("lenet5")
    hands.view.setFocus()
    hands.document.select(["image"])
    heard.clear()
    hands.key(Key.Key_Down, ALT)
    first, last = heard[0], heard[-1]
    assert {first[0], heard[1][0]} == {"SelectionAdd", "SelectionRemove"}
    assert last == ("Focus", "conv1, Conv2d, 6 × 28 × 28")
    state = node_of(hands, "conv1").state()
    assert state.selected and state.focused and not node_of(hands, "image").state().selected
    focused = drawing_of(hands.view).focusChild()
    assert focused is not None and focused.name == "conv1"
    heard.clear()
    hands.document.select(hands.project.main.nodes)
    assert len(heard) <= accessible.MOST_TOLD + 1
    hands.view.clearFocus()
    heard.clear()
    hands.view.setFocus()
    assert [kind for kind, _ in heard] == ["Focus"]


def test_nodes_come_and_go_and_levels_change(canvas: Open) -> None:
    hands = canvas("lenet5")
    drawing = drawing_of(hands.view)
    every = [drawing.child(index) for index in range(drawing.childCount())]
    conv2 = node_of(hands, "conv2")
    edit.remove(hands.project, ["conv2"], heal=True)
    assert drawing.of("conv2") is None and drawing.childCount() == len(every) - 1
    hands.document.undo()
    again = node_of(hands, "conv2")
    assert again is not conv2 and again.isValid()
    edit.rename(hands.project, "conv2", "second")
    assert drawing.of("conv2") is None and node_of(hands, "second").isValid()
    edit.group(hands.project, ["conv1", "tanh1"], "Front")
    hands.document.open_graph("Front")
    assert {"conv1", "tanh1"} <= set(drawing.names())
    assert node_of(hands, "conv1").isValid() and drawing.of("second") is None


def test_a_canvas_that_is_gone_leaves_nothing(heard: list[tuple[str, str]], qapp: object) -> None:
    for _ in range(3):
        document = Document(gallery.create("mlp"))
        view = CanvasView(document)
        drawing = drawing_of(view)
        keys = [QAccessible.uniqueId(drawing.child(i)) for i in range(drawing.childCount())]
        assert keys and all(QAccessible.accessibleInterface(key) for key in keys)
        document.close()
        view.deleteLater()
        QCoreApplication.sendPostedEvents(view, QEvent.Type.DeferredDelete)
        assert not any(QAccessible.accessibleInterface(key) for key in keys)


def test_nothing_is_made_while_nobody_listens(canvas: Open) -> None:
    assert not QAccessible.isActive()
    hands = canvas("lenet5")
    hands.document.select(["conv1", "conv2"])
    assert not drawing_of(hands.view)._nodes
