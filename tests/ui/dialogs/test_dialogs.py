"""Why: a question is answered by keys or a click, and losing something is never the default."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

import designer
from designer.port.files import KINDS
from designer.ui import dialogs
from designer.ui.dialogs.exports import kinds

LEFT = Qt.MouseButton.LeftButton
Act = Callable[[QDialog], object]
PATIENCE = 5.0  # seconds that a dialog may stay after the last act


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    native, dialogs.options.native = dialogs.options.native, False
    yield window
    dialogs.options.native = native


def answer(ask: Callable[[], Any], *acts: Act) -> Any:
    """Ask, and do one act in each dialog that comes up, in order."""
    left = list(acts)
    failed: list[BaseException] = []
    asking, end = True, time.monotonic() + PATIENCE

    def act() -> None:
        if not asking:
            return
        QTimer.singleShot(30, act)  # first: an act may itself bring up the next dialog
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            return
        try:
            assert left or time.monotonic() < end, "a dialog stayed open"
            if left:
                left.pop(0)(dialog)
        except BaseException as error:  # it must not be lost in the event loop
            failed.append(error)
            dialog.reject()

    QTimer.singleShot(30, act)
    result = ask()
    asking = False
    if failed:
        raise failed[0]
    assert not left, "a dialog that was expected did not come"
    return result


def press(key: Qt.Key) -> Act:
    return lambda dialog: QTest.keyClick(dialog.focusWidget() or dialog, key)


def click(label: str) -> Act:
    def act(dialog: QDialog) -> None:
        found = [b for b in dialog.findChildren(QPushButton) if b.text() == label]
        assert found, f"no button {label}"
        QTest.mouseClick(found[0], LEFT)

    return act


def words(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def name_file(name: str) -> Act:
    """Type a name into a file dialog and press Enter."""

    def act(dialog: QDialog) -> None:
        field = dialog.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, name)
        QTest.keyClick(field, Qt.Key.Key_Return)

    return act


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (press(Qt.Key.Key_Return), "save"),
        (press(Qt.Key.Key_Escape), "cancel"),
        (click("Save"), "save"),
        (click("Don't save"), "discard"),
        (click("Cancel"), "cancel"),
    ],
)
def test_unsaved_changes(parent: QWidget, act: Act, expected: str) -> None:
    assert answer(lambda: dialogs.ask_to_save(parent, ["LeNet-5"]), act) == expected


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (press(Qt.Key.Key_Return), "elsewhere"),
        (press(Qt.Key.Key_Escape), "cancel"),
        (click("Overwrite"), "overwrite"),
    ],
)
def test_enter_overwrites_nothing(parent: QWidget, act: Act, expected: str) -> None:
    assert answer(lambda: dialogs.ask_to_overwrite(parent, "net.nnd"), act) == expected


def test_all_unsaved_projects_are_named(parent: QWidget) -> None:
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        seen.append(words(dialog))
        dialog.reject()

    names = [f"project {number}" for number in range(10)]
    answer(lambda: dialogs.ask_to_save(parent, names), read)
    assert "10 projects" in seen[0]
    assert "project 7" in seen[0]
    assert "and 2 more" in seen[0]


@pytest.mark.parametrize(
    ("act", "stops"),
    [
        (press(Qt.Key.Key_Return), False),
        (press(Qt.Key.Key_Escape), False),
        (click("Keep training"), False),
        (click("Stop and close"), True),
    ],
)
def test_a_run_is_stopped_only_on_purpose(parent: QWidget, act: Act, stops: bool) -> None:
    assert answer(lambda: dialogs.ask_to_stop_training(parent, "LeNet-5"), act) is stops


def test_an_error_is_a_sentence_that_enter_closes(parent: QWidget) -> None:
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        seen.append(words(dialog))
        QTest.keyClick(dialog, Qt.Key.Key_Return)

    answer(lambda: dialogs.show_error(parent, "iris.nnd was not opened", "It is <empty>."), read)
    assert "iris.nnd was not opened" in seen[0]
    assert "It is <empty>." in seen[0]


def test_about_names_versions_and_copies_them(parent: QWidget) -> None:
    answer(lambda: dialogs.about(parent), click("Copy versions"))
    text = QGuiApplication.clipboard().text()
    assert text.startswith(f"Designer {designer.__version__}, Python 3")
    assert "PyTorch" in text


def test_every_shortcut_is_on_the_sheet(parent: QWidget) -> None:
    seen: list[str] = []

    def read(dialog: QDialog) -> None:
        seen.append(words(dialog))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    rows = [("File", "Open", "Ctrl+O"), ("Edit", "Redo", "Ctrl+Y, Ctrl+Shift+Z")]
    assert not answer(lambda: dialogs.show_cheat_sheet(parent, rows), read)
    for text in ("File", "Open", "Ctrl+O", "Redo", "Ctrl+Y", "Ctrl+Shift+Z"):
        assert text in seen[0].splitlines()
    for label, wanted in (("Change keys…", "change"), ("Save as PDF…", "save"), ("Close", "")):
        assert answer(lambda: dialogs.show_cheat_sheet(parent, rows), click(label)) == wanted


def test_a_sheet_of_long_rows_is_no_wider_than_the_window_and_shows_that_it_goes_on(
    parent: QWidget,
) -> None:
    rows = [(group, f"{group} does much " * 6, "Ctrl+Shift+F12") for group in ("File", "Edit")]
    parent.resize(780, 560)
    seen: list[tuple[int, bool, bool]] = []

    def read(dialog: QDialog) -> None:
        area = dialog.findChild(QScrollArea)
        assert area is not None and area.widget() is not None
        cut = area.widget().width() > area.viewport().width()
        seen.append((dialog.width(), cut, area.horizontalScrollBar().isVisible()))
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    answer(lambda: dialogs.show_cheat_sheet(parent, rows), read)
    assert seen == [(780, True, True)]


def test_a_file_is_chosen_to_open(parent: QWidget, tmp_path: Path) -> None:
    path = tmp_path / "digits.nnd"
    path.write_text("{}", encoding="utf-8")
    chosen = answer(lambda: dialogs.choose_open(parent, tmp_path), name_file("digits.nnd"))
    assert chosen == path
    assert answer(lambda: dialogs.choose_open(parent, tmp_path), press(Qt.Key.Key_Escape)) is None


def test_the_folder_of_a_run_is_chosen(parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "file").write_text("")
    assert (
        answer(lambda: dialogs.choose_run(parent, tmp_path), name_file("run")) == tmp_path / "run"
    )
    assert answer(lambda: dialogs.choose_run(parent, tmp_path), press(Qt.Key.Key_Escape)) is None


def test_a_saved_name_gets_its_suffix(parent: QWidget, tmp_path: Path) -> None:
    suggested = tmp_path / "Untitled.nnd"
    assert answer(lambda: dialogs.choose_save(parent, suggested), name_file("mine")) == (
        tmp_path / "mine.nnd"
    )
    assert answer(lambda: dialogs.choose_save(parent, suggested), name_file("v1.2")) == (
        tmp_path / "v1.2.nnd"
    )
    assert answer(lambda: dialogs.choose_save(parent, suggested), press(Qt.Key.Key_Escape)) is None


def test_the_suggested_name_is_taken_with_enter(parent: QWidget, tmp_path: Path) -> None:
    suggested = tmp_path / "LeNet-5.nnd"
    act = press(Qt.Key.Key_Return)
    assert answer(lambda: dialogs.choose_save(parent, suggested), act) == suggested


@pytest.mark.parametrize(("label", "replaces"), [("Replace", True), ("Cancel", False)])
def test_a_file_that_the_suffix_leads_to_is_not_overwritten_unasked(
    parent: QWidget, tmp_path: Path, label: str, replaces: bool
) -> None:
    path = tmp_path / "v1.2.nnd"
    path.write_text("{}", encoding="utf-8")
    chosen = answer(
        lambda: dialogs.choose_save(parent, tmp_path / "a.nnd"), name_file("v1.2"), click(label)
    )
    assert chosen == (path if replaces else None)


def test_a_file_that_exists_is_not_overwritten_unasked(parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "mine.nnd").write_text("{}", encoding="utf-8")
    chosen = answer(
        lambda: dialogs.choose_save(parent, tmp_path / "a.nnd"),
        name_file("mine"),
        press(Qt.Key.Key_Escape),  # the question
        press(Qt.Key.Key_Escape),  # the dialog below it
    )
    assert chosen is None


def test_enter_exports_a_module(parent: QWidget, tmp_path: Path) -> None:
    chosen = answer(
        lambda: dialogs.choose_export(parent, tmp_path / "lenet.nnd"),
        press(Qt.Key.Key_Return),
        press(Qt.Key.Key_Return),
    )
    assert chosen == (tmp_path / "lenet.py", "python")


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.key)
def test_every_kind_of_export_can_be_chosen(parent: QWidget, tmp_path: Path, kind: Any) -> None:
    def choose(dialog: QDialog) -> None:
        label = next(label for label in dialog.findChildren(QLabel) if label.text() == kind.help)
        QTest.mouseClick(label, LEFT)
        radios = dialog.findChildren(QRadioButton)
        assert [radio.text() for radio in radios if radio.isChecked()] == [kind.title]
        click("Choose a file…")(dialog)

    chosen = answer(
        lambda: dialogs.choose_export(parent, tmp_path / "lenet.py"), choose, name_file("net")
    )
    assert chosen == (tmp_path / f"net{kind.suffix}", kind.key)


def test_arrows_choose_a_kind(parent: QWidget, tmp_path: Path) -> None:
    def second(dialog: QDialog) -> None:
        dialog.activateWindow()  # arrows are for the window in front
        assert QTest.qWaitForWindowActive(dialog)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)

    chosen = answer(
        lambda: dialogs.choose_export(parent, tmp_path / "lenet.py"),
        second,
        press(Qt.Key.Key_Return),
    )
    assert chosen == (tmp_path / "lenet.py", "script")


def test_no_export_without_a_kind(parent: QWidget, tmp_path: Path) -> None:
    ask = lambda: dialogs.choose_export(parent, tmp_path / "lenet.py")  # noqa: E731
    assert answer(ask, press(Qt.Key.Key_Escape)) is None


def test_all_that_port_can_write_is_offered() -> None:
    assert {kind.key for kind in kinds()} == {*KINDS, "svg", "png", "pdf"}
