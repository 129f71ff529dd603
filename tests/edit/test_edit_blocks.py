"""Why: a block is one definition with many instances, and its edits are edits like any other."""

import pytest

from designer import check, edit, store
from designer.edit import EditError, History
from designer.model import Project


def conv_net() -> Project:
    """Image → conv1 → norm1 → relu1 → flatten1 → fc1 → output1."""
    project = Project.new("blocks")
    last = edit.add(project, "Input", "image", shape=(3, 8, 8))
    rows: tuple[tuple[str, dict[str, object]], ...] = (
        ("Conv2d", {"out_channels": 4, "padding": 1}),
        ("BatchNorm2d", {}),
        ("ReLU", {}),
        ("Flatten", {}),
        ("Linear", {"out_features": 10}),
        ("Output", {}),
    )
    for number, (kind, params) in enumerate(rows, 1):
        name = edit.add(project, kind, at=(0, 80 * number), **params)
        edit.connect(project, last, name)
        last = name
    return project


def grouped() -> tuple[Project, str]:
    """The convolution, its normalization and activation as a block that offers `channels`."""
    project = conv_net()
    name = edit.group(project, ["conv1", "norm1", "relu1"], "ConvBlock")
    edit.expose(project, "conv1", "out_channels", "ConvBlock", "channels")
    return project, name


def parameters(project: Project) -> int:
    """Weights of the whole network, which must be whole."""
    report = check.run(project)
    assert report.ok, report.problems
    return sum(report.parameters.values())


def test_grouping_changes_nothing_but_the_drawing() -> None:
    project = conv_net()
    history = History(project)
    before, weights = project.state(), parameters(project)
    name = edit.group(project, ["conv1", "norm1", "relu1"], "ConvBlock")
    assert name == "conv_block1"
    assert list(project.graphs["ConvBlock"].nodes) == ["input", "conv1", "norm1", "relu1", "output"]
    assert parameters(project) == weights
    history.undo()
    assert project.state() == before
    history.redo()
    assert [node.type for node in project.main.ordered_nodes()][1] == "@ConvBlock"


def test_an_edit_of_the_definition_is_one_of_every_instance() -> None:
    project, first = grouped()
    second = edit.duplicate(project, [first])[0]
    edit.connect(project, first, second)
    edit.connect(project, second, "flatten1")
    edit.set_param(project, ["conv1"], "kernel_size", 5, graph="ConvBlock")
    edit.set_param(project, ["conv1"], "padding", 2, graph="ConvBlock")
    edit.set_param(project, [second], "channels", 6)
    assert parameters(project) == (
        (3 * 25 * 4 + 4 + 8) + (4 * 25 * 6 + 6 + 12) + (6 * 64 * 10 + 10)
    )


def test_repeats_stand_one_behind_the_other() -> None:
    project, name = grouped()
    edit.set_param(project, [name], "repeat", 3)
    own = (3 * 9 * 4 + 4 + 8) + 2 * (4 * 9 * 4 + 4 + 8)
    assert parameters(project) == own + 4 * 64 * 10 + 10
    names = edit.unpack(project, name)
    assert len(names) == 9 and list(project.graphs) == ["main"]
    assert parameters(project) == own + 4 * 64 * 10 + 10


def test_ports_of_instances_follow_the_ends_inside() -> None:
    project, name = grouped()
    history = History(project)
    before = project.state()
    extra = edit.add(project, "Output", "early", graph="ConvBlock")
    edit.connect(project, "conv1", extra, graph="ConvBlock")
    assert [wire.source_port for wire in project.main.outgoing(name)] == ["output"]
    edit.rename(project, "output", "late", graph="ConvBlock")
    assert [wire.source_port for wire in project.main.outgoing(name)] == ["late"]
    assert check.run(project).ok
    edit.remove(project, ["late"], graph="ConvBlock")
    assert not project.main.outgoing(name)
    while history.can_undo:
        history.undo()
    assert project.state() == before


def test_no_block_contains_itself() -> None:
    project, name = grouped()
    with pytest.raises(EditError, match="ConvBlock cannot contain itself"):
        edit.add(project, "@ConvBlock", graph="ConvBlock")
    outer = edit.group(project, [name], "Stage")
    with pytest.raises(EditError, match="Stage cannot contain itself"):
        edit.add(project, "@Stage", graph="ConvBlock")
    with pytest.raises(EditError, match="cannot contain itself"):
        edit.paste(project, edit.copy(project, [outer]), graph="ConvBlock")
    with pytest.raises(EditError, match="cannot contain itself"):
        edit.replace(project, "relu1", "@Stage", graph="ConvBlock")


