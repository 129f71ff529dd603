"""Why: whoever presses other keys for something has them at once, and nobody loses any unasked."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from designer.ui import files
from designer.ui.actions import table
from designer.ui.canvas import menus as canvas_menus
from designer.ui.dialogs.key_button import written
from designer.ui.dialogs.shortcuts import KeyRow, Shortcuts
from designer.ui.preferences import Preferences
from designer.ui.shortcuts import keys_of, objection, owner, set_keys
from designer.ui.window import Window

Key, LEFT = Qt.Key, Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
ROWS = [row for row in table() if row.key != "recent"]


class Desk:
    """The dialog on a window, and hands that press keys in it."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.kept: list[dict[str, list[str]]] = []
        self.dialog = Shortcuts(window, ROWS, window.preferences, self._changed)
        self.dialog.show()
        self.dialog.activateWindow()

    def _changed(self) -> None:
        self.window.menus.refresh_keys()
        self.kept.append(dict(self.window.preferences.shortcuts))

    def row(self, key: str) -> KeyRow:
        return self.dialog.rows[key]

    def press(self, action: str, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Click on the keys of an action and press others."""
        button = self.row(action).button
        QTest.mouseClick(button, LEFT)
        assert button.listening
        QTest.keyClick(button, key, held)

    def has(self, action: str) -> list[str]:
        shortcuts = self.window.menus.actions[action].shortcuts()
        return [one.toString(QKeySequence.SequenceFormat.PortableText) for one in shortcuts]

    def said(self) -> str:
        return self.dialog.note.sentence.text() if self.dialog.note.isVisible() else ""


@pytest.fixture
def desk(qtbot: QtBot) -> Callable[[], Desk]:
    def sit_down() -> Desk:
        window = Window(Preferences())
        qtbot.addWidget(window, before_close_func=lambda closing: closing.close_at_once())
        window.resize(1100, 800)
        window.show()
        desk = Desk(window)
        qtbot.waitUntil(desk.dialog.isActiveWindow)
        return desk

    return sit_down


ROWS_OF_DIGITS = {  # what the systems tell of the keys 1 and 0: (scan code, virtual key)
    "xcb": ((10, 0x21), (19, 0x29)),
    "windows": ((2, 0x31), (11, 0x30)),
    "cocoa": ((1, 18), (1, 29)),
    "offscreen": ((0, 0), (0, 0)),
}


@pytest.mark.parametrize("system", ROWS_OF_DIGITS)
def test_a_digit_with_shift_is_kept_as_the_key_that_it_is(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: system)
    signs = (Key.Key_Exclam, Key.Key_ParenRight)
    for (scan, virtual), sign, digit in zip(ROWS_OF_DIGITS[system], signs, "10", strict=True):
        for held, keys in ((CTRL | SHIFT, "Ctrl+Shift+"), (ALT | SHIFT, "Alt+Shift+")):
            event = QKeyEvent(QEvent.Type.KeyPress, sign, held, scan, virtual, 0, chr(sign))
            assert written(event) == keys + digit
    event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Question, CTRL | SHIFT, 20, 0xBF, 0, "?")
    assert written(event) == "Ctrl+?", "other signs are known by themselves"


@pytest.mark.hands(54)
def test_new_keys_count_at_once_everywhere(desk: Callable[[], Desk]) -> None:
    at = desk()
    files.from_template(at.window, "mlp")
    at.press("duplicate", Key.Key_K, CTRL | SHIFT)
    assert at.has("duplicate") == ["Ctrl+Shift+K"]
    assert at.kept == [{"duplicate": ["Ctrl+Shift+K"]}]
    assert at.row("duplicate").button.text() == "Ctrl+Shift+K"
    assert "Ctrl+Shift+K" in at.window.menus.actions["duplicate"].toolTip()
    workspace = at.window.workspace
    assert workspace is not None
    name = next(iter(workspace.document.project.main.nodes))
    menu = canvas_menus.make(workspace.canvas, workspace.canvas.canvas.nodes[name].center())
    shown = {one.text(): one.shortcut().toString() for one in menu.findChildren(QAction)}
    menu.deleteLater()
    assert shown["Duplicate"] == "Ctrl+Shift+K"
    at.press("close", Key.Key_F4, CTRL)
    close = at.window.top.tabs.findChild(QToolButton, "close")
    assert isinstance(close, QToolButton)
    tip = QHelpEvent(QEvent.Type.ToolTip, QPoint(2, 2), QPoint(2, 2))
    QApplication.sendEvent(close, tip)
    assert close.toolTip() == "Close (Ctrl+F4)"
    at.press("train", Key.Key_F9)
    assert "(F9)" in at.window.top.train.toolTip()


def test_who_would_lose_the_keys_is_told_and_asked_for(desk: Callable[[], Desk]) -> None:
    at = desk()
    at.press("fit", Key.Key_D, CTRL)
    assert at.said() == "Ctrl+D is “Duplicate”, which would have no keys."
    assert at.has("fit") == ["Ctrl+1"] and at.has("duplicate") == ["Ctrl+D"]
    QTest.mouseClick(at.dialog.note.leave, LEFT)
    assert not at.said() and not at.kept
    at.press("fit", Key.Key_D, CTRL)
    QTest.keyClick(at.dialog.note.take, Key.Key_Space)
    assert at.has("fit") == ["Ctrl+D"] and at.has("duplicate") == []
    assert at.row("duplicate").button.text() == "–"
    at.press("tidy", Key.Key_Y, CTRL)
    assert at.said() == "Ctrl+Y is “Redo”, which keeps Ctrl+Shift+Z."
    QTest.mouseClick(at.row("duplicate").reset, LEFT)
    assert at.said() == "Ctrl+D is “Zoom to fit”, which keeps F."
    QTest.mouseClick(at.dialog.note.take, LEFT)
    assert at.has("duplicate") == ["Ctrl+D"] and at.has("fit") == []
    QTest.mouseClick(at.dialog.reset_all, LEFT)
    assert not at.window.preferences.shortcuts and at.has("fit") == ["Ctrl+1"]
    assert not at.dialog.reset_all.isEnabled()


@pytest.mark.parametrize(
    ("key", "held", "word"),
    [
        (Key.Key_K, NONE, "typing"),
        (Key.Key_Tab, NONE, "canvas"),
        (Key.Key_Left, ALT, "canvas"),
        (Key.Key_C, CTRL, "Copy"),
        (Key.Key_Question, SHIFT, "Keys at a glance"),
        (Key.Key_F, ALT, "menu"),
        (Key.Key_F4, ALT, "field"),
    ],
)
def test_keys_that_others_need_are_refused_with_the_reason(
    desk: Callable[[], Desk], key: Qt.Key, held: Qt.KeyboardModifier, word: str
) -> None:
    at = desk()
    at.press("tidy", key, held)
    assert word in at.said() and at.dialog.note.take.isHidden()
    assert at.has("tidy") == ["Ctrl+L"] and not at.kept


def test_escape_and_backspace_while_it_listens(desk: Callable[[], Desk]) -> None:
    at = desk()
    at.press("tidy", Key.Key_Control, CTRL)
    assert at.row("tidy").button.listening, "Ctrl alone is only the beginning"
    QTest.keyClick(at.row("tidy").button, Key.Key_Escape)
    assert at.dialog.isVisible() and not at.row("tidy").button.listening and not at.kept
    at.press("tidy", Key.Key_Backspace)
    assert at.has("tidy") == [] and at.kept == [{"tidy": []}]
    QTest.mouseClick(at.row("tidy").button, LEFT)
    at.dialog.field.setFocus()
    assert not at.row("tidy").button.listening
    QTest.keyClick(at.dialog, Key.Key_Escape)
    assert not at.dialog.isVisible()


def test_rows_are_found_by_name_and_by_keys(desk: Callable[[], Desk]) -> None:
    at = desk()

    def found(text: str) -> set[str]:
        at.dialog.field.clear()
        QTest.keyClicks(at.dialog.field, text)
        return {key for key, row in at.dialog.rows.items() if row.isVisibleTo(at.dialog)}

    assert found("zoom to") == {"fit", "fit_selection"}
    assert found("ctrl+d") == {"duplicate"}
    assert found("qqqq") == set()
    told = [label.text() for label in at.dialog.findChildren(QLabel) if label.isVisible()]
    assert any("No action" in text for text in told)
    assert found("") == set(at.dialog.rows)


def test_every_key_of_the_table_can_be_given_again() -> None:
    """What comes with an action is never among what the dialog refuses, and has one owner."""
    preferences = Preferences()
    for row in ROWS:
        for keys in row.keys:
            assert objection(keys, ROWS) == "", row.key
            assert owner(keys, row, ROWS, preferences) is None, row.key
            set_keys(row, [keys], ROWS, preferences)
        set_keys(row, row.keys, ROWS, preferences)
        assert keys_of(row, preferences) == row.keys
    assert not preferences.shortcuts


def test_keys_of_a_newer_version_yield_to_ones_own(desk: Callable[[], Desk]) -> None:
    """As when they were given away before the action that now comes with them was there."""
    at = desk()
    at.window.preferences.shortcuts["picture"] = ["Ctrl+Shift+F", "Ctrl+Y"]
    at.window.menus.refresh_keys()
    assert at.has("picture") == ["Ctrl+Shift+F", "Ctrl+Y"]
    assert at.has("find") == [] and at.has("redo") == ["Ctrl+Shift+Z"]
    at.dialog._show()
    QTest.mouseClick(at.dialog.rows["picture"].reset, LEFT)
    assert at.has("find") == ["Ctrl+Shift+F"] and not at.window.preferences.shortcuts
