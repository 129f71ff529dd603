"""Why: a tidy drawing reads from top to bottom, without overlaps and with straight chains."""

import time
from itertools import combinations
from random import Random

import pytest

from designer import edit
from designer.edit.columns import spread
from designer.edit.layering import parts_of, rows_of
from designer.edit.tidying import COLUMN, ROW, laid_out
from designer.model import Project, Wire
from tests.edit.random_edits import RandomEdits


def places(edges: str) -> dict[str, tuple[float, float]]:
    """The layout of edges written "ab bc"."""
    names = sorted(set(edges.replace(" ", "")))
    pairs = edges.split()
    return laid_out(names, {name: [b for a, b in pairs if a == name] for name in names})


def test_a_chain_is_straight() -> None:
    assert places("ab bc cd") == {name: (0, ROW * i) for i, name in enumerate("abcd")}


def test_a_diamond_is_centered() -> None:
    at = places("ab ac bd cd")
    assert at["a"][0] == at["d"][0] == COLUMN / 2
    assert [at["b"], at["c"]] == [(0, ROW), (COLUMN, ROW)]


def test_a_shortcut_leaves_its_chain_straight() -> None:
    at = places("ab bc cd ad")
    assert len({x for x, _ in at.values()}) == 1


def test_branches_do_not_cross() -> None:
    # Drawn crosswise: the left branch was made last.
    at = places("ab ac be cd df ef")
    left = "b" if at["b"][0] < at["c"][0] else "c"
    assert (at["e"][0] < at["d"][0]) == (left == "b")
    assert at["b"][0] == at["e"][0] and at["c"][0] == at["d"][0]


def test_parts_stand_side_by_side() -> None:
    at = places("ab cd ef")
    assert [at[name] for name in "ace"] == [(0, 0), (COLUMN, 0), (2 * COLUMN, 0)]


def test_loops_are_laid_out_too() -> None:
    at = places("ab bc ca cd")
    assert len(set(at.values())) == 4


def random_graph(chance: Random) -> tuple[list[str], dict[str, list[str]]]:
    """Up to 25 names with edges that lead from earlier to later ones."""
    names = [f"n{i}" for i in range(chance.randint(1, 25))]
    below: dict[str, list[str]] = {name: [] for name in names}
    for a, b in combinations(names, 2):
        if chance.random() < 0.12:
            below[a].append(b)
    return names, below


@pytest.mark.parametrize("seed", range(40))
def test_any_drawing_reads_downward_without_overlap(seed: int) -> None:
    names, below = random_graph(Random(seed))
    at = laid_out(names, below)
    assert all(at[a][1] < at[b][1] for a in names for b in below[a])
    for a, b in combinations(names, 2):
        assert abs(at[a][0] - at[b][0]) >= COLUMN - 1 or at[a][1] != at[b][1], (a, b)
    rows = rows_of(names, below)
    assert sum(len(part) for part in parts_of(names, below)) == len(names)
    above = {b: [a for a in names if b in below[a]] for b in names}
    for name in names:  # longest path
        assert rows[name] == max((rows[a] + 1 for a in above[name]), default=0)


def test_a_thousand_layers_with_shortcuts_take_less_than_a_second() -> None:
    names = [f"n{i}" for i in range(1000)]
    below = {
        name: names[i + 1 : i + 2] + names[i + 3 : i + 4] + names[-1:]
        for i, name in enumerate(names[:-1])
    }
    below[names[-1]] = []
    start = time.perf_counter()
    at = laid_out(names, {a: list(dict.fromkeys(b)) for a, b in below.items()})
    assert time.perf_counter() - start < 1
    assert len({x for x, _ in at.values()}) == 1


def test_only_the_named_layers_move_and_their_corner_stays() -> None:
    project = Project.new("named")
    for i in range(4):
        edit.add(project, "ReLU", at=(100 + 7 * i, 50 + 5 * i))
    for a, b in (("relu1", "relu2"), ("relu2", "relu3"), ("relu3", "relu4")):
        edit.connect(project, a, b)
    edit.tidy(project, ["relu2", "relu3"])
    at = {name: node.at for name, node in project.main.nodes.items()}
    assert at == {
        "relu1": (100, 50),
        "relu2": (107, 55),
        "relu3": (107, 55 + ROW),
        "relu4": (121, 65),
    }


def test_tidying_a_tidy_drawing_changes_nothing() -> None:
    project = Project.new("twice")
    edits = RandomEdits(project, edit.History(project), seed=5, limit=25)
    for _ in edits.steps(300):
        pass
    edit.tidy(project)
    history = edit.History(project)
    edit.tidy(project)
    assert not history.can_undo
    edit.tidy(project, [])
    assert not history.can_undo


def test_spread_keeps_places_apart_and_near() -> None:
    assert spread([0, 5, 9], [1, 1, 1]) == [0, 5, 9]
    assert spread([2, 2], [1, 1]) == [1.5, 2.5]
    assert spread([5, 0], [1, 1]) == [2, 3]
    heavy = spread([0, 0], [1, 0.001])
    assert abs(heavy[0]) < 0.01 and heavy[1] == heavy[0] + 1


def test_wires_do_not_change() -> None:
    project = Project.new("wires")
    edit.add(project, "Input")
    edit.add(project, "ReLU")
    edit.connect(project, "input1", "relu1")
    edit.tidy(project)
    assert list(project.main.wires) == [Wire("input1", "relu1")]
