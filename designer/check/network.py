"""Why: questions of loops are asked of a graph that networkx understands."""

from collections.abc import Iterable

import networkx as nx

from designer.model import Graph, Wire


def network(drawing: Graph) -> nx.DiGraph:
    """The nodes by name, oldest first, with one edge for all wires from one node to another."""
    net = nx.DiGraph()
    net.add_nodes_from(node.name for node in drawing.ordered_nodes())
    net.add_edges_from((wire.source, wire.target) for wire in drawing.wires)
    return net


def tangles(net: nx.DiGraph, order: Iterable[str]) -> list[nx.DiGraph]:
    """The groups of nodes that lie on common loops, oldest node first, each with its edges.

    `order` are nodes known to be on no loop.
    """
    rest = net.subgraph(set(net).difference(order)).copy()
    groups = [part for part in nx.strongly_connected_components(rest) if _has_loop(rest, part)]
    place = {name: index for index, name in enumerate(net)}
    groups.sort(key=lambda part: min(place[name] for name in part))
    return [rest.subgraph(sorted(part, key=place.__getitem__)).copy() for part in groups]


def loop_through(tangle: nx.DiGraph, wire: Wire) -> list[str]:
    """The shortest loop on which the wire lies, beginning with the wire's target."""
    if wire.source == wire.target:
        return [wire.source]
    return list(nx.shortest_path(tangle, wire.target, wire.source))


def is_loose(tangle: nx.DiGraph, wire: Wire) -> bool:
    """True when no loop is left without the wires between these two nodes."""
    rest = tangle.copy()
    rest.remove_edge(wire.source, wire.target)
    return bool(nx.is_directed_acyclic_graph(rest))


def back_edges(tangle: nx.DiGraph) -> list[tuple[str, str]]:
    """Edges without which no loop is left: those that lead back.

    A depth-first walk (without recursion) meets them while their target is still open.
    """
    open_nodes: set[str] = set()
    back = []
    for source, target, kind in nx.dfs_labeled_edges(tangle):
        if kind == "forward":
            open_nodes.add(target)
        elif kind == "reverse":
            open_nodes.discard(target)
        elif target in open_nodes:
            back.append((source, target))
    return back


def wires_between(drawing: Graph, source: str, target: str) -> tuple[Wire, ...]:
    """All wires from one node to another, oldest first."""
    return tuple(wire for wire in drawing.outgoing(source) if wire.target == target)


def _has_loop(net: nx.DiGraph, part: set[str]) -> bool:
    return len(part) > 1 or any(net.has_edge(name, name) for name in part)
