"""Why: a comparison follows the drawing of now, on every level, and changes it when asked to."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer import edit
from designer.ui.window import Window
from tests.edit.test_edit_blocks import conv_net
from tests.ui.window.comparing import LEFT, Compared, changed, choose_level, lines, press
from tests.ui.window.conftest import settle


def test_edits_are_followed(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), conv_net())
    edit.set_param(page.source.project, ["conv1"], "stride", 2)
    settle(window)
    assert lines(page) == ["conv1: stride 1 → 2"]
    page.source.undo()
    settle(window)
    assert lines(page) == [] and page.list.none.isVisible()


def test_what_was_edited_meanwhile_is_told_on_return(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), conv_net())
    window.show_workspace(window.workspaces()[0])
    settle(window)
    edit.set_param(page.source.project, ["conv1"], "stride", 2)
    settle(window)
    assert lines(page) == []
    window.top.tabs.show_page(page)
    settle(window)
    assert lines(page) == ["conv1: stride 1 → 2"]


def test_a_block_of_another_name_stays_open(window: Window, compared: Compared) -> None:
    before, after = conv_net(), conv_net()
    for project in (before, after):
        edit.group(project, ["conv1", "norm1"], "Block")
    page = compared(before, after)
    choose_level(page, "Block")
    edit.rename_block(page.source.project, "Block", "Stem")
    settle(window)
    assert (page.then.graph, page.now.graph) == ("Block", "Stem") and page.before.has_graph
    assert page.levels.currentText().startswith("Stem")


def test_blocks_are_levels_of_both(window: Window, compared: Compared) -> None:
    before, after = conv_net(), conv_net()
    for project in (before, after):
        edit.group(project, ["conv1", "norm1"], "Block")
    edit.set_param(after, ["conv1"], "stride", 2, graph="Block")
    edit.group(after, ["flatten1", "fc1"], "Head")
    page = compared(before, after)
    assert page.levels.isVisible()
    row = lines(page).index("In Block: conv1: stride 1 → 2")
    page.list.list.setCurrentRow(row)
    assert (page.then.graph, page.now.graph) == ("Block", "Block")
    assert page.levels.currentText().startswith("Block")
    choose_level(page, "Head")
    assert not page.before.has_graph and page.now.graph == "Head"
    choose_level(page, "Network")
    assert (page.then.graph, page.now.graph) == ("main", "main") and page.before.has_graph
    page.fit()
    sheet = page.before.sheet
    at = sheet.mapFromScene(sheet.canvas.nodes["block1"].center())
    QTest.mouseDClick(sheet.viewport(), LEFT, pos=at)
    assert (page.then.graph, page.now.graph) == ("Block", "Block")
    edit.unpack(page.source.project, "block1")
    assert "Block" not in page.source.project.graphs
    settle(window)
    assert page.now.graph == "main" or not page.after.has_graph


def test_differences_are_taken_over_one_by_one_and_given_back(
    window: Window, compared: Compared
) -> None:
    page = compared(conv_net(), changed())
    start = page.now.project.state()
    page.list.list.setCurrentRow(lines(page).index("fc1 is now called head"))
    QTest.mouseClick(page.list.take, LEFT)
    assert "fc1" in page.now.project.main.nodes and not any("head" in line for line in lines(page))
    page.list.list.setCurrentRow(0)
    while page.differences:
        press(window, Qt.Key.Key_F7)
    assert page.list.none.isVisible() and not page.list.take.isEnabled()
    settle(window)
    while window.menus.actions["undo"].isEnabled():
        window.menus.actions["undo"].trigger()
        settle(window)
    assert page.now.project.state() == start and len(lines(page)) == len(page.differences) > 5


def test_what_cannot_be_taken_over_says_why(window: Window, compared: Compared) -> None:
    before, after = conv_net(), conv_net()
    edit.group(after, ["conv1", "norm1"], "Block")
    page = compared(before, after)
    page.list.list.setCurrentRow(lines(page).index("Block Block is new, 4 layers"))
    press(window, Qt.Key.Key_F7)
    assert "still in use" in window.status.text and "Block" in page.now.project.graphs
