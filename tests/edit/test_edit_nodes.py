"""Why: adding, naming, moving, setting and deleting layers, and their refusals."""

import math

import pytest

from designer import edit
from designer.edit import EditError, History
from designer.model import Project, Wire


def test_names_are_made_from_the_prefix() -> None:
    project = Project.new("names")
    assert [edit.add(project, "Conv2d") for _ in range(2)] == ["conv1", "conv2"]
    assert edit.add(project, "Linear", "head") == "head"
    edit.remove(project, ["conv1"])
    assert edit.add(project, "Conv2d") == "conv1"


@pytest.mark.parametrize(
    ("kind", "name", "params", "sentence"),
    [
        ("Conv9d", None, {}, "There is no layer of type “Conv9d”."),
        ("ReLU", "class", {}, "“class” cannot name a layer: the code needs this word itself."),
        ("ReLU", "head", {}, "There is already a layer named “head”."),
        ("Linear", None, {"width": 3}, "Linear has no parameter “width”."),
        ("Linear", None, {"out_features": 0}, "out_features must be at least 1, not 0."),
        (
            "Linear",
            None,
            {"out_features": "many"},
            "out_features must be a whole number, not “many”.",
        ),
        (
            "Linear",
            None,
            {"in_features": 3},
            "in_features follows from what comes in; it cannot be set.",
        ),
        ("Linear", None, {"bias": 1}, "bias must be true or false, not 1."),
        (
            "Conv2d",
            None,
            {"kernel_size": (3, 3, 3)},
            "kernel_size must be one number or 2 of them, not (3, 3, 3).",
        ),
        (
            "Conv2d",
            None,
            {"padding_mode": "none"},
            "padding_mode must be one of zeros, reflect, replicate, circular, not “none”.",
        ),
    ],
)
def test_refused_additions(kind: str, name: str | None, params: dict, sentence: str) -> None:
    project = Project.new("refused")
    edit.add(project, "Linear", "head")
    before = project.state()
    with pytest.raises(EditError) as caught:
        edit.add(project, kind, name, **params)
    assert str(caught.value) == sentence
    assert project.state() == before


def test_values_have_one_form() -> None:
    project = Project.new("values")
    name = edit.add(
        project, "Conv2d", kernel_size=[5, 5], padding=(1, 2), bias=True, out_channels=8.0
    )
    params = project.main.nodes[name].params
    assert dict(params) == {"out_channels": 8, "kernel_size": 5, "padding": (1, 2)}
    assert list(params) == ["out_channels", "kernel_size", "padding"], "order of declaration"
    edit.set_param(project, [name], "stride", 2)
    assert list(project.main.nodes[name].params) == [
        "out_channels",
        "kernel_size",
        "stride",
        "padding",
    ]
    edit.set_param(project, [name], "kernel_size", (3, 3))
    assert "kernel_size" not in project.main.nodes[name].params, "3 is the default"


def test_a_parameter_of_several_layers_is_one_step() -> None:
    project = Project.new("several")
    names = [edit.add(project, "Linear") for _ in range(3)]
    history = History(project)
    for value in (1, 12, 128):
        edit.set_param(project, names, "out_features", value)
    assert {project.main.nodes[name].params["out_features"] for name in names} == {128}
    assert history.undo_label == "Set out_features of 3 layers"
    history.undo()
    assert not history.can_undo
    assert not any(project.main.nodes[name].params for name in names)


def test_one_wrong_layer_refuses_all() -> None:
    project = Project.new("one wrong")
    names = [edit.add(project, "Linear"), edit.add(project, "ReLU")]
    with pytest.raises(EditError, match="ReLU has no parameter “out_features”"):
        edit.set_param(project, names, "out_features", 3)
    assert not project.main.nodes["fc1"].params


def test_rename_keeps_wires_and_undo_gives_the_old_name() -> None:
    project = Project.new("rename")
    a, b = edit.add(project, "Input"), edit.add(project, "ReLU")
    edit.connect(project, a, b)
    history = History(project)
    edit.rename(project, a, "image")
    assert list(project.main.wires) == [Wire("image", b)]
    assert history.undo_label == "Rename input1 to image"
    for bad in (b, "torch", ""):
        with pytest.raises(EditError):
            edit.rename(project, "image", bad)
    history.undo()
    assert list(project.main.wires) == [Wire(a, b)]


