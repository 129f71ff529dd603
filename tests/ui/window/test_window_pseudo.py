"""Why: other languages need more room than English: with words longer by 40 %, all can be read."""

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QMenuBar,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from designer.text.languages import set_language
from designer.ui import files, language
from designer.ui.bottom import TABS
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle

READ = (QAbstractButton, QComboBox, QLabel, QMenuBar, QTabBar)
SYMBOLS = {"↺", "×", "+", "−"}  # in buttons of a fixed size


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
        return "" if widget.text() in SYMBOLS else widget.text()
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
        assert not cut_off(longer), tab


def test_a_run_has_room(longer: Window) -> None:
    files.from_template(longer, "lenet5")
    assert longer.workspace is not None
    bottom = longer.workspace.bottom
    bottom.training._started(None)
    for tab in TABS:  # all but the first have the progress beside them
        bottom.show_tab(tab)
        settle(longer)
        assert bool(bottom.progress) == (tab != "training")
        assert not cut_off(longer), tab


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
