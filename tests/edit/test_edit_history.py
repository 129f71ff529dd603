"""Why: what undo takes back, what it is called, and when the file is up to date."""

import pytest

from designer import edit
from designer.edit import EditError, History
from designer.model import Project


def test_labels_and_order() -> None:
    project = Project.new("labels")
    history = History(project)
    edit.add(project, "Input")
    edit.add(project, "Conv2d")
    edit.connect(project, "input1", "conv1")
    edit.set_param(project, ["conv1"], "kernel_size", 5)
    edit.remove(project, ["conv1"])
    labels = []
    while history.undo_label:
        labels.append(history.undo_label)
        history.undo()
    assert labels == [
        "Delete conv1",
        "Set kernel_size of conv1",
        "Connect input1 to conv1",
        "Add Conv2d",
        "Add Input",
    ]
    assert history.redo_label == "Add Input"
    history.undo()
    assert history.redo_label == "Add Input"


def test_typing_merges_until_something_else_happens() -> None:
    project = Project.new("typing")
    history = History(project)
    edit.add(project, "Linear")
    edit.set_param(project, ["fc1"], "out_features", 1)
    edit.set_param(project, ["fc1"], "out_features", 12)
    edit.set_param(project, ["fc1"], "bias", False)
    edit.set_param(project, ["fc1"], "out_features", 128)
    history.end_merge()
    edit.set_param(project, ["fc1"], "out_features", 256)
    values = []
    while history.can_undo:
        values.append(dict(project.main.nodes["fc1"].params))
        history.undo()
    assert values == [
        {"out_features": 256, "bias": False},
        {"out_features": 128, "bias": False},
        {"out_features": 12, "bias": False},
        {"out_features": 12},
        {},
    ]


def test_undo_does_not_merge_with_what_follows() -> None:
    project = Project.new("undo")
    history = History(project)
    edit.add(project, "Linear")
    edit.set_param(project, ["fc1"], "out_features", 1)
    edit.set_param(project, ["fc1"], "bias", False)
    history.undo()
    edit.set_param(project, ["fc1"], "out_features", 5)
    history.undo()
    assert dict(project.main.nodes["fc1"].params) == {"out_features": 1}


def test_saved_follows_undo_redo_and_lost_branches() -> None:
    project = Project.new("saved")
    history = History(project)
    assert history.is_saved
    edit.add(project, "Linear")
    assert not history.is_saved
    edit.set_param(project, ["fc1"], "out_features", 1)
    history.mark_saved()
    assert history.is_saved
    edit.set_param(project, ["fc1"], "out_features", 2)
    assert not history.is_saved, "typing after saving is a step of its own"
    history.undo()
    assert history.is_saved
    history.undo()
    assert not history.is_saved
    edit.add(project, "ReLU")  # the saved state cannot be reached any more
    history.undo()
    assert not history.is_saved
    history.undo()
    assert not history.is_saved and not history.can_undo


def test_readers_hear_of_every_step_after_it_is_done() -> None:
    project = Project.new("readers")
    history = History(project)
    heard: list[tuple[str, str]] = []
    history.changed.append(lambda: heard.append((history.undo_label, history.redo_label)))
    edit.add(project, "ReLU")
    history.undo()
    history.redo()
    history.mark_saved()
    assert heard == [("Add ReLU", ""), ("", "Add ReLU"), ("Add ReLU", ""), ("Add ReLU", "")]


def test_a_refused_edit_leaves_no_step() -> None:
    project = Project.new("refused")
    history = History(project)
    with pytest.raises(EditError):
        edit.add(project, "ReLU", "self")
    assert not history.can_undo and history.is_saved


def test_edits_join_an_open_transaction() -> None:
    project = Project.new("joined")
    history = History(project)
    with project.transaction("Draw a block"):
        edit.add(project, "Input")
        edit.add(project, "ReLU")
        edit.connect(project, "input1", "relu1")
        with pytest.raises(EditError):
            edit.connect(project, "relu1", "input1")
    assert history.undo_label == "Draw a block"
    history.undo()
    assert not project.main.nodes


def test_an_exception_inside_takes_edits_back() -> None:
    project = Project.new("broken")
    history = History(project)
    before = project.state()
    with pytest.raises(RuntimeError), project.transaction("Draw"):
        edit.add(project, "Input")
        edit.set_training(project, epochs=3)
        raise RuntimeError
    assert project.state() == before and not history.can_undo


def test_steps_of_one_key_that_touch_other_things_are_still_one_step() -> None:
    project = Project.new("one key")
    history = History(project)
    before = project.state()
    with project.transaction("First", "key"):
        edit.add(project, "Input")
        edit.add(project, "ReLU")
    with project.transaction("Second", "key"):
        edit.connect(project, "input1", "relu1")
    with project.transaction("Third", "key"):
        edit.move(project, {"relu1": (5, 5)})
    after = project.state()
    history.undo()
    assert project.state() == before and not history.can_undo
    history.redo()
    assert project.state() == after


def test_a_closed_history_listens_no_more() -> None:
    project = Project.new("closed")
    history = History(project)
    history.close()
    edit.add(project, "ReLU")
    assert not history.can_undo
