"""Why: code of a layer is a part of the project like its drawing, and is never run by an edit."""

import json
from collections.abc import Callable

import pytest

from designer import check, edit, store
from designer.edit import EditError, History
from designer.layers import known
from designer.model import Project
from designer.store import FileError

SCALE = '''from torch import nn

class Scale(nn.Module):
    """Multiplies by "factor", which is no weight: \\\\ ’ 缩放."""

    def __init__(self, factor: float = 2.0):
        super().__init__()
        self.factor = factor

    def forward(self, x):
        return self.factor * x'''
MIX = """class Mix(nn.Module):
    def __init__(self, width: int):
        super().__init__()

    def forward(self, first, second):
        return first + second"""


def drawn() -> Project:
    """Image → scale1 (a class) → own1 (an expression of two) → output."""
    project = Project.new("codes")
    edit.add_code(project, SCALE)
    edit.add_code(project, "a * torch.tanh(b)", "Own")
    edit.add(project, "Input", "image", shape=(4,))
    edit.add(project, "#Scale", factor=3)
    edit.add(project, "#Own")
    edit.add(project, "Output", "output")
    edit.connect(project, "image", "scale1")
    edit.connect(project, "scale1", "own1", target_port="a")
    edit.connect(project, "image", "own1", target_port="b")
    edit.connect(project, "own1", "output")
    return project


def test_the_file_holds_it_line_by_line() -> None:
    project = drawn()
    text = store.dumps(project)
    assert json.loads(text)["codes"] == {
        "Own": ["a * torch.tanh(b)"],
        "Scale": SCALE.split("\n"),
    }
    again = store.loads(text)
    assert again.state() == project.state() == project.copy().state()
    assert store.dumps(again) == text
    line = [line for line in text.split("\n") if "return self.factor" in line]
    assert line == ['   "        return self.factor * x"'], "a line of code is a line of the file"


EDITS: dict[str, Callable[[Project], object]] = {
    "edit": lambda p: edit.set_code(p, "Scale", SCALE.replace("2.0", "4.0")),
    "edit until it is broken": lambda p: edit.set_code(p, "Scale", "class Scale("),
    "become an expression": lambda p: edit.set_code(p, "Scale", "2 * x"),
    "rename the class": lambda p: edit.set_code(p, "Scale", SCALE.replace("Scale", "Scaled")),
    "other arguments": lambda p: edit.set_code(p, "Own", "x + b + c"),
    "set a parameter": lambda p: edit.set_param(p, ["scale1"], "factor", 0.5),
    "add": lambda p: edit.add(p, "#Own"),
    "add a new one": lambda p: edit.add(p, "#"),
    "replace by a new one": lambda p: edit.replace(p, "own1", "#"),
    "insert a new one": lambda p: edit.insert(p, p.main.incoming("output")[0], "#"),
    "link": lambda p: edit.link(p, "scale1"),
    "duplicate": lambda p: edit.duplicate(p, ["scale1", "own1"]),
    "group": lambda p: edit.group(p, ["scale1", "own1"], "Block"),
    "delete": lambda p: edit.remove(p, ["scale1"], heal=True),
    "delete code": lambda p: (edit.remove(p, ["own1"]), edit.remove_code(p, "Own")),
}


@pytest.mark.parametrize("work", EDITS.values(), ids=EDITS)
def test_every_edit_is_undone_and_kept_by_the_file(work: Callable[[Project], object]) -> None:
    project = drawn()
    history, before = History(project), project.state()
    work(project)
    after = project.state()
    assert after != before
    assert store.loads(store.dumps(project)).state() == after
    while history.undo_label:
        history.undo()
    assert project.state() == before
    while history.redo_label:
        history.redo()
    assert project.state() == after


def test_a_new_one_is_code_that_can_be_used() -> None:
    project = drawn()
    name = edit.add(project, "#")
    layer = known(project, project.main.nodes[name].type)
    assert layer is not None and layer.code is not None
    assert (name, layer.type, layer.code.fault) == ("custom1", "#Custom1", "")
    assert [param.name for param in layer.params] == ["start"]
    assert edit.add(project, "#") == "custom2"
    assert sorted(project.codes) == ["Custom1", "Custom2", "Own", "Scale"]


