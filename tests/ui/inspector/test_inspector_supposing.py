"""Why: while a number is dragged the drawing shows what it means; several layers change alike."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.layers import LAYERS
from designer.ui.canvas import CanvasView
from designer.ui.document import Document
from designer.ui.inspector import Inspector
from designer.ui.relative import Relative, read_relative
from tests.ui.inspector.test_inspector import field, fill
from tests.ui.inspector.test_inspector_scrubbing import label_of, pull

Opened = Callable[..., Document]
Shown = Callable[..., Inspector]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def seen(qtbot: QtBot) -> Callable[[Document], CanvasView]:
    def show(document: Document) -> CanvasView:
        view = CanvasView(document)
        qtbot.addWidget(view)
        view.resize(600, 500)
        view.show()
        return view

    return show


def told(view: CanvasView, name: str) -> str:
    """What a node shows: its words, parameters and shape."""
    face = view.canvas.nodes[name].face
    return f"{face.words}; {face.count}; {', '.join(face.shapes)}"


def test_the_drawing_follows_and_escape_leaves_no_trace(
    opened: Opened, shown: Shown, seen: Callable[[Document], CanvasView]
) -> None:
    document = opened("lenet5")
    view, panel = seen(document), shown(Inspector(document), 300, 700)
    document.select(["conv1"])
    before, state = [told(view, name) for name in ("conv1", "pool1")], document.project.state()
    label = label_of(panel, "out_channels")
    pull(label, 24)
    assert told(view, "conv1").startswith("9 filters") and "234" in told(view, "conv1")
    assert "N × 9 × 14 × 14" in told(view, "pool1")
    assert document.project.state() == state and not document.history.can_undo
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert [told(view, name) for name in ("conv1", "pool1")] == before
    assert document.project.state() == state and not document.history.can_undo
    QTest.mouseRelease(label, LEFT)
    pull(label, 24)
    pull(label, 4)  # back: less than a step
    assert [told(view, name) for name in ("conv1", "pool1")] == before
    QTest.mouseRelease(label, LEFT)
    pull(label, 24)
    QTest.mouseRelease(label, LEFT)
    document.check_now()
    assert document.supposed is None and "N × 9 × 14 × 14" in told(view, "pool1")
    document.undo()
    document.check_now()
    assert document.project.state() == state and not document.history.can_undo
    assert [told(view, name) for name in ("conv1", "pool1")] == before


def test_what_would_be_wrong_is_seen_before_it_is(
    opened: Opened, shown: Shown, seen: Callable[[Document], CanvasView]
) -> None:
    document = opened("lenet5")
    view, panel = seen(document), shown(Inspector(document), 300, 700)
    document.select(["conv2"])
    label = label_of(panel, "kernel_size")
    pull(label, 8 * 30)
    assert view.canvas.nodes["conv2"].face.problem == "error" and not document.problems
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert view.canvas.nodes["conv2"].face.problem == ""
    QTest.mouseRelease(label, LEFT)


def test_so_it_is_on_the_card(opened: Opened, seen: Callable[[Document], CanvasView]) -> None:
    document = opened("lenet5")
    view = seen(document)
    view.activateWindow()
    document.select(["conv1"])
    view.quick.open("conv1")
    label = label_of(view.quick, "out_channels")
    pull(label, 24)
    assert told(view, "conv1").startswith("9 filters") and not document.history.can_undo
    QTest.mouseRelease(label, LEFT)
    assert document.project.main.nodes["conv1"].params["out_channels"] == 9
    document.undo()
    assert not document.history.can_undo


def outs(document: Document) -> list[object]:
    nodes = document.project.main.nodes
    return [nodes[name].params["out_channels"] for name in ("conv1", "conv2")]


@pytest.mark.hands(47)
@pytest.mark.parametrize(
    ("typed", "after"),
    [("*2", [12, 32]), ("+8", [14, 24]), ("-8", [1, 8]), ("/2", [3, 8]), ("2*64", [128, 128])],
)
def test_arithmetic_is_done_with_each_of_several(
    opened: Opened, shown: Shown, typed: str, after: list[int]
) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv1", "conv2"])
    before = document.project.state()
    editor = field(panel, "out_channels")
    assert editor.text() == "" and "various" in editor.placeholderText()
    fill(editor, typed)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert outs(document) == after
    document.undo()
    assert document.project.state() == before


def test_several_are_dragged_by_as_much(
    opened: Opened, shown: Shown, seen: Callable[[Document], CanvasView]
) -> None:
    document = opened("lenet5")
    view, panel = seen(document), shown(Inspector(document), 300, 700)
    document.select(["conv1", "conv2"])
    before = document.project.state()
    label = label_of(panel, "out_channels")
    pull(label, 24)
    assert field(panel, "out_channels").text() == "+3"
    assert [told(view, name)[:3] for name in ("conv1", "conv2")] == ["9 f", "19 "]
    assert document.project.state() == before
    QTest.mouseRelease(label, LEFT)
    assert outs(document) == [9, 19]
    document.undo()
    assert document.project.state() == before and not document.history.can_undo


def test_half_of_an_odd_number_is_refused_for_all(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    said: list[str] = []
    document.bridge.message.connect(said.append)
    document.select(["conv1", "conv2"])
    before = document.project.state()
    fill(field(panel, "out_channels"), "/4")
    QTest.keyClick(field(panel, "out_channels"), Qt.Key.Key_Return)
    assert document.project.state() == before and "whole number" in said[-1]


def test_minus_means_a_number_where_numbers_may_be_below_zero() -> None:
    channels = LAYERS["Conv2d"].param("out_channels")
    slope = LAYERS["LeakyReLU"].param("negative_slope")
    assert read_relative(channels, "-8") == Relative("-", 8)
    assert (slope.minimum is None) == (read_relative(slope, "-0.2") is None)
    assert read_relative(channels, "8") is None and read_relative(channels, "2*8") is None
    with pytest.raises(ValueError, match="not a number"):
        read_relative(channels, "*banana")
