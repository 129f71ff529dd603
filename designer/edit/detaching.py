"""Why: a layer is taken out of its place by one movement, and the wires close behind it."""

from collections.abc import Iterable, Sequence

from designer.edit.bypassing import bridges_around
from designer.edit.lookup import graph_of, nodes_of
from designer.edit.wires import connect, disconnect
from designer.model import MAIN, Graph, Project, Wire
from designer.text import tr, trn


def detach(project: Project, names: Iterable[str], graph: str = MAIN) -> None:
    """Take layers out of their wires; those between them stay. Raises EditError.

    What came into the first input goes on to where the outputs went.
    """
    nodes = nodes_of(project, names, graph)
    inside = {node.name for node in nodes}
    bridges = bridges_around(project, inside, graph)
    with project.transaction(detach_label([node.name for node in nodes])):
        disconnect(project, border(graph_of(project, graph), inside), graph)
        for wire in bridges:
            connect(project, wire.source, wire.target, wire.source_port, wire.target_port, graph)


def detach_label(names: Sequence[str]) -> str:
    """What the undo of a detaching is called."""
    if len(names) == 1:
        return tr("Detach {name}", name=names[0])
    return trn("Detach {count} layer", "Detach {count} layers", len(names))


def border(drawing: Graph, inside: set[str]) -> list[Wire]:
    """The wires that lead into these nodes from others, or out of them."""
    wires: Iterable[Wire] = drawing.wires
    if len(inside) < len(drawing.nodes) / 8:  # else it is quicker to look at all there are
        wires = dict.fromkeys(
            wire for name in inside for wire in (*drawing.wires_to(name), *drawing.wires_from(name))
        )
    return [wire for wire in wires if (wire.source in inside) != (wire.target in inside)]
