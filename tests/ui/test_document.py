"""Why: what all views share stays right: files, selection, checks in the background, runs."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer import edit, runs, store
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded
from designer.store import FileError
from designer.ui.document import Document

Opened = Callable[..., Document]


def tower(length: int) -> Project:
    project = Project.new("tower")
    with project.transaction("draw"):
        project.apply(NodeAdded(MAIN, Node("image", "Input", {"shape": (8,)}, order=0)))
        for i in range(length):
            project.apply(NodeAdded(MAIN, Node(f"n{i}", "ReLU", {}, (0, 80.0 * i), order=i + 1)))
        for i in range(length):
            above = f"n{i - 1}" if i else "image"
            project.apply(WireAdded(MAIN, Wire(above, f"n{i}"), i))
    return project


def test_saved_and_opened_it_is_the_same(opened: Opened, tmp_path: Path) -> None:
    document = opened("lenet5")
    edit.set_param(document.project, ["fc1"], "out_features", 99)
    assert document.is_modified
    document.save(tmp_path / "a.nnd")
    assert not document.is_modified and document.title == "a"
    document.undo()
    assert document.is_modified
    document.redo()
    assert not document.is_modified
    again = Document.open(tmp_path / "a.nnd")
    assert again.project.state() == document.project.state()
    again.close()


def test_a_save_that_fails_changes_nothing(opened: Opened, tmp_path: Path) -> None:
    document = opened("lenet5")
    edit.set_param(document.project, ["fc1"], "out_features", 99)
    with pytest.raises(FileError):
        document.save(tmp_path / "nowhere" / "a.nnd")
    assert document.is_modified and document.path is None


@pytest.mark.parametrize("text", ["", "{", '{"format": "designer/9"}', "\x00\x01", "[]"])
def test_what_is_no_project_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "bad.nnd").write_text(text)
    with pytest.raises(FileError):
        Document.open(tmp_path / "bad.nnd")


def test_the_selection_follows_names_and_removals(opened: Opened) -> None:
    document = opened("lenet5")
    document.select(["conv1", "fc1", "nobody"])
    edit.rename(document.project, "conv1", "edges")
    assert document.selection == ("edges", "fc1")
    edit.remove(document.project, ["fc1"])
    assert document.selection == ("edges",)
    document.undo()
    document.undo()
    assert document.selection == ("conv1",)


def test_a_large_drawing_is_checked_in_the_background_and_ends_with_the_newest(
    opened: Opened, qtbot: QtBot
) -> None:
    document = Document(tower(600))
    try:
        for size in range(2, 12):
            edit.set_param(document.project, ["image"], "shape", (size,))
            qtbot.wait(1)
        qtbot.waitUntil(lambda: not document.checking.pending, timeout=10_000)
        assert document.report is not None
        assert str(document.report.outputs["n599"][0]) == "N × 11"
    finally:
        document.close()


def test_a_large_drawing_is_checked_when_it_has_been_opened(opened: Opened, qtbot: QtBot) -> None:
    """A thread that checks takes its time from that in which the drawing comes to the screen."""
    before = threading.active_count()
    document = Document(tower(600))
    try:
        assert document.checking.pending and threading.active_count() <= before
        qtbot.waitUntil(lambda: not document.checking.pending, timeout=10_000)
        assert document.report is not None
        assert str(document.report.outputs["n599"][0]) == "N × 8"
    finally:
        document.close()


def test_a_small_edit_of_a_large_drawing_is_answered_at_once(opened: Opened, qtbot: QtBot) -> None:
    document = Document(tower(600))
    try:
        qtbot.waitUntil(lambda: not document.checking.pending, timeout=10_000)
        edit.remove(document.project, ["n599"])
        edit.replace(document.project, "n300", "Tanh")
        QApplication.processEvents()
        assert not document.checking.pending
        assert document.report is not None and "n599" not in document.report.outputs
        edit.set_param(document.project, ["image"], "shape", (7,))
        QApplication.processEvents()
        assert document.checking.pending, "too much for the window's thread"
        qtbot.waitUntil(lambda: not document.checking.pending, timeout=10_000)
        assert str(document.report.outputs["n598"][0]) == "N × 7"
    finally:
        document.close()


def test_an_edit_that_is_refused_is_told_and_changes_nothing(opened: Opened) -> None:
    document = opened("lenet5")
    messages: list[str] = []
    document.bridge.message.connect(messages.append)
    before = document.project.state()
    assert document.run_edit(lambda: edit.rename(document.project, "conv1", "conv2")) is None
    assert document.project.state() == before and "conv2" in messages[0]


def test_what_cannot_be_trained_says_why(opened: Opened, tmp_path: Path, qtbot: QtBot) -> None:
    messages: list[str] = []
    document = opened("mlp")
    document.bridge.message.connect(messages.append)
    assert not document.start_training()
    assert "Choose a dataset" in messages[-1]
    edit.set_data(document.project, source="csv", path="missing.csv")
    qtbot.waitUntil(lambda: bool(document.data_error), timeout=20_000)
    assert not document.start_training()
    assert "missing.csv" in messages[-1]
    assert document.training_state == "idle" and document.session.run_dir is None


def test_a_place_that_cannot_be_written_says_so(
    opened: Opened, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = opened("mlp", data=True)
    messages: list[str] = []
    document.bridge.message.connect(messages.append)

    def full(*_: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(runs, "new_run_dir", full)
    assert not document.start_training()
    assert "No space left" in messages[-1] and document.training_state == "idle"


@pytest.mark.parametrize("size", [100_000, 1])
def test_odd_batch_sizes_train_or_are_told(opened: Opened, qtbot: QtBot, size: int) -> None:
    document = opened("mlp", data=True)
    edit.set_training(document.project, batch_size=size, epochs=1)
    report = document.check_now()
    if report.ok:
        assert document.start_training()
        qtbot.waitUntil(lambda: document.training_state == "idle", timeout=60_000)
        assert document.session.failure is None
    else:
        assert any("batch" in problem.message for problem in report.problems)


def test_closing_in_mid_run_leaves_no_thread_and_a_whole_folder(
    opened: Opened, qtbot: QtBot
) -> None:
    document = opened("mlp", data=True)
    edit.set_training(document.project, epochs=100_000)
    document.check_now()
    assert document.start_training()
    qtbot.wait(200)
    document.close()
    assert document.session.run_dir is not None
    assert runs.read_run(document.session.run_dir).status == "stopped"
    assert store.loads(store.dumps(document.project)).state() == document.project.state()
