"""Why: a report that is found from the one before is the report that a full check gives."""

from collections import Counter
from dataclasses import fields
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer import check, edit
from designer.check import Checker, Problem, Report
from designer.edit import History
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded, WireRemoved
from designer.protocol import DataInfo
from tests.edit.random_edits import RandomEdits

INFO = DataInfo(
    source="digits",
    title="Data",
    task="classification",
    shape=(64,),
    classes=tuple("0123456789"),
    train_rows=65,
    val_rows=9,
)
SLOW_MACHINE = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def told(problem: Problem) -> tuple[object, ...]:
    """A problem as a value; what its repairs do is theirs to know."""
    plain = [getattr(problem, field.name) for field in fields(Problem) if field.name != "fixes"]
    return (*plain, *(fix.title for fix in problem.fixes))


def assert_same(found: Report, wanted: Report) -> None:
    for field in fields(Report):
        if field.name != "problems":
            assert getattr(found, field.name) == getattr(wanted, field.name), field.name
    assert list(map(told, found.problems)) == list(map(told, wanted.problems))


@pytest.mark.parametrize("seed", range(3))
def test_after_every_edit_of_a_random_walk_the_report_is_the_full_one(seed: int) -> None:
    project = Project.new("random")
    checker, chance = Checker(project), Random(seed)
    ways = Counter[bool]()
    edits = RandomEdits(project, History(project), seed)
    for _ in edits.steps(300):
        if chance.random() < 0.2:
            continue  # several edits between two checks
        data = INFO if chance.random() < 0.7 else None
        found = checker.again(data)
        ways[found is not None] += 1
        assert_same(found or checker.run(data), check.run(project, data))
    assert ways[True] > 30


STEPS = ("add", "insert", "connect", "wire", "cut", "remove", "rename", "param", "undo", "redo")


def take_step(project: Project, history: History, kind: str, chance: Random) -> None:
    """One edit of a drawing of plain layers, also wires that no hand could draw."""
    names = [node.name for node in project.main.ordered_nodes()]
    a, b = chance.choice(names), chance.choice(names)
    wires = project.main.ordered_wires()
    match kind:
        case "add":
            types = ["Add", "ReLU", "Linear", "MatMul", "Flatten", "Input", "Output", "Concat"]
            edit.add(project, chance.choice(types))
        case "insert" if wires:
            edit.insert(project, chance.choice(wires), chance.choice(["ReLU", "BatchNorm1d"]))
        case "connect":
            edit.connect(project, a, b)
        case "wire":  # loops, ports that are not there, two wires in one input
            wire = Wire(a, b, "out", chance.choice(["in", "in1", "in2", "in3", "nowhere"]))
            if wire not in project.main.wires:
                with project.transaction("wire"):
                    project.apply(WireAdded(MAIN, wire, project.main.next_order()))
        case "cut" if wires:
            with project.transaction("cut"):
                for wire in chance.sample(wires, min(len(wires), chance.choice([1, 1, 2]))):
                    project.apply(WireRemoved(MAIN, wire, project.main.wires[wire]))
        case "remove" if len(names) > 4:
            edit.remove(project, [a], heal=chance.random() < 0.5)
        case "rename":
            edit.rename(project, a, chance.choice(["x", "y", a + "z", b]))
        case "param":
            edit.set_param(project, [a], "out_features", chance.randint(1, 9))
        case "undo":
            history.undo()
        case "redo":
            history.redo()


@SLOW_MACHINE
@given(st.lists(st.sampled_from(STEPS), min_size=1, max_size=60), st.integers(0, 10**6))
def test_plain_drawings_are_never_checked_as_a_whole(kinds: list[str], seed: int) -> None:
    project, chance = Project.new("plain"), Random(seed)
    with project.transaction("draw"):
        for order, kind in enumerate(("Input", "ReLU", "Add", "Linear", "Output")):
            params = {"Input": {"shape": (4,)}, "Linear": {"out_features": 4}}.get(kind, {})
            project.apply(NodeAdded(MAIN, Node(f"n{order}", kind, params, order=order)))
    history, checker = History(project), Checker(project)
    checker.run()
    for kind in kinds:
        try:
            take_step(project, history, kind, chance)
        except edit.EditError:
            continue
        found = checker.again()
        assert found is not None
        assert_same(found, check.run(project))


def test_what_follows_a_loop_is_known_again_when_it_is_cut() -> None:
    project = chain(6)
    edit.replace(project, "n2", "Add")
    edit.connect(project, "n0", "n2")
    checker = Checker(project)
    assert "n5" in checker.run().outputs
    loop = Wire("n3", "n2", "out", "in3")
    for change in (WireAdded(MAIN, loop, 99), WireRemoved(MAIN, loop, 99)) * 2:
        with project.transaction("loop"):
            project.apply(change)
        found = checker.again()
        assert found is not None and len(found.order) == (2 if loop in project.main.wires else 6)
        assert_same(found, check.run(project))


def test_an_edit_inside_a_block_reaches_the_network() -> None:
    project = chain(6)
    edit.group(project, ["n2", "n3"], "Block")
    checker = Checker(project)
    checker.run()
    edit.replace(project, "n2", "MatMul", graph="Block")
    found = checker.again()
    assert found is not None and not found.ok
    assert_same(found, check.run(project))


def chain(length: int) -> Project:
    project = Project.new("chain")
    with project.transaction("draw"):
        for order in range(length):
            kind = "ReLU" if order else "Input"
            params = {} if order else {"shape": (4,)}
            project.apply(NodeAdded(MAIN, Node(f"n{order}", kind, params, order=order)))
        for order in range(1, length):
            wire = Wire(f"n{order - 1}", f"n{order}")
            project.apply(WireAdded(MAIN, wire, length + order))
    return project


def test_a_layer_that_gives_the_same_as_before_ends_the_asking() -> None:
    project = chain(50)
    checker = Checker(project)
    checker.run()
    edit.replace(project, "n3", "Tanh")
    assert checker.again(most=5) is not None


def test_too_much_to_ask_is_left_to_a_full_check() -> None:
    project = chain(50)
    checker = Checker(project)
    checker.run()
    edit.set_param(project, ["n0"], "shape", (8,))
    assert checker.again(most=20) is None and not checker.is_ready
    assert_same(checker.run(), check.run(project))


def test_a_report_stays_as_it_was_when_the_drawing_goes_on() -> None:
    project = chain(5)
    checker = Checker(project)
    before, wanted = checker.run(), check.run(project)
    edit.remove(project, ["n2"])
    edit.set_param(project, ["n0"], "shape", (8,))
    after = checker.again()
    assert after is not None and after.outputs != before.outputs
    assert_same(before, wanted)


def test_another_language_is_spoken_at_once() -> None:
    from designer.text.languages import set_language

    project = chain(3)
    checker = Checker(project)
    checker.run()
    try:
        set_language("zh")
        assert checker.again() is None
        assert_same(checker.run(), check.run(project))
    finally:
        set_language("en")
