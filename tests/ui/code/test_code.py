"""Why: the code beside the drawing is the code of the drawing, and knows whose line is whose."""

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from designer import check, edit
from designer.compile import write
from designer.model import Project
from designer.ui.blank import Blank
from designer.ui.code import CodePanel
from designer.ui.code.colors import spans
from designer.ui.document import Document

Opened = Callable[..., Document]
Shown = Callable[..., CodePanel]


def ready(panel: CodePanel, document: Document, qtbot: QtBot) -> str:
    text = write(document.project).text
    qtbot.waitUntil(lambda: panel.code.toPlainText() == text, timeout=10_000)
    return text


def marked(panel: CodePanel) -> list[str]:
    return [mark.cursor.block().text().strip() for mark in panel.code.extraSelections()]


def test_the_code_follows_the_drawing(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened("lenet5")
    panel = shown(CodePanel(document))
    ready(panel, document, qtbot)
    edit.set_param(document.project, ["fc1"], "out_features", 99)
    assert "99" in ready(panel, document, qtbot)


def test_code_is_never_written_with_the_report_of_an_earlier_drawing(
    opened: Opened, shown: Shown, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(*arguments: Any) -> tuple[check.Report, None]:
        time.sleep(0.2)
        return check.learned(*arguments)[0], None

    document = opened("lenet5")
    monkeypatch.setattr("designer.ui.checking.AT_ONCE", 0)
    monkeypatch.setattr("designer.ui.checking.check", SimpleNamespace(learned=slowly))
    panel = shown(CodePanel(document))
    ready(panel, document, qtbot)
    edit.set_param(document.project, ["fc1"], "out_features", 99)
    document.check_now()  # the code is being written
    edit.set_param(document.project, ["fc1"], "out_features", 98)
    document.check_now()  # and is to be written again,
    edit.remove(document.project, ["output"])  # when the drawing is one that has no code
    assert document.checking.pending
    qtbot.waitUntil(lambda: not document.checking.pending, timeout=10_000)
    assert "Output" in document.problems[0].message
    edit.set_param(document.project, ["fc1"], "out_features", 97)
    document.undo()
    document.undo()
    assert "98" in ready(panel, document, qtbot)


def test_the_lines_of_the_selected_layer_are_marked(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened("lenet5")
    panel = shown(CodePanel(document))
    ready(panel, document, qtbot)
    document.select(["conv2"])
    lines = marked(panel)
    assert len(lines) == 2 and all("conv2" in line for line in lines)
    document.select([])
    assert marked(panel) == []


def test_a_click_on_a_line_selects_its_layer(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened("lenet5")
    panel = shown(CodePanel(document), 700, 700)
    text = ready(panel, document, qtbot)
    number = next(i for i, line in enumerate(text.splitlines()) if "self.fc2 =" in line)
    cursor = QTextCursor(panel.code.document().findBlockByNumber(number))
    place = panel.code.cursorRect(cursor).center()
    QTest.mouseClick(panel.code.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert document.selection == ("fc2",)


def test_a_drawing_that_is_not_ready_says_why_and_keeps_the_last_code(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened("lenet5")
    panel = shown(CodePanel(document))
    text = ready(panel, document, qtbot)
    edit.remove(document.project, ["flatten"], heal=True)
    qtbot.waitUntil(lambda: not panel.code.isEnabled(), timeout=10_000)
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert any("fc1 needs one axis" in sentence for sentence in said)
    assert panel.code.toPlainText() == text


def test_an_empty_drawing_has_no_code_and_no_complaint(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    panel = shown(CodePanel(opened(Project.new("empty"))))
    sentence = "The code of what you draw appears here."
    qtbot.waitUntil(
        lambda: [b.text() for b in panel.findChildren(Blank) if b.isVisible()] == [sentence],
        timeout=10_000,
    )


def test_copying(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened("mlp")
    panel = shown(CodePanel(document))
    text = ready(panel, document, qtbot)
    button = next(b for b in panel.findChildren(QToolButton) if b.text() == "Copy")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text


def test_colors_cover_the_words_they_belong_to() -> None:
    source = 'class A:\n    """Words\n    over lines."""\n\n    x = "s"  # why\n'
    lines = source.splitlines()
    found = [
        (lines[row][start : start + length], kind)
        for row, parts in enumerate(spans(source))
        for start, length, kind in parts
    ]
    assert ("class", "keyword") in found and ("A", "name") in found
    assert ("# why", "comment") in found
    assert any(text == '    over lines."""' and kind == "comment" for text, kind in found)


def test_of_many_marked_lines_those_in_sight_are_marked_wherever_one_looks(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened("resnet18")
    panel = shown(CodePanel(document), 640, 200)
    ready(panel, document, qtbot)
    document.select(list(document.drawing.nodes))
    bar = panel.code.verticalScrollBar()
    found: set[str] = set()
    for at in (0, bar.maximum() // 2, bar.maximum()):
        bar.setValue(at)
        lines = marked(panel)
        first = panel.code.firstVisibleBlock().text().strip()
        assert len(lines) < 30
        found.update(lines)
        assert not first or first in lines or first not in every_marked(panel)
    panel.resize(640, 4000)
    QApplication.processEvents()
    bar.setValue(0)
    assert found <= set(marked(panel)), "in a high window all are in sight"


def every_marked(panel: CodePanel) -> set[str]:
    """The lines of what is selected, in sight or not."""
    text = panel.code.toPlainText().splitlines()
    return {text[number - 1].strip() for number in panel.code._marked}
