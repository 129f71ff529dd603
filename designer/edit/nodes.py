"""Why: adding layers, naming and moving them."""

import math
from collections.abc import Mapping
from dataclasses import replace

from designer.edit.bends import bends_follow
from designer.edit.codes import new_code
from designer.edit.errors import EditError
from designer.edit.lookup import graph_of, layer_of, node_of, refuse_recursion
from designer.edit.sharing import links_to
from designer.edit.shores import instances_follow
from designer.edit.values import clean_all
from designer.layers import Layer
from designer.layers.custom import NEW
from designer.layers.expressions import SIGN
from designer.model import (
    MAIN,
    Node,
    NodeAdded,
    NodeChanged,
    NodeRenamed,
    Point,
    Project,
)
from designer.model.names import fresh, objection
from designer.model.records import FARTHEST
from designer.text import tr, trn


def add(
    project: Project,
    type: str,  # noqa: A002  # the word for it, as in the file
    name: str | None = None,
    at: Point = (0.0, 0.0),
    *,
    graph: str = MAIN,
    **params: object,
) -> str:
    """Add a layer and return its name, made from the layer's prefix when none is given.

    The type "#" adds a layer with code of its own, to be edited. Raises EditError for an unknown
    type, a name that is taken or impossible, a wrong value.
    """
    drawing = graph_of(project, graph)
    refuse_recursion(project, type, graph)
    layer = layer_of(project, type, graph)
    chosen = fresh(prefix_of(layer), drawing.nodes) if name is None else name
    check_name(project, chosen, graph)
    values = clean_all(layer, params)
    place = place_of(at)
    with project.transaction(_add_label(type)), instances_follow(project, graph):
        type = new_code(project) if type == NEW else type  # noqa: A001
        node = Node(chosen, type, values, place, drawing.next_order())
        project.apply(NodeAdded(graph, node))
    return chosen


def _add_label(kind: str) -> str:
    return tr("Add custom layer") if kind == NEW else tr("Add {type}", type=kind.lstrip("@=#"))


def rename(project: Project, old: str, new: str, graph: str = MAIN) -> None:
    """Give a layer another name; its wires follow. Raises EditError."""
    node_of(project, old, graph)
    if old == new:
        return
    check_name(project, new, graph)
    label = tr("Rename {old} to {new}", old=old, new=new)
    with project.transaction(label), instances_follow(project, graph):
        project.apply(NodeRenamed(graph, old, new))
        for link in links_to(project, old, graph):
            project.apply(NodeChanged(graph, link, replace(link, type=SIGN + new)))


def move(project: Project, places: Mapping[str, Point], graph: str = MAIN, merge: str = "") -> None:
    """Put layers at new places: their top left corners, in canvas units. Raises EditError.

    `merge` folds consecutive moves with the same key into one undo step (arrow keys).
    """
    changes = []
    for name, at in places.items():
        node = node_of(project, name, graph)
        after = node.moved(place_of(at))
        if after.at != node.at:
            changes.append(NodeChanged(graph, node, after))
    label = trn("Move {count} layer", "Move {count} layers", len(changes))
    if len(changes) == 1:
        label = tr("Move {name}", name=changes[0].after.name)
    with project.transaction(label, merge):
        for change in changes:
            project.apply(change)
        bends_follow(
            project, {c.after.name: _shift(c.before.at, c.after.at) for c in changes}, graph
        )


def _shift(before: Point, after: Point) -> Point:
    return after[0] - before[0], after[1] - before[1]


def check_name(project: Project, name: str, graph: str) -> None:
    """Raise EditError when a new node cannot have this name."""
    reason = objection(name)
    if reason:
        raise EditError(reason)
    if name in graph_of(project, graph).nodes:
        raise EditError(tr("There is already a layer named “{name}”.", name=name))


def prefix_of(layer: Layer) -> str:
    """What names of such layers begin with."""
    return layer.prefix or layer.type.lower()


def place_of(at: Point) -> Point:
    """The point as two plain floats. Raises EditError when it is nowhere on the canvas."""
    x, y = float(at[0]), float(at[1])
    if not (math.isfinite(x) and math.isfinite(y) and max(abs(x), abs(y)) <= FARTHEST):
        raise EditError(tr("The place ({x}, {y}) is too far away.", x=x, y=y))
    return x + 0.0, y + 0.0  # turns -0.0 into 0.0, so that files read alike
