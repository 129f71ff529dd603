"""Why: after any edit, undo or redo, the file, the canvas and the model say the same."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer import store
from designer.layers import output_ports
from designer.model import Project
from designer.ui.canvas import CanvasView
from tests.edit.random_edits import RandomEdits
from tests.ui.canvas.hands import Hands

STEPS, PARTS = 10_000, 4


@pytest.mark.parametrize("part", range(PARTS))
def test_file_canvas_and_model_agree_after_every_step(
    canvas: Callable[..., Hands], part: int
) -> None:
    hands = canvas()
    document, project = hands.document, hands.project
    driver = RandomEdits(project, document.history, seed=part, limit=20)
    for count, step in enumerate(driver.steps(STEPS // PARTS)):
        if count % 40 == 0:  # another level, as a person goes in and out
            document.open_graph(driver.chance.choice(sorted(project.graphs)))
            document.select(list(document.drawing.nodes)[:2], document.drawing.remarks)
        _canvas_agrees(hands, step)
        _file_agrees(project, step)
        if count % 50 == 0:
            QApplication.processEvents()
            document.check_now()
            _faces_agree(hands, step)
    assert driver.done > STEPS / PARTS / 3, "most edits were done, not refused"


def test_two_canvases_of_one_project_agree_with_it(
    canvas: Callable[..., Hands], qtbot: QtBot
) -> None:
    first = canvas()
    document, project = first.document, first.project
    view = CanvasView(document.beside(()))
    qtbot.addWidget(view)
    second = Hands(view)
    driver = RandomEdits(project, document.history, seed=8, limit=12)
    apart = 0
    for count, step in enumerate(driver.steps(700)):
        for hands in (first, second):
            if count % 5 == 0:
                hands.document.open_graph(driver.chance.choice(sorted(project.graphs)))
            _canvas_agrees(hands, step)
        one = driver.chance.choice([first, second]).document
        one.undo()
        _canvas_agrees(first, step)
        _canvas_agrees(second, step)
        one.redo()
        apart += document.graph != second.document.graph
        if count % 50 == 0:
            QApplication.processEvents()
            for hands in (first, second):
                hands.document.check_now()
                _faces_agree(hands, step)
    assert apart > 20, "mostly they look at different levels"
    second.document.close()


def _canvas_agrees(hands: Hands, step: str) -> None:
    graph, scene = hands.document.drawing, hands.view.canvas
    assert list(scene.nodes) == list(scene.nodes) and set(scene.nodes) == set(graph.nodes), step
    for name, node in graph.nodes.items():
        item = scene.nodes[name]
        assert item.pos() == QPointF(*node.at) == QPointF(*item.corner), (step, name)
        assert item.block == item.body.translated(item.pos()), (step, name)
        assert item.face.name == name, step
        assert node.type.startswith(
            ("=", f"@{item.face.type}", f"#{item.face.type}", item.face.type)
        ), step
        assert item.scene() is scene, (step, name)
        assert item.zValue() == (3 if item.chosen else 2), (step, name)
    assert set(scene.wires) == set(graph.wires), step
    for wire, line in scene.wires.items():
        assert line.wire == wire and line.scene() is scene, step
        start = scene.nodes[wire.source].output_at(wire.source_port)
        assert line.path().elementAt(0).x == pytest.approx(start.x()), (step, wire)
        assert line.path().elementAt(0).y == pytest.approx(start.y()), (step, wire)
        stops = [leg.p1() for leg in line.legs[1:]]
        assert stops == [QPointF(*at) for at in graph.bends.get(wire, ())], (step, wire)
    assert set(scene.remarks) == set(graph.remarks), step
    for name, remark in graph.remarks.items():
        shown_remark = scene.remarks[name]
        assert shown_remark.remark == remark and shown_remark.scene() is scene, (step, name)
        assert shown_remark.area.topLeft() == QPointF(*remark.at), (step, name)
    marked = {name for name, item in scene.remarks.items() if item.chosen}
    assert marked == set(hands.document.selected_remarks) <= set(graph.remarks), step
    shown = {name for name, item in scene.nodes.items() if item.chosen}
    assert shown == set(hands.document.selection) <= set(graph.nodes), step


def _file_agrees(project: Project, step: str) -> None:
    text = store.dumps(project)
    again = store.loads(text)
    assert again.state() == project.state(), step
    assert store.dumps(again) == text, step


def _faces_agree(hands: Hands, step: str) -> None:
    report = hands.document.here
    assert report is not None
    for name, node in hands.document.drawing.nodes.items():
        face = hands.view.canvas.nodes[name].face
        layer = hands.document.layer(node.type)
        assert layer is not None and face.outputs == tuple(output_ports(layer)), (step, name)
        assert face.shapes == tuple(str(t) for t in report.outputs.get(name, ())), (step, name)
        wrong = any(p.node == name and p.severity == "error" for p in hands.document.problems_here)
        assert (face.problem == "error") == wrong, (step, name)
