"""Why: shapes must be right again before the next key is pressed, also in a deep network."""

import itertools
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from designer import check, edit
from designer.check.network import network
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded

LENGTHS = (10, 100, 1_000)
ROUNDS = 60
GOAL_MS = 50.0  # one edit in 1,000 layers until the shapes are right


def chain(length: int) -> Project:
    """Input, `length` layers (3 × 3 convolutions and ReLU in turn), Output."""
    project = Project.new("chain")
    nodes = [("image", "Input", {"shape": (8, 16, 16)})]
    for index in range(length):
        filters = {"out_channels": 8, "padding": 1}
        nodes.append((f"l{index}", "ReLU", {}) if index % 2 else (f"l{index}", "Conv2d", filters))
    nodes.append(("out", "Output", {}))
    with project.transaction("draw"):
        for order, (name, type_, params) in enumerate(nodes):
            project.apply(NodeAdded(MAIN, Node(name, type_, params, (0.0, 80.0 * order), order)))
        for order, ((source, *_), (target, *_)) in enumerate(itertools.pairwise(nodes)):
            project.apply(WireAdded(MAIN, Wire(source, target), len(nodes) + order))
    return project


def first_check(length: int) -> float:
    """Seconds for the first check of a chain that no check has seen."""
    project = chain(length)
    edit.set_param(project, ["image"], "shape", (8, 16, 17 + length))  # no remembered answers
    begin = perf_counter()
    assert check.run(project).ok
    return perf_counter() - begin


def after_edits(length: int) -> Iterator[float]:
    """Seconds of each check after an edit of the first layer, with filters never seen before."""
    project = chain(length)
    check.run(project)
    for round_ in range(ROUNDS):
        edit.set_param(project, ["l0"], "out_channels", 1_000 * length + round_)
        begin = perf_counter()
        report = check.run(project)
        yield perf_counter() - begin
        assert report.ok and report.values["l0"]["out_channels"] == 1_000 * length + round_


def with_a_mistake(length: int) -> float:
    """Median seconds of a check whose second layer cannot take what comes, repairs and all."""
    project = chain(length)
    times = []
    for round_ in range(ROUNDS):
        edit.set_param(project, ["l2"], "kernel_size", 20 + round_)
        begin = perf_counter()
        report = check.run(project)
        times.append(perf_counter() - begin)
        assert report.problems[0].node == "l2" and report.problems[0].fixes
    return median(times)


def graph_alone(length: int) -> float:
    """Median seconds to build the networkx graph alone."""
    drawing = chain(length).main
    times = []
    for _ in range(ROUNDS):
        begin = perf_counter()
        network(drawing)
        times.append(perf_counter() - begin)
    return median(times)


def main() -> None:
    print("Check after one edit of the first layer of a chain (milliseconds)")
    print(f"{'layers':>8}{'first':>10}{'median':>10}{'p95':>10}{'graph':>10}{'ratio':>8}")
    for length in LENGTHS:
        first, alone = 1e3 * first_check(length), 1e3 * graph_alone(length)
        times = sorted(1e3 * seconds for seconds in after_edits(length))
        middle, late = median(times), times[int(0.95 * len(times))]
        row = f"{first:>10.2f}{middle:>10.2f}{late:>10.2f}{alone:>10.2f}{middle / alone:>8.1f}"
        print(f"{length:>8,}{row}")
    print("The same with a layer that cannot take what comes in, and its repairs (median)")
    for length in LENGTHS:
        print(f"{length:>8,}{1e3 * with_a_mistake(length):>10.2f}")
    print(f"Goal: {GOAL_MS:g} ms in {LENGTHS[-1]:,} layers.")


if __name__ == "__main__":
    main()
