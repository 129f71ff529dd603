"""Why: every action can be had by typing a part of its name, with the keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.ui import files, looks
from designer.ui.actions import table
from designer.ui.dialogs.key_paper import LINE, columns
from designer.ui.finder import Finder
from designer.ui.finder.popup import FOUND, ROW, Found
from designer.ui.menus import shortcut_rows
from designer.ui.preferences import Preferences
from designer.ui.reasons import why_not
from designer.ui.state import State
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_documents import Ctrl, Key, Shift, press


def finder_of(window: Window) -> Finder:
    found = [finder for finder in window.findChildren(Finder) if finder.isVisible()]
    assert len(found) == 1
    return found[0]


def rows(finder: Finder) -> list[Found]:
    return [finder.list.item(row).data(FOUND) for row in range(finder.list.count())]


def type_into(finder: Finder, text: str) -> None:
    assert QApplication.focusWidget() is finder.field
    QTest.keyClicks(finder.field, text)


@pytest.mark.hands(54)
def test_typing_a_part_of_a_name_and_enter_does_it(window: Window, answers: Answers) -> None:
    files.from_template(window, "mlp")
    workspace = window.workspace
    assert workspace is not None
    workspace.canvas.setFocus()
    press(window, Key.Key_P, Ctrl | Shift)
    finder = finder_of(window)
    type_into(finder, "sel all")
    assert rows(finder)[0].title == "Select all" and rows(finder)[0].right == "Ctrl+A"
    QTest.keyClick(finder.field, Key.Key_Return)
    settle(window)
    assert set(workspace.document.selection) == set(workspace.document.project.main.nodes)
    assert window.preferences.commands == ["all"]
    assert workspace.canvas.hasFocus() and not window.findChildren(Finder)
    press(window, Key.Key_P, Ctrl | Shift)
    assert rows(finder_of(window))[0].key == "all", "used last, stands first"
    QTest.keyClick(finder_of(window).field, Key.Key_Escape)
    settle(window)


def test_escape_and_the_same_keys_give_the_focus_back(window: Window, answers: Answers) -> None:
    files.from_template(window, "mlp")
    workspace = window.workspace
    assert workspace is not None
    press(window, Key.Key_F)
    field = QApplication.focusWidget()
    for key, held in ((Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Key.Key_P, Ctrl | Shift)):
        press(window, Key.Key_P, Ctrl | Shift)
        assert QApplication.focusWidget() is finder_of(window).field
        press(window, key, held)
        assert QApplication.focusWidget() is field
        assert not window.findChildren(Finder)
    press(window, Key.Key_P, Ctrl | Shift)
    finder = finder_of(window)
    workspace.canvas.setFocus()
    assert not finder.isVisible(), "it does not stand in the way of what one turns to"
    settle(window)


def test_what_cannot_be_done_says_why_and_is_not_done(window: Window, answers: Answers) -> None:
    press(window, Key.Key_P, Ctrl | Shift)
    finder = finder_of(window)
    type_into(finder, "delete")
    assert {row.reason for row in rows(finder)} == {"No project is open"}
    QTest.keyClick(finder.field, Key.Key_Return)
    assert finder.isVisible() and not window.preferences.commands
    finder.field.clear()
    type_into(finder, "qqqq")
    assert not rows(finder) and finder.empty.isVisible()
    QTest.keyClick(finder.field, Key.Key_Escape)
    settle(window)


@pytest.mark.hands(40)
def test_arrows_and_the_mouse_choose(window: Window, answers: Answers) -> None:
    press(window, Key.Key_P, Ctrl | Shift)
    finder = finder_of(window)
    type_into(finder, "theme")
    titles = [row.title for row in rows(finder)]
    assert {"Light theme", "Dark theme"} <= set(titles)
    for _ in range(titles.index("Dark theme")):
        QTest.keyClick(finder.field, Key.Key_Down)
    QTest.keyClick(finder.field, Key.Key_Return)
    settle(window)
    assert window.preferences.scheme == "dark"
    press(window, Key.Key_P, Ctrl | Shift)
    finder = finder_of(window)
    type_into(finder, "theme")
    at = [row.title for row in rows(finder)].index("Light theme")
    pixel = QPoint(40, at * ROW + ROW // 2)
    QTest.mouseClick(finder.list.viewport(), Qt.MouseButton.LeftButton, pos=pixel)
    settle(window)
    assert window.preferences.scheme == "light"
    assert window.preferences.commands == ["light", "dark"]


def test_whatever_is_disabled_has_a_reason_of_its_own() -> None:
    unlike = State(open=True, training="running"), State(open=True), State()
    for state in unlike:
        for row in table():
            assert bool(why_not(row, state)) != row.when(state), row.key
            assert why_not(row, state) != "Not possible here", row.key


def test_every_action_is_in_the_list(open_window: Callable[..., Window], answers: Answers) -> None:
    window = open_window(Preferences())
    press(window, Key.Key_P, Ctrl | Shift)
    assert {row.key for row in rows(finder_of(window))} == {row.key for row in table()} - {
        "recent",
        "commands",
    }
    QTest.keyClick(finder_of(window).field, Key.Key_Escape)
    settle(window)


@pytest.mark.hands(54)
def test_a_question_mark_on_the_canvas_shows_the_keys(window: Window, answers: Answers) -> None:
    files.from_template(window, "mlp")
    workspace = window.workspace
    assert workspace is not None
    workspace.canvas.setFocus()
    press(window, Key.Key_Question, Shift)
    assert len(answers.told("show_cheat_sheet")) == 1
    press(window, Key.Key_F1, Qt.KeyboardModifier.NoModifier)
    (_, (rows,)) = answers.asked[-1]
    assert ("Help", "Keys at a glance", "F1, ?") in rows
    assert len(answers.told("show_cheat_sheet")) == 2


def test_the_keys_are_saved_as_a_pdf(window: Window, answers: Answers, tmp_path: Path) -> None:
    answers.keys = ("save", tmp_path / "keys.pdf")
    looks.show_keys(window)
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
    assert "keys.pdf" in window.status.text
    answers.keys = ("save", tmp_path / "nowhere" / "keys.pdf")
    looks.show_keys(window)
    assert answers.told("show_error")


def test_no_row_is_lost_on_the_way_to_paper() -> None:
    rows = shortcut_rows(Preferences())
    for height in (200.0, 700.0, 1500.0):
        found = list(columns(rows, height))
        assert [row for lines in found for _, title, row in lines if not title] == rows
        for lines in found:
            assert lines[0][1], "every column begins with a heading"
            assert not lines[-1][1], "and none ends with one"
            assert [y for y, *_ in lines] == sorted(y for y, *_ in lines)
            assert lines[-1][0] + LINE <= height


@pytest.mark.hands(25)
def test_upstream_and_downstream_are_selected_by_keys(window: Window, answers: Answers) -> None:
    files.from_template(window, "mlp")
    workspace = window.workspace
    assert workspace is not None
    document = workspace.document
    order = [node.name for node in document.project.main.ordered_nodes()]
    for key, expected in ((Key.Key_Up, order[:3]), (Key.Key_Down, order[2:])):
        document.select([order[2]])
        settle(window)
        workspace.canvas.setFocus()
        press(window, key, Ctrl | Shift)
        assert set(document.selection) == set(expected)


@pytest.mark.hands(14)
def test_layers_are_aligned_from_the_list_of_commands(window: Window, answers: Answers) -> None:
    files.from_template(window, "two-branch")
    workspace = window.workspace
    assert workspace is not None
    document = workspace.document
    document.select(document.project.main.nodes)
    settle(window)
    press(window, Key.Key_P, Ctrl | Shift)
    finder = finder_of(window)
    type_into(finder, "align left")
    assert rows(finder)[0].key == "align_left"
    QTest.keyClick(finder.field, Key.Key_Return)
    settle(window)
    assert {node.at[0] for node in document.project.main.nodes.values()} == {-124}


@pytest.mark.hands(17)
def test_ctrl_j_frames_the_selection_and_takes_its_title(window: Window, answers: Answers) -> None:
    files.from_template(window, "mlp")
    workspace = window.workspace
    assert workspace is not None
    names = list(workspace.document.project.main.nodes)[:2]
    workspace.document.select(names)
    settle(window)
    press(window, Key.Key_J)
    assert QApplication.focusWidget() is workspace.canvas.writer
    QTest.keyClicks(workspace.canvas.writer, "Stem")
    QTest.keyClick(workspace.canvas.writer, Key.Key_Return)
    settle(window)
    assert workspace.document.project.main.frames["frame1"].title == "Stem"
    assert workspace.canvas.hasFocus()
    window.menus.actions["comment"].trigger()
    QTest.keyClicks(workspace.canvas.writer, "a note")
    workspace.canvas.setFocus()
    assert workspace.document.project.main.comments["comment1"].text == "a note"
    assert workspace.document.selected_remarks == ("comment1",)
    settle(window)
    assert window.menus.actions["duplicate"].isEnabled()
