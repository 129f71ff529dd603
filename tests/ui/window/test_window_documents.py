"""Why: opening, saving and closing lose nothing and ask when they must."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from designer import edit, gallery, store
from designer.ui.document import Document
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle

Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = Ctrl) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
    settle(window)


def titles(window: Window) -> list[str]:
    settle(window)
    tabs = window.top.tabs
    return [tabs.tabText(index) for index in range(tabs.count())]


def test_new_add_undo_close(window: Window, answers: Answers) -> None:
    press(window, Key.Key_N)
    workspace = window.workspace
    assert workspace is not None
    assert titles(window) == ["Untitled"]
    window.palette_panel.chosen.emit("Conv2d")
    settle(window)
    assert list(workspace.document.project.main.nodes) == ["conv1"]
    assert titles(window) == ["• Untitled"]
    assert window.isWindowModified()
    undo = window.menus.actions["undo"]
    assert undo.isEnabled()
    assert undo.text().startswith("&Undo Add")
    press(window, Key.Key_Z)
    assert not workspace.document.project.main.nodes
    assert titles(window) == ["Untitled"]
    assert not undo.isEnabled()
    press(window, Key.Key_Z, Ctrl | Shift)
    assert "conv1" in workspace.document.project.main.nodes
    press(window, Key.Key_W)
    assert answers.told("ask_to_save") == [(["Untitled"],)]
    assert window.workspace is workspace, "cancel keeps it open"
    answers.save = "discard"
    press(window, Key.Key_W)
    assert window.workspace is None
    assert window.stack.currentWidget() is window.start_page


def test_a_file_that_is_open_is_not_opened_twice(
    window: Window, answers: Answers, saved: Callable[[str], Path]
) -> None:
    first, second = saved("regression"), saved("mlp")
    for path in (first, second, first):
        answers.open = path
        press(window, Key.Key_O)
    assert titles(window) == ["regression", "mlp"]
    assert window.workspace is not None
    assert window.workspace.document.path == first
    assert window.preferences.recent == [str(second), str(first)]


def test_what_another_program_has_written_is_not_lost_unasked(
    window: Window, answers: Answers, saved: Callable[[str], Path]
) -> None:
    answers.open = path = saved("regression")
    answers.save_as = path.with_name("mine.nnd")
    press(window, Key.Key_O)
    assert window.workspace is not None
    document = window.workspace.document

    def change_and_save(title: str) -> None:
        edit.set_name(document.project, title)
        settle(window)
        press(window, Key.Key_S)

    change_and_save("first")
    change_and_save("second")
    assert not answers.told("ask_to_overwrite"), "what is written here is no surprise"
    for answers.overwrite in ("cancel", "overwrite", "elsewhere"):
        theirs = path.read_text(encoding="utf-8") + "\n"
        path.write_text(theirs, encoding="utf-8")
        change_and_save(answers.overwrite)
        assert answers.told("ask_to_overwrite").pop() == ("regression.nnd",)
        assert (path.read_text(encoding="utf-8") == theirs) == (answers.overwrite != "overwrite")
        assert document.is_modified == (answers.overwrite == "cancel")
        assert answers.save_as.exists() == (answers.overwrite == "elsewhere")
    answers.save_as.unlink()
    change_and_save("last")
    assert len(answers.told("ask_to_overwrite")) == 3, "there was nothing to lose"
    assert answers.save_as.exists() and not document.is_modified


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there, names are text")
def test_a_file_whose_name_is_no_text_is_opened_and_saved(
    open_window: Callable[..., Window], answers: Answers, saved: Callable[[str], Path]
) -> None:
    kept: list[bytes] = []
    window = open_window(keep=lambda preferences: kept.append(msgspec.json.encode(preferences)))
    path = Path(os.fsdecode(bytes(saved("regression").with_name("net")) + b"\xff.nnd"))
    saved("regression").rename(path)
    answers.open = path
    press(window, Key.Key_O)
    assert titles(window) == ["net?"] and window.windowTitle().startswith("net?")
    assert window.workspace is not None
    edit.set_name(window.workspace.document.project, "another")
    settle(window)
    press(window, Key.Key_S)
    assert "another" in path.read_text(encoding="utf-8") and kept
    assert not answers.told("show_error")


def test_a_link_that_leads_in_a_circle_is_told_of(
    window: Window, answers: Answers, saved: Callable[[str], Path], tmp_path: Path
) -> None:
    answers.open = saved("regression")
    press(window, Key.Key_O)
    answers.open = tmp_path / "loop.nnd"
    answers.open.symlink_to("loop.nnd")
    press(window, Key.Key_O)
    ((title, _),) = answers.told("show_error")
    assert "loop.nnd" in title and titles(window) == ["regression"]


def test_a_file_that_cannot_be_read_changes_nothing(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    answers.open = tmp_path / "damaged.nnd"
    answers.open.write_text("{", encoding="utf-8")
    window.preferences.remember_file(answers.open)
    press(window, Key.Key_O)
    assert titles(window) == []
    (told,) = answers.told("show_error")
    assert "damaged.nnd" in told[0]
    assert window.preferences.recent == []


@pytest.mark.hands(51)
@pytest.mark.parametrize("text", ["", "{"])
def test_the_pointer_asks_for_patience_while_a_file_is_opened(
    window: Window, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    answers.open = path = tmp_path / "net.nnd"
    seen = []
    store.save(gallery.create("mlp"), path)
    if text:
        path.write_text(text, encoding="utf-8")
    read = Document.open

    def watched(path: Path) -> Document:
        cursor = QApplication.overrideCursor()
        seen.append(cursor is not None and cursor.shape())
        return read(path)

    monkeypatch.setattr(Document, "open", watched)
    press(window, Key.Key_O)
    assert bool(answers.told("show_error")) == bool(text)
    assert seen == [Qt.CursorShape.WaitCursor]
    assert QApplication.overrideCursor() is None


def test_files_dropped_on_the_window_are_opened(
    window: Window, answers: Answers, saved: Callable[[str], Path], qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(saved(name))) for name in ("regression", "neuron")])
    at, copy, left = QPoint(600, 400), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, copy, mime, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, mime, left, none))
    qtbot.waitUntil(lambda: titles(window) == ["regression", "neuron"])


def test_saving_asks_where_and_then_no_more(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    press(window, Key.Key_N)
    assert window.workspace is not None
    project = window.workspace.document.project
    edit.add(project, "ReLU")
    answers.save_as = tmp_path / "mine"
    press(window, Key.Key_S)
    path = tmp_path / "mine.nnd"
    assert store.dumps(store.load(path)) == store.dumps(project)
    assert titles(window) == ["mine"]
    assert window.windowTitle() == "mine[*] — Designer"
    assert window.status.text == "Saved mine.nnd"
    edit.add(project, "Tanh")
    answers.save_as = None
    QApplication.processEvents()
    press(window, Key.Key_S)
    assert store.dumps(store.load(path)) == store.dumps(project)


def test_a_folder_that_is_write_protected_loses_nothing(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    press(window, Key.Key_N)
    assert window.workspace is not None
    edit.add(window.workspace.document.project, "ReLU")
    blocked = tmp_path / "a file" / "mine.nnd"
    (tmp_path / "a file").write_text("", encoding="utf-8")
    answers.save_as = blocked
    answers.save = "save"
    press(window, Key.Key_W)
    assert len(answers.told("show_error")) == 1
    assert window.workspace is not None, "what could not be saved is not closed"
    assert window.workspace.document.is_modified
    assert window.workspace.document.path is None


def test_quitting_asks_once_for_all(
    open_window: Callable[..., Window], answers: Answers, saved: Callable[[str], Path]
) -> None:
    window = open_window()
    for name in ("regression", "mlp", "neuron"):
        answers.open = saved(name)
        press(window, Key.Key_O)
    for document in window.documents()[:2]:
        edit.add(document.project, "ReLU")
    press(window, Key.Key_Q)
    assert answers.told("ask_to_save") == [(["regression", "mlp"],)]
    assert window.isVisible()
    answers.save = "save"
    press(window, Key.Key_Q)
    assert not window.isVisible()


def test_tabs_by_keys_and_middle_button(window: Window, answers: Answers) -> None:
    for _ in range(3):
        press(window, Key.Key_N)
    assert titles(window) == ["Untitled", "Untitled 2", "Untitled 3"]
    tabs = window.top.tabs
    press(window, Key.Key_Tab)
    assert tabs.currentIndex() == 0
    press(window, Key.Key_Tab, Ctrl | Shift)
    assert tabs.currentIndex() == 2
    QTest.mouseClick(tabs, Qt.MouseButton.MiddleButton, pos=tabs.tabRect(1).center())
    QApplication.processEvents()
    assert titles(window) == ["Untitled", "Untitled 3"]
    close = tabs.tabButton(0, tabs.ButtonPosition.RightSide)
    assert isinstance(close, QToolButton)
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert titles(window) == ["Untitled 3"]


def test_the_start_page_beside_documents(window: Window, answers: Answers) -> None:
    press(window, Key.Key_N)
    QTest.mouseClick(window.top.home, Qt.MouseButton.LeftButton)
    assert window.stack.currentWidget() is window.start_page
    assert titles(window) == ["Untitled", "Start"]
    assert not window.palette_panel.isVisible()
    window.start_page.template_requested.emit("lenet5")
    assert titles(window) == ["Untitled", "LeNet-5"]
    assert window.palette_panel.isVisible()


def test_what_is_exported_is_written(
    window: Window, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.open = None
    window.start_page.template_requested.emit("mlp")
    settle(window)
    for kind, suffix in (("python", ".py"), ("svg", ".svg")):
        path = tmp_path / f"mine{suffix}"
        answers.export = (path, kind)
        press(window, Key.Key_E)
        qtbot.waitUntil(path.exists)
        qtbot.waitUntil(lambda path=path: window.status.text == f"Wrote {path}")
    assert "class " in (tmp_path / "mine.py").read_text(encoding="utf-8")
    answers.export = (tmp_path / "nowhere" / "mine.py", "python")
    press(window, Key.Key_E)
    qtbot.waitUntil(lambda: len(answers.told("show_error")) == 1)


def test_a_read_only_file_is_left_as_it_was(
    window: Window,
    answers: Answers,
    saved: Callable[[str], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers.open = path = saved("mlp")
    press(window, Key.Key_O)
    before = path.read_bytes()
    assert window.workspace is not None
    document = window.workspace.document
    edit.add(document.project, "ReLU")
    settle(window)
    path.chmod(0o444)
    access = os.access  # root may write everywhere: the system's answer to others stands in
    monkeypatch.setattr(os, "access", lambda p, mode: mode != os.W_OK and access(p, mode))
    press(window, Key.Key_S)
    assert len(answers.told("show_error")) == 1
    assert path.read_bytes() == before
    assert document.is_modified
    assert titles(window) == ["• mlp"]


def test_recent_files_are_in_the_menu(
    window: Window, answers: Answers, saved: Callable[[str], Path]
) -> None:
    answers.open = saved("neuron")
    press(window, Key.Key_O)
    press(window, Key.Key_W)
    assert not titles(window)
    menu = next(m for m in window.menus.bar.findChildren(QMenu) if "recent" in m.title())
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    action.trigger()
    assert titles(window) == ["neuron"]


def test_the_real_question_is_answered_with_keys(
    open_window: Callable[..., Window], qtbot: QtBot
) -> None:
    window = open_window()
    press(window, Key.Key_N)
    assert window.workspace is not None
    edit.add(window.workspace.document.project, "ReLU")

    def escape() -> None:
        sheet = QApplication.activeModalWidget()
        assert sheet is not None
        QTest.keyClick(sheet, Key.Key_Escape)

    QTimer.singleShot(200, window, escape)
    window.close()
    assert window.isVisible()
    assert titles(window) == ["• Untitled"]
