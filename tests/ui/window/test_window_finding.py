"""Why: Ctrl+F leads to a layer wherever it is, and the keyboard alone is enough for it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer import edit
from designer.ui import files
from designer.ui.finder.bar import FindBar
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_documents import Ctrl, Key, Shift, press

NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def lenet(window: Window, answers: Answers) -> Workspace:
    files.from_template(window, "lenet5")
    assert window.workspace is not None
    window.workspace.canvas.setFocus()
    settle(window)
    return window.workspace


def typing(workspace: Workspace, text: str) -> FindBar:
    bar = workspace.find_bar
    assert QApplication.focusWidget() is bar.field
    QTest.keyClicks(bar.field, text)
    return bar


@pytest.mark.hands(38)
def test_typing_shows_and_enter_goes_round(window: Window, lenet: Workspace) -> None:
    document, canvas = lenet.document, lenet.canvas
    press(window, Key.Key_F)
    bar = typing(lenet, "conv")
    names = [entry.name for entry in bar.found]
    assert names == ["conv1", "conv2"] and bar.count.text() == "1 of 2"
    assert document.selection == ("conv1",) and canvas._found == ("conv1", "conv2")
    for name, count in (("conv2", "2 of 2"), ("conv1", "1 of 2")):
        QTest.keyClick(bar.field, Key.Key_Return)
        assert document.selection == (name,) and bar.count.text() == count
        assert canvas.visible().contains(canvas.canvas.nodes[name].block)
    QTest.keyClick(bar.field, Key.Key_Return, Shift)
    assert document.selection == ("conv2",)
    QTest.keyClick(bar.field, Key.Key_Escape)
    assert not bar.isVisible() and canvas.hasFocus() and not canvas._found
    assert document.selection == ("conv2",), "where one went is where one is"
    press(window, Key.Key_F)
    assert bar.field.selectedText() == "conv", "typed over, or gone on with"


@pytest.mark.hands(38)
def test_a_match_inside_a_block_is_told_and_enter_opens_it(
    window: Window, lenet: Workspace
) -> None:
    document = lenet.document
    edit.group(document.project, ["conv2", "tanh2", "pool2"], "Second")
    press(window, Key.Key_F)
    bar = typing(lenet, "conv2 ")
    assert (bar.found[0].graph, bar.found[0].name) == ("Second", "conv2")
    assert document.graph == "main", "typing alone does not leave the level"
    assert "in Second" in bar.count.text()
    QTest.keyClick(bar.field, Key.Key_Return)
    assert document.graph == "Second" and document.selection == ("conv2",)
    assert bar.isVisible() and QApplication.focusWidget() is bar.field
    assert lenet.canvas._found == ("conv2",)
    assert not bar.geometry().intersects(lenet.breadcrumbs.geometry())


def test_what_changes_meanwhile_is_found_anew(window: Window, lenet: Workspace) -> None:
    project = lenet.document.project
    press(window, Key.Key_F)
    bar = typing(lenet, "conv")
    edit.rename(project, "conv1", "first")
    assert [entry.name for entry in bar.found] == ["conv2", "first"]
    edit.remove(project, ["conv2"])
    assert [entry.name for entry in bar.found] == ["first"] and bar.count.text() == "1 of 1"
    QTest.keyClick(bar.field, Key.Key_Return)
    assert lenet.document.selection == ("first",)
    QTest.keyClick(bar.field, Key.Key_A, Ctrl)
    QTest.keyClicks(bar.field, "qqq")
    assert bar.count.text() == "None" and not bar.after.isEnabled()
    QTest.keyClick(bar.field, Key.Key_Return)


def test_the_palette_has_keys_of_its_own(window: Window, lenet: Workspace) -> None:
    press(window, Key.Key_F, Ctrl | Shift)
    assert QApplication.focusWidget() is window.palette_panel.field
    assert not lenet.find_bar.isVisible()


def test_matches_are_seen(window: Window, lenet: Workspace) -> None:
    lenet.document.select([])
    before = lenet.canvas.grab().toImage()
    press(window, Key.Key_F)
    typing(lenet, "linear")
    lenet.document.select([])
    lenet.find_bar.hide()
    assert lenet.canvas.grab().toImage() != before
    for zoom in (0.05, 1.0):
        lenet.canvas.set_zoom(zoom)
        lenet.canvas.grab()
