"""Why: layers travel as text, so foreign text must be refused quietly."""

import json

import pytest

from designer import edit
from designer.edit import EditError, History
from designer.model import Project, Wire


def drawn() -> Project:
    """input1 → conv1 → relu1 → add1 ← conv1."""
    project = Project.new("clipboard")
    edit.add(project, "Input", shape=(1, 8, 8))
    edit.add(project, "Conv2d", at=(0, 80), out_channels=7, padding=(1, 2))
    edit.add(project, "ReLU", at=(-10, 160))
    edit.add(project, "Add", at=(0, 240))
    pairs = [("input1", "conv1"), ("conv1", "relu1"), ("relu1", "add1"), ("conv1", "add1")]
    for a, b in pairs:
        edit.connect(project, a, b)
    return project


def test_paste_keeps_parameters_and_inner_wires_under_fresh_names() -> None:
    project = drawn()
    text = edit.copy(project, ["add1", "relu1", "conv1"])
    assert text.startswith('{"format": "designer-layers/1"')
    history = History(project)
    assert edit.paste(project, text) == ["conv2", "relu2", "add2"]
    assert history.undo_label == "Paste 3 layers"
    main = project.main
    assert main.nodes["conv2"].params == main.nodes["conv1"].params
    assert main.nodes["conv2"].at == (32, 112)
    inner = [wire for wire in main.ordered_wires() if wire.source.endswith("2")]
    assert inner == [
        Wire("conv2", "relu2"),
        Wire("relu2", "add2", "out", "in1"),
        Wire("conv2", "add2", "out", "in2"),
    ]
    assert edit.paste(project, text) == ["conv3", "relu3", "add3"]
    assert main.nodes["conv3"].at == (64, 144), "not on top of the first copy"
    assert edit.paste(project, text, at=(500, 0)) == ["conv4", "relu4", "add4"]
    assert main.nodes["relu4"].at == (500, 80), "the top left corner of all is at the place"


def test_cut_and_paste_keeps_names() -> None:
    project = drawn()
    history = History(project)
    text = edit.cut(project, ["conv1", "relu1"])
    assert history.undo_label == "Cut 2 layers"
    assert set(project.main.nodes) == {"input1", "add1"}
    assert edit.paste(project, text) == ["conv1", "relu1"]
    assert project.main.nodes["conv1"].at == (0, 80)
    other = Project.new("other")
    assert edit.paste(other, text) == ["conv1", "relu1"]


def test_duplicate_is_one_step() -> None:
    project = drawn()
    history = History(project)
    before = project.state()
    assert edit.duplicate(project, ["relu1"]) == ["relu2"]
    assert history.undo_label == "Duplicate relu1"
    history.undo()
    assert project.state() == before and not history.can_undo


def test_the_clipboard_leaves_the_system_clipboard_text_alone() -> None:
    project = drawn()
    before = project.state()
    edit.copy(project, ["conv1"])
    assert project.state() == before


GOOD = json.loads(edit.copy(drawn(), ["conv1", "relu1"]))


def changed(**parts: object) -> str:
    """The good clipboard text with some parts replaced."""
    return json.dumps(GOOD | parts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "{}",
        "[1, 2]",
        '{"format": "else"}',
        '{"format"',
        changed(format="designer-layers/2"),
        changed(nodes=[]),
        changed(nodes={"conv1": {"type": "Conv2d"}}),
        changed(nodes={"conv1": {"type": "Nothing", "at": [0, 0]}}),
        changed(nodes={"class": {"type": "ReLU", "at": [0, 0]}}),
        changed(nodes={"conv1": {"type": "Conv2d", "at": [0, 0], "params": {"kernel_size": "a"}}}),
        changed(nodes={"conv1": {"type": "Conv2d", "at": [0, 0], "params": {"kernel_size": {}}}}),
        changed(nodes={"conv1": {"type": "Conv2d", "at": [0, 1e300]}}),
        changed(nodes={"conv1": {"type": "Conv2d", "at": ["0", 0]}}),
        changed(wires=[["conv1", "nobody"]]),
        changed(wires=[["conv1"]]),
        changed(wires=[["conv1", "relu1.in2"]]),
        changed(wires=[["conv1.last", "relu1"]]),
        changed(wires={}),
        changed(extra=1),
        '{"format": ' + "[" * 100_000,
    ],
)
def test_foreign_text_is_refused_and_nothing_changes(text: str) -> None:
    project = drawn()
    before = project.state()
    with pytest.raises(EditError) as caught:
        edit.paste(project, text)
    assert str(caught.value).endswith(".")
    assert project.state() == before
