"""Why: blocks are made, opened, changed and left with the hands alone, and undo goes along."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from designer.model import Project
from designer.ui.canvas.menus import make
from designer.ui.document import Document
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.edit.test_edit_blocks import conv_net
from tests.ui.canvas.hands import SHIFT, Hands
from tests.ui.window.conftest import settle

CONTROL = Qt.KeyboardModifier.ControlModifier
OPEN = Callable[..., Window]


def opened(open_window: OPEN, project: Project | None = None) -> tuple[Window, Workspace, Hands]:
    window = open_window()
    workspace = window.add_document(Document(project or conv_net()))
    settle(window)
    workspace.document.check_now()
    return window, workspace, Hands(workspace.canvas)


def grouped(open_window: OPEN) -> tuple[Window, Workspace, Hands]:
    """Convolution, normalization and activation selected with the mouse and grouped by key."""
    window, workspace, hands = opened(open_window)
    hands.click(hands.body("conv1"))
    hands.click(hands.body("norm1"), SHIFT)
    hands.click(hands.body("relu1"), SHIFT)
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_G, CONTROL)
    settle(window)
    assert workspace.document.selection == ("block1",)
    return window, workspace, hands


def crumbs(workspace: Workspace) -> list[str]:
    return [b.text() for b in workspace.breadcrumbs.findChildren(QToolButton) if not b.isHidden()]


@pytest.mark.hands(18, 19)
def test_group_open_change_leave_and_undo(open_window: OPEN) -> None:
    window, workspace, hands = grouped(open_window)
    document = workspace.document
    before = sum(document.check_now().parameters.values())
    assert workspace.breadcrumbs.isHidden()
    hands.double_click(hands.body("block1"))
    settle(window)
    assert document.graph == "Block1" and set(workspace.canvas.canvas.nodes) == {
        "input", "conv1", "norm1", "relu1", "output",
    }  # fmt: skip
    assert crumbs(workspace) == ["blocks", "Block1"]
    assert workspace.canvas.canvas.nodes["conv1"].face.shapes == ("N × 4 × 8 × 8",)
    hands.click(hands.body("relu1"))
    hands.key(Qt.Key.Key_Delete, SHIFT)
    assert set(document.drawing.nodes) == {"input", "conv1", "norm1", "output"}
    hands.key(Qt.Key.Key_Escape)  # nothing is selected any more
    assert document.graph == "main" and document.selection == ("block1",)
    assert sum(document.check_now().parameters.values()) == before
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert document.graph == "Block1", "undo shows what it takes back"
    assert "relu1" in document.drawing.nodes
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert document.graph == "main" and list(document.project.graphs) == ["main"]
    assert set(workspace.canvas.canvas.nodes) == set(document.drawing.nodes)


def test_a_parameter_is_offered_set_and_used_in_arithmetic(open_window: OPEN, qtbot: QtBot) -> None:
    window, workspace, hands = grouped(open_window)
    document = workspace.document
    hands.key(Qt.Key.Key_Return)
    hands.click(hands.body("conv1"))
    settle(window)
    field = workspace.inspector.findChild(QLineEdit, "out_channels")
    assert field is not None
    field.customContextMenuRequested.emit(field.rect().center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Offer out_channels as a parameter of Block1"
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(window)
    assert document.drawing.nodes["conv1"].params["out_channels"] == "=out_channels"
    field = workspace.inspector.findChild(QLineEdit, "out_channels")
    assert field is not None and field.text() == "=out_channels"
    field.selectAll()
    QTest.keyClicks(field, "=2*out_channels")
    QTest.keyClick(field, Qt.Key.Key_Return)
    workspace.canvas.setFocus()
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_Escape)
    settle(window)
    own = workspace.inspector.findChild(QLineEdit, "out_channels")
    assert own is not None and own.text() == "4"
    own.selectAll()
    QTest.keyClicks(own, "5")
    settle(window)
    document.check_now()
    assert workspace.canvas.canvas.nodes["block1"].face.shapes == ("N × 10 × 8 × 8",)


def test_the_page_of_a_block_renames_it_and_offers_parameters(open_window: OPEN) -> None:
    window, workspace, hands = grouped(open_window)
    document = workspace.document
    hands.key(Qt.Key.Key_Return)
    settle(window)
    name = workspace.inspector.findChild(QLineEdit, "name")
    assert name is not None and name.text() == "Block1"
    name.selectAll()
    QTest.keyClicks(name, "ConvBlock")
    QTest.keyClick(name, Qt.Key.Key_Return)
    settle(window)
    assert document.graph == "ConvBlock" and crumbs(workspace) == ["blocks", "ConvBlock"]
    new = next(
        field
        for field in workspace.inspector.findChildren(QLineEdit)
        if field.accessibleName() == "New parameter"
    )
    QTest.keyClicks(new, "width")
    QTest.keyClick(new, Qt.Key.Key_Return)
    settle(window)
    assert dict(document.drawing.exposed) == {"width": 1}
    field = workspace.inspector.findChild(QLineEdit, "width")
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "12")
    assert dict(document.drawing.exposed) == {"width": 12}


def test_a_problem_inside_leads_there(open_window: OPEN) -> None:
    window, workspace, hands = grouped(open_window)
    document = workspace.document
    hands.key(Qt.Key.Key_Return)
    hands.click(hands.body("conv1"))
    settle(window)
    field = workspace.inspector.findChild(QLineEdit, "kernel_size")
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "20")
    workspace.canvas.setFocus()
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_Escape)
    document.check_now()
    settle(window)
    assert workspace.canvas.canvas.nodes["block1"].face.problem == "error"
    button = next(
        button
        for button in workspace.canvas.card.findChildren(QPushButton)
        if button.text() == "Open block"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    document.check_now()
    settle(window)
    assert document.graph == "Block1"
    assert workspace.canvas.canvas.nodes["conv1"].face.problem == "error"
    repair = workspace.canvas.card.findChildren(QPushButton)[0]
    QTest.mouseClick(repair, Qt.MouseButton.LeftButton)
    assert document.check_now().whole


def test_blocks_are_in_the_palette_and_in_the_list_of_layers(open_window: OPEN) -> None:
    window, workspace, hands = grouped(open_window)
    document = workspace.document
    field = window.palette_panel.field
    QTest.keyClicks(field, "block1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(window)
    assert document.selection == ("block2",)
    assert {w.source for w in document.drawing.incoming("block2")} == {"block1"}
    workspace.canvas.setFocus()
    hands.key(Qt.Key.Key_Tab)
    hands.type("Block1")
    hands.enter()
    assert document.selection == ("block3",)
    hands.double_click(hands.body("block1"))
    settle(window)
    field.clear()
    QTest.keyClicks(field, "block1")
    assert window.palette_panel.tree.is_empty, "a block cannot be put into itself"


def test_weights_are_shared_by_key(open_window: OPEN) -> None:
    window, workspace, hands = opened(open_window)
    hands.click(hands.body("conv1"))
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_D, CONTROL | SHIFT)
    settle(window)
    assert workspace.document.selection == ("conv2",)
    assert workspace.canvas.canvas.nodes["conv2"].face.type == "as conv1"
    field = workspace.inspector.findChild(QLineEdit, "out_channels")
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "7")
    assert workspace.document.drawing.nodes["conv1"].params["out_channels"] == 7


def test_a_kept_block_is_in_the_palette_of_every_project(
    open_window: OPEN, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Document, "library", tmp_path / "blocks")
    window, workspace, hands = grouped(open_window)
    menu = make(workspace.canvas, hands.body("block1"))
    (keep,) = [action for action in menu.actions() if action.text() == "Keep in my blocks"]
    keep.trigger()
    window.add_document(Document(Project.new("another")))
    settle(window)
    field = window.palette_panel.field
    QTest.keyClicks(field, "block1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(window)
    second = window.workspace
    assert second is not None and second.document.selection == ("block1",)
    assert set(second.document.project.graphs) == {"main", "Block1"}
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert set(second.document.project.graphs) == {"main"}, "one undo takes both back"
