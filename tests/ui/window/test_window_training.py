"""Why: a run never holds the window up, and closing in the middle of one leaves a clean folder."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer import edit, runs
from designer.ui import files
from designer.ui.window import Window
from tests.ui.window.conftest import Answers
from tests.ui.window.test_window_documents import Key, press

Left, None_ = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def start_long_run(window: Window, qtbot: QtBot) -> Path:
    files.from_template(window, "regression")
    assert window.workspace is not None
    document = window.workspace.document
    edit.set_training(document.project, epochs=100_000, patience=0)
    document.history.mark_saved()
    qtbot.waitUntil(lambda: document.data_info is not None, timeout=30_000)
    window.refresh()
    QTest.mouseClick(window.top.train, Left)
    live = window.workspace.bottom.training.live
    assert live is not None
    qtbot.waitUntil(lambda: live.history.step > 20, timeout=60_000)
    window.refresh()
    assert document.session.run_dir is not None
    return document.session.run_dir


def test_train_pause_resume_stop(window: Window, answers: Answers, qtbot: QtBot) -> None:
    start_long_run(window, qtbot)
    assert window.workspace is not None
    document = window.workspace.document
    top = window.top
    assert (top.train.isEnabled(), top.pause.isEnabled(), top.stop.isEnabled()) == (0, 1, 1)
    QTest.mouseClick(top.pause, Left)
    QApplication.processEvents()
    assert document.training_state == "paused"
    assert top.pause.text() == "Resume"
    press(window, Key.Key_F6, None_)
    assert document.training_state == "running"
    QTest.mouseClick(top.stop, Left)
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=10_000)
    qtbot.waitUntil(top.train.isEnabled)


def test_progress_is_told_beside_the_other_tabs(
    window: Window, answers: Answers, qtbot: QtBot
) -> None:
    start_long_run(window, qtbot)
    assert window.workspace is not None
    bottom = window.workspace.bottom
    assert bottom.progress == "", "the Training tab says it itself"
    bottom.show_tab("problems")
    qtbot.waitUntil(lambda: bottom.progress.startswith("epoch "))
    bottom.show_tab("runs")
    assert bottom.progress.startswith("epoch ")
    document = window.workspace.document
    document.stop_training()
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=10_000)
    assert bottom.progress == "", "how runs have ended is told in the Runs tab itself"
    bottom.show_tab("problems")
    assert bottom.progress.startswith("Stopped")


def test_closing_in_the_middle_of_a_run(window: Window, answers: Answers, qtbot: QtBot) -> None:
    folder = start_long_run(window, qtbot)
    workspace = window.workspace
    assert workspace is not None
    press(window, Key.Key_W)
    assert answers.told("ask_to_stop_training") == [(workspace.document.title,)]
    assert workspace.document.training_state == "running", "the answer was no"
    answers.stop = True
    press(window, Key.Key_W)
    qtbot.waitUntil(lambda: window.workspace is None, timeout=10_000)
    past = runs.read_run(folder)
    assert past.status == "stopped"
    assert (folder / "last.safetensors").exists()
    assert not list(folder.glob("*.tmp"))


def test_quitting_in_the_middle_of_two_runs(
    open_window: Callable[..., Window], answers: Answers, qtbot: QtBot
) -> None:
    window = open_window()
    folders = [start_long_run(window, qtbot) for _ in range(2)]
    answers.stop = True
    press(window, Key.Key_Q)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert len(answers.told("ask_to_stop_training")) == 2
    assert [runs.read_run(folder).status for folder in folders] == ["stopped", "stopped"]


def test_a_drawing_that_is_not_ready_shows_why(window: Window, answers: Answers) -> None:
    files.from_template(window, "regression")
    assert window.workspace is not None
    document = window.workspace.document
    edit.remove(document.project, [next(iter(document.project.main.wires)).target])
    document.check_now()
    press(window, Key.Key_F5, None_)
    assert document.training_state == "idle"
    assert window.workspace.bottom.tab == "problems"
    assert window.status.text
