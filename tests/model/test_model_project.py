"""Why: a project changes in transactions alone, and every change can be taken back."""

import pytest

from designer.model import (
    MAIN,
    Comment,
    CommentChanged,
    Commit,
    Frame,
    FrameChanged,
    Node,
    NodeAdded,
    NodeChanged,
    NodeRemoved,
    NodeRenamed,
    OutsideTransaction,
    Project,
    SettingChanged,
    Wire,
    WireAdded,
    WireBent,
    WireRemoved,
)
from designer.protocol import TrainingSpec


def small_project() -> Project:
    """a → b, one frame."""
    project = Project.new("small")
    with project.transaction("draw"):
        project.apply(NodeAdded(MAIN, Node("a", "Input", {"shape": (4,)}, (0, 0), 0)))
        project.apply(NodeAdded(MAIN, Node("b", "ReLU", {}, (0, 80), 1)))
        project.apply(WireAdded(MAIN, Wire("a", "b"), 2))
        project.apply(FrameChanged(MAIN, None, Frame("f", "Block", (0, 0, 300, 200))))
    return project


def every_change(project: Project) -> list[object]:
    """One of each kind of change, in an order that works."""
    wire, b = Wire("a", "b"), project.main.nodes["b"]
    frame = project.main.frames["f"]
    return [
        NodeChanged(MAIN, b, b.moved((5, 5))),
        WireBent(MAIN, wire, (), ((0, 40), (8, 60))),
        NodeRenamed(MAIN, "a", "image"),
        WireBent(MAIN, Wire("image", "b"), ((0, 40), (8, 60)), ()),
        WireRemoved(MAIN, Wire("image", "b"), project.main.wires[wire]),
        NodeRemoved(MAIN, b.moved((5, 5))),
        FrameChanged(MAIN, frame, Frame("g", "Other", (0, 0, 1, 1))),
        CommentChanged(MAIN, None, Comment("c", "why so?", (0, 0))),
        SettingChanged("name", "small", "large"),
        SettingChanged("training", project.training, TrainingSpec(epochs=3)),
    ]


def test_a_wire_that_leaves_is_straightened_by_a_change_of_its_own() -> None:
    project = small_project()
    wire, told = Wire("a", "b"), list[Commit]()
    with project.transaction("bend"):
        project.apply(WireBent(MAIN, wire, (), ((0, 40),)))
    before = project.state()
    project.subscribe(told.append)
    with project.transaction("remove"):
        project.apply(WireRemoved(MAIN, wire, project.main.wires[wire]))
    assert [type(change) for change in told[0].changes] == [WireBent, WireRemoved]
    project.replay([change.inverse() for change in reversed(told[0].changes)], "undo", "undo")
    assert project.state() == before


def test_a_change_outside_a_transaction_raises() -> None:
    project = small_project()
    before = project.state()
    with pytest.raises(OutsideTransaction, match="NodeAdded"):
        project.apply(NodeAdded(MAIN, Node("c", "ReLU")))
    assert project.state() == before


def test_an_exception_takes_everything_back_and_tells_nobody() -> None:
    project = small_project()
    before = project.state()
    told: list[Commit] = []
    project.subscribe(told.append)
    with pytest.raises(ZeroDivisionError), project.transaction("fail"):
        for change in every_change(project):
            project.apply(change)
        assert project.state() != before
        raise ZeroDivisionError
    assert project.state() == before
    assert told == []
    with project.transaction("again"):
        project.apply(SettingChanged("name", "small", "fine"))
    assert [commit.label for commit in told] == ["again"]


def test_an_inner_failure_takes_back_only_its_own_share() -> None:
    project = small_project()
    told: list[Commit] = []
    project.subscribe(told.append)
    with project.transaction("outer"):
        project.apply(SettingChanged("name", "small", "outer"))
        with pytest.raises(KeyError), project.transaction("inner"):
            project.apply(NodeAdded(MAIN, Node("c", "ReLU", order=9)))
            raise KeyError
        assert "c" not in project.main.nodes
    assert project.name == "outer"
    assert len(told) == 1 and len(told[0].changes) == 1


def test_a_change_that_cannot_be_made_takes_the_others_back() -> None:
    project = small_project()
    before = project.state()
    with pytest.raises(ValueError, match="still has wires"), project.transaction("x"):
        project.apply(SettingChanged("name", "small", "gone"))
        project.apply(NodeRemoved(MAIN, project.main.nodes["a"]))
    assert project.state() == before


def test_every_change_and_its_inverse_give_the_same_state() -> None:
    project = small_project()
    for change in every_change(project):
        before = project.state()
        with project.transaction("do"):
            project.apply(change)
        after = project.state()
        assert after != before
        with project.transaction("undo and redo"):
            project.apply(change.inverse())
            assert project.state() == before
            project.apply(change)
        assert project.state() == after


def test_an_empty_transaction_commits_nothing() -> None:
    project = small_project()
    told: list[Commit] = []
    unsubscribe = project.subscribe(told.append)
    with project.transaction("nothing"):
        pass
    unsubscribe()
    with project.transaction("unheard"):
        project.apply(SettingChanged("name", "small", "other"))
    assert told == []


def test_wires_follow_a_rename_and_keep_their_order() -> None:
    project = small_project()
    with project.transaction("draw"):
        project.apply(NodeAdded(MAIN, Node("c", "Add", order=5)))
        project.apply(WireAdded(MAIN, Wire("b", "c", target_port="in1"), 6))
        project.apply(WireAdded(MAIN, Wire("a", "c", target_port="in2"), 7))
        project.apply(NodeRenamed(MAIN, "a", "z"))
    assert [(w.source, w.target) for w in project.main.ordered_wires()] == [
        ("z", "b"),
        ("b", "c"),
        ("z", "c"),
    ]
    assert [node.name for node in project.main.ordered_nodes()] == ["z", "b", "c"]
    assert project.main.outgoing("a") == []


def test_a_copy_is_independent() -> None:
    project = small_project()
    twin = project.copy()
    assert twin.state() == project.state()
    with project.transaction("edit"):
        project.apply(NodeAdded(MAIN, Node("c", "ReLU", order=8)))
    assert "c" not in twin.main.nodes
    assert twin.state() != project.state()


def test_params_of_a_node_cannot_be_changed_in_place() -> None:
    given = {"shape": (4,)}
    node = Node("a", "Input", given)
    given["shape"] = (5,)
    assert node.params["shape"] == (4,)
    with pytest.raises(TypeError):
        node.params["shape"] = (6,)  # type: ignore[index]
