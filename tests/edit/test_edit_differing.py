"""Why: what is said to differ is what was edited: nothing more, nothing less, both ways round."""

from collections import Counter
from collections.abc import Callable

import pytest

from designer import edit, gallery
from designer.edit import Difference, History, compare, sentence
from designer.model import Graph, Project
from tests.edit.random_edits import RandomEdits
from tests.edit.test_edit_blocks import conv_net, grouped

NET = "conv_net"
BLOCK = "grouped"
Edit = Callable[[Project], object]


def told(before: Project, after: Project) -> list[str]:
    return [sentence(difference) for difference in compare(before, after).differences]


def both(project: Project, *edits: Edit) -> None:
    for change in edits:
        change(project)


def renamed(project: Project, *names: str) -> None:
    for name in names:
        edit.rename(project, name, f"my_{name}")


def insert(project: Project) -> None:
    (wire,) = project.main.outgoing("relu1")
    edit.insert(project, wire, "Dropout", p=0.25)


def add_wire(project: Project) -> None:
    edit.add(project, "Add", "sum1")
    edit.connect(project, "norm1", "sum1", target_port="in1")
    edit.connect(project, "relu1", "sum1", target_port="in2")


def output(project: Project) -> None:
    edit.set_output(project, "output1", weight=0.5)


