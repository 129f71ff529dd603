"""Why: a layer is found by any of its names and reaches the canvas by keys, clicks and drags."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.layers import CATEGORIES, LAYERS
from designer.ui.palette import MIME, Palette
from designer.ui.palette.model import TYPE

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def palette(qtbot: QtBot) -> Iterator[Palette]:
    window = QWidget()  # a window with a widest width makes the off-screen platform complain
    qtbot.addWidget(window)
    window.resize(232, 2000)
    palette = Palette(window)
    palette.resize(window.size())
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    palette.focus_search()
    yield palette


def visible(palette: Palette) -> list[str]:
    """What can be read from top to bottom, headings included."""
    rows, index = [], palette.tree.model().index(0, 0)
    while index.isValid():
        rows.append(index.data())
        index = palette.tree.indexBelow(index)
    return rows


def find(palette: Palette, text: str, heading: bool = False) -> QModelIndex:
    """The row of a layer or a heading; one of each is called Dropout."""
    index = palette.tree.model().index(0, 0)
    while index.isValid() and (index.data() != text or bool(index.data(TYPE)) == heading):
        index = palette.tree.indexBelow(index)
    assert index.isValid(), f"no row {text}"
    return index


def middle(palette: Palette, text: str, heading: bool = False) -> QPoint:
    return palette.tree.visualRect(find(palette, text, heading)).center()


def type_in(palette: Palette, text: str) -> None:
    QTest.keyClicks(palette.field, text)


def selected(palette: Palette) -> str:
    return str(palette.tree.currentIndex().data(TYPE))


def test_every_layer_stands_under_its_category(palette: Palette) -> None:
    expected = []
    for key, category in CATEGORIES.items():
        layers = [layer.type for layer in LAYERS.values() if layer.category == key]
        expected += [category.title, *layers] if layers else []
    assert visible(palette) == expected


def test_typing_finds_and_enter_takes_the_best(qtbot: QtBot, palette: Palette) -> None:
    type_in(palette, "conv")
    assert selected(palette) == "Conv2d"
    with qtbot.waitSignal(palette.chosen) as taken:
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert taken.args == ["Conv2d"]
    type_in(palette, "lstm")  # the next name takes the place of the last
    assert palette.field.text() == "lstm"


@pytest.mark.parametrize(("text", "first"), [("dense", "Linear"), ("卷积", "Conv2d")])
def test_other_words_for_a_layer_find_it(palette: Palette, text: str, first: str) -> None:
    palette.field.insert(text)
    assert first in visible(palette)[:3]


def test_arrows_walk_while_the_cursor_stays_in_the_field(qtbot: QtBot, palette: Palette) -> None:
    type_in(palette, "pool")
    names = visible(palette)
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert selected(palette) == names[1]
    QTest.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert selected(palette) == names[0]
    assert palette.field.hasFocus()


def test_down_from_an_empty_field_skips_headings(palette: Palette) -> None:
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert selected(palette) == "Input"
    for _ in range(2):
        QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert selected(palette) == "Linear"


def test_escape_brings_everything_back(palette: Palette) -> None:
    everything = visible(palette)
    type_in(palette, "drop")
    assert len(visible(palette)) < len(everything)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert visible(palette) == everything
    assert not palette.field.text()


def test_what_does_not_exist_is_said_calmly(qtbot: QtBot, palette: Palette) -> None:
    type_in(palette, "unicorn")
    assert not palette.tree.isVisible()
    assert "No layer is called “unicorn”." in palette._nothing.text()
    with qtbot.assertNotEmitted(palette.chosen):
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert palette.tree.isVisible()


def test_a_category_folds_by_click_and_stays_folded(palette: Palette) -> None:
    QTest.mouseClick(palette.tree.viewport(), LEFT, pos=middle(palette, "Pooling", True))
    assert "MaxPool2d" not in visible(palette)
    type_in(palette, "maxpool2d")
    assert "MaxPool2d" in visible(palette)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert "MaxPool2d" not in visible(palette)
    QTest.mouseClick(palette.tree.viewport(), LEFT, pos=middle(palette, "Pooling", True))
    assert "MaxPool2d" in visible(palette)


def test_keys_alone_fold_and_choose(qtbot: QtBot, palette: Palette) -> None:
    QTest.keyClick(palette.field, Qt.Key.Key_Tab)
    assert palette.tree.hasFocus()
    palette.tree.setCurrentIndex(find(palette, "Dropout", heading=True))
    QTest.keyClick(palette.tree, Qt.Key.Key_Return)
    assert "Dropout2d" not in visible(palette)
    QTest.keyClick(palette.tree, Qt.Key.Key_Return)
    QTest.keyClick(palette.tree, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen) as taken:
        QTest.keyClick(palette.tree, Qt.Key.Key_Return)
    assert taken.args == ["Dropout"]


def test_letters_typed_in_the_list_search(palette: Palette) -> None:
    palette.tree.setFocus()
    QTest.keyClick(palette.tree, Qt.Key.Key_G)
    assert palette.field.hasFocus()
    assert palette.field.text() == "g"


def test_a_slash_in_the_list_leads_to_the_field(palette: Palette) -> None:
    palette.tree.setFocus()
    QTest.keyClick(palette.tree, "/")
    assert palette.field.hasFocus()
    assert not palette.field.text()


def test_a_double_click_chooses(qtbot: QtBot, palette: Palette) -> None:
    at = middle(palette, "ReLU")
    QTest.mouseClick(palette.tree.viewport(), LEFT, pos=at)
    with qtbot.waitSignal(palette.chosen) as taken:
        QTest.mouseDClick(palette.tree.viewport(), LEFT, pos=at)
    assert taken.args == ["ReLU"]


def test_a_layer_is_dragged_as_the_node_it_will_be(
    qtbot: QtBot, palette: Palette, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried: list[tuple[str, int]] = []

    def carry(drag: QDrag, *_: object) -> Qt.DropAction:
        data = bytes(drag.mimeData().data(MIME).data()).decode()
        carried.append((data, drag.pixmap().width()))
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", carry)
    viewport, at = palette.tree.viewport(), middle(palette, "Conv1d")
    QTest.mousePress(viewport, LEFT, pos=at)
    QTest.mouseMove(viewport, at + QPoint(QApplication.startDragDistance() + 6, 0))
    QTest.mouseMove(viewport, at + QPoint(60, 10))
    QTest.mouseRelease(viewport, LEFT, pos=at + QPoint(60, 10))
    assert carried == [("Conv1d", 208)]


def test_tooltips_teach(palette: Palette) -> None:
    for name in LAYERS:
        assert f"<b>{name}</b>" in find(palette, name).data(Qt.ItemDataRole.ToolTipRole)


def test_a_tooltip_shows_what_happens_to_a_shape(palette: Palette) -> None:
    tip = find(palette, "Conv2d").data(Qt.ItemDataRole.ToolTipRole).replace("\u00a0", " ")
    assert "N × 16 × 32 × 32 → N × 16 × 30 × 30" in tip
    assert "kernel" in tip


def test_it_keeps_to_its_column(palette: Palette) -> None:
    assert (palette.minimumWidth(), palette.maximumWidth()) == (208, 260)
    assert palette.accessibleName()
    assert palette.field.accessibleName()
    assert find(palette, "GELU").data(Qt.ItemDataRole.AccessibleTextRole) == "GELU, Activation"
