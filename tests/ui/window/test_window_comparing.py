"""Why: two drawings side by side move together and show what differs."""

from itertools import groupby

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from designer import edit
from designer.edit import sentence
from designer.model import Project
from designer.ui import comparisons, theme
from designer.ui.comparing import Other
from designer.ui.document import Document
from designer.ui.window import Window
from tests.edit.test_edit_blocks import conv_net
from tests.ui.window.comparing import LEFT, Compared, changed, click, lines, press, together
from tests.ui.window.conftest import settle


def test_what_differs_is_listed_and_marked(compared: Compared) -> None:
    page = compared(conv_net(), changed())
    assert lines(page) == [sentence(difference) for difference in page.differences]
    assert dict(page.before.sheet.marks.nodes) == {
        "conv1": "changed",
        "norm1": "removed",
        "fc1": "changed",
    }
    assert dict(page.after.sheet.marks.nodes) == {
        "conv1": "changed",
        "drop1": "added",
        "head": "changed",
    }
    assert set(page.after.sheet.marks.missing) == {"norm1"}
    assert page.after.sheet.marks.tips["head"] == "fc1 is now called head"
    assert (page.list.previous.isEnabled(), page.list.next.isEnabled()) == (True, True)


@pytest.mark.hands(52)
def test_keys_walk_through_the_differences_and_around_the_end(
    window: Window, compared: Compared
) -> None:
    page = compared(conv_net(), changed())
    page.list.list.setCurrentRow(len(page.differences) - 1)
    seen = []
    for _ in page.differences:
        press(window, Qt.Key.Key_F8)
        seen.append(page.list.list.currentRow())
    assert seen == list(range(len(page.differences)))
    press(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.list.list.currentRow() == len(page.differences) - 2


def test_each_difference_is_brought_into_view_on_both_sheets(compared: Compared) -> None:
    page = compared(conv_net(), changed())
    for row, difference in enumerate(page.differences):
        for sheet in (page.before.sheet, page.after.sheet):
            sheet.set_zoom(2.0)
            sheet.centerOn(5000, 5000)
        page.list.list.setCurrentRow(row)
        page._go(row)
        if difference.there.graph:
            blocks = page.before.sheet.chosen_blocks() + page.after.sheet.chosen_blocks()
            assert blocks and all(page.after.sheet.visible().contains(block) for block in blocks)
            assert together(page)
        else:
            assert page.after.sheet.chosen_blocks() == []


def test_a_click_on_a_layer_chooses_its_differences_in_turn(compared: Compared) -> None:
    after = conv_net()
    edit.set_param(after, ["conv1"], "stride", 2)
    edit.set_param(after, ["conv1"], "bias", False)
    page = compared(conv_net(), after)
    rows = []
    for _ in range(3):
        click(page.before.sheet, "conv1")
        rows.append(page.list.list.currentRow())
    assert sorted(rows[:2]) == [0, 1] and rows[2] == rows[0]
    click(page.after.sheet, "relu1")
    assert page.list.list.currentRow() == rows[2]


def test_both_sheets_are_moved_and_zoomed_by_one_hand(compared: Compared) -> None:
    page = compared(conv_net(), changed())
    for sheet in (page.before.sheet, page.after.sheet):
        before = sheet.visible().center()
        QTest.mousePress(sheet.viewport(), LEFT, pos=QPoint(100, 100))
        QTest.mouseMove(sheet.viewport(), QPoint(150, 120))
        QTest.mouseMove(sheet.viewport(), QPoint(180, 160))
        QTest.mouseRelease(sheet.viewport(), LEFT, pos=QPoint(180, 160))
        assert (sheet.visible().center() - before).manhattanLength() > 50
        assert together(page)
        sheet.set_zoom(sheet.zoom * 1.5, QPointF(10, 10))
        assert together(page)
        QTest.keyClick(sheet, Qt.Key.Key_Minus)
        assert together(page)


def test_what_is_the_same_lies_at_the_same_place(compared: Compared) -> None:
    before, after = conv_net(), changed()
    edit.move(after, {"conv1": (400, 40), "relu1": (400, 200), "image": (-80, 0)})
    page = compared(before, after)
    for name, other in page.comparison.nodes["main"].items():
        ours, theirs = page.then.drawing.nodes[name], page.now.drawing.nodes[other]
        assert ours.at == theirs.at
    assert page.then.drawing.nodes["norm1"].at == (400, 120)  # it goes with what it is wired to
    assert before.main.nodes["conv1"].at == (0, 80), "the other drawing is nobody's to change"


def test_both_flow_as_the_drawing_of_now_does(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), changed())
    edit.set_flow(page.source.project, "right")
    settle(window)
    assert page.then.project.flow == "right"
    assert page.before.geometry().bottom() < page.after.geometry().top()  # one above the other
    for name, other in page.comparison.nodes["main"].items():
        assert page.then.drawing.nodes[name].at == page.now.drawing.nodes[other].at


