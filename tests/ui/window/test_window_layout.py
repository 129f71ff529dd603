"""Why: the window comes back as it was left, and keys typed into fields stay in the fields."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QScrollArea, QToolButton
from pytestqt.qtbot import QtBot

from designer import edit
from designer.text.languages import set_language
from designer.ui import files, language, theme
from designer.ui.actions import menu_titles, table
from designer.ui.bottom import TABS
from designer.ui.code import CodePanel
from designer.ui.costs import CostsPanel
from designer.ui.menus import plain, shortcut_rows
from designer.ui.preferences import Preferences
from designer.ui.window import LEAST, Window
from designer.ui.workspace import MAPPED
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_documents import Ctrl, Key, Shift, press

SMALL_SCREEN = 700  # px of height that a laptop leaves to a window


def test_the_layout_is_remembered(open_window: Callable[..., Window], answers: Answers) -> None:
    kept: list[Preferences] = []
    first = open_window(keep=kept.append)
    first.resize(790, 700)  # the off-screen screen is hardly larger
    files.from_template(first, "mlp")
    assert first.workspace is not None
    settle(first)
    first.workspace.splitters["across"].setSizes([400, 300])
    first.workspace.bottom.show_tab("problems")
    press(first, Key.Key_M)
    settle(first)
    side = first.workspace.splitters["across"].sizes()[1]
    first.close()
    assert kept
    again = Window(kept[-1])
    again.show()
    files.from_template(again, "mlp")
    settle(again)
    workspace = again.workspace
    assert workspace is not None
    assert (again.width(), again.height()) == (790, 700)
    assert workspace.splitters["across"].sizes()[1] == side
    assert workspace.bottom.tab == "problems"
    assert not workspace.minimap.isVisible()
    again.close_at_once()
    again.deleteLater()


@pytest.mark.parametrize("template", ["mlp", ""])
def test_code_is_written_in_a_font_of_one_width(
    window: Window, template: str, qtbot: QtBot
) -> None:
    """A font is lost when a style sheet comes over a panel that has been polished alone."""
    theme.set_scheme("system")  # gives the app its style sheet
    if template:
        files.from_template(window, template)
    else:
        files.new(window)
    settle(window)
    workspace = window.workspace
    assert workspace is not None
    if not template:
        edit.add(workspace.document.project, "Input", shape=(4,))
    code = workspace.findChildren(CodePanel)[0].code
    qtbot.waitUntil(code.isVisible)
    assert code.fontInfo().fixedPitch()


def test_panels_hide_and_come_back(window: Window, answers: Answers) -> None:
    files.from_template(window, "mlp")
    workspace = window.workspace
    assert workspace is not None
    for key, held, panel in (
        (Key.Key_B, Ctrl, window.palette_panel),
        (Key.Key_I, Ctrl, workspace.inspector),
        (Key.Key_J, Ctrl | Shift, workspace.bottom),
        (Key.Key_M, Ctrl, workspace.minimap),
    ):
        assert panel.isVisible()
        press(window, key, held)
        assert not panel.isVisible()
        press(window, key, held)
        assert panel.isVisible()


def test_dark_and_light(window: Window, answers: Answers) -> None:
    files.from_template(window, "mlp")
    for name in ("dark", "light"):
        window.menus.actions[name].trigger()
        QApplication.processEvents()
        assert theme.current().dark == (name == "dark")
        assert window.preferences.scheme == name
        assert window.menus.actions[name].isChecked()
        picture = window.grab().toImage()
        corner = picture.pixelColor(4, 4)
        assert corner == theme.current().panel


@pytest.mark.hands(54)
def test_letters_typed_into_a_field_do_nothing_else(window: Window, answers: Answers) -> None:
    files.from_template(window, "mlp")
    workspace = window.workspace
    assert workspace is not None
    workspace.canvas.select_all()
    zoom, count = workspace.canvas.zoom, len(workspace.document.project.main.nodes)
    QTest.keyClick(workspace.canvas, Key.Key_F, Ctrl)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "f+-0")
    QTest.keyClick(field, Key.Key_Delete)
    QTest.keyClick(field, Key.Key_A, Ctrl)
    QTest.keyClick(field, Key.Key_X, Ctrl)
    assert workspace.canvas.zoom == zoom
    assert len(workspace.document.project.main.nodes) == count


def test_every_key_is_taken_once() -> None:
    keys = [key for row in table() for key in (*row.keys, *row.canvas_keys)]
    assert len(keys) == len(set(keys))
    rows = shortcut_rows(Preferences())
    assert ("File", "Save", "Ctrl+S") in rows
    assert ("Edit", "Delete", "Del") in rows
    assert plain("Save &as…") == "Save as"
    assert plain("另存为(&A)…") == "另存为"


def test_nothing_to_do_on_the_start_page(window: Window, answers: Answers) -> None:
    enabled = {key for key, action in window.menus.actions.items() if action.isEnabled()}
    assert {"new", "open", "quit", "about", "dark"} <= enabled
    assert not enabled & {"save", "undo", "train", "delete", "export", "fit", "close"}


def test_the_heat_map_is_switched_in_the_menu_and_chosen_in_the_table(
    open_window: Callable[..., Window], answers: Answers
) -> None:
    kept: list[Preferences] = []
    window = open_window(keep=kept.append)
    files.from_template(window, "mlp")
    workspace = window.workspace
    assert workspace is not None
    switch = window.menus.actions["heat"]
    assert not workspace.heat_map.isVisible() and not switch.isChecked()
    press(window, Key.Key_H)
    assert workspace.heat_map.isVisible() and switch.isChecked()
    assert workspace.heat_map.words[0] == "FLOPs"
    workspace.bottom.show_tab("costs")
    panel = workspace.bottom.panel("costs")
    assert isinstance(panel, CostsPanel)
    assert panel.heat.currentData() == "flops"
    panel.heat.setCurrentIndex(panel.heat.findData("memory"))
    assert workspace.heat_map.words[0] == "Memory" and kept[-1].heat == "memory"
    press(window, Key.Key_H)
    assert panel.heat.currentData() == "" and not workspace.heat_map.isVisible()
    press(window, Key.Key_H)
    assert panel.heat.currentData() == "memory", "as it was last"
    files.from_template(window, "regression")
    other = window.workspace
    assert other is not None and other is not workspace and other.heat_map.isVisible()


def test_the_choice_holds_for_every_drawing_and_is_on_the_sheet(
    window: Window, answers: Answers
) -> None:
    files.from_template(window, "mlp")
    window.menus.actions["wheel_scroll"].trigger()
    files.from_template(window, "regression")
    assert [w.canvas.wheel_zooms for w in window.workspaces()] == [False, False]
    assert window.menus.actions["wheel_scroll"].isChecked()
    rows = {what: keys for _, what, keys in shortcut_rows(window.preferences)}
    assert rows["Zoom"] == "Ctrl + wheel" and rows["Move the view up and down"] == "Wheel"
    window.menus.actions["wheel_zoom"].trigger()
    assert all(w.canvas.wheel_zooms for w in window.workspaces())
    assert not window.menus.actions["wheel_scroll"].isChecked()


def test_no_tab_moves_when_another_comes_to_the_front(window: Window, answers: Answers) -> None:
    files.new(window)
    assert window.workspace is not None
    bottom = window.workspace.bottom
    settle(window)
    places = [bottom.tabs.tabRect(index) for index in range(bottom.tabs.count())]
    for number in range(3):  # without problems, and with a number of them
        for tab in TABS:
            bottom.show_tab(tab)
            settle(window)
            now = [bottom.tabs.tabRect(index) for index in range(bottom.tabs.count())]
            assert number or now == places, tab
            assert now[-1].right() < bottom.tabs.width(), "the last one is whole"
        window.workspace.canvas.add_layer("Input")


def test_training_what_cannot_be_trained_shows_what_is_missing(
    window: Window, answers: Answers
) -> None:
    files.new(window)
    assert window.workspace is not None
    press(window, Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    assert "draw a network first" in window.status.text
    files.from_template(window, "mlp")
    edit.set_data(window.workspace.document.project, source="")
    bottom = window.workspace.bottom
    bottom.show_tab("costs")
    press(window, Key.Key_J, Ctrl | Shift)
    assert not bottom.isVisible()
    press(window, Key.Key_F5, Qt.KeyboardModifier.NoModifier)
    assert "Choose a dataset" in window.status.text
    assert bottom.tab == "training" and bottom.isVisible()


@pytest.mark.parametrize("spoken", ["en", "zh", "xx"])
def test_no_menu_is_taller_than_a_small_screen(
    window: Window, answers: Answers, spoken: str
) -> None:
    set_language(spoken)
    language.relabel(window)
    menus = window.menus.bar.findChildren(QMenu)
    assert {menu.title() for menu in menus} == set(menu_titles().values())
    for menu in menus:
        menu.ensurePolished()
        assert menu.sizeHint().height() < SMALL_SCREEN, menu.title()
    language.speak("en")


def test_in_the_smallest_window_forms_are_whole_and_no_map_covers_the_drawing(
    window: Window, answers: Answers
) -> None:
    files.from_template(window, "lenet5")
    workspace = window.workspace
    assert workspace is not None and workspace.minimap.isVisible()
    workspace.document.select(["conv1"])
    window.resize(LEAST)
    settle(window)
    assert workspace.canvas.height() < MAPPED.height() and not workspace.minimap.isVisible()
    (area,) = workspace.inspector.findChildren(QScrollArea)
    assert area.widget().width() <= area.viewport().width(), "nothing is cut off at the right"
    window.resize(1280, 800)
    settle(window)
    assert workspace.minimap.isVisible()


def is_cut(area: QScrollArea) -> bool:
    """True when not all of what it holds is in view; that may come late, as data do."""
    return area.widget().width() > area.viewport().width()


def test_in_the_smallest_window_every_tab_is_reached_and_arrows_say_so(
    window: Window, answers: Answers, qtbot: QtBot
) -> None:
    files.from_template(window, "lenet5")
    workspace = window.workspace
    assert workspace is not None
    window.resize(LEAST)
    settle(window)
    assert workspace.mapTo(window, workspace.rect().topRight()).x() < window.width()
    tabs = workspace.bottom.tabs
    assert tabs.geometry().right() <= workspace.bottom.width()
    arrows = tabs.findChildren(QToolButton)
    assert len(arrows) == 2 and all(arrow.isVisible() for arrow in arrows)
    for arrow in arrows:
        picture = arrow.grab().toImage()
        across = range(picture.width())
        inks = {picture.pixel(x, y) for x in across for y in range(picture.height())}
        assert len(inks) > 1, "an arrow is to be seen"
    for key in TABS:
        workspace.bottom.show_tab(key)
        settle(window)
        assert workspace.mapTo(window, workspace.rect().topRight()).x() < window.width(), key
        area = workspace.bottom.panel(key).parentWidget().parentWidget()
        assert isinstance(area, QScrollArea)
        qtbot.waitUntil(lambda area=area: is_cut(area) == area.horizontalScrollBar().isVisible())
    assert tabs.tabRect(tabs.count() - 1).right() <= min(a.geometry().left() for a in arrows)


def test_the_focus_stays_below_when_another_panel_comes(window: Window) -> None:
    """It would go with the hidden field, to whatever of the window comes next."""
    files.from_template(window, "mlp")
    settle(window)
    assert window.workspace is not None
    bottom = window.workspace.bottom
    field = bottom.training.findChildren(QLineEdit)[0]
    field.setFocus()
    assert QApplication.focusWidget() is field
    QTest.mouseClick(bottom.tabs, Qt.MouseButton.LeftButton, pos=bottom.tabs.tabRect(1).center())
    assert bottom.tab == "problems" and QApplication.focusWidget() is bottom.tabs
    window.workspace.canvas.setFocus()
    QTest.mouseClick(bottom.tabs, Qt.MouseButton.LeftButton, pos=bottom.tabs.tabRect(0).center())
    assert bottom.tab == "training" and QApplication.focusWidget() is window.workspace.canvas
