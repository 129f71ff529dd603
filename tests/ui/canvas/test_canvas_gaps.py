"""Why: wires of a heap find their ways in time, and the same ones as by looking at everything."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded
from designer.ui.canvas.gaps import LANE, Grid, Reach, free_lane
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.wiring import TRIES
from designer.ui.document import Document

COUNT = 140


@pytest.fixture
def heap(qtbot: QtBot) -> Callable[[float], CanvasScene]:
    """A function that gives the canvas of layers that lie anywhere in a square of this width."""

    def drawn(width: float) -> CanvasScene:
        chance, project = Random(0), Project.new("heap")
        with project.transaction("draw"):
            for i in range(COUNT):
                at = (chance.uniform(0, width), chance.uniform(0, width))
                project.apply(NodeAdded(MAIN, Node(f"n{i}", "Add", {}, at, i)))
            for i in range(1, COUNT):
                wire = Wire(f"n{chance.randrange(i)}", f"n{i}", "out", "in1")
                project.apply(WireAdded(MAIN, wire, COUNT + i))
        return CanvasScene(Document(project))

    return drawn


@pytest.mark.parametrize("width", [400.0, 2000.0, 9000.0])
def test_a_wire_finds_the_way_that_it_finds_alone(
    heap: Callable[[float], CanvasScene], width: float
) -> None:
    scene = heap(width)
    ways = dict(scene.ways)
    assert width < 500 or any(way.x is not None for way in ways.values())
    for wire in ways:
        scene.route(wire)
    assert scene.ways == ways
    grid, chance = Grid(scene.nodes.values(), scene.flow), Random(1)
    for _ in range(60):
        x, y = chance.uniform(-200, width), chance.uniform(-200, width)
        area = QRectF(x, y, chance.uniform(1, 2 * width), chance.uniform(1, width))
        ends = chance.sample(list(scene.nodes.values()), 2)
        there = [item for item in scene.nodes_in(area) if item not in ends]
        near = [item.block for item in there if item.block.intersects(area)]
        reach = (min(b.left() for b in near), max(b.right() for b in near)) if near else None
        assert grid.reach(area, ends) == reach
    scene.document.close()


def test_a_wire_of_a_heap_looks_for_a_gap_only_so_many_times(
    heap: Callable[[float], CanvasScene], monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[int] = []
    in_way = CanvasScene._in_way

    def counted(self: CanvasScene, *where: Any) -> Reach | None:
        looks.append(1)
        return in_way(self, *where)

    monkeypatch.setattr(CanvasScene, "_in_way", counted)
    scene = heap(3000.0)
    counts = []
    for wire in list(scene.ways):
        looks.clear()
        scene.route(wire)
        counts.append(len(looks))
    assert TRIES < max(counts) <= 2 * TRIES + 2
    scene.document.close()


@pytest.mark.parametrize("aside", [-1, 1])
def test_the_first_free_lane_is_free_and_the_ones_before_are_not(aside: int) -> None:
    chance = Random(2)
    for count in (0, 1, 3, 40, 200):
        taken = [chance.uniform(-300, 900) * aside for _ in range(count)]
        x = free_lane(100.0, aside, taken)
        steps = round((x - 100.0) * aside / LANE)
        assert x == pytest.approx(100.0 + steps * aside * LANE) and steps >= 0
        assert all(abs(at - x) >= LANE - 1 for at in taken)
        for step in range(steps):
            before = 100.0 + step * aside * LANE
            assert any(abs(at - before) < LANE - 1 for at in taken)
