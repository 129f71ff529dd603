"""Why: a comparison is chosen, has a tab of its own, and lets go of its drawings cleanly."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer import edit, port, runs, store
from designer.port import Imported, reading
from designer.port.reading import Reader
from designer.runs.folder import begin
from designer.ui import comparisons, theme
from designer.ui.document import Document
from designer.ui.window import Window
from tests.edit.test_edit_blocks import conv_net
from tests.ui.window.comparing import Compared, changed, lines, press, spec_of, take
from tests.ui.window.conftest import Answers, settle


def test_the_tab_says_what_is_compared(window: Window, compared: Compared, tmp_path: Path) -> None:
    page = compared(conv_net(), conv_net())
    tabs = window.top.tabs
    assert tabs.tabText(tabs.index_of(page)) == "blocks ↔ before"
    page.source.save(tmp_path / "wider.nnd")
    settle(window)
    assert tabs.tabText(tabs.index_of(page)) == "wider ↔ before"
    assert tabs.tabToolTip(tabs.index_of(page)) == "wider compared with before (a file)"
    assert page.after.title.text() == "wider"


def test_escape_closes_and_goes_back(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), changed())
    assert comparisons.front(window) is page
    press(window, Qt.Key.Key_Escape)
    assert comparisons.pages(window) == [] and window.workspace is not None
    assert len(window.workspace.document.work.views) == 1


def test_a_comparison_goes_with_its_project(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), changed())
    other = window.add_document(Document(conv_net()))
    for workspace in window.workspaces():
        if workspace.document is page.source:
            window.remove_workspace(workspace)
    settle(window)
    assert comparisons.pages(window) == [] and window.workspaces() == [other]


def test_its_tab_is_closed_like_any_other(window: Window, compared: Compared) -> None:
    compared(conv_net(), changed())
    window.menus.actions["close"].trigger()
    settle(window)
    assert comparisons.pages(window) == [] and len(window.workspaces()) == 1


def test_another_language_and_another_theme(window: Window, compared: Compared) -> None:
    from designer.ui.language import relabel, speak

    page = compared(conv_net(), changed())
    theme.set_scheme("dark")
    try:
        speak("zh")
        relabel(window)
        settle(window)
        (again,) = comparisons.pages(window)
        assert again is not page and "conv1：out_channels 4 → 16" in lines(again)
    finally:
        speak("en")
        theme.set_scheme("system")


def test_compared_with_what_was_saved_with_an_open_one_and_with_a_file(
    window: Window,
    tmp_path: Path,
    answers: Answers,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    path, third = tmp_path / "net.nnd", tmp_path / "third.nnd"
    store.save(conv_net(), path)
    store.save(changed(), third)
    window.add_document(Document(changed()))
    document = window.add_document(Document.open(path)).document
    edit.set_param(document.project, ["conv1"], "stride", 2)
    take(window, "As it was saved")
    page = comparisons.front(window)
    assert page is not None and lines(page) == ["conv1: stride 1 → 2"]
    press(window, Qt.Key.Key_Escape)
    take(window, "blocks")
    page = comparisons.front(window)
    assert page is not None and page.other.title == "blocks" and len(page.differences) > 5
    press(window, Qt.Key.Key_Escape)
    answers.open = third
    take(window, "A file…")
    page = comparisons.front(window)
    assert page is not None and page.other.title == "third"
    press(window, Qt.Key.Key_Escape)
    third.rename(tmp_path / "third.toy")
    toy = Reader("Toy", lambda path: Imported(store.load(path), ("Look there.",)))
    monkeypatch.setitem(reading.READERS, ".toy", toy)
    answers.open = tmp_path / "third.toy"
    take(window, "A file…")
    qtbot.waitUntil(lambda: comparisons.front(window) is not None)
    page = comparisons.front(window)
    assert page is not None and page.other.title == "third.toy" and len(page.differences) > 5
    assert page.before.remarks.isVisible() and not page.after.remarks.isVisible()
    QTest.mouseClick(page.before.remarks, Qt.MouseButton.LeftButton)
    heading = "third.toy is drawn, with 1 remark"
    assert answers.told("show_remarks") == [(heading, ("Look there.",))]
    press(window, Qt.Key.Key_Escape)
    answers.open = third
    third.write_text("{")
    take(window, "A file…")
    assert comparisons.front(window) is None and answers.told("show_error")


def test_of_what_code_says_nothing_is_no_difference(
    window: Window, tmp_path: Path, answers: Answers, qtbot: QtBot
) -> None:
    project = conv_net()
    answers.open = tmp_path / "net.py"
    port.save(project, answers.open, to="python")
    edit.set_data(project, source="mnist5k")
    edit.set_training(project, epochs=3)
    document = window.add_document(Document(project)).document
    take(window, "A file…")
    qtbot.waitUntil(lambda: comparisons.front(window) is not None, timeout=20_000)
    page = comparisons.front(window)
    assert page is not None
    for difference in page.differences:  # names that code has no place for
        assert difference.kind in ("project", "name", "block-name")
    state = document.project.data, document.project.training
    while page.differences:
        page.list.list.setCurrentRow(0)
        page.take()
    assert page.list.none.text().startswith("The two networks are the same, and so is all else")
    assert (document.project.data, document.project.training) == state


@pytest.mark.hands(52)
def test_compared_with_a_run(window: Window, tmp_path: Path, answers: Answers) -> None:
    path = tmp_path / "net.nnd"
    project = conv_net()
    edit.set_data(project, source="mnist5k")
    store.save(project, path)
    document = window.add_document(Document.open(path)).document
    folder = runs.new_run_dir(path, "net")
    begin(folder, spec_of(project), "")
    edit.set_param(document.project, ["conv1"], "stride", 2)
    document.bridge.compare_wanted.emit([folder])
    settle(window)
    page = comparisons.front(window)
    assert page is not None and page.other.run == folder
    assert lines(page) == ["conv1: stride 1 → 2"] and page.other.title.startswith("Run of ")
    assert page.other.note == "running · 0/10 epochs"
    press(window, Qt.Key.Key_Escape)
    answers.run = folder.rename(tmp_path / "elsewhere")
    take(window, "The folder of a run…")
    page = comparisons.front(window)
    assert page is not None and page.other.run == answers.run
    press(window, Qt.Key.Key_Escape)
    (answers.run / "run.json").write_text("{}")
    take(window, "The folder of a run…")
    assert comparisons.front(window) is None and len(answers.told("show_error")) == 1
