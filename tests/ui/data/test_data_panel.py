"""Why: data are chosen, prepared and looked at here, and what cannot be read says so."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from designer import edit
from designer.model import Project
from designer.ui.data import DataPanel
from designer.ui.document import Document

Opened = Callable[..., Document]
Shown = Callable[..., DataPanel]


def choose(panel: DataPanel, text: str) -> None:
    box = panel.settings.findChildren(QComboBox, "source")[-1]
    box.setFocus()
    QTest.keyClicks(box, text)


def fill(panel: DataPanel, key: str, text: str) -> None:
    widget = next(f for f in panel.settings.findChildren(QLineEdit, key) if f.isVisible())
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_digits_are_shown_with_their_labels_and_counts(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened(Project.new("new"))
    panel = shown(DataPanel(document), 1000, 400)
    assert "Choose a dataset" in panel.message.text()
    choose(panel, "Digits")
    qtbot.waitUntil(panel.counts.isVisible, timeout=20_000)
    assert document.data_info is not None and document.data_info.shape == (1, 8, 8)
    assert panel.samples.currentWidget() is panel.samples.images
    fill(panel, "resize", "28 x 28")
    qtbot.waitUntil(
        lambda: document.data_info is not None and document.data_info.shape == (1, 28, 28),
        timeout=20_000,
    )
    fill(panel, "validation", "0.5")
    qtbot.waitUntil(
        lambda: document.data_info is not None and document.data_info.val_rows > 800,
        timeout=20_000,
    )


def test_a_table_has_its_columns(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened("regression", data=True)
    panel = shown(DataPanel(document), 1000, 400)
    qtbot.waitUntil(lambda: panel.samples.table.rowCount() > 10, timeout=20_000)
    titles = [
        panel.samples.table.horizontalHeaderItem(i).text()
        for i in range(panel.samples.table.columnCount())
    ]
    assert "bmi" in titles and titles[-1] == "label"


def test_a_file_of_ones_own_beside_the_project(
    opened: Opened, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = "\n".join(f"{i},{i % 7},{i % 2}" for i in range(40))
    (tmp_path / "mine.csv").write_text(f"a,b,kind\n{rows}\n")
    document = opened(Project.new("own"))
    document.save(tmp_path / "own.nnd")
    panel = shown(DataPanel(document), 1000, 400)
    choose(panel, "CSV")
    qtbot.waitUntil(lambda: bool(document.data_error), timeout=20_000)
    assert panel.message.text() == document.data_error, "a file is missing, in one sentence"
    path = next(f for f in panel.settings.findChildren(QLineEdit) if f.accessibleName() == "File")
    QTest.keyClicks(path, "mine.csv")
    QTest.keyClick(path, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: document.data_info is not None, timeout=20_000)
    assert document.data_info is not None and document.data_info.shape == (2,)
    qtbot.waitUntil(lambda: panel.samples.table.rowCount() > 10, timeout=20_000)


def test_the_newest_choice_wins(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened(Project.new("new"))
    panel = shown(DataPanel(document), 1000, 400)
    for source in ("digits", "iris", "wine", "diabetes", "iris"):
        edit.set_data(document.project, source=source)
    qtbot.waitUntil(
        lambda: document.data_info is not None and document.data_info.source == "iris",
        timeout=20_000,
    )
    qtbot.waitUntil(lambda: panel.samples.table.columnCount() == 5, timeout=20_000)
    document.undo()
    assert document.project.data.source == "diabetes", "each choice is one undo"
    for _ in range(4):
        document.undo()
    assert "Choose a dataset" in panel.message.text()
