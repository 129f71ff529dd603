"""Why: frames carry what lies in them, comments keep their words, and undo knows both."""

from collections.abc import Callable

import pytest

from designer import edit, store
from designer.edit import EditError, History
from designer.edit.collapsing import FULL
from designer.edit.flowing import DOWN
from designer.model import FRAME_COLORS, Frame, Project

CLEAR = 24.0  # canvas units that are to be free between frames, and above them


def drawn() -> Project:
    """image → conv1 → relu1 → fc1, a frame around conv1 and relu1 with a comment in it."""
    project = Project.new("framed")
    for row, (kind, name) in enumerate(
        [("Input", "image"), ("Conv2d", "conv1"), ("ReLU", "relu1"), ("Linear", "fc1")]
    ):
        edit.add(project, kind, name, at=(0, 80 * row))
    for pair in ("image conv1", "conv1 relu1", "relu1 fc1"):
        edit.connect(project, *pair.split())
    edit.frame_around(project, ["conv1", "relu1"], "Stem")
    edit.add_comment(project, "after LeCun", at=(10, 60))
    return project


def inside(frame: Frame, project: Project, name: str) -> bool:
    """Whether all of a layer lies in a frame."""
    x, y = project.main.nodes[name].at
    left, top, width, height = frame.rect
    return left <= x <= left + width - FULL[2] and top <= y <= top + height - FULL[3]


def test_a_frame_is_put_around_layers_and_carries_them_and_nothing_else() -> None:
    project = drawn()
    frame = project.main.frames["frame1"]
    assert frame.title == "Stem" and inside(frame, project, "conv1")
    assert inside(frame, project, "relu1") and not inside(frame, project, "fc1")
    assert edit.carried(project.main, ["frame1"]) == (("conv1", "relu1"), ("comment1",))
    outer = edit.frame_around(project, ["image"], remarks=["frame1"])
    assert edit.carried(project.main, [outer]).nodes == ("image", "conv1", "relu1")
    assert edit.carried(project.main, [outer]).remarks == ("comment1", "frame1")
    assert edit.carried(project.main, ["comment1"]) == ((), ())


EDITS: dict[str, Callable[[Project], object]] = {
    "Add frame": lambda p: edit.add_frame(p, (0, 0, 100, 100)),
    "Rename frame": lambda p: edit.set_frame(p, "frame1", title="Encoder"),
    "Color frame": lambda p: edit.set_frame(p, "frame1", color="green"),
    "Resize frame": lambda p: edit.set_frame(p, "frame1", rect=(0, 0, 300, 300)),
    "Add comment": lambda p: edit.add_comment(p, "more\nthan one line", (5, 5)),
    "Edit comment": lambda p: edit.set_comment(p, "comment1", text="after Lecun 1998"),
    "Resize comment": lambda p: edit.set_comment(p, "comment1", width=400),
    "Move frame": lambda p: edit.move_together(p, {"conv1": (9, 9)}, {"frame1": (0, 0)}),
    "Move comment": lambda p: edit.move_together(p, {}, {"comment1": (0, 0)}),
    "Delete frame": lambda p: edit.remove(p, [], remarks=["frame1"]),
    "Delete comment": lambda p: edit.remove(p, [], remarks=["comment1"]),
    "Delete conv1": lambda p: edit.remove(p, ["conv1"], remarks=["frame1", "comment1"]),
    "Cut 2 layers": lambda p: edit.cut(p, [], remarks=["frame1"]),
    "Duplicate 2 layers": lambda p: edit.duplicate(p, [], remarks=["frame1"]),
    "Group into block Stem": lambda p: edit.group(p, ["conv1", "relu1"], "Stem"),
    "Tidy up": lambda p: edit.tidy(p, ["image", "conv1", "fc1"]),
}


@pytest.mark.parametrize("label", EDITS)
def test_every_edit_is_one_named_undo_and_goes_through_the_file(label: str) -> None:
    project = drawn()
    history, before = History(project), project.state()
    EDITS[label](project)
    after = project.state()
    assert history.undo_label == label and after != before
    assert store.loads(store.dumps(project)).state() == after
    history.undo()
    assert project.state() == before and not history.can_undo
    history.redo()
    assert project.state() == after


