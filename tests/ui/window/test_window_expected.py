"""Why: what people know from other editors the keys of the window do too; see docs/hands.md."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from designer import edit
from designer.model import Point, Project
from designer.ui.document import Document
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.ui.canvas.hands import LEFT, SHIFT, Hands
from tests.ui.canvas.test_canvas_tidy import askew
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_documents import Ctrl, Key, Shift, press

NONE = Qt.KeyboardModifier.NoModifier
Alt = Qt.KeyboardModifier.AltModifier
Opened = tuple[Window, Workspace, Hands]


@pytest.fixture
def opened(window: Window, answers: Answers) -> Callable[[Project], Opened]:
    """A function that opens a project in the window."""

    def open_project(project: Project) -> Opened:
        workspace = window.add_document(Document(project))
        settle(window)
        workspace.document.check_now()
        workspace.canvas.setFocus()
        return window, workspace, Hands(workspace.canvas)

    return open_project


def places(workspace: Workspace) -> dict[str, Point]:
    return {node.name: node.at for node in workspace.document.drawing.ordered_nodes()}


@pytest.mark.hands(15, 55)
@pytest.mark.parametrize(
    ("key", "held", "chosen", "moved"),
    [
        (Key.Key_L, Ctrl, (), "n1 n2 n3 n4"),
        (Key.Key_L, Ctrl, ("n1", "n2"), "n2"),
        (Key.Key_L, Ctrl | Shift, ("n1", "n2"), "n1 n2 n3 n4"),
        (Key.Key_Up, Ctrl | Alt, ("n2",), "n0 n1"),
        (Key.Key_Down, Ctrl | Alt, ("n2",), "n3 n4"),
        (Key.Key_L, Ctrl | Alt, (), "n1 n2 n3 n4"),
    ],
)
def test_keys_tidy_so_much_and_no_more(
    opened: Callable[[Project], Opened],
    key: Qt.Key,
    held: Qt.KeyboardModifier,
    chosen: tuple[str, ...],
    moved: str,
) -> None:
    window, workspace, hands = opened(askew())
    for number, name in enumerate(chosen):
        hands.click(hands.body(name), SHIFT if number else NONE)
    settle(window)
    before = places(workspace)
    press(window, key, held)
    after = places(workspace)
    assert {name for name in before if before[name] != after[name]} == set(moved.split())
    press(window, Key.Key_Z)
    assert places(workspace) == before


@pytest.mark.hands(16)
def test_the_minimap_leads_there_by_click_and_drag(opened: Callable[[Project], Opened]) -> None:
    window, workspace, hands = opened(askew(40))
    canvas, minimap = workspace.canvas, workspace.minimap
    canvas.set_zoom(1.0)
    canvas.center_on_node("n0")
    minimap.grab()
    scale, offset = minimap._mapping()

    def on_map(name: str) -> QPoint:
        return (hands.body(name) * scale + offset).toPoint()

    QTest.mouseClick(minimap, LEFT, NONE, on_map("n39"))
    assert canvas.visible().contains(hands.body("n39"))
    QTest.mousePress(minimap, LEFT, NONE, on_map("n39"))
    QTest.mouseMove(minimap, on_map("n20"))
    QTest.mouseRelease(minimap, LEFT, NONE, on_map("n20"))
    assert canvas.visible().contains(hands.body("n20"))
    assert not canvas.visible().contains(hands.body("n39"))
    press(window, Key.Key_M)
    assert not minimap.isVisible()


@pytest.mark.hands(18, 19)
def test_a_block_is_left_by_its_path_and_unpacked_by_keys(
    opened: Callable[[Project], Opened],
) -> None:
    window, workspace, hands = opened(askew())
    document = workspace.document
    before = {name: node.type for name, node in document.drawing.nodes.items()}
    wires = hands.links()
    hands.click(hands.body("n1"))
    hands.click(hands.body("n2"), SHIFT)
    settle(window)
    press(window, Key.Key_G)
    press(window, Key.Key_Return, NONE)
    assert document.graph == "Block1"
    steps = workspace.breadcrumbs.findChildren(QToolButton)
    QTest.mouseClick(next(step for step in steps if step.text() == "askew"), LEFT)
    settle(window)
    assert document.graph == "main" and document.selection == ("block1",)
    workspace.canvas.setFocus()
    press(window, Key.Key_G, Ctrl | Shift)
    assert {name: node.type for name, node in document.drawing.nodes.items()} == before
    assert hands.links() == wires


@pytest.mark.hands(21)
def test_layers_go_to_another_window_as_text(
    opened: Callable[[Project], Opened], open_window: Callable[..., Window]
) -> None:
    window, workspace, hands = opened(askew())
    hands.click(hands.body("n1"))
    hands.click(hands.body("n2"), SHIFT)
    press(window, Key.Key_C)
    text = QGuiApplication.clipboard().text()
    assert '"n1"' in text and '["n1", "n2"]' in text
    other = open_window()
    press(other, Key.Key_N)
    assert other.workspace is not None
    QGuiApplication.clipboard().setText(f"\n{text}\n")  # as it comes back from a mail
    press(other, Key.Key_V)
    drawing = other.workspace.document.drawing
    assert {w.target for w in drawing.wires} == {"n2"} and list(drawing.nodes) == ["n1", "n2"]
    settle(other)
    before = workspace.document.project.state()
    hands.key(Key.Key_X, Ctrl)
    assert "n1" not in workspace.document.drawing.nodes
    workspace.document.undo()
    assert workspace.document.project.state() == before


@pytest.mark.hands(22)
def test_what_is_duplicated_has_its_wires(opened: Callable[[Project], Opened]) -> None:
    window, workspace, hands = opened(askew())
    hands.click(hands.body("n1"))
    hands.click(hands.body("n2"), SHIFT)
    settle(window)
    before = hands.links()
    press(window, Key.Key_D)
    first, second = workspace.document.selection
    assert {first, second}.isdisjoint({"n1", "n2"})
    assert hands.links() - before == {(first, second)}
    assert workspace.document.history.undo_label == "Duplicate 2 layers"


@pytest.mark.hands(27)
def test_keys_show_all_or_the_selection(opened: Callable[[Project], Opened]) -> None:
    window, workspace, hands = opened(askew(30))
    canvas = workspace.canvas
    press(window, Key.Key_1)
    seen = canvas.visible()
    assert all(seen.contains(item.block) for item in canvas.canvas.nodes.values())
    hands.click(hands.body("n20"))
    settle(window)
    press(window, Key.Key_2)
    assert canvas.zoom == 1.0 and canvas.visible().contains(hands.body("n20"))
    assert not canvas.visible().contains(hands.body("n0"))
    press(window, Key.Key_Minus)
    assert canvas.zoom < 1.0
    press(window, Key.Key_0)
    assert canvas.zoom == 1.0


@pytest.mark.hands(14)
def test_layers_are_distributed_by_typing_so(opened: Callable[[Project], Opened]) -> None:
    window, workspace, _ = opened(askew(3))
    edit.move(workspace.document.project, {"n1": (40, 40)})
    press(window, Key.Key_A)
    press(window, Key.Key_P, Ctrl | Shift)
    settle(window)
    field = QApplication.focusWidget()
    QTest.keyClicks(field, "distribute vert")
    QTest.keyClick(field, Key.Key_Return)
    settle(window)
    a, b, c = (y for _, y in places(workspace).values())
    assert b - a == c - b
    assert QPointF(*places(workspace)["n0"]) == QPointF(0, 0)


@pytest.mark.hands(31, 50)
def test_undo_in_the_middle_of_a_gesture_takes_back_the_gesture_alone(
    opened: Callable[[Project], Opened],
) -> None:
    window, _, hands = opened(askew())
    edit.rename(hands.project, "n0", "first")
    settle(window)
    before = hands.project.state()
    for key, held, goes_on in ((Key.Key_Z, Ctrl, False), (Key.Key_Z, Ctrl | Shift, True)):
        start = hands.body("n3")
        hands.hold(start, start + QPointF(160, 80))
        press(window, key, held)
        assert (hands.view.gesture is not None) == goes_on
        assert hands.project.state() == before
        press(window, Key.Key_Escape, NONE)
        hands.release(start + QPointF(160, 80))
        assert hands.project.state() == before and hands.body("n3") == start
        press(window, Key.Key_Z)
        assert "n0" in hands.project.main.nodes, "the next one takes back the step before"
        before = hands.project.state()
