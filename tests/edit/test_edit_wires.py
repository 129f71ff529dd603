"""Why: a wire is drawn where it fits, replaces what was there, and never closes a loop."""

import itertools
import time
from random import Random

import networkx as nx
import pytest

from designer import edit
from designer.edit import EditError, History
from designer.edit.loops import loop_of
from designer.model import Project, Wire
from tests.edit.random_edits import RandomEdits


def drawn(*types: str) -> tuple[Project, list[str]]:
    """A project with unconnected layers and their names."""
    project = Project.new("wires")
    return project, [edit.add(project, kind) for kind in types]


def test_an_input_port_is_chosen_and_a_taken_single_one_replaced() -> None:
    project, (a, b, relu) = drawn("Input", "Input", "ReLU")
    first = edit.connect(project, a, relu)
    assert first == Wire(a, relu, "out", "in")
    history = History(project)
    assert edit.connect(project, b, relu) == Wire(b, relu)
    assert list(project.main.wires) == [Wire(b, relu)]
    history.undo()
    assert list(project.main.wires) == [first]


def test_a_variadic_layer_takes_the_next_free_port() -> None:
    project, (a, b, add) = drawn("Input", "Input", "Add")
    ports = [edit.connect(project, name, add).target_port for name in (a, b, a)]
    assert ports == ["in1", "in2", "in3"]
    edit.disconnect(project, [Wire(b, add, "out", "in2")])
    assert edit.connect(project, b, add).target_port == "in2"
    assert edit.connect(project, a, add, target_port="in7").target_port == "in7"


def test_the_same_wire_twice_is_one_wire_and_one_step() -> None:
    project, (a, relu) = drawn("Input", "ReLU")
    history = History(project)
    edit.connect(project, a, relu)
    edit.connect(project, a, relu)
    assert len(project.main.wires) == 1
    history.undo()
    assert not history.can_undo


@pytest.mark.parametrize(
    ("source", "target", "ports", "sentence"),
    [
        ("relu1", "relu1", ("out", ""), "relu1 cannot be connected to itself."),
        ("relu3", "relu1", ("out", ""), "This would make a loop: relu3 → relu1 → relu2 → relu3."),
        ("output1", "relu1", ("out", ""), "output1 has no output to connect from."),
        ("relu1", "input1", ("out", ""), "input1 has no input to connect to."),
        ("relu1", "output1", ("out", "in2"), "output1 has no input “in2”."),
        ("relu1", "output1", ("last", "in"), "relu1 has no output “last”."),
        ("nobody", "relu1", ("out", ""), "There is no layer named “nobody”."),
    ],
)
def test_refusals_say_why(source: str, target: str, ports: tuple[str, str], sentence: str) -> None:
    project, _ = drawn("Input", "ReLU", "ReLU", "ReLU", "Output")
    for a, b in (("input1", "relu1"), ("relu1", "relu2"), ("relu2", "relu3")):
        edit.connect(project, a, b)
    before = project.state()
    assert edit.can_connect(project, source, ports[0], target, ports[1]) == sentence
    with pytest.raises(EditError) as caught:
        edit.connect(project, source, target, *ports)
    assert str(caught.value) == sentence
    assert project.state() == before


def test_a_long_loop_is_told_briefly() -> None:
    project, names = drawn(*["ReLU"] * 20)
    for a, b in itertools.pairwise(names):
        edit.connect(project, a, b)
    sentence = edit.can_connect(project, "relu20", "out", "relu1", "")
    assert sentence == "This would make a loop: relu20 → relu1 → relu2 → … → relu19 → relu20."


def test_looking_for_loops_takes_linear_time_in_a_lattice() -> None:
    # 40 rows of two layers, each wired to both of the next row: 2^39 paths.
    project, _ = drawn()
    rows = [[edit.add(project, "Add") for _ in range(2)] for _ in range(40)]
    for upper, lower in itertools.pairwise(rows):
        for a in upper:
            for b in lower:
                edit.connect(project, a, b)
    start = time.perf_counter()
    assert "loop" in edit.can_connect(project, rows[-1][0], "out", rows[0][0], "")
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize("seed", range(8))
def test_the_loop_that_is_told_is_there_and_the_shortest(seed: int) -> None:
    chance = Random(seed)
    project, names = drawn(*["Add"] * chance.randint(2, 30))
    for _ in range(chance.randint(1, 40)):
        a, b = sorted(chance.sample(range(len(names)), 2))
        edit.connect(project, names[a], names[b])
    net = nx.DiGraph((wire.source, wire.target) for wire in project.main.wires)
    net.add_nodes_from(names)
    for source, target in itertools.permutations(names, 2):
        loop = loop_of(project.main, source, target)
        if not nx.has_path(net, target, source):
            assert loop == []
            continue
        assert loop[0] == loop[-1] == source and loop[1] == target
        assert len(loop) - 2 == nx.shortest_path_length(net, target, source)
        assert nx.is_path(net, loop[1:])


@pytest.mark.parametrize("seed", range(3))
def test_can_connect_foretells_connect(seed: int) -> None:
    project = Project.new("foretold")
    edits = RandomEdits(project, History(project), seed, limit=12)
    answers = set()
    for _ in edits.steps(400):
        source, target = edits.name(), edits.name()
        port = edits.chance.choice(["", "in", "in1", "in2"])
        reason = edit.can_connect(project, source, "out", target, port)
        twin = project.copy()
        try:
            wire = edit.connect(twin, source, target, target_port=port)
            answer = ""
            assert wire in twin.main.wires
        except EditError as error:
            answer = str(error)
        assert answer == reason
        answers.add(bool(reason))
    assert answers == {True, False}


def test_disconnecting_what_is_gone_does_nothing() -> None:
    project, (a, relu) = drawn("Input", "ReLU")
    wire = edit.connect(project, a, relu)
    edit.disconnect(project, [wire, wire])
    history = History(project)
    edit.disconnect(project, [wire])
    assert not history.can_undo and not project.main.wires