REFUSED: dict[str, Callable[[Project], object]] = {
    "Select the layers": lambda p: edit.frame_around(p, []),
    "no layer named": lambda p: edit.frame_around(p, ["nobody"]),
    "no frame named": lambda p: edit.set_frame(p, "comment1", title="x"),
    "no comment named": lambda p: edit.set_comment(p, "frame1", text="x"),
    "no frame color named “mauve”": lambda p: edit.set_frame(p, "frame1", color="mauve"),
    "needs some text": lambda p: edit.set_comment(p, "comment1", text=" \n "),
    "at most 10000 characters": lambda p: edit.add_comment(p, "x" * 10_001),
    "too far away": lambda p: edit.move_remarks(p, {"frame1": (1e8, 0)}),
    "no frame or comment named": lambda p: edit.remove(p, ["conv1"], remarks=["gone"]),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_refusals_say_why_and_change_nothing(reason: str) -> None:
    project = drawn()
    before = project.state()
    with pytest.raises(EditError, match=reason):
        REFUSED[reason](project)
    assert project.state() == before


def test_a_removed_frame_leaves_its_layers_and_a_copied_one_brings_them() -> None:
    project = drawn()
    text = edit.copy(project, [], remarks=["frame1"])
    edit.remove(project, [], remarks=["frame1"])
    assert set(project.main.nodes) == {"image", "conv1", "relu1", "fc1"}
    other = Project.new("other")
    names = edit.paste(other, text, at=(1000, 1000))
    assert names == ["conv1", "relu1"] and len(other.main.wires) == 1
    assert edit.carried(other.main, ["frame1"]) == (("conv1", "relu1"), ("comment1",))
    assert edit.paste(other, text) == ["conv2", "relu2"]
    assert set(other.main.frames) == {"frame1", "frame2"}
    assert other.main.frames["frame1"].at == (1000, 1000)


def test_frames_go_into_a_block_with_their_layers_and_come_out_again() -> None:
    project = drawn()
    before = edit.carried(project.main, ["frame1"])
    name = edit.group(project, ["conv1", "relu1"], "Stem")
    assert not project.main.remarks
    assert edit.carried(project.graphs["Stem"], ["frame1"]) == before
    again = store.loads(store.dumps(project))
    assert again.state() == project.state()
    edit.unpack(project, name)
    edit.move(project, {"fc1": (0, 900)})
    assert edit.carried(project.main, ["frame1"]) == before
    edit.add_frame(project, (-500, -500, 2000, 2000))  # holds other layers too: it stays
    edit.group(project, ["conv1", "relu1"], "Stem")
    assert set(project.main.frames) == {"frame2"}


def test_tidy_lays_a_frame_around_its_layers_anew() -> None:
    project = drawn()
    edit.move(project, {"relu1": (900, 120)})
    edit.set_frame(project, "frame1", rect=(-40, 30, 1500, 200))
    edit.tidy(project)
    frame = project.main.frames["frame1"]
    assert inside(frame, project, "conv1") and inside(frame, project, "relu1")
    assert not inside(frame, project, "fc1") and not inside(frame, project, "image")
    assert edit.carried(project.main, ["frame1"]).remarks == ("comment1",)


def test_tidy_leaves_room_for_the_borders_of_frames() -> None:
    project = drawn()
    edit.frame_around(project, ["fc1"], "Head")
    edit.tidy(project)
    tops = {name: node.at[1] for name, node in project.main.nodes.items()}
    stem, head = (project.main.frames[name].rect for name in ("frame1", "frame2"))
    assert tops["image"] + FULL[3] + CLEAR <= stem[1]
    assert stem[1] + stem[3] + CLEAR <= head[1]
    assert tops["relu1"] - tops["conv1"] == DOWN.row, "inside of a frame all stays close"
    before = project.state()
    edit.tidy(project)
    assert project.state() == before


def test_a_frame_grows_when_an_insertion_pushes_its_layers_out() -> None:
    project = drawn()
    wire = next(w for w in project.main.wires if w.source == "conv1")
    before = project.main.frames["frame1"].rect
    name = edit.insert(project, wire, "BatchNorm2d")
    frame = project.main.frames["frame1"]
    assert frame.rect[:3] == before[:3] and frame.rect[3] > before[3]
    for held in ("conv1", name, "relu1"):
        assert inside(frame, project, held)


def test_nested_frames_are_laid_out_from_the_inside() -> None:
    project = drawn()
    outer = edit.frame_around(project, ["fc1"], remarks=["frame1"])
    edit.move(project, {"relu1": (500, 90)})
    edit.set_frame(project, outer, rect=(-100, -20, 1000, 600))
    edit.tidy(project)
    inner, around = project.main.frames["frame1"].rect, project.main.frames[outer].rect
    assert around[0] < inner[0] and around[1] < inner[1]
    assert around[0] + around[2] > inner[0] + inner[2]
    assert around[1] + around[3] > inner[1] + inner[3]


@pytest.mark.parametrize("color", FRAME_COLORS)
def test_every_color_goes_through_the_file(color: str) -> None:
    project = drawn()
    edit.set_frame(project, "frame1", color=color)
    assert store.loads(store.dumps(project)).main.frames["frame1"].color == color


def test_what_is_not_there_is_not_written() -> None:
    project = drawn()
    edit.remove(project, [], remarks=["comment1"])
    assert '"comments"' not in store.dumps(project)
    assert '"comments"' not in edit.copy(project, ["conv1"])
    assert '"frames"' not in edit.copy(project, ["conv1"])
