"""Why: one command makes a drawing neat: rows from top to bottom, branches side by side."""

from collections.abc import Iterable

from designer.edit.arranging import Lead, laid_out
from designer.edit.lookup import graph_of, nodes_of
from designer.edit.nodes import move
from designer.layers import input_ports, known, output_ports
from designer.model import MAIN, Node, Project
from designer.text import tr


def tidy(project: Project, names: Iterable[str] | None = None, graph: str = MAIN) -> None:
    """Lay layers out in rows, top to bottom; only the named ones where names are given.

    The top left corner of what is laid out stays. Raises EditError for an unknown name.
    """
    drawing = graph_of(project, graph)
    nodes = drawing.ordered_nodes() if names is None else nodes_of(project, names, graph)
    if not nodes:
        return
    left, top = min(node.at[0] for node in nodes), min(node.at[1] for node in nodes)
    places = laid_out([node.name for node in nodes], leads(project, nodes, graph))
    with project.transaction(tr("Tidy up")):
        move(project, {n: (left + x, top + y) for n, (x, y) in places.items()}, graph)


def leads(project: Project, nodes: Iterable[Node], graph: str) -> dict[str, list[Lead]]:
    """Where the wires between these nodes lead, by the node that they leave."""
    drawing = graph_of(project, graph)
    inputs, outputs = {}, {}
    for node in nodes:
        layer = known(project, node.type, graph)
        taken = [wire.target_port for wire in drawing.incoming(node.name)]
        inputs[node.name] = input_ports(layer, taken) if layer is not None else []
        outputs[node.name] = output_ports(layer) if layer is not None else []
    return {
        name: [
            Lead(
                wire.target,
                _along(wire.source_port, ports),
                _along(wire.target_port, inputs[wire.target]),
            )
            for wire in drawing.outgoing(name)
            if wire.target in inputs and wire.target != name
        ]
        for name, ports in outputs.items()
    }


def _along(port: str, ports: list[str]) -> float:
    """Where a port is, from -0.5 at the left edge of its layer to 0.5 at the right."""
    return (ports.index(port) + 1) / (len(ports) + 1) - 0.5 if port in ports else 0.0
