"""Why: a layer is bypassed and used again by one key, stays so on its ways, and never an end is."""

import itertools

import pytest

from designer import edit, store
from designer.edit import EditError, History
from designer.model import Project, Wire


def chain(*kinds: str) -> tuple[Project, list[str]]:
    project = Project.new("chain")
    names = [edit.add(project, kind, at=(0, 80 * row)) for row, kind in enumerate(kinds)]
    for above, below in itertools.pairwise(names):
        edit.connect(project, above, below)
    return project, names


def muted(project: Project) -> set[str]:
    return {name for name, node in project.main.nodes.items() if node.muted}


def test_the_first_press_bypasses_all_and_the_second_none() -> None:
    project, names = chain("Input", "ReLU", "Tanh", "Output")
    history = History(project)
    edit.mute(project, ["tanh1"])
    edit.mute(project, names)
    assert muted(project) == {"relu1", "tanh1"} and history.undo_label == "Bypass relu1"
    edit.mute(project, names)
    assert muted(project) == set() and history.undo_label == "Use 2 layers again"
    for expected in ({"relu1", "tanh1"}, {"tanh1"}, set()):
        history.undo()
        assert muted(project) == expected
    assert not history.can_undo


def test_ends_are_never_bypassed() -> None:
    project, _ = chain("Input", "ReLU", "Output")
    with pytest.raises(EditError, match="comes and leaves"):
        edit.mute(project, ["input1", "output1"])
    edit.mute(project, ["relu1"])
    assert edit.replace(project, "relu1", "Output") == "output2"
    assert muted(project) == set()


def test_it_goes_along_with_copies_blocks_links_and_files() -> None:
    project, _ = chain("Input", "Linear", "Output")
    plain = store.dumps(project)
    assert "muted" not in plain
    edit.mute(project, ["fc1"])
    assert '"fc1": {"type": "Linear", "muted": true, "at": [0, 80]}' in store.dumps(project)
    assert edit.duplicate(project, ["fc1"]) == ["fc2"] and muted(project) == {"fc1", "fc2"}
    link = edit.link(project, "fc1")
    edit.remove(project, ["fc1"])
    assert muted(project) == {"fc2"} and project.main.nodes[link].type == "Linear"
    block = edit.group(project, ["fc2"])
    edit.unpack(project, block)
    assert muted(project) == {"fc2"}
    edit.mute(project, ["fc2"], False)
    block = edit.group(project, ["fc2"])
    edit.mute(project, [block])
    edit.unpack(project, block)
    assert muted(project) == {"fc2"}, "what a bypassed block stands for is bypassed"
    assert edit.replace(project, "fc2", "Tanh") == "tanh1" and muted(project) == {"tanh1"}


def test_the_first_input_is_the_first_that_is_declared() -> None:
    project = Project.new("ports")
    for name in ("a", "b", "c"):
        edit.add(project, "Input", name, shape=[4, 8])
    attention = edit.add(project, "MultiheadAttention", num_heads=2)
    end = edit.add(project, "Output")
    for name, port in (("c", "value"), ("b", "key"), ("a", "query")):
        edit.connect(project, name, attention, target_port=port)
    edit.connect(project, attention, end)
    edit.remove(project, [attention], heal=True)
    assert set(project.main.wires) == {Wire("a", end)}
