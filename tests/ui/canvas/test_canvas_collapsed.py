"""Why: a layer that is drawn small is used with the same hands as a whole one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt

from designer import edit
from designer.model import Project, Wire
from designer.ui.canvas import menus, tips
from designer.ui.canvas.geometry import BODY
from designer.ui.canvas.pill import PILL
from tests.ui.canvas.hands import Hands

Key = Qt.Key
Open = Callable[..., Hands]


def two() -> Project:
    project = Project.new("two")
    edit.add(project, "Input", "image", at=(0, 0), shape=[1, 28, 28])
    edit.add(project, "Conv2d", "conv1", at=(0, 80), out_channels=6)
    edit.add(project, "Add", "sum", at=(0, 200))
    edit.connect(project, "image", "conv1")
    return project


@pytest.mark.hands(20)
@pytest.mark.hands(20)
def test_the_key_collapses_and_expands_what_is_selected(canvas: Open) -> None:
    hands = canvas(two())
    before = hands.project.state()
    item = hands.view.canvas.nodes["conv1"]
    hands.document.select(["conv1"])
    hands.key(Key.Key_H)
    assert item.block == PILL.translated(0, 80) and hands.project.main.nodes["conv1"].collapsed
    wire = hands.view.canvas.wires[Wire("image", "conv1")]
    assert wire.line.p2() == QPointF(104, 92) and wire.line.dx() == 0, "it stays straight"
    hands.key(Key.Key_H)
    assert item.block == BODY.translated(0, 80)
    hands.document.undo()
    hands.document.undo()
    assert hands.project.state() == before and item.block == BODY.translated(0, 80)


def test_its_ports_its_body_and_its_wires_are_where_they_are_seen(canvas: Open) -> None:
    hands = canvas(two())
    edit.collapse(hands.project, ["conv1", "sum"])
    scene = hands.view.canvas
    for item in (scene.nodes["conv1"], scene.nodes["sum"]):
        for port in item.face.inputs:
            assert item.input_at(port).y() == item.block.top()
            assert item.block.left() < item.input_at(port).x() < item.block.right()
        assert item.output_at("out").y() == item.block.bottom()
    assert scene.node_at(QPointF(10, 90)) is None, "beside the pill is canvas"
    assert scene.node_at(QPointF(10, 120)) is None
    hands.drag(hands.output("conv1"), hands.input("sum", "in2"))
    assert Wire("conv1", "sum", "out", "in2") in hands.wires()
    line = scene.wires[Wire("conv1", "sum", "out", "in2")].line
    assert line.p1() == hands.output("conv1") and line.p2() == hands.input("sum", "in2")
    hands.drag(hands.body("conv1"), hands.body("conv1") + QPointF(320, 0))
    assert hands.project.main.nodes["conv1"].at == (320, 80)
    assert line != scene.wires[Wire("conv1", "sum", "out", "in2")].line


def test_what_it_hides_stands_in_its_tip(canvas: Open) -> None:
    hands = canvas(two())
    words = hands.view.canvas.nodes["conv1"].face.words
    assert words and words not in tips.text(hands.view, hands.body("conv1"))
    edit.collapse(hands.project, ["conv1"])
    hands.document.check_now()
    tip = tips.text(hands.view, hands.body("conv1"))
    assert words in tip and "60 parameters" in tip


@pytest.mark.parametrize("zoom", [1.0, 0.5, 0.3, 0.1])
def test_it_is_seen_at_every_zoom(canvas: Open, zoom: float) -> None:
    hands = canvas(two())
    hands.view.set_zoom(zoom)
    whole = hands.view.grab().toImage()
    edit.collapse(hands.project, ["conv1"])
    assert hands.view.grab().toImage() != whole
    hands.document.undo()
    assert hands.view.grab().toImage() == whole


def test_the_menu_says_which_way_it_goes(canvas: Open) -> None:
    hands = canvas(two())
    for title, after in (("Collapse", True), ("Expand", False)):
        menu = menus.make(hands.view, hands.body("conv1"))
        next(action for action in menu.actions() if action.text() == title).trigger()
        menu.deleteLater()
        assert hands.project.main.nodes["conv1"].collapsed is after
