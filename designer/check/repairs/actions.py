"""Why: repairs are made of few kinds of steps, each through `edit`, all in one transaction.

Steps hold names and values, never the drawing that was checked: they may be applied to
another copy of the project, later.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from designer import edit
from designer.check.report import Fix
from designer.edit import EditError
from designer.edit.flowing import flow_of
from designer.layers import LAYERS, Port
from designer.model import Graph, Node, NodeChanged, Project, Wire
from designer.text import tr

Step = Callable[[Project], object]
Chain = Sequence[tuple[str, Mapping[str, Any]]]


def fix(title: str, *steps: Step) -> Fix:
    """A fix of that title that makes these steps in one transaction."""
    return Fix(title, partial(_apply, title, steps))


def _apply(title: str, steps: Sequence[Step], project: Project) -> None:
    with project.transaction(title):
        for step in steps:
            step(project)


def insert(graph: str, wire: Wire, chain: Chain) -> Step:
    """Put layers on a wire, the first one first."""
    return partial(_insert, graph=graph, wire=wire, chain=tuple(chain))


def _insert(project: Project, graph: str, wire: Wire, chain: Chain) -> None:
    for type_, params in chain:
        edit.insert(project, wire, type_, graph=graph, **params)
        wire = next(w for w in _drawing(project, graph).incoming(wire.target) if w.end == wire.end)


def set_param(graph: str, name: str, param: str, value: object) -> Step:
    """Give a parameter of a layer a value."""
    return lambda project: edit.set_param(project, [name], param, value, graph=graph)


def put_params(graph: str, name: str, changes: Mapping[str, Any], drop: Iterable[str] = ()) -> Step:
    """Change parameters of a layer that has wrong ones, which `edit` would not touch."""
    dropped = frozenset(drop)

    def put(project: Project) -> None:
        node = _node(project, graph, name)
        kept = {key: value for key, value in node.params.items() if key not in dropped}
        project.apply(NodeChanged(graph, node, node.with_params({**kept, **changes})))

    return put


def retype(graph: str, name: str, type_: str, params: Mapping[str, Any]) -> Step:
    """Make a node one of another type, also when its present type does not exist."""

    def change(project: Project) -> None:
        node = _node(project, graph, name)
        muted = node.muted and type_ not in ("Input", "Output")
        after = Node(node.name, type_, params, node.at, node.order, muted, node.collapsed)
        project.apply(NodeChanged(graph, node, after))

    return change


def replace(graph: str, name: str, type_: str, **params: object) -> Step:
    """Make a layer one of another type; it keeps its wires and what parameters fit."""

    def become(project: Project) -> None:
        new_name = edit.replace(project, name, type_, graph=graph)
        for param, value in params.items():
            edit.set_param(project, [new_name], param, value, graph=graph)

    return become


def remove(graph: str, *names: str) -> Step:
    """Delete layers and close the gaps."""
    return lambda project: edit.remove(project, names, heal=True, graph=graph)


def rename(graph: str, old: str, new: str) -> Step:
    """Give a layer another name."""
    return lambda project: edit.rename(project, old, new, graph=graph)


def unlink(graph: str, name: str) -> Step:
    """Give a node that shares weights some of its own."""
    return lambda project: edit.unlink(project, name, graph=graph)


def disconnect(graph: str, wires: Iterable[Wire]) -> Step:
    """Take wires away."""
    gone = tuple(wires)
    return lambda project: edit.disconnect(project, gone, graph=graph)


def connect(graph: str, wire: Wire) -> Step:
    """Draw a wire."""
    ports = (wire.source_port, wire.target_port)
    return lambda project: edit.connect(project, wire.source, wire.target, *ports, graph=graph)


def add_above(graph: str, type_: str, params: Mapping[str, Any], wire: Wire) -> Step:
    """Add a layer before the target of `wire`, and the wire with the new layer as its source."""

    def add(project: Project) -> None:
        flow = flow_of(project)
        x, y = flow.turned(_node(project, graph, wire.target).at)
        at = flow.turned((x, y - flow.row))
        name = edit.add(project, type_, at=at, graph=graph, **params)
        edit.connect(project, name, wire.target, wire.source_port, wire.target_port, graph=graph)

    return add


def add_below(graph: str, type_: str, source: str, source_port: str) -> Step:
    """Add a layer after `source` and connect it."""

    def add(project: Project) -> None:
        flow = flow_of(project)
        x, y = flow.turned(_node(project, graph, source).at)
        name = edit.add(project, type_, at=flow.turned((x, y + flow.row)), graph=graph)
        edit.connect(project, source, name, source_port, graph=graph)

    return add


def add_alone(graph: str, type_: str, params: Mapping[str, Any]) -> Step:
    """Add a layer without wires."""
    return lambda project: edit.add(project, type_, graph=graph, **params)


def set_data(**changes: object) -> Step:
    """Change how the samples are prepared."""
    return lambda project: edit.set_data(project, **changes)


def set_training(**changes: object) -> Step:
    """Change training settings."""
    return lambda project: edit.set_training(project, **changes)


def set_output(name: str, **changes: object) -> Step:
    """Change how an Output is trained."""
    return lambda project: edit.set_output(project, name, **changes)


def forget_output(name: str) -> Step:
    """Drop what is said of the training of an Output that is not there."""
    return lambda project: edit.forget_output(project, name)


def wire_text(wire: Wire, drawing: Graph) -> str:
    """A wire in a sentence: `a → b`, with ports where a node has several."""
    above = LAYERS.get(drawing.nodes[wire.source].type)
    below = LAYERS.get(drawing.nodes[wire.target].type)
    start = _end_text(wire.source, wire.source_port, above.outputs if above else ())
    end = _end_text(wire.target, wire.target_port, below.inputs if below else ())
    return f"{start} → {end}"


def _end_text(name: str, port: str, ports: tuple[Port, ...]) -> str:
    plain = len(ports) == 1 and ports[0].name == port
    return name if plain else f"{name}.{port}"


def _drawing(project: Project, graph: str) -> Graph:
    if graph not in project.graphs:
        raise EditError(tr("There is no graph named “{graph}”.", graph=graph))
    return project.graphs[graph]


def _node(project: Project, graph: str, name: str) -> Node:
    node = _drawing(project, graph).nodes.get(name)
    if node is None:
        raise EditError(tr("There is no layer named “{name}”.", name=name))
    return node
