"""Why: other languages need more room than English: with words longer by 40 %, all can be read."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QMenuBar,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from designer import edit
from designer.protocol import Activity, Epoch, Event, Layers, Started, Steps
from designer.text import tr
from designer.text.languages import set_language
from designer.ui import dialogs, files, language, looks
from designer.ui.bottom import TABS
from designer.ui.document import Document
from designer.ui.figure import Look
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle

READ = (QAbstractButton, QComboBox, QLabel, QMenuBar, QTabBar)


@pytest.fixture
def longer(window: Window, answers: Answers) -> Iterator[Window]:
    set_language("xx")
    language.relabel(window)
    yield window
    language.speak("en")


def cut_off(window: QWidget) -> list[str]:
    """What has less room than its words need."""
    return [
        f"{type(widget).__name__} “{words(widget)}”: {widget.size()} for {widget.sizeHint()}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, READ) and widget.isVisible() and words(widget) and is_cut(widget)
    ]


def words(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else type(widget).__name__


def is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + 1
    if widget.sizePolicy().horizontalPolicy() == widget.sizePolicy().Policy.Ignored:
        return False  # takes what room there is, and says the rest in its tooltip
    wanted = widget.sizeHint()
    return wanted.width() > widget.width() + 1 or wanted.height() > widget.height() + 1


def test_a_word_that_is_cut_off_is_found(window: Window) -> None:
    label = QLabel("many words on one line", window)
    label.setFixedWidth(20)
    label.show()
    assert any("many words" in found for found in cut_off(window))


def test_the_start_page_has_room(longer: Window) -> None:
    settle(longer)
    assert longer.start_page.isVisible()
    assert not cut_off(longer)


@pytest.mark.parametrize("selected", [(), ("conv1",), ("conv1", "conv2")])
def test_every_panel_has_room(longer: Window, selected: tuple[str, ...], qtbot: QtBot) -> None:
    files.from_template(longer, "lenet5")
    workspace = longer.workspace
    assert workspace is not None
    document = workspace.document
    qtbot.waitUntil(lambda: document.data_info is not None, timeout=20_000)
    document.select(selected)
    for tab in TABS:
        workspace.bottom.show_tab(tab)
        settle(longer)
        QTest.qWait(30)
        qtbot.waitUntil(lambda: not cut_off(longer))  # what has just come in makes its room


def test_mistakes_and_their_repairs_have_room(longer: Window, qtbot: QtBot) -> None:
    files.from_template(longer, "lenet5")
    assert longer.workspace is not None
    document, bottom = longer.workspace.document, longer.workspace.bottom
    edit.remove(document.project, ["flatten"], heal=True)
    edit.add(document.project, "Dropout", "loose", at=(-280, 80))
    edit.set_training(document.project, batch_size=2000)
    document.select(["fc1"])
    document.check_now()
    bottom.show_tab("problems")
    settle(longer)

    def cut() -> list[str]:  # a long repair is cut on purpose, and whole in its tooltip
        return [found for found in cut_off(longer) if not found.startswith("RepairButton")]

    qtbot.waitUntil(lambda: not cut())


DIALOGS: dict[str, Callable[[Window], object]] = {
    "export": lambda window: dialogs.choose_export(window, Path("lenet.py")),
    "picture": lambda window: dialogs.choose_look(window, document_of(window), Look()),
    "keys": looks.show_keys,
    "shortcuts": looks.edit_shortcuts,
    "about": dialogs.about,
    "unsaved": lambda window: dialogs.ask_to_save(window, ["LeNet-5", "GPT-2"]),
    "training": lambda window: dialogs.ask_to_stop_training(window, "LeNet-5"),
    "error": lambda window: dialogs.show_error(window, tr("Saved {name}", name="net"), tr("None")),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_has_room(open_window: Callable[..., Window], name: str) -> None:
    window = open_window()
    set_language("xx")
    language.relabel(window)
    files.from_template(window, "lenet5")
    settle(window)
    found: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        QTest.qWait(50)
        found.extend(cut_off(dialog))
        found.extend("wider than the screen" for _ in range(dialog.width() > window.width()))
        dialog.close()

    QTimer.singleShot(100, window, look)
    DIALOGS[name](window)
    language.speak("en")
    assert not found


def document_of(window: Window) -> Document:
    assert window.workspace is not None
    return window.workspace.document


def test_a_run_has_room(longer: Window, qtbot: QtBot) -> None:
    files.from_template(longer, "lenet5")
    assert longer.workspace is not None
    bottom, document = longer.workspace.bottom, document_of(longer)
    document.select(["conv1"])
    bottom.training._started(None)
    document.bridge.run_events.emit(run_of("conv1"))
    for tab in TABS:  # all but the first have the progress beside them
        bottom.show_tab(tab)
        settle(longer)
        assert bool(bottom.progress) == (tab != "training")
        qtbot.waitUntil(lambda: not (cut_off(longer) or too_wide(longer)))


def run_of(layer: str) -> list[Event]:
    """A run with all figures that there may be."""
    started = {"epochs": 12, "steps_per_epoch": 45, "device": "cpu", "threads": 1}
    names = ("loss", "accuracy", "precision", "recall", "f1")
    figures = dict.fromkeys(names, 0.97)
    known = Activity(mean=-0.02, std=1.3, dead=0.1, gradient=0.0046, update=8.6e-5)
    return [
        Started(run_dir="", parameters=1, task="classification", classes=("0", "1"), **started),
        Steps(epoch=1, first=0, losses=(2.3, 1.1), lr=0.002, steps_per_second=1580.0),
        Layers(epoch=1, step=1, nodes={layer: known}),
        Epoch(epoch=1, train=figures, val=figures, lr=0.002, seconds=1.0, confusion=((9, 1),) * 2),
    ]


def too_wide(window: QWidget) -> list[str]:
    """Forms that end beyond the edge of what they scroll in."""
    return [
        f"{area.widget()}: {area.widget().width()} in {area.viewport().width()}"
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and area.widget().width() > area.viewport().width()
    ]


def test_accents_are_everywhere(longer: Window) -> None:
    """What people read has passed through `tr`; names of files and layers have not."""
    files.from_template(longer, "lenet5")
    settle(longer)
    assert longer.workspace is not None
    for tab in TABS:
        longer.workspace.bottom.show_tab(tab)
        settle(longer)
    plain = [
        words(widget)
        for widget in longer.findChildren(QAbstractButton)
        if words(widget).isascii() and any(letter.isalpha() for letter in words(widget))
    ]
    assert not plain
    symbols = [
        button.text()
        for button in longer.findChildren(QAbstractButton)
        if button.text() and not any(letter.isalnum() for letter in button.text())
    ]
    assert not symbols, "an icon is drawn, not taken from whatever font there is"
