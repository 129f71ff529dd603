"""Why: the list of problems leads to each of them and repairs it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from designer import edit
from designer.model import Project
from designer.ui.document import Document
from designer.ui.problems import ProblemsPanel
from designer.ui.repairs import RepairButton

Opened = Callable[..., Document]
Shown = Callable[..., ProblemsPanel]
LEFT = Qt.MouseButton.LeftButton


def broken(opened: Opened) -> Document:
    document = opened("lenet5")
    edit.add(document.project, "ReLU", name="stray", at=(400, 0))  # a warning
    edit.remove(document.project, ["flatten"], heal=True)  # an error
    document.check_now()
    return document


def test_errors_come_first_and_lead_to_their_node(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = broken(opened)
    panel = shown(ProblemsPanel(document), 900, 300)
    assert [problem.severity for problem in document.problems].count("error") == 1
    first = panel.list.item(0)
    with qtbot.waitSignal(panel.activated) as activated:
        rect = panel.list.visualItemRect(first)
        place = rect.topLeft() + rect.bottomLeft()
        QTest.mouseClick(panel.list.viewport(), LEFT, pos=place / 2 + rect.center() * 0)
    assert activated.args == ["fc1"] and document.selection == ("fc1",)


def test_the_keyboard_reaches_every_problem(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = broken(opened)
    panel = shown(ProblemsPanel(document), 900, 300)
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Home)
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(panel.activated) as activated:
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert activated.args == ["stray"]


def test_a_repair_is_one_click_and_one_undo(opened: Opened, shown: Shown) -> None:
    document = broken(opened)
    before = document.project.state()
    panel = shown(ProblemsPanel(document), 900, 300)
    button = next(b for b in panel.findChildren(QPushButton) if b.text() == "Insert Flatten")
    QTest.mouseClick(button, LEFT)
    assert document.check_now().ok
    QApplication.processEvents()
    assert panel.list.count() == 1
    document.undo()
    assert document.project.state() == before


@pytest.mark.parametrize("width", [520, 1400])
def test_a_narrow_list_has_room_for_whole_repairs(opened: Opened, shown: Shown, width: int) -> None:
    panel = shown(ProblemsPanel(broken(opened)), width, 300)
    row = panel.list.itemWidget(panel.list.item(1))
    buttons = row.findChildren(RepairButton)
    assert len(buttons) == 2
    assert [button.text() for button in buttons] == [button.title for button in buttons]
    assert all(panel.rect().contains(b.mapTo(panel, b.rect().bottomRight())) for b in buttons)
    assert (buttons[0].y() == buttons[1].y()) == (width > 1000)


def test_rows_stay_while_their_problems_stay(opened: Opened, shown: Shown) -> None:
    document = broken(opened)
    panel = shown(ProblemsPanel(document), 900, 300)
    row = panel.list.itemWidget(panel.list.item(0))
    edit.move(document.project, {"conv1": (300, 0)})
    document.check_now()
    assert panel.list.itemWidget(panel.list.item(0)) is row


def test_nothing_wrong_is_said_too(opened: Opened, shown: Shown) -> None:
    panel = shown(ProblemsPanel(opened("lenet5")), 900, 300)
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert any("ready to train" in text for text in said)
    panel = shown(ProblemsPanel(opened(Project.new("empty"))), 900, 300)
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert any("told here" in text for text in said)
