"""Why: wherever something can be done with a thing, the right button over it says what."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from designer import edit
from designer.ui import files
from designer.ui.costs import CostsPanel
from designer.ui.palette.tree import LayerTree
from designer.ui.problems import ProblemsPanel
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.ui.window.conftest import Answers, settle

Place = tuple[QWidget, QPoint]


@pytest.fixture
def lenet(window: Window, answers: Answers, saved: Callable[[str], Path]) -> Workspace:
    """An open file with a mistake in it."""
    files.open_path(window, saved("lenet5"))
    workspace = window.workspace
    assert workspace is not None
    edit.remove(workspace.document.project, ["flatten"], heal=True)
    workspace.document.check_now()
    settle(window)
    return workspace


def offered(at: Place) -> QMenu:
    widget, pixel = at
    reason = QContextMenuEvent.Reason.Mouse
    QTest.mousePress(widget, Qt.MouseButton.RightButton, pos=pixel)
    QTest.mouseRelease(widget, Qt.MouseButton.RightButton, pos=pixel)
    event = QContextMenuEvent(reason, pixel, widget.mapToGlobal(pixel))
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def titles(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def take(window: Window, menu: QMenu, title: str) -> None:
    for _ in range(titles(menu).index(title) + 1):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle(window)


def problem(workspace: Workspace) -> Place:
    panel = workspace.bottom.panel("problems")
    assert isinstance(panel, ProblemsPanel)
    workspace.bottom.show_tab("problems")
    QApplication.processEvents()
    return panel.list.viewport(), panel.list.visualItemRect(panel.list.item(0)).center()


@pytest.mark.hands(37)
def test_a_problem_is_gone_to_copied_and_repaired(window: Window, lenet: Workspace) -> None:
    menu = offered(problem(lenet))
    assert titles(menu) == ["Go to the layer", "Insert Flatten", "Pool to 1 × 1", "Copy"]
    take(window, menu, "Copy")
    assert QGuiApplication.clipboard().text() == lenet.document.problems[0].message
    take(window, offered(problem(lenet)), "Go to the layer")
    assert lenet.document.selection == ("fc1",)
    take(window, offered(problem(lenet)), "Insert Flatten")
    assert not lenet.document.check_now().problems


@pytest.mark.hands(37)
def test_a_layer_of_the_palette_is_added(window: Window, lenet: Workspace) -> None:
    tree = window.palette_panel.findChild(LayerTree)
    assert isinstance(tree, LayerTree)
    heading = tree.model().index(0, 0)
    row = tree.visualRect(tree.indexBelow(heading))
    count = len(lenet.document.drawing.nodes)
    take(window, offered((tree.viewport(), row.center())), "Add to the drawing")
    assert len(lenet.document.drawing.nodes) == count + 1


@pytest.mark.hands(37)
def test_a_row_of_the_costs_leads_to_its_layer(
    window: Window, lenet: Workspace, qtbot: QtBot
) -> None:
    lenet.document.undo()
    panel = lenet.bottom.panel("costs")
    assert isinstance(panel, CostsPanel)
    lenet.bottom.show_tab("costs")
    lenet.document.check_now()
    settle(window)
    view = panel.table.view
    qtbot.waitUntil(lambda: view.isVisible() and view.model().rowCount() > 1, timeout=20_000)
    settle(window)
    pixel = view.visualRect(view.model().index(1, 0)).center()
    menu = offered((view.viewport(), pixel))
    assert titles(menu) == ["Go to the layer", "Copy"]
    take(window, menu, "Copy")
    assert "conv1" in QGuiApplication.clipboard().text()
    assert lenet.document.selection == ("conv1",)


@pytest.mark.hands(37)
def test_a_tab_is_saved_closed_and_found_on_the_disk(
    window: Window, lenet: Workspace, answers: Answers
) -> None:
    files.from_template(window, "mlp")
    tabs = window.top.tabs
    path = lenet.document.path
    assert path is not None

    def tab(index: int) -> Place:
        return tabs, tabs.tabRect(index).center() - QPoint(20, 0)

    everything = ["Save", "Close", "Close the others", "Show in folder", "Copy path"]
    menu = offered(tab(0))
    assert titles(menu) == everything
    take(window, menu, "Copy path")
    assert QGuiApplication.clipboard().text() == str(path)
    assert titles(offered(tab(1))) == everything[:3], "it lies on no disk"
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    take(window, offered(tab(0)), "Save")
    assert not lenet.document.is_modified
    take(window, offered(tab(0)), "Close the others")
    assert tabs.pages() == [lenet]
    take(window, offered(tab(0)), "Close")
    assert window.workspace is None


@pytest.mark.hands(37)
def test_a_recent_file_is_opened_or_taken_off_the_list(window: Window, lenet: Workspace) -> None:
    window.show_start()
    settle(window)
    row = window.start_page.recent.rows[0]
    menu = offered((row, row.rect().center()))
    assert titles(menu) == ["Open", "Show in folder", "Copy path", "Take off the list"]
    take(window, menu, "Take off the list")
    assert not window.preferences.recent
