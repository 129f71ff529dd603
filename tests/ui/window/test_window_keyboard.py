"""Why: Enter leads from the drawing to a layer's values, and Escape leads back."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from designer.ui import files
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_documents import Key, Shift, press

NONE = Qt.KeyboardModifier.NoModifier


def test_enter_edits_and_escape_comes_back(window: Window, answers: Answers) -> None:
    files.from_template(window, "lenet5")
    assert window.workspace is not None
    document, canvas = window.workspace.document, window.workspace.canvas
    document.select(["conv2"])
    canvas.setFocus()
    for shown in (True, False):
        if not shown:
            press(window, Key.Key_I)
            canvas.setFocus()
        press(window, Key.Key_Return, NONE)
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit) and field.accessibleName() == "out_channels"
        QTest.keyClick(field, Key.Key_Up)
        value = document.project.main.nodes["conv2"].params["out_channels"]
        assert value == 17 + (not shown)
        QTest.keyClick(field, Key.Key_Escape)
        settle(window)
        assert canvas.hasFocus() and document.selection == ("conv2",)
    document.select(["tanh1"])
    press(window, Key.Key_Return, NONE)
    assert QApplication.focusWidget().objectName() == "name", "it has no values"
    press(window, Key.Key_Escape, NONE)
    assert canvas.hasFocus()


def test_the_menu_key_is_for_the_selected_layer(window: Window, answers: Answers) -> None:
    files.from_template(window, "lenet5")
    assert window.workspace is not None
    canvas = window.workspace.canvas
    canvas.document.select(["conv1"])
    middle = canvas.viewport().rect().center()
    by_key = QContextMenuEvent.Reason.Keyboard
    everywhere = canvas.viewport().mapToGlobal(middle)
    QApplication.sendEvent(canvas.viewport(), QContextMenuEvent(by_key, middle, everywhere))
    menu = next(m for m in canvas.findChildren(QMenu) if m.isVisible())
    assert "Rename" in [action.text() for action in menu.actions()]
    assert canvas.document.selection == ("conv1",)
    menu.close()
    settle(window)


def test_the_focus_is_always_seen(window: Window, answers: Answers, qtbot: QtBot) -> None:
    """Around the whole window with Shift+Tab: whatever has the keyboard is in view and shows it."""
    files.from_template(window, "lenet5")
    assert window.workspace is not None
    canvas = window.workspace.canvas
    document = window.workspace.document
    qtbot.waitUntil(lambda: document.data_info is not None, timeout=20_000)
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    settle(window)
    met: list[QWidget] = []
    unseen: list[str] = []
    while canvas not in met and len(met) < 200:
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Backtab, Shift)
        here = QApplication.focusWidget()
        met.append(here)
        if not shows_focus(window, here):
            unseen.append(f"{type(here).__name__} {here.accessibleName()}")
    assert len(met) > 30 and canvas in met and len(set(met)) == len(met)
    assert not unseen


def shows_focus(window: Window, widget: QWidget) -> bool:
    """True when it looks otherwise with the keyboard than without."""
    place = QRect(widget.mapTo(window, QPoint()), widget.size()).adjusted(-3, -3, 3, 3)
    with_it = window.grab(place).toImage()
    widget.clearFocus()
    without = window.grab(place).toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return bool(with_it != without)
