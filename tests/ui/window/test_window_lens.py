"""Why: a block that is open in place is edited with the same hands, and both drawings agree."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from designer import edit
from designer.ui import language
from designer.ui.canvas.menus import make
from designer.ui.document import Document
from designer.ui.lens import EDGE, FRAME, MOAT, VEIL, Lens
from designer.ui.theme.tokens import HEAT_STEPS
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.edit.test_edit_blocks import conv_net, parameters
from tests.ui.canvas.hands import LEFT, NONE, SHIFT, Hands
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_carrying import step

OPEN = Callable[..., Window]
CONTROL = Qt.KeyboardModifier.ControlModifier
Parts = tuple[Window, Workspace, Hands]


@pytest.fixture
def parts(open_window: OPEN, answers: Answers) -> Parts:
    """The network, with convolution, normalization and activation as a block."""
    project = conv_net()
    edit.group(project, ["conv1", "norm1", "relu1"], "Block")
    window = open_window()
    workspace = window.add_document(Document(project))
    settle(window)
    workspace.document.check_now()
    return window, workspace, Hands(workspace.canvas)


def opened(parts: Parts) -> tuple[Lens, Hands]:
    """The lens that Shift and a double-click open, and the hands in it."""
    window, workspace, hands = parts
    at = hands.seen(hands.body("block1"))
    QTest.mouseClick(workspace.canvas.viewport(), LEFT, NONE, at)
    QTest.mouseDClick(workspace.canvas.viewport(), LEFT, SHIFT, at)
    settle(window)
    lens = workspace.lens
    assert lens is not None and lens.isVisible()
    return lens, Hands(lens.view)


def is_gone(workspace: Workspace, lens: Lens) -> bool:
    QTest.qWait(20)
    return (
        workspace.lens is None
        and lens.document not in workspace.document.work.views
        and workspace.hand is workspace.canvas
        and workspace.inspectors.currentWidget() is workspace.inspector
        and workspace.inspectors.count() == 1
    )


@pytest.mark.hands(19)
def test_it_opens_at_its_card_and_escape_closes_it(parts: Parts) -> None:
    _, workspace, hands = parts
    lens, inner = opened(parts)
    assert workspace.document.graph == "main" and lens.document.graph == "Block"
    assert set(inner.view.canvas.nodes) == {"input", "conv1", "norm1", "relu1", "output"}
    assert inner.view.canvas.nodes["conv1"].face.shapes == ("N × 4 × 8 × 8",)
    room = workspace.canvas.viewport().rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
    assert room.contains(lens.geometry())
    card = workspace.canvas.mapFromScene(hands.body("block1"))
    assert lens.geometry().contains(card)
    edge = MOAT + 2 + FRAME
    assert lens.view.geometry() == lens.rect().adjusted(edge, edge, -edge, -edge)
    around = QImage(lens.size(), QImage.Format.Format_ARGB32)
    around.fill(Qt.GlobalColor.transparent)
    lens.render(around, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
    veil = around.pixelColor(lens.width() // 2, MOAT // 2)
    assert veil.alphaF() == pytest.approx(VEIL, abs=0.01), "what is around it is seen faintly"
    before = lens.pos()
    workspace.canvas.pan(QPointF(-60, 0))
    assert lens.pos().x() > before.x(), "it goes with its card"
    assert lens.view.hasFocus()
    inner.click(inner.body("relu1"))
    inner.key(Qt.Key.Key_Escape)  # the selection
    assert lens.isVisible() and not lens.document.selection
    inner.key(Qt.Key.Key_Escape)
    assert is_gone(workspace, lens)
    assert workspace.canvas.hasFocus() and workspace.document.selection == ("block1",)


def test_its_layers_are_colored_and_say_figures_like_those_around_it(
    parts: Parts, qtbot: QtBot
) -> None:
    window, workspace, _ = parts
    window.resize(1280, 1400)  # with room for all that is inside
    window.menus.actions["heat_parameters"].trigger()
    settle(window)
    lens, inner = opened(parts)
    inside, legend = inner.view.canvas.nodes, lens.heat_map
    qtbot.waitUntil(lambda: inside["conv1"].heat == HEAT_STEPS, timeout=60_000)
    reading = inside["conv1"].reading
    assert reading is not None and reading.text == "112" and inside["relu1"].heat == 0
    assert legend.isVisible() and legend.words[:2] == ("Parameters", "0")
    for item in inside.values():
        block = lens.view.mapFromScene(item.block).boundingRect()
        assert not legend.geometry().intersects(block), "the legend covers no layer"
    legend.chosen.emit("memory")
    assert legend.words[0] == "Memory" == workspace.heat_map.words[0]
    window.menus.actions["heat"].trigger()
    assert {item.heat for item in inside.values()} == {None} and legend.isHidden()
    assert {item.reading for item in inside.values()} == {None}


def test_what_is_done_inside_shows_outside_and_is_undone(parts: Parts) -> None:
    window, workspace, hands = parts
    lens, inner = opened(parts)
    document = workspace.document
    inner.click(inner.body("conv1"))
    settle(window)
    field = workspace.inspectors.currentWidget().findChild(QLineEdit, "out_channels")
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "9")
    document.check_now()
    assert workspace.canvas.canvas.nodes["block1"].face.shapes == ("N × 9 × 8 × 8",)
    inner.click(inner.body("relu1"))
    inner.key(Qt.Key.Key_Delete, SHIFT)
    assert "relu1" not in document.project.graphs["Block"].nodes
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert "relu1" in inner.view.canvas.nodes and document.graph == "main"
    assert lens.isVisible()
    hands.click(hands.body("image") + QPointF(0, 5))
    assert workspace.hand is workspace.canvas
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert document.graph == "main" and lens.document.graph == "Block" and lens.isVisible()
    assert document.project.graphs["Block"].nodes["conv1"].params["out_channels"] == 4


def test_commands_act_where_the_hand_is(parts: Parts) -> None:
    window, workspace, _ = parts
    lens, inner = opened(parts)
    inner.click(inner.body("norm1"))
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL)
    assert "norm2" in lens.document.drawing.nodes
    assert set(workspace.document.drawing.nodes) == set(workspace.canvas.canvas.nodes)
    QTest.keyClicks(window.palette_panel.field, "@Block")
    assert window.palette_panel.tree.is_empty, "a block cannot be put into itself"
    window.palette_panel.field.clear()
    inner.click(inner.body("conv1"))
    inner.click(inner.body("norm1"), SHIFT)
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_G, CONTROL)
    assert "Block1" in workspace.document.project.graphs
    inner.double_click(inner.body("block1"))
    assert lens.document.graph == "Block1"
    assert not lens.breadcrumbs.geometry().intersects(lens.button.geometry())
    inner.key(Qt.Key.Key_Escape)
    inner.key(Qt.Key.Key_Escape)
    assert lens.document.graph == "Block" and lens.isVisible(), "back by one level"
    inner.key(Qt.Key.Key_Escape)
    inner.key(Qt.Key.Key_Escape)
    assert is_gone(workspace, lens)


def test_what_takes_the_block_away_closes_it(parts: Parts) -> None:
    window, workspace, _ = parts
    document = workspace.document
    lens, _ = opened(parts)
    edit.rename(document.project, "block1", "stem")
    assert lens.isVisible() and lens.name == "stem"
    edit.unpack(document.project, "stem")
    assert lens.isHidden() and is_gone(workspace, lens)
    document.undo()
    document.undo()
    lens, _ = opened(parts)
    document.enter("block1")
    assert is_gone(workspace, lens) and document.graph == "Block"
    document.leave()
    lens, _ = opened(parts)
    QTest.mouseClick(lens.button, LEFT)
    assert is_gone(workspace, lens)
    opened(parts)
    window.remove_workspace(workspace)
    assert document.work.bridge.closed and not document.work.views


def test_the_canvas_below_does_not_hear_of_it(parts: Parts) -> None:
    _, workspace, _ = parts
    lens, _ = opened(parts)
    state, selected = workspace.document.project.state(), workspace.document.selection
    for key in (Qt.Key.Key_A, Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(lens.view, key)
    QTest.mouseClick(lens, LEFT, NONE, lens.rect().topLeft())
    QTest.mouseDClick(lens, LEFT, NONE, lens.rect().topLeft())
    assert workspace.document.project.state() == state
    assert workspace.document.selection == selected and workspace.canvas.adder.isHidden()
    assert workspace.canvas.gesture is None


def test_layers_leave_by_the_path_in_it(parts: Parts) -> None:
    _, workspace, hands = parts
    _, inner = opened(parts)
    project = workspace.document.project
    weights = parameters(project)
    inner.onto(inner.body("relu1"), step(inner.view, "blocks"))
    assert "relu1" in workspace.canvas.canvas.nodes and "relu1" not in inner.view.canvas.nodes
    assert [w.target for w in project.main.outgoing("block1")] == ["relu1"]
    assert parameters(project) == weights and not hands.document.check_now().problems


def test_it_shows_as_much_as_there_is_room_for_until_it_is_moved_inside(parts: Parts) -> None:
    window, _, _ = parts
    window.resize(1280, 720)
    settle(window)
    lens, _ = opened(parts)

    def is_whole() -> bool:
        seen = lens.view.visible()
        return all(seen.contains(item.block) for item in lens.view.canvas.nodes.values())

    assert not is_whole()
    window.resize(1280, 1400)
    settle(window)
    assert is_whole()
    window.resize(1280, 720)
    settle(window)
    assert not is_whole()
    lens.view.pan(QPointF(0, 300))
    window.resize(1280, 1400)
    settle(window)
    assert not is_whole(), "where somebody has gone to is left alone"


def test_another_language_leaves_it_open(parts: Parts) -> None:
    window, workspace, _ = parts
    lens, _ = opened(parts)
    language.relabel(window)
    settle(window)
    after = window.workspace
    assert after is not None and after is not workspace and after.lens is not None
    assert after.lens.name == lens.name and after.hand is after.lens.view
    assert after.document.work.views == [after.document, after.lens.document]
    assert lens.document.bridge.closed


def test_key_and_menu_open_it_too(parts: Parts) -> None:
    _, workspace, hands = parts
    hands.click(hands.body("block1"))
    hands.key(Qt.Key.Key_Return, SHIFT)
    first = workspace.lens
    assert first is not None
    menu = make(workspace.canvas, hands.body("block1"))
    (action,) = [a for a in menu.actions() if a.text() == "Open in place"]
    action.trigger()
    assert workspace.lens is not None and workspace.lens is not first
    assert workspace.document.work.views == [workspace.document, workspace.lens.document]