def test_a_block_travels_with_what_is_inside() -> None:
    project, name = grouped()
    outer = edit.group(project, [name], "Stage")
    text = edit.copy(project, [outer])
    other = Project.new("other")
    assert edit.paste(other, text) == [outer]
    assert set(other.graphs) == {"main", "Stage", "ConvBlock"}
    edit.paste(other, text)
    assert set(other.graphs) == {"main", "Stage", "ConvBlock"}, "an equal definition is the same"
    edit.set_param(other, ["conv1"], "bias", False, graph="ConvBlock")
    (third,) = edit.paste(other, text)
    assert other.main.nodes[third].type == "@Stage2"
    assert set(other.graphs) == {"main", "Stage", "ConvBlock", "Stage2", "ConvBlock2"}


def test_offers_are_renamed_and_withdrawn_everywhere() -> None:
    project, name = grouped()
    edit.set_param(project, [name], "channels", 6)
    edit.rename_offer(project, "ConvBlock", "channels", "width")
    assert project.main.nodes[name].params == {"width": 6}
    assert project.graphs["ConvBlock"].nodes["conv1"].params["out_channels"] == "=width"
    assert store.loads(store.dumps(project)).state() == project.state()
    edit.withdraw(project, "ConvBlock", "width")
    assert project.main.nodes[name].params == {}
    assert project.graphs["ConvBlock"].nodes["conv1"].params["out_channels"] == 4


def test_arithmetic_with_parameters_of_the_block() -> None:
    project, name = grouped()
    edit.set_param(project, ["conv1"], "out_channels", "=2*channels", graph="ConvBlock")
    assert project.graphs["ConvBlock"].nodes["conv1"].params["out_channels"] == "=2 * channels"
    assert check.run(project).outputs[name][0].sample == (8, 8, 8)
    edit.set_param(project, ["conv1"], "out_channels", "=width", graph="ConvBlock")
    (problem,) = [p for p in check.run(project).problems if p.graph == "ConvBlock"]
    assert problem.node == "conv1" and "“width” is no parameter of this block" in problem.message


@pytest.mark.parametrize(
    "text", ["=channels(", "=open('x')", "=a if b else c", "=[1]", "=", "=a.b"]
)
def test_what_is_no_arithmetic_is_refused(text: str) -> None:
    project, _ = grouped()
    with pytest.raises(EditError, match="is no arithmetic"):
        edit.set_param(project, ["conv1"], "out_channels", text, graph="ConvBlock")


def test_what_cannot_be_grouped_says_why() -> None:
    project = conv_net()
    with pytest.raises(EditError, match="norm1 lies between the selected layers"):
        edit.group(project, ["conv1", "relu1"])
    with pytest.raises(EditError, match="Select the layers"):
        edit.group(project, ["image"])
    with pytest.raises(EditError, match="with a capital first"):
        edit.group(project, ["conv1"], "block")
    edit.group(project, ["conv1"], "Block")
    with pytest.raises(EditError, match="already a block named"):
        edit.group(project, ["norm1"], "Block")


def siamese() -> Project:
    """Two Inputs through one Linear layer, added."""
    project = Project.new("siamese")
    for name in ("left", "right"):
        edit.add(project, "Input", name, shape=(8,))
    edit.add(project, "Linear", "tower", out_features=4)
    twin = edit.link(project, "tower")
    edit.add(project, "Subtract", "distance")
    edit.add(project, "Output", "output")
    edit.connect(project, "left", "tower")
    edit.connect(project, "right", twin)
    edit.connect(project, "tower", "distance")
    edit.connect(project, twin, "distance")
    edit.connect(project, "distance", "output")
    return project


def test_shared_weights_are_counted_once() -> None:
    project = siamese()
    assert parameters(project) == 8 * 4 + 4
    edit.set_param(project, ["tower1"], "out_features", 5)
    assert project.main.nodes["tower"].params["out_features"] == 5, "the original's, whoever asks"
    assert parameters(project) == 8 * 5 + 5
    edit.unlink(project, "tower1")
    assert parameters(project) == 2 * (8 * 5 + 5)


def test_shared_weights_must_fit_wherever_they_are_used() -> None:
    project = siamese()
    edit.set_param(project, ["right"], "shape", (9,))
    (problem,) = check.run(project).problems
    assert problem.node == "tower1" and "made for in_features 8, and gets in_features 9" in (
        problem.message
    )
    problem.fixes[0].apply(project)
    assert check.run(project).ok


def test_the_oldest_that_shares_takes_over() -> None:
    project = siamese()
    history = History(project)
    before = project.state()
    edit.rename(project, "tower", "encoder")
    assert project.main.nodes["tower1"].type == "=encoder"
    edit.remove(project, ["encoder"])
    assert project.main.nodes["tower1"].type == "Linear"
    assert project.main.nodes["tower1"].params == {"out_features": 4}
    while history.can_undo:
        history.undo()
    assert project.state() == before