def test_wires_follow_their_arguments() -> None:
    project = drawn()
    edit.set_code(project, "Own", "torch.tanh(second) * a")
    assert {w.target_port: w.source for w in project.main.incoming("own1")} == {
        "a": "scale1",
        "second": "image",
    }
    edit.set_code(project, "Own", "a + 1")
    assert [w.source for w in project.main.incoming("own1") if w.target_port == "in"] == ["scale1"]
    codes = {p.code for p in check.run(project).problems if p.node == "own1"}
    assert "dangling" in codes, "check tells of the wire that has no input any more"


def test_a_class_that_is_called_otherwise_takes_its_layers_along() -> None:
    project = drawn()
    assert edit.set_code(project, "Scale", SCALE.replace("Scale", "Scaled")) == "Scaled"
    assert project.main.nodes["scale1"].type == "#Scaled"
    assert dict(project.main.nodes["scale1"].params) == {"factor": 3.0}


def test_pasted_layers_bring_their_code_along() -> None:
    source = drawn()
    edit.group(source, ["own1"], "Block")
    text = edit.copy(source, ["scale1", "block1"])
    other = Project.new("other")
    edit.paste(other, text)
    assert other.codes == source.codes
    edit.paste(other, text)
    assert other.codes == source.codes, "equal code is one thing"
    edit.set_code(other, "Scale", SCALE.replace("2.0", "5.0"))
    names = edit.paste(other, text)
    assert sorted(other.codes) == ["Own", "Scale", "Scale2"]
    kind = other.main.nodes[names[0]].type
    layer = known(other, kind)
    assert kind == "#Scale2" and layer is not None and layer.code is not None
    assert layer.code.fault == "" and "class Scale2(nn.Module):" in layer.code.lines


def test_names_are_one_for_blocks_and_codes() -> None:
    project = drawn()
    refused: list[Callable[[], object]] = [
        lambda: edit.group(project, ["own1"], "Scale"),
        lambda: edit.add_code(project, SCALE),
        lambda: edit.add_code(project, "x", "small"),
        lambda: edit.add_code(project, SCALE.replace("Scale", "F")),
        lambda: edit.set_code(project, "Scale", SCALE.replace("Scale", "Own")),
        lambda: edit.remove_code(project, "Own"),
        lambda: edit.remove_code(project, "Gone"),
        lambda: edit.add(project, "#Gone"),
        lambda: edit.add_code(project, "x" * 200_000, "Long"),
    ]
    before = project.state()
    for work in refused:
        with pytest.raises(EditError):
            work()
        assert project.state() == before


@pytest.mark.parametrize(
    ("codes", "kind", "path"),
    [
        ([], "ReLU", "codes"),
        ({"Own": "x"}, "#Own", "codes.Own"),
        ({"Own": []}, "#Own", "codes.Own"),
        ({"Own": ["x\ny"]}, "#Own", "codes.Own[0]"),
        ({"Own": [1]}, "#Own", "codes.Own[0]"),
        ({"own": ["x"]}, "#own", "codes.own"),
        ({"Own": ["x" * 200_000]}, "#Own", "codes.Own"),
        ({"Own": ["x"]}, "#Other", "graphs.main.nodes.own1.type"),
        ({"Own": ["x"]}, "#", "graphs.main.nodes.own1.type"),
    ],
)
def test_files_are_as_strict_as_before(codes: object, kind: str, path: str) -> None:
    nodes = {"own1": {"type": kind, "at": [0, 0]}}
    record = {
        "format": "designer/1",
        "name": "codes",
        "graphs": {"main": {"nodes": nodes, "wires": []}},
        "codes": codes,
    }
    with pytest.raises(FileError) as caught:
        store.loads(json.dumps(record))
    assert caught.value.path == path
