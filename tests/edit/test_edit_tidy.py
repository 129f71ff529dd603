"""Why: a tidy drawing reads from top to bottom, without overlaps and with straight chains."""

import time
from itertools import combinations, pairwise
from random import Random

import pytest

from designer import edit
from designer.edit.arranging import FINE, Lead, laid_out
from designer.edit.flowing import DOWN
from designer.edit.layering import parts_of, rows_of
from designer.edit.ordering import Links, crossings, ordered
from designer.model import Project, Wire
from tests.edit.random_edits import RandomEdits

ROW, COLUMN = DOWN.row, DOWN.column


def places(edges: str) -> dict[str, tuple[float, float]]:
    """The layout of edges written "ab bc"."""
    names = sorted(set(edges.replace(" ", "")))
    pairs = edges.split()
    return laid_out(names, {name: [Lead(b) for a, b in pairs if a == name] for name in names})


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


def test_branches_of_different_lengths_keep_their_columns() -> None:
    at = places("ab ac ad be df fg eh gh dh")  # a splits in three, h joins them
    assert at["b"][0] == at["e"][0] and at["d"][0] == at["f"][0] == at["g"][0]
    assert at["a"][0] == at["h"][0]
    assert sorted(at[name][0] for name in "bcd") == [0, COLUMN, 2 * COLUMN]


@pytest.mark.parametrize("mirrored", [False, True])
def test_branches_stand_in_the_order_of_the_inputs_that_they_end_at(mirrored: bool) -> None:
    ends = {"b": 0.25, "c": -0.25} if mirrored else {"b": -0.25, "c": 0.25}
    leads = {"a": [Lead("b"), Lead("c")], "d": []} | {n: [Lead("d", 0, ends[n])] for n in "bc"}
    at = laid_out(list("abcd"), leads)
    assert (at["b"][0] < at["c"][0]) is not mirrored


def test_what_stands_beside_a_way_around_leaves_room_for_it() -> None:
    at = places("ab bc cd de ef bx xy ye ae")  # x and y beside c and d; a way around all of them
    assert at["a"][0] == at["b"][0] == at["e"][0] == at["f"][0]
    assert abs(at["c"][0] - at["x"][0]) >= COLUMN


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
    at = laid_out(names, {name: [Lead(b) for b in below[name]] for name in names})
    assert all(x % FINE == 0 for x, _ in at.values())
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
    leads = {a: [Lead(b) for b in dict.fromkeys(targets)] for a, targets in below.items()}
    start = time.process_time()
    at = laid_out(names, leads)
    assert time.process_time() - start < 1
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


def linked(rows: list[list[int]], wires: list[tuple[int, int]]) -> tuple[Links, Links]:
    above, below = Links(), Links()
    for _ in range(sum(map(len, rows))):
        above.grow()
        below.grow()
    for a, b in wires:
        below.add(a, b)
        above.add(b, a)
    return above, below


@pytest.mark.parametrize("seed", range(30))
def test_branches_drawn_crosswise_are_disentangled(seed: int) -> None:
    chance = Random(seed)
    width, depth = chance.randint(2, 7), chance.randint(2, 9)
    numbers = list(range(width * depth))
    chance.shuffle(numbers)
    lines = [numbers[i * depth : (i + 1) * depth] for i in range(width)]
    rows = [[line[i] for line in chance.sample(lines, width)] for i in range(depth)]
    above, below = linked(rows, [pair for line in lines for pair in pairwise(line)])
    found = ordered(rows, above, below)
    assert crossings(found, below) == 0
    assert [sorted(row) for row in found] == [sorted(row) for row in rows]


@pytest.mark.parametrize("seed", range(30))
def test_crossings_are_counted_and_never_become_more(seed: int) -> None:
    chance = Random(seed)
    rows = [[3 * i, 3 * i + 1, 3 * i + 2] for i in range(4)]
    wires = [
        (a, b) for i in range(3) for a in rows[i] for b in rows[i + 1] if chance.random() < 0.5
    ]
    above, below = linked(rows, wires)

    def counted(rows: list[list[int]]) -> int:
        at = {place: i for row in rows for i, place in enumerate(row)}
        pairs = [p for p in combinations(wires, 2) if p[0][0] // 3 == p[1][0] // 3]
        return sum((at[a] - at[c]) * (at[b] - at[d]) < 0 for (a, b), (c, d) in pairs)

    found = ordered(rows, above, below)
    assert crossings(rows, below) == counted(rows) >= crossings(found, below) == counted(found)


def test_wires_do_not_change() -> None:
    project = Project.new("wires")
    edit.add(project, "Input")
    edit.add(project, "ReLU")
    edit.connect(project, "input1", "relu1")
    edit.tidy(project)
    assert list(project.main.wires) == [Wire("input1", "relu1")]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_fixed_stays_and_the_others_keep_clear_of_it(seed: int) -> None:
    project = Project.new("fixed")
    edits = RandomEdits(project, edit.History(project), seed=seed, limit=25)
    for _ in edits.steps(120):
        pass
    edit.tidy(project)
    chance, names = Random(seed), sorted(project.main.nodes)
    fixed = [name for name in names if chance.random() < 0.3]
    before = {name: node.at for name, node in project.main.nodes.items()}
    edit.tidy(project, fixed=fixed)
    at = {name: node.at for name, node in project.main.nodes.items()}
    assert all(at[name] == before[name] for name in fixed)
    for a, b in combinations(names, 2):
        apart = abs(at[a][0] - at[b][0]) >= COLUMN - FINE or abs(at[a][1] - at[b][1]) >= ROW - FINE
        assert apart, (a, b)


def test_what_is_reached_along_the_wires() -> None:
    project = Project.new("reached")
    for _ in range(5):
        edit.add(project, "ReLU")
    for a, b in ((1, 2), (2, 3), (2, 4)):
        edit.connect(project, f"relu{a}", f"relu{b}")
    assert edit.reached(project.main, ["relu2"], down=True) == ["relu3", "relu4"]
    assert edit.reached(project.main, ["relu3"], down=False) == ["relu1", "relu2"]
    assert edit.reached(project.main, ["relu5"], down=True) == []


def test_what_is_tidied_alone_does_not_lie_on_what_stays() -> None:
    project = Project.new("alone")
    for number in range(4):
        edit.add(project, "ReLU", f"n{number}", at=(number * 500, number * 24))
    for a, b in pairwise(f"n{number}" for number in range(4)):
        edit.connect(project, a, b)
    edit.add(project, "Tanh", "stays", at=(60, 170))
    edit.tidy(project, ["n0", "n1", "n2", "n3"])
    at = {name: node.at for name, node in project.main.nodes.items()}
    assert at["stays"] == (60, 170) and [at[f"n{i}"][1] for i in range(4)] == [0, 80, 160, 240]
    assert len({at[f"n{i}"][0] for i in range(4)}) == 1
    assert all(abs(at[f"n{i}"][0] - 60) >= 208 or abs(at[f"n{i}"][1] - 170) >= 48 for i in range(4))
    edit.move(project, {"stays": (600, 170)})
    edit.tidy(project, ["n0", "n1", "n2", "n3"])
    assert project.main.nodes["n0"].at == at["n0"], "where nothing is in the way, it stays"
