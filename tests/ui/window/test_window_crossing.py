"""Why: layers are dragged across the border of a block that is open in place, and land there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from designer import edit
from designer.ui.canvas import CanvasView
from designer.ui.document import Document
from designer.ui.lens import Lens
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.edit.test_edit_blocks import conv_net, parameters
from tests.ui.canvas.hands import LEFT, Hands
from tests.ui.window.conftest import Answers, settle

OPEN = Callable[..., Window]
Parts = tuple[Workspace, Lens, Hands, Hands]


@pytest.fixture
def parts(open_window: OPEN, answers: Answers) -> Parts:
    """The network, with norm1 as a block that is open in place; a Tanh stands free outside."""
    project = conv_net()
    edit.group(project, ["norm1"], "Block")
    edit.add(project, "Tanh", "free", at=(-400, 80))
    window = open_window()
    workspace = window.add_document(Document(project))
    settle(window)
    workspace.document.check_now()
    workspace.canvas.zoom_to_fit()
    workspace.open_lens("block1")
    lens = workspace.lens
    assert lens is not None
    lens.document.check_now()
    settle(window)
    return workspace, lens, Hands(workspace.canvas), Hands(lens.view)


def pixel_of(view: CanvasView, other: CanvasView, at: QPointF) -> QPoint:
    """The pixel of a view where a place of the other canvas is seen."""
    where = other.viewport().mapToGlobal(other.mapFromScene(at))
    return view.viewport().mapFromGlobal(where)


def free_in(view: CanvasView) -> QPointF:
    """A place of the canvas that is in view, on the grid, with nothing near it."""
    rect = view.visible().adjusted(40, 40, -40, -40)
    return QPointF(round(rect.right() / 8) * 8 - 8, round(rect.bottom() / 8) * 8 - 8)


def names(workspace: Workspace, graph: str) -> set[str]:
    return set(workspace.document.project.graphs[graph].nodes)


@pytest.mark.hands(18)
def test_a_layer_goes_in_and_stands_where_it_was_let_go(parts: Parts) -> None:
    workspace, lens, outer, _ = parts
    project, history = workspace.document.project, workspace.document.history
    before, weights = project.state(), parameters(project)
    start = outer.body("conv1")
    to = free_in(lens.view)
    outer.onto(start, pixel_of(workspace.canvas, lens.view, to), let_go=False)
    assert lens.view._ghost is not None and lens.view._reason is not None
    assert lens.view._reason[1:] == ("Move into Block.", True)
    assert project.state() == before
    QTest.mouseRelease(
        workspace.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier,
        pixel_of(workspace.canvas, lens.view, to),
    )  # fmt: skip
    assert names(workspace, "Block") == {"input", "conv1", "norm1", "output"}
    assert "conv1" not in names(workspace, "main") and parameters(project) == weights
    assert lens.document.selection == ("conv1",) and lens.view.hasFocus()
    landed = QPointF(*project.graphs["Block"].nodes["conv1"].at) + QPointF(104, 24)
    assert (landed - to).manhattanLength() <= 16, "on the grid, under the pointer"
    assert lens.view._ghost is None and lens.view._reason is None
    assert history.undo_label == "Move 1 layer into Block"
    workspace.document.undo()
    assert project.state() == before and not history.can_undo


@pytest.mark.hands(18)
def test_a_layer_comes_out_and_stands_where_it_was_let_go(parts: Parts) -> None:
    workspace, lens, _, inner = parts
    project = workspace.document.project
    edit.add(project, "ReLU", "inside", at=(0, 400), graph="Block")
    before = project.state()
    lens.view.zoom_to_fit()
    to = free_in(workspace.canvas)
    pixel = pixel_of(lens.view, workspace.canvas, to)
    assert not lens.rect().contains(lens.mapFromGlobal(lens.view.viewport().mapToGlobal(pixel)))
    inner.onto(inner.body("inside"), pixel, let_go=False)
    assert workspace.canvas._ghost is not None and workspace.canvas._reason is not None
    QTest.mouseRelease(lens.view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, pixel)
    assert "inside" in names(workspace, "main") and "inside" not in names(workspace, "Block")
    landed = QPointF(*project.main.nodes["inside"].at) + QPointF(104, 24)
    assert (landed - to).manhattanLength() <= 16
    assert workspace.document.selection == ("inside",) and workspace.canvas.hasFocus()
    workspace.document.undo()
    assert project.state() == before


def test_escape_and_a_way_back_leave_no_trace(parts: Parts) -> None:
    workspace, lens, outer, _ = parts
    project = workspace.document.project
    before = project.state()
    into = pixel_of(workspace.canvas, lens.view, free_in(lens.view))
    outer.onto(outer.body("conv1"), into, let_go=False)
    outer.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(workspace.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, into)
    assert project.state() == before and not workspace.document.history.can_undo
    assert lens.view._ghost is None and lens.view._reason is None
    assert workspace.canvas.canvas.nodes["conv1"].opacity() == 1
    outer.onto(outer.body("conv1"), into, let_go=False)
    outer.move_to(workspace.canvas.mapFromScene(outer.body("free")), LEFT)
    assert lens.view._ghost is None and lens.view._reason is None
    outer.key(Qt.Key.Key_Escape)
    outer.release(outer.body("free"))
    assert project.state() == before


def test_what_cannot_go_in_says_why_there(parts: Parts) -> None:
    workspace, lens, outer, _ = parts
    project = workspace.document.project
    before = project.state()
    into = pixel_of(workspace.canvas, lens.view, free_in(lens.view))
    outer.onto(outer.body("image"), into, let_go=False)
    assert lens.view._reason is not None and not lens.view._reason[2]
    QTest.mouseRelease(workspace.canvas.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, into)
    assert project.state() == before and lens.view._reason is None
