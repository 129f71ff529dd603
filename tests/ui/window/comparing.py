"""Why: what tests of comparisons do again and again, as a person does it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer import edit, store
from designer.model import Project
from designer.protocol import RunSpec
from designer.ui.comparing import ComparisonPage
from designer.ui.comparing.sheet import Sheet
from designer.ui.finder.popup import Finder
from designer.ui.window import Window
from tests.edit.test_edit_blocks import conv_net
from tests.ui.window.conftest import settle

LEFT = Qt.MouseButton.LeftButton
Compared = Callable[[Project, Project], ComparisonPage]


def changed() -> Project:
    """The network with a layer more, one less, a parameter and a name changed."""
    project = conv_net()
    edit.set_param(project, ["conv1"], "out_channels", 16)
    edit.remove(project, ["norm1"], heal=True)
    (wire,) = project.main.outgoing("flatten1")
    edit.insert(project, wire, "Dropout")
    edit.rename(project, "fc1", "head")
    edit.set_training(project, epochs=3)
    return project


def lines(page: ComparisonPage) -> list[str]:
    return [page.list.list.item(row).text() for row in range(page.list.list.count())]


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    there = QApplication.focusWidget() or window
    QTest.keyClick(there, key, modifier or Qt.KeyboardModifier.NoModifier)
    settle(window)


def click(sheet: Sheet, name: str) -> None:
    at = sheet.mapFromScene(sheet.canvas.nodes[name].center())
    QTest.mouseClick(sheet.viewport(), LEFT, pos=at)


def together(page: ComparisonPage) -> bool:
    """Whether both sheets show the same part of the canvas, to the pixel or so."""
    one, other = page.before.sheet, page.after.sheet
    apart = one.visible().center() - other.visible().center()
    return one.zoom == other.zoom and apart.manhattanLength() * one.zoom < 4


def choose_level(page: ComparisonPage, start: str) -> None:
    """As with the keyboard, which goes through the levels as they stand."""
    texts = [page.levels.itemText(index) for index in range(page.levels.count())]
    wanted = next(index for index, text in enumerate(texts) if text.startswith(start))
    page.levels.setFocus()
    while page.levels.currentIndex() != wanted:
        down = page.levels.currentIndex() < wanted
        QTest.keyClick(page.levels, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def ask(window: Window) -> Finder:
    window.menus.actions["compare"].trigger()
    settle(window)
    finder = window.findChild(Finder)
    assert isinstance(finder, Finder)
    return finder


def take(window: Window, start: str) -> None:
    """Choose the row that begins so."""
    finder = ask(window)
    row = next(i for i in range(finder.list.count()) if finder.list.item(i).text() == start)
    QTest.mouseClick(
        finder.list.viewport(), LEFT, pos=finder.list.visualItemRect(finder.list.item(row)).center()
    )
    settle(window)


def spec_of(project: Project) -> RunSpec:
    return RunSpec(
        name="net",
        source="",
        class_name="Net",
        data=project.data,
        training=project.training,
        project=store.dumps(project),
    )
