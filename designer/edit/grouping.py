"""Why: a part of a drawing becomes a block, one definition with many instances, and back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from designer.edit.bends import lead, shifted
from designer.edit.errors import EditError
from designer.edit.flowing import Flow, flow_of
from designer.edit.framing import held_by
from designer.edit.lookup import graph_of, nodes_of
from designer.edit.remarks import bring_remarks, remove_remarks
from designer.layers import known, original_of, output_ports
from designer.layers.blocks import BLOCK, INPUT, OUTPUT, prefix_of
from designer.layers.expressions import SIGN, used_names
from designer.model import (
    IN,
    MAIN,
    OUT,
    ExposedChanged,
    Graph,
    GraphAdded,
    Node,
    NodeAdded,
    NodeRemoved,
    Point,
    Project,
    Value,
    Wire,
    WireAdded,
    WireRemoved,
)
from designer.model.names import block_objection, fresh
from designer.text import tr

End = tuple[str, str]
"""A node and one of its ports."""


@dataclass(frozen=True, slots=True)
class Tensorlike:
    """What is known of a value that comes into a block: the shape of one sample, and a dtype."""

    shape: tuple[int, ...]
    dtype: str = "float32"


Arriving = Mapping[End, Tensorlike]
NOTHING: Arriving = {}


def group(
    project: Project,
    names: Iterable[str],
    block: str = "",
    graph: str = MAIN,
    arriving: Arriving = NOTHING,
) -> str:
    """Make layers the definition of a block, with one instance in their place; returns its name.

    Wires from outside become Inputs, wires to the outside Outputs, in the order they were drawn.
    `block` names the definition, made up when empty. `arriving` says what comes along wires from
    outside, so that the definition has shapes even where it stands alone. Raises EditError.
    """
    drawing = graph_of(project, graph)
    chosen = [n for n in nodes_of(project, names, graph) if n.type not in (INPUT, OUTPUT)]
    inside = {node.name for node in chosen}
    _refuse(drawing, chosen, inside)
    name = block or fresh("Block", {*project.graphs, *project.codes})
    reason = block_objection(name)
    if not reason and name in {*project.graphs, *project.codes}:
        reason = tr("There is already a block named “{name}”.", name=name)
    if reason:
        raise EditError(reason)
    with project.transaction(tr("Group into block {block}", block=name)):
        shores = _Shores(project, graph, inside)
        held = held_by(drawing, inside)
        _define(project, name, drawing, chosen, shores, arriving)
        bring_remarks(project, name, drawing, _inward(chosen, flow_of(project)), held)
        remove_remarks(project, held, graph)
        return _replace(project, graph, name, chosen, shores)


class _Shores:
    """The wires across the border of a selection: what they are called on the inside."""

    def __init__(self, project: Project, graph: str, inside: set[str]) -> None:
        wires = project.graphs[graph].ordered_wires()
        self.within = [w for w in wires if w.source in inside and w.target in inside]
        self.coming = [w for w in wires if w.source not in inside and w.target in inside]
        self.going = [w for w in wires if w.source in inside and w.target not in inside]
        starts = list(dict.fromkeys(wire.start for wire in self.coming))
        ends = list(dict.fromkeys(wire.start for wire in self.going))
        ends = ends or tips(project, graph, inside)
        self.inputs = dict(zip(starts, _names("input", len(starts), inside), strict=True))
        self.outputs = dict(zip(ends, _names("output", len(ends), inside), strict=True))

    def input_port(self, start: End) -> str:
        """The instance's port for a value that comes from outside."""
        return IN if len(self.inputs) == 1 else self.inputs[start]

    def output_port(self, start: End) -> str:
        """The instance's port for a value that goes outside."""
        return OUT if len(self.outputs) == 1 else self.outputs[start]


def _names(stem: str, count: int, taken: set[str]) -> list[str]:
    if count == 1 and stem not in taken:
        return [stem]
    found: list[str] = []
    for _ in range(count):
        found.append(fresh(stem, {*taken, *found}))
    return found


def tips(project: Project, graph: str, inside: set[str]) -> list[End]:
    """Values that nothing reads: the results of a part that leads nowhere yet."""
    drawing = project.graphs[graph]
    read = {wire.start for wire in drawing.wires}
    found = []
    for name in sorted(inside, key=lambda name: drawing.nodes[name].order):
        layer = known(project, drawing.nodes[name].type, graph)
        ports = output_ports(layer)[:1] if layer is not None else [OUT]
        found += [(name, port) for port in ports if (name, port) not in read]
    return found


