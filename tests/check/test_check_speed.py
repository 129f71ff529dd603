"""Why: whatever is drawn, four times as much of it takes about four times as long to check.

How long that is stands in `benchmarks/`.
"""

from collections.abc import Callable
from itertools import pairwise
from time import process_time

import pytest

from designer import check
from designer.check.verdict import Memory
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded


def drawn(nodes: list[tuple[str, str, dict]], wires: list[Wire]) -> Project:
    project = Project.new("large")
    with project.transaction("draw"):
        for order, (name, type_, params) in enumerate(nodes):
            project.apply(NodeAdded(MAIN, Node(name, type_, params, (0.0, 0.0), order)))
        for order, wire in enumerate(wires, start=len(nodes)):
            project.apply(WireAdded(MAIN, wire, order))
    return project


def chain(length: int) -> Project:
    conv = {"out_channels": 8, "padding": 1}
    layers = [(f"l{i}", "ReLU", {}) if i % 2 else (f"l{i}", "Conv2d", conv) for i in range(length)]
    nodes = [("image", "Input", {"shape": (8, 16, 16)}), *layers, ("out", "Output", {})]
    return drawn(nodes, [Wire(a[0], b[0]) for a, b in pairwise(nodes)])


def growth(make: Callable[[int], Project], count: int) -> float:
    """How much longer four times as many take: 4 when the check is linear, 16 when quadratic.

    Processor time, not the clock: other work on the machine does not count.
    """
    small, large = (min(seconds(make(n)) for _ in range(3)) for n in (count, 4 * count))
    return large / small


def seconds(project: Project) -> float:
    begin = process_time()
    check.run(project)
    return process_time() - begin


def test_a_chain_grows_linearly() -> None:
    assert growth(chain, 500) < 9


def test_5000_layers_in_a_row_need_no_deep_stack() -> None:
    project = chain(5_000)
    report = check.run(project)
    assert report.ok and len(report.outputs) == 5_002


def test_many_ways_through_a_network_are_not_walked_one_by_one() -> None:
    nodes: list[tuple[str, str, dict]] = [("image", "Input", {"shape": (4,)})]
    wires = []
    for index in range(200):  # 2 ** 200 ways
        before = nodes[-1][0]
        nodes += [(f"r{index}", "ReLU", {}), (f"a{index}", "Add", {})]
        wires += [Wire(before, f"r{index}"), Wire(before, f"a{index}", "out", "in1")]
        wires.append(Wire(f"r{index}", f"a{index}", "out", "in2"))
    nodes.append(("out", "Output", {}))
    wires.append(Wire("a199", "out"))
    assert check.run(drawn(nodes, wires)).ok


def all_wrong(count: int) -> Project:
    stray = [(f"s{i}", "Conv2d", {}) for i in range(count)]
    wrong = [(f"w{i}", "Linear", {}) for i in range(count)]
    nodes = [("image", "Input", {"shape": (8, 16, 16)}), *stray, *wrong, ("out", "Output", {})]
    return drawn(nodes, [Wire("image", name) for name, *_ in wrong])


def moved(count: int) -> Project:
    """Batches that are moved, in front of layers that cannot take them."""
    swap = {"dim0": 0, "dim1": 1}
    nodes: list[tuple[str, str, dict]] = [("image", "Input", {"shape": (4, 8)})]
    nodes += [(f"m{i}", "Transpose", swap) for i in range(count)]
    nodes += [(f"c{i}", "Conv1d", {}) for i in range(count)]
    wires = [Wire("image", f"m{i}") for i in range(count)]
    wires += [Wire(f"m{i}", f"c{i}") for i in range(count)]
    return drawn([*nodes, ("out", "Output", {})], wires)


def half_wired(count: int) -> Project:
    nodes = [("image", "Input", {"shape": (4,)}), *((f"a{i}", "Add", {}) for i in range(count))]
    nodes.append(("out", "Output", {}))
    wires = [Wire(a[0], b[0], "out", "in1") for a, b in pairwise(nodes[:-1])]
    return drawn(nodes, [*wires, Wire(f"a{count - 1}", "out")])


def dead_ends(count: int) -> Project:
    row = [("image", "Input", {"shape": (4,)}), *((f"r{i}", "ReLU", {}) for i in range(count))]
    wires = [Wire(a[0], b[0]) for a, b in pairwise(row)]
    tips = [(f"t{i}", "Tanh", {}) for i in range(count)]
    wires += [Wire(f"r{i}", f"t{i}") for i in range(count)]
    out = ("out", "Output", {})
    return drawn([*row, *tips, out], [*wires, Wire(f"r{count - 1}", "out")])


def loop(count: int) -> Project:
    nodes = [(f"a{i}", "Add", {}) for i in range(count)]
    wires = [Wire(f"a{i}", f"a{(i + 1) % count}", "out", "in1") for i in range(count)]
    wires += [Wire(f"a{i}", f"a{(i + 7) % count}", "out", "in2") for i in range(count)]
    return drawn(nodes, wires)


@pytest.mark.parametrize(
    ("make", "code", "many"),
    [
        (all_wrong, "", 1.0),
        (moved, "batch", 1.0),
        (half_wired, "missing-input", 1.0),
        (dead_ends, "unreachable", 1.0),
        (loop, "cycle", 0.0),
    ],
)
def test_many_mistakes_are_all_told_and_grow_linearly(
    make: Callable[[int], Project], code: str, many: float
) -> None:
    problems = check.run(make(400)).problems
    assert sum(p.code == code or not code for p in problems) >= max(1, 400 * many)
    assert growth(make, 400) < 9


def test_what_is_remembered_is_bounded() -> None:
    memory: Memory[int] = Memory(10)
    for number in range(100):
        memory.put(number, number)
        assert len(memory) <= 10
        assert memory.get(number) == number
    assert memory.get(0) is None
