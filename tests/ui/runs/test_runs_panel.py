"""Why: what was trained before is listed, looked at and deleted, and a damaged folder is no end."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from designer import edit
from designer.runs.folder import begin, runs_folder
from designer.ui import dialogs
from designer.ui.document import Document
from designer.ui.runs import RunsPanel
from designer.ui.runs.rows import STATUS
from tests.ui.window.comparing import spec_of

Opened = Callable[..., Document]
Shown = Callable[..., RunsPanel]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def trained(opened: Opened, qtbot: QtBot) -> Document:
    document = opened("mlp", data=True)
    for lr in (0.1, 0.01):
        edit.set_training(document.project, epochs=2, optimizer_params={"lr": lr})
        document.check_now()
        assert document.start_training()
        qtbot.waitUntil(lambda: document.training_state == "idle", timeout=60_000)
    return document


def test_nothing_trained_yet(opened: Opened, shown: Shown, qtbot: QtBot, tmp_path: Path) -> None:
    np.savez(tmp_path / "rows.npz", x=np.zeros((100, 64), np.float32), y=np.arange(100) % 10)
    document = opened("mlp")
    panel = shown(RunsPanel(document), 900, 300)
    text, train = panel.nothing.text, panel.nothing.train
    assert text.isVisible() and text.text().startswith("Every training is kept here as a run")
    assert text.text().endswith("Choose a dataset in the Training tab first.")
    assert not train.isVisible() and not panel.table.isVisible()
    edit.set_data(document.project, source="npy", path=str(tmp_path / "rows.npz"))
    edit.set_param(document.project, ["scores"], "out_features", 9)
    qtbot.waitUntil(lambda: "the Problems tab has them" in text.text(), timeout=20_000)
    assert not train.isVisible()
    document.undo()
    qtbot.waitUntil(train.isVisible, timeout=20_000)
    with qtbot.waitSignal(panel.train_wanted):
        QTest.mouseClick(train, LEFT)


def test_runs_are_listed_and_their_curves_shown(trained: Document, shown: Shown) -> None:
    panel = shown(RunsPanel(trained), 900, 300)
    assert panel.table.rowCount() == 2
    status = panel.table.item(0, 4)
    assert status is not None and status.text() == "completed"
    QTest.mouseClick(
        panel.table.viewport(),
        LEFT,
        pos=panel.table.visualRect(panel.table.model().index(1, 0)).center(),
    )
    assert panel._live is not None and len(panel._live.history.steps) > 10


def test_the_list_scrolls_sideways_in_no_window(trained: Document, shown: Shown) -> None:
    panel = shown(RunsPanel(trained), 1200, 300)
    table = panel.table
    optimizer = table.columnCount() - 1
    ends = [replace(run, status=status) for run in table.runs for status in STATUS]
    for width in (1200, 746, 1200, 746):  # the second is what a window of 1280 leaves
        panel.resize(width, 300)
        for found in (ends, ends[:2]):
            table.fill(found)
            QTest.qWait(10)
            assert not table.horizontalScrollBar().isVisible()
            assert table.isColumnHidden(optimizer) == (width == 746)
    head, cell = table.horizontalHeaderItem(3), table.item(0, 3)
    assert head is not None and cell is not None
    assert head.text() == "Accuracy" and float(cell.text()) > 0, "what it is stands there once"
    assert "completed · SGD 0.01" in cell.toolTip()
    epoch = msgspec.structs.replace(ends[0].epochs[0], val={"loss": 0.5, "r2": 0.25})
    table.fill([replace(ends[0], epochs=(epoch,)), *ends])
    head, cell = table.horizontalHeaderItem(3), table.item(0, 3)
    assert head is not None and cell is not None
    assert (head.text(), cell.text()) == ("Metric", "R² 0.2500")


def test_a_run_is_deleted_only_after_a_yes(
    trained: Document, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = shown(RunsPanel(trained), 900, 300)
    panel.table.selectRow(0)
    folder = Path(panel.table.runs[0].dir)
    for answer, left in ((False, 2), (True, 1)):
        monkeypatch.setattr(dialogs, "ask_to_delete_run", lambda *_, answer=answer: answer)
        QTest.mouseClick(panel._delete, LEFT)
        assert panel.table.rowCount() == left
    assert not folder.exists() and Path(panel.table.runs[0].dir).exists()


def test_damage_on_the_disk_is_told_or_passed_over(trained: Document, shown: Shown) -> None:
    panel = shown(RunsPanel(trained), 900, 300)
    first, second = (Path(run.dir) for run in panel.table.runs)
    events = first / "events.jsonl"
    events.write_bytes(events.read_bytes()[:-40])  # cut off by a crash
    (second / "run.json").write_text("{")
    panel.refresh()
    panel.table.selectRow(0)
    shutil.rmtree(first)
    panel.refresh()
    assert panel.table.rowCount() <= 1


def test_the_drawing_of_a_run_is_compared_from_its_menu(trained: Document, shown: Shown) -> None:
    panel = shown(RunsPanel(trained), 900, 300)
    wanted: list[list[Path]] = []
    trained.bridge.compare_wanted.connect(wanted.append)
    at = panel.table.visualRect(panel.table.model().index(1, 0)).center()
    QTest.mouseClick(panel.table.viewport(), LEFT, pos=at)
    panel.table.customContextMenuRequested.emit(at)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Compare with the drawing", "Open folder", "Delete…"]
    menu.actions()[0].trigger()
    menu.close()
    assert wanted == [[panel.table.runs[1].dir]]


def test_one_run_or_two_are_compared_and_not_three(opened: Opened, shown: Shown) -> None:
    document = opened("mlp")
    for day in (1, 2, 3):
        begin(
            runs_folder(document.runs_root()) / f"2026010{day}-000000-net",
            spec_of(document.project),
            "",
        )
    panel = shown(RunsPanel(document), 900, 300)
    wanted: list[list[Path]] = []
    document.bridge.compare_wanted.connect(wanted.append)
    table, names = panel.table, [run.name for run in panel.table.runs]
    for count in (1, 2, 3, 0):
        table.choose(list(range(count)))
        wanted.clear()
        can = count in (1, 2)
        assert panel.compare.isEnabled() == can and panel._folder.isEnabled() == (count == 1)
        QTest.keyClick(table, Qt.Key.Key_Return)
        assert [[path.name for path in folders] for folders in wanted] == [names[:count]] * can
        assert panel._hint.isVisible() != can and ("or of two" in panel._hint.text()) == (count > 2)
