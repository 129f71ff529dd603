"""Why: what is put in between others finds room in the same undo, and covers nothing."""

from dataclasses import replace
from itertools import combinations, pairwise
from random import Random

import pytest

from designer import edit, gallery
from designer.edit import History
from designer.edit.collapsing import rect_of_layer
from designer.edit.flowing import HEIGHT, WIDTH, flow_of
from designer.layers.blocks import contained
from designer.model import FLOWS, MAIN, Graph, Project

Rect = tuple[float, float, float, float]


def covered(drawing: Graph, name: str) -> list[str]:
    """The layers that lie upon this one."""
    x, y = drawing.nodes[name].at
    places = {n: node.at for n, node in drawing.nodes.items() if n != name}
    return [n for n, (a, b) in places.items() if abs(a - x) < WIDTH and abs(b - y) < HEIGHT]


def meet(a: Rect, b: Rect) -> bool:
    """Whether one lies upon the other."""
    return all(a[i] < b[i] + b[i + 2] and b[i] < a[i] + a[i + 2] for i in (0, 1))


@pytest.mark.parametrize("way", FLOWS)
@pytest.mark.parametrize("template", ["lenet5", "two-branch", "googlenet", "unet", "resnet18"])
def test_inserted_anywhere_a_layer_covers_nothing(template: str, way: str) -> None:
    chance = Random(0)
    drawn = gallery.create(template)
    edit.set_flow(drawn, way)
    flow = flow_of(drawn)
    for graph in (MAIN, *contained(drawn, MAIN)):
        for wire in drawn.graphs[graph].ordered_wires():
            project = drawn.copy()
            drawing = project.graphs[graph]
            before = project.state()
            history = History(project)
            x, y = flow.turned(drawing.nodes[wire.source].at)
            aside, on = chance.uniform(-0.5, 0.5) * flow.column, chance.uniform(-0.2, 1.2)
            at = flow.turned((x + aside, y + on * flow.row))
            name = edit.insert(project, wire, "ReLU", chance.choice([None, at]), graph=graph)
            ends = {wire.source, wire.target}
            kin = {*drawing.above([name]), *drawing.below([name])} - ends
            assert set(covered(drawing, name)) <= kin, (wire, at)
            along = flow.turned(drawing.nodes[name].at)[1]
            assert along - flow.turned(drawing.nodes[wire.source].at)[1] >= flow.length
            history.undo()
            assert project.state() == before


def towers() -> Project:
    """Two chains side by side, a column apart."""
    project = Project.new("towers")
    for column in range(2):
        names = [
            edit.add(project, kind, at=(column * 248, row * 80))
            for row, kind in enumerate(("Input", "ReLU", "Tanh", "Output"))
        ]
        for above, below in pairwise(names):
            edit.connect(project, above, below)
    return project


def test_a_chain_in_the_way_goes_aside_as_a_whole() -> None:
    project = towers()
    wire = project.main.outgoing("relu1")[0]
    edit.insert(project, wire, "GELU", (104, 160))
    at = {name: node.at for name, node in project.main.nodes.items()}
    assert {at[name][0] for name in ("input2", "relu2", "tanh2", "output2")} == {352}
    assert {at[name][0] for name in ("input1", "relu1", "tanh1", "output1")} == {0}
    assert at["gelu1"] == (104, 160) and at["tanh1"] == (0, 240)
    assert not any(b in covered(project.main, a) for a, b in combinations(at, 2))


@pytest.mark.parametrize("way", FLOWS)
def test_a_collapsed_layer_takes_the_room_that_it_is_drawn_in(way: str) -> None:
    beside = ("input2", "relu2", "tanh2", "output2")
    stayed = set[bool]()
    for step in range(0, 248, 16):
        project = towers()
        edit.set_flow(project, way)
        edit.collapse(project, beside)
        flow, nodes = flow_of(project), project.main.nodes
        before = {name: nodes[name].at for name in beside}
        along = flow.turned(nodes["relu1"].at)[1] + flow.row
        at = flow.turned((step * flow.column / 248, along))
        name = edit.insert(project, project.main.outgoing("relu1")[0], "GELU", at)
        drawn = {n: rect_of_layer(node) for n, node in nodes.items()}
        assert not any(meet(drawn[a], drawn[b]) for a, b in combinations(nodes, 2)), step
        there = [rect_of_layer(replace(nodes[n], at=at)) for n, at in before.items()]
        free = not any(meet(drawn[name], rect) for rect in there)
        assert (before == {n: nodes[n].at for n in beside}) == free, step
        stayed.add(free)
    assert stayed == {True, False}


def test_to_the_left_where_less_is_in_the_way() -> None:
    project = towers()
    wire = project.main.outgoing("relu2")[0]
    edit.insert(project, wire, "GELU", (144, 160))
    at = {name: node.at[0] for name, node in project.main.nodes.items()}
    assert {at[name] for name in ("input1", "relu1", "tanh1", "output1")} == {-104}
    assert {at[name] for name in ("input2", "relu2", "tanh2", "output2")} == {248}


def test_room_is_found_quickly_in_a_crowd() -> None:
    project = Project.new("crowd")
    with project.transaction("crowd"):
        for number in range(2000):
            edit.add(project, "ReLU", at=(number % 40 * 248, number // 40 * 80))
        for number in range(1, 1960):
            edit.connect(project, f"relu{number}", f"relu{number + 40}")
    history = History(project)
    edit.insert(project, project.main.outgoing("relu900")[0], "Tanh", (9 * 248 + 124, 1800))
    assert not covered(project.main, "tanh1")
    history.undo()
    assert not history.can_undo
