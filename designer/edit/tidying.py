"""Why: one command makes a drawing neat: rows along the flow, branches side by side."""

from collections.abc import Collection, Iterable, Mapping
from itertools import count, product
from statistics import median

from designer.edit.arranging import FINE, Lead, laid_out
from designer.edit.bends import bends_between
from designer.edit.collapsing import moved_up
from designer.edit.flowing import Flow, flow_of
from designer.edit.framing import frames_follow, strip_of, with_room
from designer.edit.lookup import graph_of, nodes_of
from designer.edit.nodes import move
from designer.edit.rerouting import straighten
from designer.layers import input_ports, known, output_ports
from designer.model import MAIN, Graph, Node, Point, Project
from designer.text import tr


def tidy(
    project: Project,
    names: Iterable[str] | None = None,
    graph: str = MAIN,
    fixed: Iterable[str] = (),
) -> None:
    """Lay layers out in rows along the flow; only the named ones where names are given.

    See `tidied`. Raises EditError for an unknown name.
    """
    place(project, tidied(project, names, graph, fixed), graph)


def tidied(
    project: Project,
    names: Iterable[str] | None = None,
    graph: str = MAIN,
    fixed: Iterable[str] = (),
) -> dict[str, Point]:
    """The new places of layers that are laid out; may be asked of a copy, in another thread.

    The top left corner of what is laid out stays, unless it would come to lie on other layers:
    then all of it goes aside. Where layers are `fixed`, the others are laid
    out around them, and step aside where anything stands already. Raises EditError.
    """
    drawing = graph_of(project, graph)
    stays = {node.name: node for node in nodes_of(project, fixed, graph)}
    moving = drawing.ordered_nodes() if names is None else nodes_of(project, names, graph)
    moving = [node for node in moving if node.name not in stays]
    if not moving:
        return {}
    taking_part = sorted((*moving, *stays.values()), key=lambda node: node.order)
    flow = flow_of(project)
    names = [node.name for node in taking_part]
    found = laid_out(names, leads(project, taking_part, graph), flow)
    found = moved_up(drawing, found, flow)
    if not stays:
        found = with_room(drawing, found, strip_of(project))
        left, top = min(node.at[0] for node in moving), min(node.at[1] for node in moving)
        return _aside({name: (left + x, top + y) for name, (x, y) in found.items()}, drawing, flow)
    by_x = median(node.at[0] - found[name][0] for name, node in stays.items())
    by_y = median(node.at[1] - found[name][1] for name, node in stays.items())
    wanted = {n.name: (found[n.name][0] + by_x, found[n.name][1] + by_y) for n in moving}
    return _clear_of(wanted, drawing, flow)


def place(project: Project, places: Mapping[str, Point], graph: str = MAIN) -> None:
    """Put layers where `tidied` wants them, as one undoable step. Raises EditError."""
    drawing = graph_of(project, graph)
    with project.transaction(tr("Tidy up")), frames_follow(project, graph, shrink=True):
        straighten(project, bends_between(drawing, places), graph)
        move(project, places, graph)


def reached(drawing: Graph, names: Iterable[str], down: bool) -> list[str]:
    """What comes after these layers along the wires, or before them; themselves left out."""
    start = set(names)
    found = (drawing.below(start) if down else drawing.above(start)) - start
    return [node.name for node in drawing.ordered_nodes() if node.name in found]


def leads(project: Project, nodes: Collection[Node], graph: str) -> dict[str, list[Lead]]:
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
    """Where a port is on its edge, from -0.5 at the left (or the top) to 0.5."""
    return (ports.index(port) + 1) / (len(ports) + 1) - 0.5 if port in ports else 0.0


def _aside(wanted: dict[str, Point], drawing: Graph, flow: Flow) -> dict[str, Point]:
    """The places, all of them so many columns aside that none lies on a layer that stays.

    Where some have lain on others already, they are left to.
    """
    taken, size = _taken(wanted, drawing, flow), (flow.breadth, flow.length)
    before = [flow.turned(drawing.nodes[name].at) for name in wanted]
    if any(_is_taken(at, taken, flow, size) for at in before):
        return wanted
    places = [flow.turned(at) for at in wanted.values()]
    for step in range(2 * len(drawing.nodes) + 1 if taken else 0):
        by = flow.column * ((step + 1) // 2) * (1 if step % 2 else -1)
        if not any(_is_taken((x + by, y), taken, flow, size) for x, y in places):
            moved = (flow.turned((x + by, y)) for x, y in places)
            return dict(zip(wanted, moved, strict=True))
    return wanted


def _taken(
    wanted: Mapping[str, Point], drawing: Graph, flow: Flow
) -> dict[tuple[int, int], list[Point]]:
    """Where layers stand that are not moved, by cells in which they are found quickly."""
    taken: dict[tuple[int, int], list[Point]] = {}
    for name, node in drawing.nodes.items():
        if name not in wanted:
            at = flow.turned(node.at)
            taken.setdefault(_cell(at, flow), []).append(at)
    return taken


def _clear_of(wanted: Mapping[str, Point], drawing: Graph, flow: Flow) -> dict[str, Point]:
    """The places, each so many columns aside that nothing lies on another, or close to it."""
    taken = _taken(wanted, drawing, flow)
    size = (flow.column - FINE, flow.row - FINE)
    result = {}
    for name, place in wanted.items():
        x, y = flow.turned(place)
        for step in count():
            at = (x + flow.column * ((step + 1) // 2) * (1 if step % 2 else -1), y)
            if not _is_taken(at, taken, flow, size):
                break
        taken.setdefault(_cell(at, flow), []).append(at)
        result[name] = flow.turned(at)
    return result


def _cell(at: Point, flow: Flow) -> tuple[int, int]:
    return int(at[0] // flow.column), int(at[1] // flow.row)


def _is_taken(
    at: Point, taken: Mapping[tuple[int, int], list[Point]], flow: Flow, size: Point
) -> bool:
    """True when a layer here would stand within this size of another one."""
    column, row = _cell(at, flow)
    near = product((column - 1, column, column + 1), (row - 1, row, row + 1))
    return any(
        abs(at[0] - x) < size[0] and abs(at[1] - y) < size[1]
        for cell in near
        for x, y in taken.get(cell, ())
    )
