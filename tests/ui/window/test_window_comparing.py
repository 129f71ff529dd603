"""Why: two drawings side by side move together, show what differs, and let go of it cleanly."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from designer import edit, runs, store
from designer.edit import sentence
from designer.model import Project
from designer.protocol import RunSpec
from designer.runs.folder import begin
from designer.ui import comparisons, theme
from designer.ui.comparing import ComparisonPage, Other
from designer.ui.comparing.sheet import Sheet
from designer.ui.document import Document
from designer.ui.finder.popup import Finder
from designer.ui.window import Window
from tests.edit.test_edit_blocks import conv_net
from tests.ui.window.conftest import Answers, settle

OPEN = Callable[..., Window]
Compared = Callable[[Project, Project], ComparisonPage]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def compared(window: Window) -> Compared:
    """A function that shows what differs from one project to another."""

    def show(before: Project, after: Project) -> ComparisonPage:
        document = window.add_document(Document(after)).document
        page = comparisons.show(window, document, Other(lambda: ("before", "a file"), before))
        settle(window)
        return page

    return show


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


def test_the_same_drawings_say_so(compared: Compared) -> None:
    page = compared(conv_net(), conv_net())
    assert page.list.none.isVisible() and page.list.none.text() == "The two drawings are the same."
    assert not page.list.next.isEnabled()
    edit.move(page.now.project, {"conv1": (80, 80)})
    page.refresh()
    assert "only their layout" in page.list.none.text()


def test_the_tab_says_what_is_compared(window: Window, compared: Compared, tmp_path: Path) -> None:
    page = compared(conv_net(), conv_net())
    tabs = window.top.tabs
    assert tabs.tabText(tabs.index_of(page)) == "blocks ↔ before"
    page.source.save(tmp_path / "wider.nnd")
    settle(window)
    assert tabs.tabText(tabs.index_of(page)) == "wider ↔ before"
    assert tabs.tabToolTip(tabs.index_of(page)) == "wider compared with before (a file)"
    assert page.after.title.text() == "wider"


def test_edits_are_followed(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), conv_net())
    edit.set_param(page.source.project, ["conv1"], "stride", 2)
    settle(window)
    assert lines(page) == ["conv1: stride 1 → 2"]
    page.source.undo()
    settle(window)
    assert lines(page) == [] and page.list.none.isVisible()


def choose_level(page: ComparisonPage, start: str) -> None:
    """As with the keyboard, which goes through the levels as they stand."""
    texts = [page.levels.itemText(index) for index in range(page.levels.count())]
    wanted = next(index for index, text in enumerate(texts) if text.startswith(start))
    page.levels.setFocus()
    while page.levels.currentIndex() != wanted:
        down = page.levels.currentIndex() < wanted
        QTest.keyClick(page.levels, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def test_a_block_of_another_name_stays_open(window: Window, compared: Compared) -> None:
    before, after = conv_net(), conv_net()
    for project in (before, after):
        edit.group(project, ["conv1", "norm1"], "Block")
    page = compared(before, after)
    choose_level(page, "Block")
    edit.rename_block(page.source.project, "Block", "Stem")
    settle(window)
    assert (page.then.graph, page.now.graph) == ("Block", "Stem") and page.before.has_graph
    assert page.levels.currentText().startswith("Stem")


def test_what_was_edited_meanwhile_is_told_on_return(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), conv_net())
    window.show_workspace(window.workspaces()[0])
    settle(window)
    edit.set_param(page.source.project, ["conv1"], "stride", 2)
    settle(window)
    assert lines(page) == []
    window.top.tabs.show_page(page)
    settle(window)
    assert lines(page) == ["conv1: stride 1 → 2"]


def test_blocks_are_levels_of_both(window: Window, compared: Compared) -> None:
    before, after = conv_net(), conv_net()
    for project in (before, after):
        edit.group(project, ["conv1", "norm1"], "Block")
    edit.set_param(after, ["conv1"], "stride", 2, graph="Block")
    edit.group(after, ["flatten1", "fc1"], "Head")
    page = compared(before, after)
    assert page.levels.isVisible()
    row = lines(page).index("In Block: conv1: stride 1 → 2")
    page.list.list.setCurrentRow(row)
    assert (page.then.graph, page.now.graph) == ("Block", "Block")
    assert page.levels.currentText().startswith("Block")
    choose_level(page, "Head")
    assert not page.before.has_graph and page.now.graph == "Head"
    choose_level(page, "Network")
    assert (page.then.graph, page.now.graph) == ("main", "main") and page.before.has_graph
    page.fit()
    sheet = page.before.sheet
    at = sheet.mapFromScene(sheet.canvas.nodes["block1"].center())
    QTest.mouseDClick(sheet.viewport(), LEFT, pos=at)
    assert (page.then.graph, page.now.graph) == ("Block", "Block")
    edit.unpack(page.source.project, "block1")
    assert "Block" not in page.source.project.graphs
    settle(window)
    assert page.now.graph == "main" or not page.after.has_graph


def test_differences_are_taken_over_one_by_one_and_given_back(
    window: Window, compared: Compared
) -> None:
    page = compared(conv_net(), changed())
    start = page.now.project.state()
    page.list.list.setCurrentRow(lines(page).index("fc1 is now called head"))
    QTest.mouseClick(page.list.take, LEFT)
    assert "fc1" in page.now.project.main.nodes and not any("head" in line for line in lines(page))
    page.list.list.setCurrentRow(0)
    while page.differences:
        press(window, Qt.Key.Key_F7)
    assert page.list.none.isVisible() and not page.list.take.isEnabled()
    settle(window)
    while window.menus.actions["undo"].isEnabled():
        window.menus.actions["undo"].trigger()
        settle(window)
    assert page.now.project.state() == start and len(lines(page)) == len(page.differences) > 5


def test_what_cannot_be_taken_over_says_why(window: Window, compared: Compared) -> None:
    before, after = conv_net(), conv_net()
    edit.group(after, ["conv1", "norm1"], "Block")
    page = compared(before, after)
    page.list.list.setCurrentRow(lines(page).index("Block Block is new, 4 layers"))
    press(window, Qt.Key.Key_F7)
    assert "still in use" in window.status.text and "Block" in page.now.project.graphs


def test_figures_of_both(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), changed())
    while page.now.costs.costs is None or page.then.costs.costs is None:
        QApplication.processEvents()
    page.figures._show()
    parameters = page.figures.texts[0]
    assert parameters[:3] == ("Parameters", "2,690", "10,698")
    assert parameters[3].startswith("+8,008")


def test_escape_closes_and_goes_back(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), changed())
    assert comparisons.front(window) is page
    press(window, Qt.Key.Key_Escape)
    assert comparisons.pages(window) == [] and window.workspace is not None
    assert len(window.workspace.document.work.views) == 1


def test_a_comparison_goes_with_its_project(window: Window, compared: Compared) -> None:
    page = compared(conv_net(), changed())
    other = window.add_document(Document(conv_net()))
    for workspace in window.workspaces():
        if workspace.document is page.source:
            window.remove_workspace(workspace)
    settle(window)
    assert comparisons.pages(window) == [] and window.workspaces() == [other]


def test_its_tab_is_closed_like_any_other(window: Window, compared: Compared) -> None:
    compared(conv_net(), changed())
    window.menus.actions["close"].trigger()
    settle(window)
    assert comparisons.pages(window) == [] and len(window.workspaces()) == 1


def test_another_language_and_another_theme(window: Window, compared: Compared) -> None:
    from designer.ui.language import relabel, speak

    page = compared(conv_net(), changed())
    theme.set_scheme("dark")
    try:
        speak("zh")
        relabel(window)
        settle(window)
        (again,) = comparisons.pages(window)
        assert again is not page and "conv1：out_channels 4 → 16" in lines(again)
    finally:
        speak("en")
        theme.set_scheme("system")


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


def test_compared_with_what_was_saved_with_an_open_one_and_with_a_file(
    window: Window, tmp_path: Path, answers: Answers
) -> None:
    path, third = tmp_path / "net.nnd", tmp_path / "third.nnd"
    store.save(conv_net(), path)
    store.save(changed(), third)
    window.add_document(Document(changed()))
    document = window.add_document(Document.open(path)).document
    edit.set_param(document.project, ["conv1"], "stride", 2)
    take(window, "As it was saved")
    page = comparisons.front(window)
    assert page is not None and lines(page) == ["conv1: stride 1 → 2"]
    press(window, Qt.Key.Key_Escape)
    take(window, "blocks")
    page = comparisons.front(window)
    assert page is not None and page.other.title == "blocks" and len(page.differences) > 5
    press(window, Qt.Key.Key_Escape)
    answers.open = third
    take(window, "A file…")
    page = comparisons.front(window)
    assert page is not None and page.other.title == "third"
    press(window, Qt.Key.Key_Escape)
    third.write_text("{")
    take(window, "A file…")
    assert comparisons.front(window) is None and answers.told("show_error")


@pytest.mark.hands(52)
def test_compared_with_a_run(window: Window, tmp_path: Path, answers: Answers) -> None:
    path = tmp_path / "net.nnd"
    project = conv_net()
    edit.set_data(project, source="mnist5k")
    store.save(project, path)
    document = window.add_document(Document.open(path)).document
    folder = runs.new_run_dir(path, "net")
    begin(folder, spec_of(project), "")
    edit.set_param(document.project, ["conv1"], "stride", 2)
    document.bridge.compare_wanted.emit(folder)
    settle(window)
    page = comparisons.front(window)
    assert page is not None and page.other.run == folder
    assert lines(page) == ["conv1: stride 1 → 2"] and page.other.title.startswith("Run of ")
    assert page.other.note == "running · 0/10 epochs"
    press(window, Qt.Key.Key_Escape)
    (folder / "run.json").write_text("{}")
    document.bridge.compare_wanted.emit(folder)
    assert comparisons.front(window) is None and answers.told("show_error")


def spec_of(project: Project) -> RunSpec:
    return RunSpec(
        name="net",
        source="",
        class_name="Net",
        data=project.data,
        training=project.training,
        project=store.dumps(project),
    )


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
