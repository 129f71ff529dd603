"""Why: the panel shows the steps by name, and a click or Enter goes to one."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer import edit
from designer.ui import files
from designer.ui.history import HistoryPanel
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_documents import Ctrl, Key, press

Alt, LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton


@pytest.mark.hands(32)
def test_a_click_goes_to_a_step_and_another_one_back(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    files.from_template(window, "lenet5")
    assert window.workspace is not None
    document = window.workspace.document
    project = document.project
    for name in ("conv1", "conv2", "fc1"):
        edit.rename(project, name, f"{name}_new")
    window.workspace.canvas.setFocus()
    press(window, Key.Key_Z, Ctrl | Alt)
    panel = window.workspace.bottom.panel("history")
    assert isinstance(panel, HistoryPanel) and panel.list.hasFocus()

    def rows() -> list[str]:
        return [panel.list.item(row).text() for row in range(panel.list.count())]

    def click(row: int) -> None:
        at = panel.list.visualItemRect(panel.list.item(row)).center()
        QTest.mouseClick(panel.list.viewport(), LEFT, pos=at)
        settle(window)

    steps = rows()
    assert len(steps) == 4 and steps[0] == "The beginning", "it never was saved"
    assert panel.list.currentRow() == 3
    click(1)
    assert "conv1_new" in project.main.nodes and "conv2" in project.main.nodes
    assert rows() == steps and panel.list.currentRow() == 1
    assert window.menus.actions["redo"].isEnabled()
    QTest.keyClick(panel.list, Key.Key_End)
    QTest.keyClick(panel.list, Key.Key_Return)
    settle(window)
    assert "fc1_new" in project.main.nodes and panel.list.currentRow() == 3
    click(0)
    assert not document.is_modified and "conv1" in project.main.nodes
    document.save(tmp_path / "net.nnd")
    assert [row for row in rows() if "saved" in row] == ["The beginning  ·  saved"]
    edit.rename(project, "fc2", "other")
    assert len(rows()) == 2, "what was undone is gone"
