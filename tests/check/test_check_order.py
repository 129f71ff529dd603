"""Why: an order that is kept through edits is the one that is found anew."""

from random import Random

import networkx as nx
import pytest

from designer.check.sorting import ordered, placed, reordered
from designer.model import (
    MAIN,
    Graph,
    Node,
    NodeAdded,
    NodeRemoved,
    Project,
    Wire,
    WireAdded,
    WireRemoved,
)


def add_wire(project: Project, chance: Random, backward: float) -> set[str]:
    names = [node.name for node in project.main.ordered_nodes()]
    a, b = sorted(chance.choices(range(len(names)), k=2))
    if chance.random() < backward:
        a, b = b, a
    wire = Wire(names[a], names[b], "out", f"in{chance.randint(1, 3)}")
    if wire in project.main.wires:
        return set()
    project.apply(WireAdded(MAIN, wire, project.main.next_order()))
    return {wire.source, wire.target}


def cut_wire(project: Project, chance: Random) -> set[str]:
    if not project.main.wires:
        return set()
    wire = chance.choice(project.main.ordered_wires())
    project.apply(WireRemoved(MAIN, wire, project.main.wires[wire]))
    return {wire.source, wire.target}


def add_node(project: Project, _: Random) -> set[str]:
    order = project.main.next_order()
    project.apply(NodeAdded(MAIN, Node(f"n{order}", "Add", order=order)))
    return {f"n{order}"}


def remove_node(project: Project, chance: Random) -> set[str]:
    name = chance.choice(list(project.main.nodes))
    touched = {name}
    for wire in {*project.main.incoming(name), *project.main.outgoing(name)}:
        project.apply(WireRemoved(MAIN, wire, project.main.wires[wire]))
        touched |= {wire.source, wire.target}
    project.apply(NodeRemoved(MAIN, project.main.nodes[name]))
    return touched


def wanted(drawing: Graph) -> tuple[str, ...]:
    """As networkx says it."""
    net = nx.MultiDiGraph((wire.source, wire.target) for wire in drawing.wires)
    net.add_nodes_from(drawing.nodes)
    on_loops = {
        name for part in nx.strongly_connected_components(net) if len(part) > 1 for name in part
    }
    on_loops |= {name for name in net if net.has_edge(name, name)}
    after = on_loops.union(*(nx.descendants(net, name) for name in on_loops))
    net.remove_nodes_from(after)
    return tuple(nx.lexicographical_topological_sort(net, lambda name: drawing.nodes[name].order))


@pytest.mark.parametrize("backward", [0.0, 0.05, 0.4])
@pytest.mark.parametrize("seed", range(4))
def test_the_order_is_kept_through_edits(seed: int, backward: float) -> None:
    chance, project = Random(seed), Project.new("order")
    order: tuple[str, ...] = ()
    for _ in range(100):
        touched: set[str] = set()
        with project.transaction("edit"):
            for _ in range(chance.choice([1, 1, 1, 2, 5])):
                few = len(project.main.nodes) < chance.choice([2, 8, 30])
                touched |= add_node(project, chance) if few else set()
                for _ in range(2):
                    touched |= add_wire(project, chance, backward)
                touched |= cut_wire(project, chance)
                if chance.random() < 0.2 and len(project.main.nodes) > 2:
                    touched |= remove_node(project, chance)
        order = reordered(project.main, order, placed(order), touched)
        assert order == ordered(project.main) == wanted(project.main)
