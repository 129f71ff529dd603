"""Why: the palette offers a layer of one's own, and it is a layer like any other from then on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from designer import edit
from designer.model import Project
from designer.ui.code.editor import CodeEditor
from designer.ui.document import Document
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.ui.canvas.hands import Hands
from tests.ui.window.conftest import settle

OPEN = Callable[..., Window]


def opened(open_window: OPEN) -> tuple[Window, Workspace, Hands]:
    project = Project.new("own")
    edit.add(project, "Input", "image", shape=(4,))
    edit.add(project, "Output", "output", (0, 240))
    window = open_window()
    workspace = window.add_document(Document(project))
    settle(window)
    return window, workspace, Hands(workspace.canvas)


def editors(workspace: Workspace) -> list[CodeEditor]:
    return [e for e in workspace.findChildren(CodeEditor) if e.isVisible()]


def test_from_the_palette_to_a_layer_that_works(open_window: OPEN, qtbot: QtBot) -> None:
    window, workspace, hands = opened(open_window)
    document = workspace.document
    window.palette_panel.focus_search()
    QTest.keyClicks(window.palette_panel.field, "custom")
    QTest.keyClick(window.palette_panel.field, Qt.Key.Key_Return)
    settle(window)
    assert document.selection == ("custom1",)
    assert document.project.main.nodes["custom1"].type == "#Custom1"
    for ends in (("image", "custom1"), ("custom1", "output")):
        if not any((w.source, w.target) == ends for w in document.project.main.wires):
            edit.connect(document.project, *ends)
    qtbot.waitUntil(lambda: not document.checking.pending and not document.problems, timeout=20_000)
    item = workspace.canvas.canvas.nodes["custom1"]
    assert (item.face.type, item.face.category) == ("Custom1", "custom")
    assert item.face.shapes == ("N × 4",) and item.face.count == "1"
    settle(window)
    start = next(f for f in workspace.inspector.findChildren(QLineEdit, "start") if f.isVisible())
    assert start.text() == "1"
    buttons = workspace.inspector.findChildren(QPushButton)
    QTest.mouseClick(next(b for b in buttons if b.text() == "Edit code"), Qt.MouseButton.LeftButton)
    (editor,) = editors(workspace)
    text = (
        editor.field.toPlainText()
        .replace("start: float", "begin: int")
        .replace("(start)", "(1.0 * begin)")
    )
    editor.field.setPlainText(text.replace("= 1.0)", "= 3)"))
    QTest.mouseClick(editor.apply_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not document.checking.pending and not document.problems, timeout=20_000)
    settle(window)
    begin = next(f for f in workspace.inspector.findChildren(QLineEdit, "begin") if f.isVisible())
    assert begin.text() == "3", "the form follows the constructor"
    editor.close()
    qtbot.waitUntil(lambda: not editors(workspace), timeout=5_000)
    hands.double_click(hands.body("custom1"))
    settle(window)
    assert [e.name for e in editors(workspace)] == ["Custom1"]
    editors(workspace)[0].close()


def test_it_is_offered_last_until_it_has_a_name(open_window: OPEN) -> None:
    window, workspace, _ = opened(open_window)
    document = workspace.document
    workspace.canvas.open_adder()
    titles = [
        workspace.canvas.adder.list.item(i).text()
        for i in range(workspace.canvas.adder.list.count())
    ]
    assert titles[-2:] == ["Custom layer…", "Comment"]
    QTest.keyClicks(workspace.canvas.adder.field, "own code")
    QTest.keyClick(workspace.canvas.adder.field, Qt.Key.Key_Return)
    settle(window)
    assert list(document.project.codes) == ["Custom1"]
    workspace.canvas.open_adder()
    assert workspace.canvas.adder.list.item(0).text() == "Custom1"
    QTest.keyClick(workspace.canvas.adder.field, Qt.Key.Key_Escape)
