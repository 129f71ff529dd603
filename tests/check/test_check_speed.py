"""Why: the check keeps up with the hand, and no drawing makes it take exponentially long."""

from itertools import pairwise
from time import perf_counter

from designer import check, edit
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


def best_of(count: int, project: Project) -> float:
    times = []
    for round_ in range(count):
        edit.set_param(project, ["l0"], "out_channels", 30 + round_)
        begin = perf_counter()
        assert check.run(project).ok
        times.append(perf_counter() - begin)
    return min(times)


def seconds(project: Project) -> float:
    begin = perf_counter()
    check.run(project)
    return perf_counter() - begin


def test_an_edit_in_1000_layers_is_checked_in_time() -> None:
    project = chain(1_000)
    assert seconds(project) < 1.0
    assert best_of(8, project) < 0.05


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
    project = drawn(nodes, wires)
    assert check.run(project).ok
    assert seconds(project) < 1.0


def test_everything_wrong_at_once_is_still_told_in_time() -> None:
    stray = [(f"s{i}", "Conv2d", {}) for i in range(1_500)]
    wrong = [(f"w{i}", "Linear", {}) for i in range(1_500)]
    nodes = [("image", "Input", {"shape": (8, 16, 16)}), *stray, *wrong, ("out", "Output", {})]
    project = drawn(nodes, [Wire("image", name) for name, *_ in wrong])
    assert len(check.run(project).problems) >= 3_000
    assert seconds(project) < 0.5


def test_a_long_row_of_half_wired_layers_is_told_in_time() -> None:
    nodes = [("image", "Input", {"shape": (4,)}), *((f"a{i}", "Add", {}) for i in range(2_000))]
    nodes.append(("out", "Output", {}))
    wires = [Wire(a[0], b[0], "out", "in1") for a, b in pairwise(nodes[:-1])]
    project = drawn(nodes, [*wires, Wire("a1999", "out")])
    assert sum(p.code == "missing-input" for p in check.run(project).problems) == 2_000
    assert seconds(project) < 0.5


def test_many_dead_ends_of_a_long_row_are_told_in_time() -> None:
    row = [("image", "Input", {"shape": (4,)}), *((f"r{i}", "ReLU", {}) for i in range(2_000))]
    wires = [Wire(a[0], b[0]) for a, b in pairwise(row)]
    tips = [(f"t{i}", "Tanh", {}) for i in range(2_000)]
    wires += [Wire(f"r{i}", f"t{i}") for i in range(2_000)]
    project = drawn([*row, *tips, ("out", "Output", {})], [*wires, Wire("r1999", "out")])
    assert sum(p.code == "unreachable" for p in check.run(project).problems) == 2_000
    assert seconds(project) < 0.5


def test_a_large_loop_is_told_in_time() -> None:
    nodes = [(f"a{i}", "Add", {}) for i in range(2_000)]
    wires = [Wire(f"a{i}", f"a{(i + 1) % 2_000}", "out", "in1") for i in range(2_000)]
    wires += [Wire(f"a{i}", f"a{(i + 7) % 2_000}", "out", "in2") for i in range(2_000)]
    assert seconds(drawn(nodes, wires)) < 2.0


def test_what_is_remembered_is_bounded() -> None:
    memory: Memory[int] = Memory(10)
    for number in range(100):
        memory.put(number, number)
        assert len(memory) <= 10
        assert memory.get(number) == number
    assert memory.get(0) is None
