"""Why: layers are dragged into a block and out of it, and hands see beforehand what will be."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from designer import edit
from designer.model import Project
from designer.ui.breadcrumbs import Breadcrumbs
from designer.ui.canvas import CanvasView
from designer.ui.canvas.menus import make
from designer.ui.document import Document
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.edit.test_edit_blocks import conv_net, parameters
from tests.ui.canvas.hands import LEFT, NONE, SHIFT, Hands
from tests.ui.window.conftest import settle

OPEN = Callable[..., Window]
BESIDE = QPointF(300, 40)


@pytest.fixture
def opened(open_window: OPEN) -> tuple[Window, Workspace, Hands]:
    """Image, conv1, norm1 as a block, relu1 and the rest, whole in view."""
    project = conv_net()
    edit.group(project, ["norm1"], "Block")
    window = open_window()
    workspace = window.add_document(Document(project))
    settle(window)
    workspace.document.check_now()
    workspace.canvas.zoom_to_fit()
    return window, workspace, Hands(workspace.canvas)


def names(project: Project, graph: str = "main") -> set[str]:
    return set(project.graphs[graph].nodes)


def messages(document: Document) -> list[str]:
    found: list[str] = []
    document.bridge.message.connect(found.append)
    return found


def button_of(view: CanvasView, title: str) -> QToolButton:
    """A step of the path."""
    assert isinstance(view.crumbs, Breadcrumbs)
    steps = view.crumbs.findChildren(QToolButton)
    (found,) = [step for step in steps if step.text() == title and not step.isHidden()]
    return found


def step(view: CanvasView, title: str) -> QPoint:
    """The pixel of the view where a step of the path stands."""
    button = button_of(view, title)
    return view.viewport().mapFromGlobal(button.mapToGlobal(button.rect().center()))


@pytest.mark.hands(18)
def test_layers_dropped_on_a_block_go_into_it(opened: tuple[Window, Workspace, Hands]) -> None:
    window, workspace, hands = opened
    document, scene = workspace.document, workspace.canvas.canvas
    weights, said = parameters(document.project), messages(document)
    hands.click(hands.body("conv1"))
    hands.click(hands.body("relu1"), SHIFT)
    hands.hold(hands.body("conv1"), hands.body("block1"))
    assert scene.nodes["block1"].lit and scene.nodes["conv1"].opacity() < 1
    hands.move_to(workspace.canvas.mapFromScene(hands.body("image") + BESIDE), LEFT)
    assert not scene.nodes["block1"].lit and scene.nodes["conv1"].opacity() == 1
    hands.move_to(workspace.canvas.mapFromScene(scene.nodes["block1"].center()), LEFT)
    hands.release(scene.nodes["block1"].center())
    assert names(document.project, "Block") == {"input", "conv1", "norm1", "relu1", "output"}
    assert document.selection == ("block1",) and said == ["Moved into Block."]
    assert not scene.nodes["block1"].lit and parameters(document.project) == weights
    assert document.history.undo_label == "Move 2 layers into Block"
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {"conv1", "relu1"} < names(document.project)
    assert scene.nodes["conv1"].opacity() == 1


def test_what_may_not_go_in_says_why_and_stays(opened: tuple[Window, Workspace, Hands]) -> None:
    _, workspace, hands = opened
    document, scene = workspace.document, workspace.canvas.canvas
    said, state = messages(document), document.project.state()
    hands.drag(hands.body("flatten1"), hands.body("block1"))
    assert said == ["relu1 lies between them and the block: take it along."]
    assert document.project.state() == state
    assert scene.nodes["flatten1"].pos() == QPointF(*document.drawing.nodes["flatten1"].at)
    hands.hold(hands.body("conv1"), hands.body("block1"))
    hands.key(Qt.Key.Key_Escape)
    hands.release(hands.body("block1"))
    assert document.project.state() == state and not scene.nodes["block1"].lit
    assert scene.nodes["conv1"].opacity() == 1


@pytest.mark.hands(18)
def test_layers_dropped_on_the_path_go_out(opened: tuple[Window, Workspace, Hands]) -> None:
    window, workspace, hands = opened
    document = workspace.document
    edit.move_in(document.project, ["conv1", "relu1"], "block1")
    twin = edit.duplicate(document.project, ["block1"])[0]
    weights, said = document.check_now().parameters["block1"], messages(document)
    hands.double_click(hands.body("block1"))
    settle(window)
    hands.onto(hands.body("relu1"), step(workspace.canvas, "Block"))
    assert "relu1" in names(document.project, "Block"), "it is there already"
    document.undo()
    hands.onto(hands.body("relu1"), step(workspace.canvas, "blocks"), let_go=False)
    assert workspace.canvas.gesture is not None and not workspace.canvas.gesture.scrolls
    assert "background" in button_of(workspace.canvas, "blocks").styleSheet()
    QTest.mouseRelease(workspace.canvas.viewport(), LEFT, NONE, step(workspace.canvas, "blocks"))
    assert said == ["Moved out to blocks. Also changes 1 other."]
    assert document.graph == "Block" and "relu1" not in document.drawing.nodes
    main = document.project.main
    assert [w.target for w in main.outgoing("block1")] == ["relu1"]
    assert [w.target for w in main.outgoing("relu1")] == ["flatten1"]
    assert not main.outgoing(twin) and document.check_now().parameters["block1"] == weights
    document.undo()
    assert "relu1" not in main.nodes and document.graph == "Block"


def test_out_of_two_blocks_at_once(opened: tuple[Window, Workspace, Hands]) -> None:
    window, workspace, hands = opened
    document = workspace.document
    edit.move_in(document.project, ["conv1", "relu1"], "block1")
    edit.group(document.project, ["block1", "flatten1"], "Stage")
    edit.rename(document.project, "stage1", "front")
    weights = parameters(document.project)
    workspace.canvas.zoom_to_fit()
    for name in ("front", "block1"):
        hands.double_click(hands.body(name))
        settle(window)
    edit.rename(document.project, "block1", "inner", graph="Stage")
    hands.onto(hands.body("conv1"), step(workspace.canvas, "blocks"))
    assert [w.source for w in document.project.main.incoming("front")] == ["conv1"]
    assert names(document.project, "Stage") == {"input", "inner", "flatten1", "output"}
    assert parameters(document.project) == weights
    document.undo()
    assert "conv1" in names(document.project, "Block")


def test_the_menu_offers_the_same(opened: tuple[Window, Workspace, Hands]) -> None:
    window, workspace, hands = opened
    document = workspace.document

    def choose(at: QPointF, title: str) -> None:
        (action,) = [a for a in make(workspace.canvas, at).actions() if a.text() == title]
        action.trigger()

    hands.click(hands.body("conv1"))
    hands.click(hands.body("block1"), SHIFT)
    choose(hands.body("block1"), "Move the others into Block")
    assert "conv1" in names(document.project, "Block")
    hands.double_click(hands.body("block1"))
    settle(window)
    choose(hands.body("conv1"), "Move out of Block")
    assert "conv1" in names(document.project)
