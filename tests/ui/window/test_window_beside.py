"""Why: one project in several places at once is one project: one undo, one file, one run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer import edit
from designer.ui.canvas.menus import make
from designer.ui.document import Document
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.edit.test_edit_blocks import conv_net
from tests.ui.canvas.hands import Hands
from tests.ui.window.conftest import Answers, settle

OPEN = Callable[..., Window]
CONTROL = Qt.KeyboardModifier.ControlModifier
Both = tuple[Window, Hands, Hands]


def choose(hands: Hands, name: str, title: str) -> None:
    (action,) = [a for a in make(hands.view, hands.body(name)).actions() if a.text() == title]
    action.trigger()


def tabs(window: Window) -> list[str]:
    return [window.top.tabs.tabText(i) for i in range(window.top.tabs.count())]


def front(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


@pytest.fixture
def both(open_window: OPEN, answers: Answers) -> Both:
    """The network in one tab, its block in another, which is in front."""
    project = conv_net()
    edit.group(project, ["conv1", "norm1", "relu1"], "Block")
    window = open_window()
    first = Hands(window.add_document(Document(project)).canvas)
    settle(window)
    choose(first, "block1", "Open in new tab")
    settle(window)
    return window, first, Hands(front(window).canvas)


def test_a_block_in_a_tab_of_its_own(both: Both) -> None:
    window, first, second = both
    assert tabs(window) == ["blocks", "blocks › Block"]
    assert (first.document.graph, second.document.graph) == ("main", "Block")
    assert second.view.canvas.nodes["conv1"].face.shapes == ("N × 4 × 8 × 8",)
    window.show_workspace(window.workspaces()[0])
    choose(first, "block1", "Open in new tab")
    assert front(window).canvas is second.view and len(tabs(window)) == 2


def test_an_edit_in_one_shows_in_the_other(both: Both) -> None:
    window, first, second = both
    second.click(second.body("relu1"))
    second.key(Qt.Key.Key_Delete)
    settle(window)
    assert "relu1" not in second.view.canvas.nodes
    assert tabs(window) == ["• blocks", "• blocks › Block"]
    window.show_workspace(window.workspaces()[0])
    settle(window)
    assert first.document.graph == "main" and not first.document.check_now().ok
    assert first.view.canvas.nodes["block1"].face.problem == "error"
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert first.document.graph == "Block", "it shows what it takes back"
    assert "relu1" in second.view.canvas.nodes and second.document.graph == "Block"
    QTest.keyClick(window, Qt.Key.Key_Y, CONTROL)
    assert "relu1" not in second.view.canvas.nodes
    first.document.leave()
    edit.unpack(first.project, "block1")
    assert second.document.graph == "main", "the block is gone"
    assert set(second.view.canvas.nodes) == set(first.view.canvas.nodes)
    window.show_workspace(window.workspaces()[1])
    second.document.undo()
    assert second.document.graph == "main" and "block1" in first.view.canvas.nodes


def test_the_last_tab_asks_about_the_project(both: Both, answers: Answers, tmp_path: Path) -> None:
    window, first, _ = both
    edit.set_param(first.project, ["fc1"], "out_features", 9)
    QTest.keyClick(window, Qt.Key.Key_W, CONTROL)
    assert len(tabs(window)) == 1 and not answers.asked
    settle(window)
    choose(first, "block1", "Open in new tab")
    window.show_workspace(window.workspaces()[0])
    QTest.keyClick(window, Qt.Key.Key_W, CONTROL)  # the tab that was there first
    settle(window)
    assert tabs(window) == ["• blocks › Block"] and not answers.asked
    document = front(window).document
    answers.save_as = tmp_path / "kept.nnd"
    QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    settle(window)
    assert tabs(window) == ["kept › Block"] and not document.is_modified
    document.leave()
    document.undo()
    settle(window)
    assert document.is_modified and tabs(window) == ["• kept"]
    QTest.keyClick(window, Qt.Key.Key_W, CONTROL)
    assert answers.told("ask_to_save") == [(["kept"],)] and len(tabs(window)) == 1
    answers.save = "discard"
    QTest.keyClick(window, Qt.Key.Key_W, CONTROL)
    assert not window.workspaces()


def test_closing_the_window_asks_once(both: Both, answers: Answers) -> None:
    window, first, _ = both
    edit.set_param(first.project, ["fc1"], "out_features", 9)
    assert not window.close()
    assert answers.told("ask_to_save") == [(["blocks"],)]


def test_one_run_for_both(both: Both, answers: Answers) -> None:
    window, first, second = both
    states: list[str] = []
    second.document.bridge.run_state.connect(states.append)
    edit.set_data(first.project, source="digits")
    first.document.work.bridge.run_state.emit("running")
    assert states == ["running"] and first.document.session is second.document.session
    assert second.document.data_loading and first.document.data_loading
    window.remove_workspace(window.workspaces()[0])
    assert not second.document.work.bridge.closed
    second.document.work.bridge.run_state.emit("idle")
    assert states == ["running", "idle"]
