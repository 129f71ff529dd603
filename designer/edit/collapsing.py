"""Why: a layer that everybody knows can be drawn small, to leave room for what matters."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from designer.edit.flowing import HEIGHT, WIDTH, Flow
from designer.edit.lookup import nodes_of
from designer.model import MAIN, Graph, Node, NodeChanged, Point, Project
from designer.text import tr, trn

FULL = (0.0, 0.0, WIDTH, HEIGHT)  # left, top, width and height of a layer, from its place
SMALL = (32.0, 12.0, 144.0, 24.0)  # in the middle of that: its wires stay straight


def collapse(
    project: Project, names: Iterable[str], collapsed: bool | None = None, graph: str = MAIN
) -> None:
    """Show layers by their names alone, or whole again. Raises EditError.

    Without `collapsed` it is what the first key press does: small when one of them is whole.
    """
    nodes = nodes_of(project, names, graph)
    if collapsed is None:
        collapsed = not all(node.collapsed for node in nodes)
    changed = [node for node in nodes if node.collapsed != collapsed]
    with project.transaction(_label(changed, collapsed)):
        for node in changed:
            project.apply(NodeChanged(graph, node, replace(node, collapsed=collapsed)))


def body_of(node: Node) -> tuple[float, float, float, float]:
    """Left, top, width and height of a layer as it is drawn, from its place."""
    return SMALL if node.collapsed else FULL


def rect_of_layer(node: Node) -> tuple[float, float, float, float]:
    """Left, top, width and height of a layer as it is drawn."""
    left, top, width, height = body_of(node)
    return node.at[0] + left, node.at[1] + top, width, height


def moved_up(drawing: Graph, places: Mapping[str, Point], flow: Flow) -> dict[str, Point]:
    """The places of tidied layers, with rows nearer to each other where all in one are small."""
    along = 0 if flow.is_turned else 1
    rows: dict[float, bool] = {}
    for name, at in places.items():
        rows[at[along]] = rows.get(at[along], True) and drawing.nodes[name].collapsed
    beside = SMALL[along]  # what a small one leaves free, before itself and behind
    by, shifts = 0.0, {}
    for row in sorted(rows):
        by += beside * rows[row]
        shifts[row] = by
        by += beside * rows[row]
    first = min(shifts.values(), default=0.0)
    moved = {name: (at, shifts[at[along]] - first) for name, at in places.items()}
    return {
        name: (x - up, y) if flow.is_turned else (x, y - up) for name, ((x, y), up) in moved.items()
    }


def _label(nodes: list[Node], collapsed: bool) -> str:
    if len(nodes) == 1:
        name = nodes[0].name
        return tr("Collapse {name}", name=name) if collapsed else tr("Expand {name}", name=name)
    if collapsed:
        return trn("Collapse {count} layer", "Collapse {count} layers", len(nodes))
    return trn("Expand {count} layer", "Expand {count} layers", len(nodes))
