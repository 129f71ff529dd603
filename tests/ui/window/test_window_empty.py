"""Why: a panel that has nothing to show yet says what it will show; nothing in it is dead."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from designer import edit
from designer.ui import files
from designer.ui.blank import Blank
from designer.ui.bottom import TABS
from designer.ui.document import Document
from designer.ui.runs import RunsPanel
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.edit.test_edit_blocks import conv_net
from tests.ui.window.comparing import LEFT
from tests.ui.window.conftest import Answers, settle

EMPTY = {
    "training": "Draw a network first: its training is watched here.",
    "problems": "What is wrong with a drawing is told here, with its repair.",
    "runs": "Every training is kept here as a run, with its curves, code and weights.",
    "data": "Choose a dataset at the left, and its samples are shown here.",
    "costs": "What each layer costs stands here: parameters, operations, memory and time.",
    "history": "Every step is listed here by its name; a click goes back to it.",
}


def said(panel: QWidget) -> list[str]:
    return [blank.text() for blank in panel.findChildren(Blank) if blank.isVisible()]


def buttons(panel: QWidget) -> dict[str, bool]:
    """The buttons in view that have words, and whether they can be pressed."""
    there = [button for button in panel.findChildren(QAbstractButton) if button.isVisible()]
    return {button.text(): button.isEnabled() for button in there if button.text()}


def front(window: Window) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def test_an_empty_project_is_told_about_in_every_panel(window: Window, answers: Answers) -> None:
    files.new(window)
    workspace = front(window)
    for tab in TABS:
        workspace.bottom.show_tab(tab)
        panel = workspace.bottom.panel(tab)
        settle(window)
        (sentence,) = said(panel)
        assert sentence.startswith(EMPTY[tab])
        if tab != "training" and tab != "data":  # which have settings at the left
            assert buttons(panel) == {}
    assert said(workspace.code) == ["The code of what you draw appears here."]
    assert buttons(workspace.code) == {"Copy": False, "Export…": False}
    edit.add(workspace.document.project, "Input", shape=(4,))
    settle(window)
    assert said(workspace.bottom.panel("history")) == []


def test_what_panels_offer_is_done(
    window: Window, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained: list[Document] = []
    monkeypatch.setattr(Document, "start_training", lambda document: trained.append(document))
    document = window.add_document(Document(conv_net())).document
    panel = front(window).bottom.panel("runs")
    assert isinstance(panel, RunsPanel)
    panel.nothing.train.click()
    assert trained == [document]
    settle(window)
    parts = front(window).code.findChildren(QAbstractButton)
    (export,) = [button for button in parts if "Export" in button.text()]
    QTest.mouseClick(export, LEFT)
    assert len(answers.told("choose_export")) == 1
