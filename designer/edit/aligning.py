"""Why: layers that belong together stand in line, at equal distances, by one command."""

from collections.abc import Callable, Iterable, Sequence

from designer.edit.collapsing import rect_of_layer
from designer.edit.errors import EditError
from designer.edit.lookup import nodes_of
from designer.edit.nodes import move
from designer.model import MAIN, Node, Point, Project
from designer.text import tr

X, Y = 0, 1
Line = Callable[[Sequence[float]], float]


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


# Which axis, where on it the line is, and what of a layer comes to lie on it: from 0 to 1.
SIDES: dict[str, tuple[int, Line, float]] = {
    "left": (X, min, 0.0),
    "center": (X, _middle, 0.5),
    "right": (X, max, 1.0),
    "top": (Y, min, 0.0),
    "middle": (Y, _middle, 0.5),
    "bottom": (Y, max, 1.0),
}
DIRECTIONS = {"horizontally": X, "vertically": Y}


def align(project: Project, names: Iterable[str], side: str, graph: str = MAIN) -> None:
    """Put layers in line: `side` is one of SIDES. Raises EditError for fewer than two."""
    axis, line, share = SIDES[side]
    nodes = nodes_of(project, names, graph)
    if len(nodes) < 2:
        raise EditError(tr("Select the layers that are to stand in line."))
    lies = [_edge(node, axis, share) for node in nodes]
    at = line(lies)
    places = {
        node.name: _placed(node.at, axis, node.at[axis] + at - own)
        for node, own in zip(nodes, lies, strict=True)
    }
    with project.transaction(tr("Align {count} layers", count=len(nodes))):
        move(project, places, graph)


def distribute(project: Project, names: Iterable[str], direction: str, graph: str = MAIN) -> None:
    """Put layers at equal distances between the first and the last; `direction` is in DIRECTIONS.

    Raises EditError for fewer than three.
    """
    axis = DIRECTIONS[direction]
    nodes = sorted(nodes_of(project, names, graph), key=lambda node: node.at[axis])
    if len(nodes) < 3:
        raise EditError(tr("Select three layers or more to put them at equal distances."))
    first, last = nodes[0].at[axis], nodes[-1].at[axis]
    step = (last - first) / (len(nodes) - 1)
    places = {node.name: _placed(node.at, axis, first + i * step) for i, node in enumerate(nodes)}
    with project.transaction(tr("Distribute {count} layers", count=len(nodes))):
        move(project, places, graph)


def _edge(node: Node, axis: int, share: float) -> float:
    """Where an edge or the middle of a layer lies, as it is drawn."""
    rect = rect_of_layer(node)
    return rect[axis] + share * rect[2 + axis]


def _placed(at: Point, axis: int, value: float) -> Point:
    return (value, at[Y]) if axis == X else (at[X], value)
