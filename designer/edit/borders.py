"""Why: when layers cross the border of a block, each wire keeps what it joins."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from designer.edit.definitions import instances
from designer.edit.errors import EditError
from designer.edit.flowing import flow_of
from designer.edit.placing import end_place
from designer.edit.shores import instances_follow
from designer.layers.blocks import INPUT, OUTPUT, REPEAT, entrances, exits
from designer.model import (
    IN,
    OUT,
    Node,
    NodeAdded,
    NodeRemoved,
    Project,
    Value,
    Wire,
    WireAdded,
    WireRemoved,
)
from designer.model.names import fresh
from designer.text import tr

End = tuple[str, str]
"""A node and one of its ports."""

Names = Mapping[str, str]
"""The layers that cross the border, with what they are called on the other side."""


class Border:
    """The wires on both sides of one instance, while layers cross its border.

    A port of the instance goes by the name of the Input or Output inside, here and until the
    wires are drawn. Ends that lose what they were for are `free`, and are used again first, so
    that other instances keep their wires.
    """

    def __init__(
        self, project: Project, graph: str, block: str, instance: str, names: Iterable[str] = ()
    ) -> None:
        """`names` are those that layers will have inside: no Input or Output gets one of them."""
        outer, inner = project.graphs[graph], project.graphs[block]
        self.graph, self.block, self.instance = graph, block, instance
        self.inputs = [node.name for node in entrances(inner)]
        self.outputs = [node.name for node in exits(inner)]
        named = {wire: _named(self, wire) for wire in outer.ordered_wires()}
        self.drawn = {found: wire for wire, found in named.items() if found is not None}
        self.outer = dict.fromkeys(self.drawn)
        self.inner = dict.fromkeys(inner.ordered_wires())
        self._taken = {*inner.nodes, *names}
        here = (graph, instance)
        self._others = [
            (project.graphs[where], node)
            for where, node in instances(project, block)
            if (where, node.name) != here
        ]
        self.new: dict[str, End] = {}  # Inputs and Outputs that came, each with its value
        self.free_inputs: list[str] = []
        self.free_outputs: list[str] = []
        self._refuse_doubles()

    def bring(self, names: Names) -> None:
        """Layers come in: what they gave to the block, and got from it, is inside now."""
        for port in self.inputs:
            fed = [wire for wire in self.outer if wire.end == (self.instance, port)]
            if any(wire.source in names for wire in fed):
                self._give_inside(port, fed[0], names)
        for port in self.outputs:
            self._read_inside(port, names)
        coming, going = _cross(self.outer, self.inner, names)
        for start, ends in _by_start(coming).items():
            self._lead_in(start, [moved(end, names) for end in ends])
        for start, ends in _by_start(going).items():
            self._lead_out(moved(start, names), ends)

    def take(self, names: Names) -> None:
        """Layers go out: what they gave to the rest, and got from it, crosses the border now."""
        for port in self.inputs:
            self._read_outside(port, names)
        for port in self.outputs:
            self._give_outside(port, names)
        coming, going = _cross(self.inner, self.outer, names)
        for start, ends in _by_start(coming).items():
            self._lead_out(start, [moved(end, names) for end in ends])
        for start, ends in _by_start(going).items():
            self._lead_in(moved(start, names), ends)

    def use_again(self, open_ends: Iterable[End], tips: Iterable[End]) -> None:
        """Lead free Inputs to ends that nothing feeds, and values that nothing reads to Outputs."""
        for end in list(open_ends)[: len(self.free_inputs)]:
            self.inner[Wire(self.free_inputs.pop(0), end[0], OUT, end[1])] = None
        for start in list(tips)[: len(self.free_outputs)]:
            self._end_with(self.free_outputs.pop(0), start)

    def keep_outputs_of_others(self) -> None:
        """An Output that is free here stays where another instance is read there."""
        self.free_outputs = [port for port in self.free_outputs if not self._wired_elsewhere(port)]

    def settle(self) -> None:
        """What is free still goes. Raises EditError where other instances cannot follow."""
        new = next((self.new[port] for port in self.inputs if port in self.new), None)
        if new is not None and self._others:
            raise EditError(
                tr("Other {block} blocks would lack {name}.", block=self.block, name=new[0])
            )
        for port in (*self.free_inputs, *self.free_outputs):
            other = self._wired_elsewhere(port)
            if other:
                raise EditError(
                    tr("{name} would lose its wire at “{port}”.", name=other, port=port)
                )
            self._drop(port)
        repeated = [node for _, node in self._others if node.params.get(REPEAT, 1) != 1]
        if repeated and not len(self.inputs) == len(self.outputs) == 1:
            name = repeated[0].name
            raise EditError(
                tr("{name} is repeated: one input and one output must stay.", name=name)
            )

    def ported(self, wire: Wire) -> Wire:
        """The wire as it is drawn outside, where an only Input or Output is "in" or "out"."""
        if wire.target == self.instance and [wire.target_port] == self.inputs:
            wire = replace(wire, target_port=IN)
        if wire.source == self.instance and [wire.source_port] == self.outputs:
            wire = replace(wire, source_port=OUT)
        return wire

    def _wired_elsewhere(self, port: str) -> str:
        """Another instance with a wire at this port; "" when there is none."""
        for drawing, node in self._others:
            ends = [wire.end for wire in drawing.incoming(node.name)] * (port in self.inputs)
            ends += [wire.start for wire in drawing.outgoing(node.name)] * (port in self.outputs)
            only = [port] in (self.inputs, self.outputs)
            names = (port, IN, OUT) if only else (port,)
            if any((node.name, name) in ends for name in names):
                return node.name
        return ""

    def _drop(self, port: str) -> None:
        """An Input or Output goes, with its wires on both sides."""
        here = (self.instance, port)
        self.outer = {w: None for w in self.outer if here not in (w.start, w.end)}
        self.inner = {w: None for w in self.inner if port not in (w.source, w.target)}
        self.inputs = [name for name in self.inputs if name != port]
        self.outputs = [name for name in self.outputs if name != port]

    def _refuse_doubles(self) -> None:
        ends = [wire.end for wire in self.outer if wire.target == self.instance]
        for _, port in ends:
            if ends.count((self.instance, port)) > 1:
                name = self.instance
                sentence = tr("{port} of {name} has two wires: delete one.", port=port, name=name)
                raise EditError(sentence)

    def _give_inside(self, port: str, wire: Wire, names: Names) -> None:
        """What an Input stood for is inside now: its readers get it from there."""
        del self.outer[wire]
        source, source_port = moved(wire.start, names)
        for reader in [w for w in self.inner if w.source == port]:
            del self.inner[reader]
            self.inner[replace(reader, source=source, source_port=source_port)] = None
        self.free_inputs.append(port)

    def _read_inside(self, port: str, names: Names) -> None:
        """Who read an Output and is inside now reads what the Output has."""
        reading = [wire for wire in self.outer if wire.start == (self.instance, port)]
        inside = [wire for wire in reading if wire.target in names]
        value = self._value_of(port)
        for wire in inside:
            del self.outer[wire]
            if value is not None:
                self.inner[_wire(value, moved(wire.end, names))] = None
        if inside and len(inside) == len(reading):
            self.free_outputs.append(port)

    def _read_outside(self, port: str, names: Names) -> None:
        """Who read an Input and is outside now reads what the instance gets there."""
        fed = [wire for wire in self.outer if wire.end == (self.instance, port)]
        reading = [wire for wire in self.inner if wire.source == port]
        outside = [wire for wire in reading if wire.target in names]
        for wire in outside:
            del self.inner[wire]
            if fed:
                self.outer[_wire(fed[0].start, moved(wire.end, names))] = None
        if outside and len(outside) == len(reading):
            self.free_inputs.append(port)
            for wire in fed:
                del self.outer[wire]

    def _give_outside(self, port: str, names: Names) -> None:
        """What an Output had is outside now: its readers get it from there."""
        value = self._value_of(port)
        if value is None or value[0] not in names:
            return
        self._end_with(port, None)
        for reader in [w for w in self.outer if w.start == (self.instance, port)]:
            del self.outer[reader]
            self.outer[_wire(moved(value, names), reader.end)] = None
        self.free_outputs.append(port)

    def _lead_in(self, start: End, ends: list[End]) -> None:
        """A value from outside comes in: by a free Input, one that has it already, or a new one."""
        port = self.free_inputs.pop(0) if self.free_inputs else self._input_with(start)
        if not port:
            port = self._new("input", start)
            self.inputs.append(port)
        self.outer[Wire(start[0], self.instance, start[1], port)] = None
        for end in ends:
            self.inner[Wire(port, end[0], OUT, end[1])] = None

    def _lead_out(self, start: End, ends: list[End]) -> None:
        """A value from inside goes out: by a free Output, one that has it already, or a new one."""
        port = self.free_outputs.pop(0) if self.free_outputs else self._output_with(start)
        if not port:
            port = self._new("output", start)
            self.outputs.append(port)
        self._end_with(port, start)
        for end in ends:
            self.outer[Wire(self.instance, end[0], port, end[1])] = None

    def _new(self, stem: str, start: End) -> str:
        name = stem if stem not in self._taken else fresh(stem, self._taken)
        self._taken.add(name)
        self.new[name] = start
        return name

    def _input_with(self, start: End) -> str:
        found = (w for w in self.outer if w.start == start and w.target == self.instance)
        return next((wire.target_port for wire in found if wire.target_port in self.inputs), "")

    def _output_with(self, start: End) -> str:
        found = (w for w in self.inner if w.start == start)
        return next((wire.target for wire in found if wire.target in self.outputs), "")

    def _value_of(self, port: str) -> End | None:
        return next((wire.start for wire in self.inner if wire.target == port), None)

    def _end_with(self, port: str, start: End | None) -> None:
        """An Output has this value, and no other."""
        for wire in [wire for wire in self.inner if wire.target == port]:
            del self.inner[wire]
        if start is not None:
            self.inner[_wire(start, (port, IN))] = None


Layers = tuple[str, list[Node]]
"""A graph, and nodes as they are there."""

Params = Mapping[str, Value]


def carry(
    project: Project,
    border: Border,
    leaving: Layers,
    arriving: Layers,
    shapes: Mapping[str, Params],
) -> None:
    """Draw what a border has come to: layers, Inputs, Outputs and wires, on both sides.

    `shapes` are the parameters of Inputs that are new. The wires of other instances follow.
    """
    outer, inner = project.graphs[border.graph], project.graphs[border.block]
    with instances_follow(project, border.block):
        gone = [wire for named, wire in border.drawn.items() if named not in border.outer]
        _erase(project, border.graph, gone)
        _erase(project, border.block, [w for w in inner.ordered_wires() if w not in border.inner])
        for node in leaving[1]:
            _erase(project, leaving[0], project.graphs[leaving[0]].outgoing(node.name))
            _erase(project, leaving[0], project.graphs[leaving[0]].incoming(node.name))
            project.apply(NodeRemoved(leaving[0], node))
        for node in arriving[1]:
            order = project.graphs[arriving[0]].next_order()
            project.apply(NodeAdded(arriving[0], replace(node, order=order)))
        for node in (*entrances(inner), *exits(inner)):
            if node.name not in (*border.inputs, *border.outputs):
                project.apply(NodeRemoved(border.block, node))
        for kind, ports in ((INPUT, border.inputs), (OUTPUT, border.outputs)):
            for port in (port for port in ports if port in border.new):
                _add_end(project, border.block, Node(port, kind, shapes.get(port, {})))
        _draw(project, border.block, [w for w in border.inner if w not in inner.wires])
    new = [border.ported(wire) for wire in border.outer if wire not in border.drawn]
    _draw(project, border.graph, [wire for wire in new if wire not in outer.wires])


def _erase(project: Project, graph: str, wires: list[Wire]) -> None:
    for wire in wires:
        project.apply(WireRemoved(graph, wire, project.graphs[graph].wires[wire]))


def _draw(project: Project, graph: str, wires: list[Wire]) -> None:
    for wire in wires:
        project.apply(WireAdded(graph, wire, project.graphs[graph].next_order()))


def _add_end(project: Project, block: str, node: Node) -> None:
    drawing = project.graphs[block]
    at = end_place(drawing, node.type, flow_of(project))
    project.apply(NodeAdded(block, replace(node, at=at, order=drawing.next_order())))


def moved(end: End, names: Names) -> End:
    """The end of a wire at a layer that has crossed the border."""
    return names[end[0]], end[1]


def _named(border: Border, wire: Wire) -> Wire | None:
    """The wire with the names inside for the ports of the instance; None for a port it has not."""
    if wire.target == border.instance:
        port = _inside(wire.target_port, border.inputs, IN)
        return replace(wire, target_port=port) if port else None
    if wire.source == border.instance:
        port = _inside(wire.source_port, border.outputs, OUT)
        return replace(wire, source_port=port) if port else None
    return wire


def _inside(port: str, ends: list[str], only: str) -> str | None:
    if len(ends) == 1:
        return ends[0] if port == only else None
    return port if port in ends else None


def _cross(
    near: dict[Wire, None], far: dict[Wire, None], names: Names
) -> tuple[list[Wire], list[Wire]]:
    """Take the wires of the layers from the near side; those between them go to the far one.

    Returns the rest: what comes to these layers, and what goes from them.
    """
    coming: list[Wire] = []
    going: list[Wire] = []
    for wire in list(near):
        if wire.source not in names and wire.target not in names:
            continue
        del near[wire]
        if wire.source in names and wire.target in names:
            far[_wire(moved(wire.start, names), moved(wire.end, names))] = None
        else:
            (coming if wire.target in names else going).append(wire)
    return coming, going


def _by_start(wires: Iterable[Wire]) -> dict[End, list[End]]:
    found: dict[End, list[End]] = {}
    for wire in wires:
        found.setdefault(wire.start, []).append(wire.end)
    return found


def _wire(start: End, end: End) -> Wire:
    return Wire(start[0], end[0], start[1], end[1])