EDITS: dict[str, tuple[str, Edit, list[str]]] = {
    "parameter": (
        NET,
        lambda p: edit.set_param(p, ["conv1"], "out_channels", 16),
        ["conv1: out_channels 4 → 16"],
    ),
    "parameter that was the default": (
        NET,
        lambda p: edit.set_param(p, ["conv1"], "kernel_size", (3, 5)),
        ["conv1: kernel_size 3 → (3, 5)"],
    ),
    "name": (NET, lambda p: renamed(p, "conv1"), ["conv1 is now called my_conv1"]),
    "names of neighbors": (
        NET,
        lambda p: renamed(p, "norm1", "conv1"),
        ["conv1 is now called my_conv1", "norm1 is now called my_norm1"],
    ),
    "all names": (
        NET,
        lambda p: renamed(p, *p.main.nodes),
        [f"{n} is now called my_{n}" for n in conv_net().main.nodes],
    ),
    "name and parameter": (
        NET,
        lambda p: both(
            p,
            lambda p: renamed(p, "conv1"),
            lambda p: edit.set_param(p, ["my_conv1"], "bias", False),
        ),
        ["conv1 is now called my_conv1", "my_conv1: bias True → False"],
    ),
    "type": (NET, lambda p: edit.replace(p, "relu1", "GELU"), ["relu1 (ReLU) is now gelu1 (GELU)"]),
    "type that keeps the name": (
        NET,
        lambda p: both(
            p,
            lambda p: edit.replace(p, "relu1", "GELU"),
            lambda p: edit.rename(p, "gelu1", "relu1"),
        ),
        ["relu1: ReLU → GELU"],
    ),
    "layer in between": (
        NET,
        insert,
        [
            "drop1 (Dropout) is new, between relu1 and flatten1",
            "The wire from relu1 to flatten1 is gone",
        ],
    ),
    "layer that goes": (
        NET,
        lambda p: edit.remove(p, ["norm1"], heal=True),
        [
            "norm1 (BatchNorm2d) is gone; it was between conv1 and relu1",
            "New wire from conv1 to relu1",
        ],
    ),
    "loose layer": (NET, lambda p: edit.add(p, "Tanh"), ["tanh1 (Tanh) is new"]),
    "layer at the end": (NET, add_wire, ["sum1 (Add) is new, after norm1, relu1"]),
    "wire": (
        NET,
        lambda p: edit.disconnect(p, p.main.incoming("fc1")),
        ["The wire from flatten1 to fc1 is gone"],
    ),
    "bypass": (NET, lambda p: edit.mute(p, ["norm1"]), ["norm1 is bypassed now"]),
    "layout": (NET, edit.tidy, []),
    "comment": (NET, lambda p: edit.add_comment(p, "why", (0, 0)), []),
    "project": (NET, lambda p: edit.set_name(p, "net"), ["Project name: “blocks” → “net”"]),
    "data": (NET, lambda p: edit.set_data(p, validation=0.1), ["Data: validation 0.2 → 0.1"]),
    "training": (
        NET,
        lambda p: edit.set_training(p, epochs=3, optimizer_params={"lr": 0.5}),
        ["Training: epochs 10 → 3", "Training: optimizer lr 0.001 → 0.5"],
    ),
    "output": (NET, output, ["Training of output1: weight 1 → 0.5"]),
    "inside a block": (
        BLOCK,
        lambda p: edit.set_param(p, ["conv1"], "stride", 2, graph="ConvBlock"),
        ["In ConvBlock: conv1: stride 1 → 2"],
    ),
    "block name": (
        BLOCK,
        lambda p: edit.rename_block(p, "ConvBlock", "Stem"),
        ["Block ConvBlock is now called Stem"],
    ),
    "offer": (
        BLOCK,
        lambda p: edit.offer(p, "ConvBlock", "factor", 2),
        ["Block ConvBlock offers factor, 2 unless set"],
    ),
    "parameter of an instance": (
        BLOCK,
        lambda p: edit.set_param(p, ["conv_block1"], "channels", 9),
        ["conv_block1: channels 4 → 9"],
    ),
    "block that goes": (
        BLOCK,
        lambda p: both(
            p,
            lambda p: edit.remove(p, ["conv_block1"], heal=True),
            lambda p: edit.remove_block(p, "ConvBlock"),
        ),
        [
            "Block ConvBlock is gone, 5 layers",
            "conv_block1 (ConvBlock) is gone; it was between image and flatten1",
            "New wire from image to flatten1",
        ],
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_what_was_edited_is_what_differs(name: str) -> None:
    kind, change, expected = EDITS[name]
    before = conv_net() if kind == NET else grouped()[0]
    after = before.copy()
    change(after)
    assert told(before, after) == expected
    assert told(before, before.copy()) == told(after, after.copy()) == []


def test_types_of_a_new_optimizer_bring_only_what_both_have() -> None:
    before, after = conv_net(), conv_net()
    edit.set_training(after, optimizer="SGD", optimizer_params={"lr": 0.1, "momentum": 0.9})
    assert told(before, after) == [
        "Training: optimizer “Adam” → “SGD”",
        "Training: optimizer lr 0.001 → 0.1",
    ]


def test_a_layer_with_shared_weights_follows_the_new_name_of_its_original() -> None:
    before = conv_net()
    edit.link(before, "norm1")
    after = before.copy()
    edit.rename(after, "norm1", "batch")
    assert told(before, after) == ["norm1 is now called batch"]


def test_the_output_of_another_name_keeps_what_is_said_of_it() -> None:
    before = conv_net()
    output(before)
    after = before.copy()
    edit.rename(after, "output1", "scores")
    assert told(before, after) == ["output1 is now called scores"]


def test_a_block_of_another_name_is_found_by_what_is_in_it() -> None:
    before, after = grouped()[0], grouped()[0]
    for project in (before, after):
        edit.group(project, ["flatten1", "fc1"], "Head")
        edit.group(project, ["conv_block1", "head1"], "All")
    edit.rename_block(after, "ConvBlock", "Stem")
    edit.rename_block(after, "All", "Everything")
    assert told(before, after) == [
        "Block ConvBlock is now called Stem",
        "Block All is now called Everything",
    ]


@pytest.mark.parametrize("name", ["resnet50", "googlenet", "gpt2"])
def test_a_large_drawing_in_which_every_name_is_another_is_the_same_drawing(name: str) -> None:
    before = gallery.create(name)
    after = before.copy()
    for node in list(after.main.nodes):
        edit.rename(after, node, f"my_{node}")
    found = compare(before, after)
    assert {d.kind for d in found.differences} == {"name"}
    assert found.nodes["main"] == {node: f"my_{node}" for node in before.main.nodes}


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_both_directions_tell_the_same(seed: int) -> None:
    project = Project.new("random")
    edits = RandomEdits(project, History(project), seed)
    states = [project.copy()]
    for number, _ in enumerate(edits.steps(600)):
        if number % 40 == 0:
            states.append(project.copy())
    for before, after in zip(states, states[1:] + states[:1], strict=True):
        there, back = compare(before, after), compare(after, before)
        assert Counter(there.differences) == Counter(d.mirrored() for d in back.differences)
        assert compare(after, after.copy()).differences == ()
        assert all(sentence(d) for d in (*there.differences, *back.differences))
        assert_told_in_full(there.differences, before, after)


def assert_told_in_full(found: tuple[Difference, ...], before: Project, after: Project) -> None:
    """Where nothing is said to differ, what the network depends on is the same."""
    if not found:
        assert [network(g) for g in graphs(before)] == [network(g) for g in graphs(after)]
        assert (before.data, before.training) == (after.data, after.training)
        assert (before.name, before.codes) == (after.name, after.codes)


def graphs(project: Project) -> list[Graph]:
    return [project.graphs[name] for name in project.graph_names()]


def network(graph: Graph) -> object:
    nodes = {n.name: (n.type, dict(n.params), n.muted) for n in graph.nodes.values()}
    return nodes, set(graph.wires), dict(graph.exposed)
