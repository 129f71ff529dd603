"""Why: a value that only the next line reads first is `x`; others have the names of nodes."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from designer.layers import Layer, output_ports
from designer.model import Graph, Node

INPUT = "Input"
OUTPUT = "Output"
CHAIN = "x"
"""The variable that is used again and again along a chain."""

Value = tuple[str, str]
"""A node and one of its output ports."""


def needed_nodes(graph: Graph) -> AbstractSet[str]:
    """The nodes from which a path leads to an Output."""
    return graph.above(node.name for node in graph.nodes.values() if node.type == OUTPUT)


def variables_of(
    graph: Graph, nodes: Sequence[Node], layers: Mapping[str, Layer]
) -> dict[Value, str]:
    """A variable for every value that somebody reads; `nodes` are in the order of their lines.

    A value whose only reader is the next line goes to `x`, which no node is called, unless that
    line takes it beside another: attention reads better of `value`. All others get the name of
    their node, with that of the port where several are read. An Input of a block has a variable
    though nothing reads it: it is an argument.
    """
    lines = [node.name for node in nodes if node.type not in (INPUT, OUTPUT)]
    position = {name: index for index, name in enumerate(lines)}
    readers = _readers(graph, nodes, position, end=len(lines))
    beside = _beside(graph, nodes, layers)
    found: dict[Value, str] = {}
    for node in nodes:
        every = output_ports(layers[node.name])
        ports = [port for port in every if (node.name, port) in readers]
        if node.type == INPUT and not ports:
            found[node.name, every[0]] = node.name
        for port in ports:
            next_line = {position[node.name] + 1} if node.name in position else None
            if len(ports) == 1:
                value = node.name, port
                in_chain = readers[value] == next_line and value not in beside
                found[node.name, port] = CHAIN if in_chain else node.name
            else:
                found[node.name, port] = _free(f"{node.name}_{port}", graph)
    return found


def _free(name: str, graph: Graph) -> str:
    """The name, with underscores until no node is called so."""
    while name in graph.nodes:
        name += "_"
    return name


def _beside(graph: Graph, nodes: Sequence[Node], layers: Mapping[str, Layer]) -> set[Value]:
    """The values that go to a port with a name of its own behind the first one."""
    return {
        wire.start
        for node in nodes
        for wire in graph.incoming(node.name)
        if wire.target_port in {port.name for port in layers[node.name].inputs[1:]}
    }


def _readers(
    graph: Graph, nodes: Sequence[Node], position: Mapping[str, int], end: int
) -> dict[Value, set[int]]:
    """The lines that read each value; Outputs read in the last line, the return."""
    readers: dict[Value, set[int]] = {}
    for node in nodes:
        for wire in graph.incoming(node.name):
            readers.setdefault(wire.start, set()).add(position.get(node.name, end))
    return readers
