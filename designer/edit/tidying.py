"""Why: one command makes a drawing neat: rows from top to bottom, branches side by side."""

from collections.abc import Iterable
from itertools import pairwise

from designer.edit.bends import bends_between
from designer.edit.columns import Links, Place, columns_of, ordered
from designer.edit.framing import frames_follow, with_room
from designer.edit.layering import parts_of, rows_of
from designer.edit.lookup import graph_of, nodes_of
from designer.edit.nodes import move
from designer.edit.rerouting import straighten
from designer.model import MAIN, Point, Project
from designer.text import tr

ROW = 80.0  # canvas units between the tops of two rows
COLUMN = 248.0  # between the left edges of two columns: a layer is 208 wide
PASSING = 8  # places for passing wires, at most this many times the number of layers


def tidy(project: Project, names: Iterable[str] | None = None, graph: str = MAIN) -> None:
    """Lay layers out in rows, top to bottom; only the named ones where names are given.

    The top left corner of what is laid out stays. Raises EditError for an unknown name.
    """
    drawing = graph_of(project, graph)
    nodes = drawing.ordered_nodes() if names is None else nodes_of(project, names, graph)
    if not nodes:
        return
    order = [node.name for node in nodes]
    chosen = set(order)
    below = {
        name: list(
            dict.fromkeys(
                wire.target
                for wire in drawing.outgoing(name)
                if wire.target in chosen and wire.target != name
            )
        )
        for name in order
    }
    left, top = min(node.at[0] for node in nodes), min(node.at[1] for node in nodes)
    places = with_room(drawing, laid_out(order, below))
    with project.transaction(tr("Tidy up")), frames_follow(project, graph, shrink=True):
        straighten(project, bends_between(drawing, order), graph)
        move(project, {n: (left + x, top + y) for n, (x, y) in places.items()}, graph)


def laid_out(names: list[str], below: dict[str, list[str]]) -> dict[str, Point]:
    """The place of each name, from (0, 0) on; parts without a wire between stand side by side."""
    result: dict[str, Point] = {}
    left = 0.0
    for part in parts_of(names, below):
        places = _part(part, below)
        start = min(x for x, _ in places.values())
        result |= {name: (x - start + left, y) for name, (x, y) in places.items()}
        left = max(x for x, _ in result.values()) + COLUMN
    return result


def _part(names: list[str], below: dict[str, list[str]]) -> dict[str, Point]:
    row = rows_of(names, below)
    rows: list[list[Place]] = [[] for _ in range(max(row.values()) + 1)]
    for name in names:
        rows[row[name]].append((name,))
    down: dict[Place, list[Place]] = {(name,): [] for name in names}
    up: dict[Place, list[Place]] = {(name,): [] for name in names}
    for source, target in _edges(names, below, row):
        track = _track(source, target, row)
        for place in track[1:-1]:
            rows[int(place[2])].append(place)
            down[place], up[place] = [], []
        for upper, lower in pairwise(track):
            down[upper].append(lower)
            up[lower].append(upper)
    columns = _columns(rows, up, down)
    return {name: (round(columns[name,] * COLUMN), row[name] * ROW) for name in names}


def _columns(rows: list[list[Place]], up: Links, down: Links) -> dict[Place, float]:
    return columns_of(ordered(rows, up, down), up, down)


def _edges(
    names: list[str], below: dict[str, list[str]], row: dict[str, int]
) -> list[tuple[str, str]]:
    """Edges that lead down, without the longest ones where they would fill the drawing."""
    edges = [(a, b) for a in names for b in below[a] if row[a] < row[b]]
    edges.sort(key=lambda edge: row[edge[1]] - row[edge[0]])
    room = PASSING * len(names)
    kept = []
    for a, b in edges:
        room -= row[b] - row[a] - 1
        if room < 0:
            break
        kept.append((a, b))
    return kept


def _track(source: str, target: str, row: dict[str, int]) -> list[Place]:
    """The places that a wire takes, one a row."""
    passed: list[Place] = [(source, target, str(i)) for i in range(row[source] + 1, row[target])]
    return [(source,), *passed, (target,)]