def test_the_keyboard_is_seen_on_a_sheet_it_came_to_by_keys(compared: Compared) -> None:
    page = compared(conv_net(), changed())
    accent = theme.current().accent
    sheet = page.before.sheet
    sheet.setFocus(Qt.FocusReason.TabFocusReason)
    assert sheet.viewport().grab().toImage().pixelColor(1, 50) == accent
    sheet.setFocus(Qt.FocusReason.MouseFocusReason)
    page.after.sheet.setFocus(Qt.FocusReason.MouseFocusReason)
    for other in (page.before.sheet, page.after.sheet):
        assert other.viewport().grab().toImage().pixelColor(1, 50) != accent


def test_ports_of_what_differs_are_whole_circles(compared: Compared) -> None:
    after = conv_net()
    edit.set_param(after, ["conv1"], "stride", 2)
    sheet = compared(conv_net(), after).after.sheet
    sheet.choose((), ())
    sheet.set_zoom(2.0)
    port = sheet.canvas.nodes["conv1"].input_at("in")
    sheet.centerOn(port)
    image = sheet.viewport().grab().toImage()
    inside = [image.pixelColor(sheet.mapFromScene(port + QPointF(0, y))) for y in (-2.5, 0, 2.5)]
    assert inside == [theme.current().panel] * 3


@pytest.mark.parametrize("zoom", [0.5, 1.0, 2.0])
def test_what_is_chosen_has_one_outline(compared: Compared, zoom: float) -> None:
    after = conv_net()
    edit.set_param(after, ["conv1"], "stride", 2)
    (wire,) = after.main.outgoing("flatten1")
    page = compared(conv_net(), after)
    sheet, colors = page.after.sheet, theme.current()
    changed, accent = colors.validation, colors.accent

    def beside(name: str) -> list[str]:
        """The colors from the left of a layer to its border, each once in a row."""
        sheet.set_zoom(zoom)
        sheet.centerOn(sheet.canvas.nodes[name].block.topLeft())
        image = sheet.viewport().grab().toImage()
        at = sheet.mapFromScene(sheet.canvas.nodes[name].block.center())
        left = sheet.mapFromScene(sheet.canvas.nodes[name].block.topLeft()).x()
        row = [image.pixelColor(x, at.y()) for x in range(left - 24, left + 1)]
        known = [color for color in row if color in (changed, accent)]
        return [color.name() for color, _ in groupby(known)]

    sheet.choose((), ())
    assert beside("conv1") == [changed.name()] and beside("flatten1") == []
    before = sheet.viewport().grab().toImage()
    sheet.choose(("conv1",), (wire,))
    assert sheet.viewport().grab().toImage() != before
    assert beside("conv1") == [changed.name()], "it says what has happened, as before"
    assert beside("flatten1") == [accent.name()], "nothing has, but it is meant"


def test_the_same_drawings_say_so(compared: Compared) -> None:
    page = compared(conv_net(), conv_net())
    assert page.list.none.isVisible() and page.list.none.text() == "The two drawings are the same."
    assert not page.list.next.isEnabled()
    edit.move(page.now.project, {"conv1": (80, 80)})
    page.refresh()
    assert "only their layout" in page.list.none.text()


def test_figures_of_both(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), changed())
    while page.now.costs.costs is None or page.then.costs.costs is None:
        QApplication.processEvents()
    page.figures._show()
    parameters = page.figures.texts[0]
    assert parameters[:3] == ("Parameters", "2,690", "10,698")
    assert parameters[3].startswith("+8,008")
    settle(window)
    page.figures.show_results([("A figure told at length", "1", "2", "+1 (+100 %)")])
    settle(window)
    assert not page.figures.horizontalScrollBar().isVisible(), "the last column is in sight"


def test_a_large_drawing_is_compared_at_once(window: Window) -> None:
    project = Project.new("large")
    previous = edit.add(project, "Input", "image", shape=(8,))
    for number in range(1000):
        name = edit.add(project, "Linear", f"fc{number}", at=(0, 80 * number), out_features=8)
        edit.connect(project, previous, name)
        previous = name
    after = project.copy()
    for number in range(0, 1000, 3):
        edit.set_param(after, [f"fc{number}"], "bias", False)
    document = window.add_document(Document(after)).document
    page = comparisons.show(window, document, Other(lambda: ("before", ""), project))
    settle(window)
    assert len(lines(page)) == 334
    page.step(1)
    assert page.after.sheet.chosen_blocks()
    widgets: list[QWidget] = [page.before.sheet, page.after.sheet]
    assert all(not widget.grab().isNull() for widget in widgets)
