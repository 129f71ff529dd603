"""Why: the list that a box opens is dressed as all lists, and read whole."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.ui import theme
from designer.ui.dropdown import MOST, DropDown

UI = Path(theme.__file__).resolve().parents[1]


def test_the_list_is_dressed_and_as_wide_as_its_longest_choice(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(300, 200)
    box = DropDown(parent)
    box.addItems(["Adam", "one with a very long name that no box has room for", *"abc"])
    box.setFixedWidth(90)
    parent.setStyleSheet(theme.sheet.style_sheet(theme.current()))
    parent.show()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    listed = box.view()
    assert listed.isVisible() and not listed.horizontalScrollBar().isVisible()
    first = listed.visualRect(box.model().index(0, 0))
    assert first.height() >= 22
    picture = listed.viewport().grab(first).toImage()
    chosen = theme.current().accent_soft
    assert picture.pixelColor(picture.width() - 8, picture.height() // 2) == chosen
    QTest.keyClick(listed, Qt.Key.Key_Escape)
    assert box.maxVisibleItems() == MOST


def test_every_box_opens_such_a_list() -> None:
    bare = [p.name for p in UI.rglob("*.py") if "QComboBox()" in p.read_text(encoding="utf-8")]
    kinds = [p.name for p in UI.rglob("*.py") if "(QComboBox):" in p.read_text(encoding="utf-8")]
    assert bare == [] and kinds == ["dropdown.py"]