def test_moves() -> None:
    project = Project.new("move")
    a, b = edit.add(project, "Input"), edit.add(project, "ReLU")
    history = History(project)
    edit.move(project, {a: (1.5, 2), b: (0, 0)})
    assert history.undo_label == "Move input1", "b did not move"
    edit.move(project, {a: (8, 8), b: (8, 8)})
    assert history.undo_label == "Move 2 layers"
    for place in ((math.nan, 0), (0, math.inf), (1e9, 0)):
        with pytest.raises(EditError, match="too far away"):
            edit.move(project, {a: place})
    for step in range(3):
        edit.move(project, {a: (0, step)}, merge="arrows")
    history.undo()
    assert project.main.nodes[a].at == (8, 8)


def test_healing_leads_wires_around() -> None:
    project = Project.new("heal")
    for kind in ("Input", "Conv2d", "ReLU", "Add", "Output"):
        edit.add(project, kind)
    pairs = [("input1", "conv1"), ("conv1", "relu1"), ("relu1", "add1"), ("input1", "add1")]
    for a, b in (*pairs, ("add1", "output1")):
        edit.connect(project, a, b)
    history = History(project)
    before = project.state()
    edit.remove(project, ["conv1", "relu1"], heal=True)
    assert {(w.source, w.target, w.target_port) for w in project.main.wires} == {
        ("input1", "add1", "in1"),
        ("input1", "add1", "in2"),
        ("add1", "output1", "in"),
    }
    assert history.undo_label == "Delete 2 layers"
    history.undo()
    assert project.state() == before
    edit.remove(project, ["conv1"])
    assert not project.main.incoming("relu1")


def test_insert_puts_a_layer_on_a_wire_and_makes_room() -> None:
    project = Project.new("insert")
    for row, kind in enumerate(("Input", "Conv2d", "Output")):
        edit.add(project, kind, at=(0, 80 * row))
    wire = edit.connect(project, "input1", "conv1")
    edit.connect(project, "conv1", "output1")
    history = History(project)
    assert edit.insert(project, wire, "ReLU") == "relu1"
    assert [(w.source, w.target) for w in project.main.ordered_wires()] == [
        ("conv1", "output1"),
        ("input1", "relu1"),
        ("relu1", "conv1"),
    ]
    ys = {name: node.at[1] for name, node in project.main.nodes.items()}
    assert ys == {"input1": 0, "relu1": 80, "conv1": 160, "output1": 240}
    history.undo()
    assert not history.can_undo
    for kind in ("Input", "Output"):
        with pytest.raises(EditError, match="cannot stand in the middle"):
            edit.insert(project, wire, kind)
    with pytest.raises(EditError, match="not there any more"):
        edit.insert(project, Wire("conv1", "input1"), "ReLU")


def test_replace_keeps_what_fits() -> None:
    project = Project.new("replace")
    edit.add(project, "Input")
    edit.add(project, "Conv2d", out_channels=6, kernel_size=5)
    edit.add(project, "Output")
    edit.connect(project, "input1", "conv1")
    edit.connect(project, "conv1", "output1")
    history = History(project)
    before = project.state()
    assert edit.replace(project, "conv1", "MaxPool2d") == "pool1"
    assert dict(project.main.nodes["pool1"].params) == {"kernel_size": 5}
    assert len(project.main.wires) == 2
    assert edit.replace(project, "pool1", "Add") == "add1"
    assert Wire("input1", "add1", "out", "in1") in project.main.wires
    edit.rename(project, "add1", "joint")
    assert edit.replace(project, "joint", "ReLU") == "joint", "a name that a person gave stays"
    assert set(project.main.wires) == {Wire("input1", "joint"), Wire("joint", "output1")}
    assert edit.replace(project, "joint", "Output") == "joint"
    assert set(project.main.wires) == {Wire("input1", "joint")}
    while history.can_undo:
        history.undo()
    assert project.state() == before
