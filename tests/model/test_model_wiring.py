"""Why: what leads to a node and what follows it is asked in every room, answered in one place."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded

COUNT = 8
names = st.integers(0, COUNT - 1).map("n{}".format)


@given(st.sets(st.tuples(names, names)), st.sets(names))
def test_reach_is_what_networkx_says(edges: set[tuple[str, str]], starts: set[str]) -> None:
    """On any drawing, loops and all."""
    project, net = Project.new("net"), nx.DiGraph(edges)
    net.add_nodes_from(f"n{i}" for i in range(COUNT))
    with project.transaction("draw"):
        for i in range(COUNT):
            project.apply(NodeAdded(MAIN, Node(f"n{i}", "Add", {}, (0.0, 0.0), i)))
        for number, (source, target) in enumerate(sorted(edges)):
            wire = Wire(source, target, "out", f"in{number}")
            project.apply(WireAdded(MAIN, wire, COUNT + number))
    above = {name for start in starts for name in nx.ancestors(net, start)}
    below = {name for start in starts for name in nx.descendants(net, start)}
    assert project.main.above(starts) == starts | above
    assert project.main.below(starts) == starts | below