def _refuse(drawing: Graph, chosen: list[Node], inside: set[str]) -> None:
    if not chosen:
        raise EditError(tr("Select the layers that are to become a block."))
    around = way_around(drawing, inside)
    if around:
        sentence = tr("{name} lies between the selected layers: select it too.", name=around)
        raise EditError(sentence)
    refuse_links(drawing, inside)


def refuse_links(drawing: Graph, inside: set[str]) -> None:
    """Raise EditError where some of those that share weights are among these, and some not."""
    for node in drawing.nodes.values():
        original = original_of(node.type)
        if original and (original in inside) != (node.name in inside):
            sentence = tr(
                "{name} shares the weights of {original}: both must be inside the block.",
                name=node.name,
                original=original,
            )
            raise EditError(sentence)


def way_around(drawing: Graph, inside: set[str]) -> str:
    """A node outside through which a path leads from the inside back in; "" when none does."""
    between = (drawing.below(inside) & drawing.above(inside)) - inside
    return min(between, key=lambda name: drawing.nodes[name].order) if between else ""


def _define(
    project: Project,
    name: str,
    outer: Graph,
    chosen: list[Node],
    shores: _Shores,
    arriving: Arriving,
) -> None:
    project.apply(GraphAdded(name))
    graph = project.graphs[name]
    used = _used_names(chosen)
    if used:
        offered = tuple((key, outer.exposed.get(key, 1)) for key in outer.exposed if key in used)
        project.apply(ExposedChanged(name, (), offered))
    flow = flow_of(project)
    dx, dy = _inward(chosen, flow)
    last = max(flow.turned((node.at[0] + dx, node.at[1] + dy))[1] for node in chosen)
    for index, (start, port) in enumerate(shores.inputs.items()):
        params = shape_params(arriving.get(start))
        at = flow.turned((index * flow.column, 0.0))
        project.apply(NodeAdded(name, Node(port, INPUT, params, at, graph.next_order())))
    for node in chosen:
        at = (node.at[0] + dx, node.at[1] + dy)
        project.apply(NodeAdded(name, replace(node, at=at, order=graph.next_order())))
    for index, port in enumerate(shores.outputs.values()):
        at = flow.turned((index * flow.column, last + flow.row))
        project.apply(NodeAdded(name, Node(port, OUTPUT, {}, at, graph.next_order())))
    wires = [replace(w, source=shores.inputs[w.start], source_port=OUT) for w in shores.coming]
    wires += shores.within
    wires += [Wire(source, to, port) for (source, port), to in shores.outputs.items()]
    for wire in wires:
        project.apply(WireAdded(name, wire, graph.next_order()))
        lead(project, wire, shifted(outer.bends.get(wire, ()), (dx, dy)), name)


def _inward(chosen: list[Node], flow: Flow) -> Point:
    """How far layers move on their way into a definition, where they follow its Inputs."""
    places = [flow.turned(node.at) for node in chosen]
    left, top = min(x for x, _ in places), min(y for _, y in places)
    return flow.turned((-left, flow.row - top))


def _used_names(chosen: list[Node]) -> set[str]:
    values = [value for node in chosen for value in node.params.values()]
    return {name for value in values for name in used_names(value)}


def shape_params(tensor: Tensorlike | None) -> dict[str, Value]:
    """The parameters of an Input that stands for such a value."""
    if tensor is None:
        return {}
    params: dict[str, Value] = {"shape": tensor.shape}
    if tensor.dtype != "float32":
        params["dtype"] = tensor.dtype
    return params


def _replace(project: Project, graph: str, name: str, chosen: list[Node], shores: _Shores) -> str:
    drawing = project.graphs[graph]
    for wire in (*shores.within, *shores.coming, *shores.going):
        project.apply(WireRemoved(graph, wire, drawing.wires[wire]))
    for node in chosen:
        project.apply(NodeRemoved(graph, node))
    instance = fresh(prefix_of(name), drawing.nodes)
    params: dict[str, Value] = {key: SIGN + key for key in project.graphs[name].exposed}
    order = min(node.order for node in chosen)
    made = Node(instance, BLOCK + name, params, _middle(chosen), order)
    project.apply(NodeAdded(graph, made))
    wires = [
        replace(w, target=instance, target_port=shores.input_port(w.start)) for w in shores.coming
    ]
    wires += [
        replace(w, source=instance, source_port=shores.output_port(w.start)) for w in shores.going
    ]
    for wire in dict.fromkeys(wires):
        project.apply(WireAdded(graph, wire, drawing.next_order()))
    return instance


def _middle(chosen: list[Node]) -> Point:
    xs = [node.at[0] for node in chosen]
    ys = [node.at[1] for node in chosen]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
