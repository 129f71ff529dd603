"""Why: what one remembers of a layer leads to it, on every level, before one has typed on."""

import time

import pytest

from designer import edit, gallery
from designer.layers.blocks import BLOCK
from designer.model import MAIN, Node, NodeAdded, Project
from designer.ui.finder.nodes import entries, matching


def found(project: Project, typed: str, graph: str = MAIN) -> list[tuple[str, str]]:
    return [(entry.graph, entry.name) for entry in matching(typed, entries(project), graph)]


@pytest.fixture(scope="module")
def nets() -> Project:
    project = Project.new("nets")
    edit.add(project, "Input", "image", shape=[3, 32, 32])
    edit.add(project, "Conv2d", "conv1", at=(0, 80), out_channels=64)
    edit.add(project, "Conv2d", "conv2", at=(0, 160), out_channels=640, kernel_size=5)
    edit.add(project, "BatchNorm2d", "norm", at=(0, 240))
    edit.add(project, "Linear", "head64", at=(0, 320), out_features=10)
    edit.add(project, "Dropout", "rest", at=(0, 400))
    edit.group(project, ["norm", "rest"], "Calm")
    return project


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("conv1", ["conv1"]),
        ("conv 64", ["conv1"]),
        ("64", ["head64", "conv1"]),
        ("640", ["conv2"]),
        ("kernel_size=5", ["conv2"]),
        ("kernel 5", ["conv2"]),
        ("BatchNorm", ["norm"]),
        ("bn2", ["norm"]),
        ("dense", ["head64"]),
        ("卷积", ["conv1", "conv2"]),
        ("drop 0.5", ["rest"]),
        ("calm", ["calm1"]),
        ("qqq", []),
        ("", []),
        ("   ", []),
    ],
)
def test_what_is_typed_finds_what_is_meant(nets: Project, typed: str, names: list[str]) -> None:
    instance = next(n.name for n in nets.main.nodes.values() if n.type == f"{BLOCK}Calm")
    expected = [instance if name == "calm1" else name for name in names]
    assert [name for _, name in found(nets, typed)] == expected


def test_every_node_is_found_by_its_name_and_nothing_twice() -> None:
    for template in ("resnet18", "gpt2", "lenet5"):
        project = gallery.create(template)
        everything = entries(project)
        there = {(graph, name) for graph in project.graphs for name in project.graphs[graph].nodes}
        assert {(entry.graph, entry.name) for entry in everything} == there
        for graph, name in sorted(there):
            rows = found(project, name, graph)
            assert rows[0] == (graph, name) or name in rows[0][1], (graph, name, rows[:3])
            assert len(rows) == len(set(rows))


def test_the_open_level_comes_first_and_the_rest_from_top_to_bottom(nets: Project) -> None:
    assert found(nets, "a", MAIN)[0][0] == MAIN
    assert found(nets, "norm", "Calm")[0] == ("Calm", "norm")
    order = [name for _, name in found(nets, "conv")]
    assert order == ["conv1", "conv2"]


def test_five_thousand_layers_are_searched_between_two_letters() -> None:
    project = Project("large")
    kinds = ("Conv2d", "ReLU", "MaxPool2d", "Linear", "Dropout", "BatchNorm2d")
    with project.transaction("draw"):
        for i in range(5000):
            params = {"out_channels": i % 97, "kernel_size": 3} if i % 6 == 0 else {}
            node = Node(f"n{i}", kinds[i % 6], params, (0.0, i * 80.0), order=i)
            project.apply(NodeAdded(MAIN, node))
    everything = entries(project)
    for typed in ("c", "conv 64", "cnv", "a e", "n4999", "relu"):
        spent = []
        for _ in range(3):
            start = time.thread_time()
            rows = matching(typed, everything, MAIN)
            spent.append(time.thread_time() - start)
        assert rows and min(spent) < 0.1, typed
