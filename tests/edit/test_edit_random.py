"""Why: one long random walk finds what a hundred examples do not."""

from collections import Counter

import pytest

from designer import store
from designer.edit import History
from designer.model import Graph, Project
from tests.edit.random_edits import RandomEdits


def assert_sound(graph: Graph) -> None:
    """Adjacency agrees with the wires, and every wire has both its ends."""
    around = {wire for name in graph.nodes for wire in graph.incoming(name)}
    assert around == set(graph.wires)
    for wire in graph.wires:
        assert wire in graph.incoming(wire.target) and wire in graph.outgoing(wire.source)
    ends = Counter(wire.end for wire in graph.wires)
    assert all(count == 1 for count in ends.values()), "two wires in one port"


@pytest.mark.parametrize("seed", range(4))
def test_random_edits(seed: int) -> None:
    project = Project.new("random")
    initial = project.state()
    history = History(project)
    edits = RandomEdits(project, history, seed)
    saved = project.state()
    kinds = Counter[str]()
    for kind in edits.steps(2500):
        kinds[kind] += 1
        saved = project.state() if kind == "save" else saved
        text = store.dumps(project)
        again = store.loads(text)
        assert again.state() == project.state(), kind
        assert store.dumps(again) == text, kind
        for graph in project.graphs.values():
            assert_sound(graph)
        if history.is_saved:
            assert project.state() == saved, kind
    assert edits.done > 1500 and min(kinds.values()) > 0 and len(kinds) > 20
    while history.redo_label:
        history.redo()
    last = project.state()
    steps = 0
    while history.undo_label:
        history.undo()
        steps += 1
    assert project.state() == initial
    for _ in range(steps):
        history.redo()
    assert project.state() == last and not history.can_redo
