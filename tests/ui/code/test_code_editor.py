"""Why: a layer of one's own is written, allowed and mended with mouse and keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from designer import compile as compiler
from designer import edit
from designer.app import allowed
from designer.model import Project
from designer.ui import theme
from designer.ui.code.editor import CodeEditor
from designer.ui.code.field import CodeField
from designer.ui.dialogs.sheet import BUTTON_HEIGHT, MARGINS
from designer.ui.document import Document

Opened = Callable[..., Document]
Shown = Callable[..., CodeEditor]
CONTROL = Qt.KeyboardModifier.ControlModifier


def drawn(text: str, name: str = "") -> Project:
    project = Project.new("own")
    kind = "#" + edit.add_code(project, text, name)
    edit.add(project, "Input", "image", shape=(4,))
    edit.add(project, kind, "own")
    edit.add(project, "Output", "output")
    edit.connect(project, "image", "own")
    edit.connect(project, "own", "output")
    return project


def said(editor: CodeEditor) -> str:
    QApplication.processEvents()
    labels = [label.text() for label in editor.findChildren(QLabel) if label.isVisible()]
    return labels[-1]


def write(editor: CodeEditor, text: str) -> None:
    editor.field.selectAll()
    editor.field.insertPlainText(text)
    editor._look()


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def wrong_line(field: CodeField) -> str:
    marks = field.extraSelections()
    return marks[0].cursor.block().text() if marks else ""


def test_what_came_with_a_file_is_seen_before_it_runs(
    opened: Opened, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    witness = tmp_path / "witness"
    text = (
        f'class Own(nn.Module):\n    open({str(witness)!r}, "w").close()\n\n'
        "    def forward(self, x):\n        return x"
    )
    document = opened(drawn(text))
    editor = shown(CodeEditor(document, "Own"))
    assert [p.code for p in document.problems] == ["not-allowed"]
    assert "Read it" in said(editor) and editor.allow_button.isVisible()
    assert editor.field.toPlainText() == text
    write(editor, text + " ")
    assert not witness.exists(), "editing runs nothing"
    write(editor, text)
    stop = allowed.restore()
    click(editor.allow_button)
    stop()
    qtbot.waitUntil(lambda: not document.problems, timeout=10_000)
    assert witness.exists() and not editor.allow_button.isVisible()
    assert len(allowed.load()) == 1, "remembered beside the settings"
    assert str(document.here.outputs["own"][0]) == "N × 4" if document.here else False


def test_typing_shows_faults_at_their_line_and_apply_is_one_undo(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened(drawn("x * 2", "Own"))
    compiler.allow("x * 2")
    document.check_now()
    editor = shown(CodeEditor(document, "Own"))
    before = document.project.state()
    assert not editor.apply_button.isEnabled()
    write(editor, "class Own(nn.Module):\n    def forward(self, x)\n        return x")
    assert said(editor).startswith("Line 2: expected ':'")
    assert wrong_line(editor.field) == "    def forward(self, x)"
    write(editor, "class Own(nn.Module):\n    def forward(self, x):\n        return x + 1")
    assert said(editor) == "Not applied yet." and wrong_line(editor.field) == ""
    assert document.project.state() == before
    QTest.keyClick(editor.field, Qt.Key.Key_Return, CONTROL)
    assert document.project.codes["Own"].startswith("class Own")
    qtbot.waitUntil(lambda: not document.checking.pending, timeout=10_000)
    assert document.problems == (), "who changes allowed code sees what they allow"
    document.undo()
    assert document.project.state() == before
    assert editor.field.toPlainText() == "x * 2", "the editor shows what undo brought back"
    document.redo()
    assert "x + 1" in editor.field.toPlainText()


def test_what_fails_when_it_runs_is_told_at_its_line(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    text = "class Own(nn.Module):\n    def forward(self, x):\n        y = x * 2\n"
    text += "        return y.reshape(5, 5)"
    document = opened(drawn(text))
    editor = shown(CodeEditor(document, "Own"))
    click(editor.allow_button)
    qtbot.waitUntil(lambda: [p.line for p in document.problems] == [4], timeout=10_000)
    assert "fails in line 4 of Own" in said(editor)
    assert wrong_line(editor.field) == "        return y.reshape(5, 5)"


def test_a_class_gets_another_name_where_it_is_written(opened: Opened, shown: Shown) -> None:
    text = "class Own(nn.Module):\n    def forward(self, x):\n        return x"
    document = opened(drawn(text))
    editor = shown(CodeEditor(document, "Own"))
    write(editor, text.replace("Own", "Mine"))
    click(editor.apply_button)
    assert (editor.name, editor.windowTitle()) == ("Mine", "Code of Mine")
    assert document.project.main.nodes["own"].type == "#Mine"
    document.undo()
    assert editor.name == "Own" and editor.field.toPlainText() == text
    write(editor, text.replace("Own", "lower"))
    click(editor.apply_button)
    assert list(document.project.codes) == ["Own"], "a refusal changes nothing"
    assert editor.is_modified


def test_python_is_typed_in_steps(opened: Opened, shown: Shown) -> None:
    editor = shown(CodeEditor(opened(drawn("x", "Own")), "Own"))
    editor.field.clear()
    QTest.keyClicks(editor.field, "class Own(nn.Module):")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    QTest.keyClicks(editor.field, "def forward(self, x):")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    QTest.keyClicks(editor.field, "return x")
    QTest.keyClick(editor.field, Qt.Key.Key_Return)
    QTest.keyClicks(editor.field, "if")
    QTest.keyClick(editor.field, Qt.Key.Key_Tab)
    assert editor.field.toPlainText() == (
        "class Own(nn.Module):\n    def forward(self, x):\n        return x\n        if  "
    )


def test_words_have_their_colors_in_both_themes(opened: Opened, shown: Shown) -> None:
    editor = shown(CodeEditor(opened(drawn("x", "Own")), "Own"))
    write(editor, "class Own(nn.Module):\n    pass  # why")

    def inks() -> set[str]:
        block = editor.field.document().firstBlock()
        found = set()
        while block.isValid():
            found |= {r.format.foreground().color().name() for r in block.layout().formats()}
            block = block.next()
        return found

    light = inks()
    assert len(light) >= 3
    theme.set_scheme("dark")
    assert len(inks()) >= 3 and inks() != light


@pytest.mark.parametrize("lines", [3, 150])
def test_numbers_have_room(opened: Opened, shown: Shown, lines: int) -> None:
    editor = shown(CodeEditor(opened(drawn("x", "Own")), "Own"))
    write(editor, "\n".join(f"# {number}" for number in range(lines)))
    QApplication.processEvents()
    digits = editor.field.fontMetrics().horizontalAdvance("9" * len(str(lines)))
    assert editor.field.numbers_width() > digits
    editor.field.go_to(lines)
    assert editor.field.textCursor().blockNumber() == lines - 1


def test_it_looks_like_the_other_dialogs(opened: Opened, shown: Shown) -> None:
    editor = shown(CodeEditor(opened(drawn("x", "Own")), "Own"))
    QApplication.processEvents()
    layout = editor.layout()
    assert layout is not None and layout.contentsMargins() == QMargins(*MARGINS)
    buttons = [button for button in editor.findChildren(QPushButton) if button.isVisible()]
    buttons.sort(key=lambda button: button.x())
    assert buttons[-2:] == [editor.apply_button, editor.close_button]
    assert {button.height() for button in buttons} == {BUTTON_HEIGHT}
