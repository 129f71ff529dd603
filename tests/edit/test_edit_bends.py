"""Why: the points that a person led a wire through stay with it, and never outlive it."""

from collections.abc import Callable

import pytest

from designer import check, edit, store
from designer.edit import EditError, History
from designer.model import MAIN, Project, Wire

FIRST, SECOND = Wire("conv1", "relu1"), Wire("relu1", "fc1")
POINTS = ((300.0, 100.0), (300.0, 180.0))


def drawn() -> Project:
    """image → conv1 → relu1 → fc1, with two points on the wire in the middle."""
    project = Project.new("bent")
    for row, (kind, name) in enumerate(
        [("Input", "image"), ("Conv2d", "conv1"), ("ReLU", "relu1"), ("Linear", "fc1")]
    ):
        edit.add(project, kind, name, at=(0, 80 * row))
    for pair in ("image conv1", "conv1 relu1", "relu1 fc1"):
        edit.connect(project, *pair.split())
    edit.bend(project, FIRST, POINTS)
    return project


def moved(by: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    return tuple((x + by[0], y + by[1]) for x, y in POINTS)


EDITS: dict[str, Callable[[Project], object]] = {
    "Add reroute point": lambda p: edit.bend(p, SECOND, [(9, 9)]),
    "Move reroute point": lambda p: edit.bend(p, FIRST, [(9, 9), POINTS[1]]),
    "Delete 1 reroute point": lambda p: edit.bend(p, FIRST, POINTS[:1]),
    "Straighten wire": lambda p: edit.straighten(p, [FIRST]),
    "Disconnect conv1 from relu1": lambda p: edit.disconnect(p, [FIRST]),
    "Delete relu1": lambda p: edit.remove(p, ["relu1"], heal=True),
    "Rename relu1 to act": lambda p: edit.rename(p, "relu1", "act"),
    "Replace relu1 by Tanh": lambda p: edit.replace(p, "relu1", "Tanh"),
    "Move 2 layers": lambda p: edit.move(p, {"conv1": (8, 88), "relu1": (8, 168)}),
    "Group into block Stem": lambda p: edit.group(p, ["conv1", "relu1"], "Stem"),
    "Cut 2 layers": lambda p: edit.cut(p, ["conv1", "relu1"]),
    "Insert BatchNorm2d": lambda p: edit.insert(p, FIRST, "BatchNorm2d"),
    "Tidy up": lambda p: edit.tidy(p),
}


@pytest.mark.parametrize("label", EDITS)
def test_every_edit_is_one_named_undo_and_goes_through_the_file(label: str) -> None:
    project = drawn()
    history, before = History(project), project.state()
    EDITS[label](project)
    after = project.state()
    assert history.undo_label == label and after != before
    assert set(project.main.bends) <= set(project.main.wires)
    assert store.loads(store.dumps(project)).state() == after
    history.undo()
    assert project.state() == before and not history.can_undo
    history.redo()
    assert project.state() == after


def test_points_follow_what_their_wire_becomes() -> None:
    project = drawn()
    edit.rename(project, "relu1", "act")
    assert dict(project.main.bends) == {Wire("conv1", "act"): POINTS}
    name = edit.replace(project, "act", "Tanh")
    assert dict(project.main.bends) == {Wire("conv1", name): POINTS}


def test_points_move_when_both_ends_move_alike() -> None:
    project = drawn()
    edit.move(project, {"conv1": (16, 96), "relu1": (16, 176)})
    assert project.main.bends[FIRST] == moved((16, 16))
    edit.move(project, {"conv1": (0, 0)})
    assert project.main.bends[FIRST] == moved((16, 16))


def test_arrow_keys_stay_one_undo() -> None:
    project = drawn()
    history, before = History(project), project.state()
    for step in (8, 16, 24):
        edit.move(project, {"conv1": (step, 80), "relu1": (step, 160)}, merge="keys")
    assert project.main.bends[FIRST] == moved((24, 0))
    history.undo()
    assert project.state() == before and not history.can_undo


def test_a_copy_of_both_ends_has_the_points_too() -> None:
    project = drawn()
    other = Project.new("other")
    edit.paste(other, edit.copy(project, ["conv1", "relu1"]), at=(1000, 1080))
    assert other.main.bends[FIRST] == moved((1000, 1000))
    assert '"bends"' not in edit.copy(project, ["relu1", "fc1"])
    names = edit.duplicate(project, ["conv1", "relu1"])
    assert project.main.bends[Wire(*names)] == moved((32, 32))


def test_an_insertion_shares_the_points_by_what_lies_above() -> None:
    project = drawn()
    name = edit.insert(project, FIRST, "BatchNorm2d", at=(300, 140))
    assert project.main.bends[Wire("conv1", name)] == POINTS[:1]
    assert project.main.bends[Wire(name, "relu1")] == POINTS[1:]


def test_points_go_into_a_block_and_come_out() -> None:
    project = drawn()
    name = edit.group(project, ["conv1", "relu1"], "Stem")
    (inside,) = project.graphs["Stem"].bends.values()
    assert inside == POINTS, "the layers stand where they stood, one row below the Input"
    other = Project.new("other")
    edit.paste(other, edit.copy(project, [name]))
    assert store.dumps(other).count("[[300, 100], [300, 180]]") == 1
    at = project.main.nodes[name].at
    edit.unpack(project, name)
    assert project.main.bends[FIRST] == moved((at[0], at[1] - 80))


def test_a_bent_wire_of_a_layer_that_is_left_out_disturbs_nobody() -> None:
    project = Project.new("muted")
    for name in ("a", "b"):
        edit.add(project, "Input", name, shape=(4,))
    edit.add(project, "Add", "sum")
    edit.add(project, "Output", "output1")
    wires = [edit.connect(project, *pair) for pair in (("a", "sum"), ("b", "sum"))]
    edit.connect(project, "sum", "output1")
    edit.mute(project, ["sum"])
    for wire in wires:
        edit.bend(project, wire, [(300, 40)])
    bent = [problem.message for problem in check.run(project).problems]
    edit.straighten(project, wires)
    assert bent == [problem.message for problem in check.run(project).problems]


def test_refusals_and_the_file() -> None:
    project = drawn()
    before = project.state()
    with pytest.raises(EditError, match="not there any more"):
        edit.bend(project, Wire("image", "fc1"), [(0, 0)])
    with pytest.raises(EditError, match="at most 100"):
        edit.bend(project, FIRST, [(0, 0)] * 101)
    with pytest.raises(EditError, match="too far away"):
        edit.bend(project, FIRST, [(1e9, 0)])
    assert project.state() == before
    line = '   "bends": [\n    ["conv1", "relu1", [[300, 100], [300, 180]]]\n   ],\n'
    assert line in store.dumps(project)
    edit.straighten(project, [FIRST])
    assert '"bends"' not in store.dumps(project)


def test_a_definition_is_not_the_same_when_its_wires_run_another_way() -> None:
    """Copies of a project keep their points apart."""
    project = drawn()
    twin = project.copy()
    edit.straighten(twin, [FIRST])
    assert project.graphs[MAIN].bends[FIRST] == POINTS
