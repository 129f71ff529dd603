"""Why: what has changed between two drawings is asked for more often than anybody remembers it.

Only what the network depends on counts: where layers lie, frames, comments and the points that
wires run through are no differences.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from designer.edit.differences import Difference, Kind, Side
from designer.edit.flowing import flow_of
from designer.edit.matching import Pairs, match_graphs, match_nodes, translated
from designer.edit.settings import OPTIONS
from designer.layers import Param, known
from designer.model import MAIN, Graph, Node, Project, Value, Wire
from designer.protocol import OutputSpec


@dataclass(frozen=True)
class Comparison:
    """Two projects, what is what in them, and what differs.

    `graphs` and `nodes` say what the graphs and the layers of the first are called in the second;
    `nodes` by graph, as the first calls it.
    """

    before: Project
    after: Project
    graphs: Pairs
    nodes: Mapping[str, Pairs]
    differences: tuple[Difference, ...]


def compare(before: Project, after: Project, unsaid: Collection[Kind] = ()) -> Comparison:
    """What differs from one project to another: settings last, layers as the drawing flows.

    Settings that are `unsaid` in one of them are no difference.
    """
    graphs = match_graphs(before, after)
    nodes = {
        old: match_nodes(before.graphs[old], after.graphs[new], graphs)
        for old, new in graphs.items()
    }
    found = [
        *_setting("project", "name", before.name, after.name),
        *_definitions(before, after, graphs),
    ]
    for old, new in graphs.items():
        found += _offers(before.graphs[old], after.graphs[new], old, new)
        found += _GraphPair(before, after, old, new, graphs, nodes[old]).differences()
    found += _codes(before, after)
    found += [d for d in _settings(before, after, nodes[MAIN]) if d.kind not in unsaid]
    return Comparison(before, after, graphs, nodes, tuple(found))


@dataclass(frozen=True)
class _GraphPair:
    """A graph in both projects, by its names there."""

    before: Project
    after: Project
    old: str
    new: str
    graphs: Pairs
    nodes: Pairs

    def differences(self) -> list[Difference]:
        ours, theirs = self.before.graphs[self.old], self.after.graphs[self.new]
        placed = [
            *((node.at, d) for node in ours.nodes.values() for d in self._gone(ours, node)),
            *((node.at, d) for node in theirs.nodes.values() for d in self._new(theirs, node)),
        ]
        for name, other in self.nodes.items():
            here, there = ours.nodes[name], theirs.nodes[other]
            placed += [(there.at, d) for d in self._changed(here, there)]
        flow = flow_of(self.after)
        placed.sort(key=lambda row: tuple(reversed(flow.turned(row[0]))))
        return [*(difference for _, difference in placed), *self._wires(ours, theirs)]

    def _gone(self, graph: Graph, node: Node) -> Iterator[Difference]:
        if node.name not in self.nodes:
            yield Difference("layer", _layer(self.old, graph, node), None)

    def _new(self, graph: Graph, node: Node) -> Iterator[Difference]:
        if node.name not in self.nodes.values():
            yield Difference("layer", None, _layer(self.new, graph, node))

    def _changed(self, old: Node, new: Node) -> Iterator[Difference]:
        def pair(kind: Kind, was: Value = None, now: Value = None, key: str = "") -> Difference:
            sides = Side(self.old, old.name, was), Side(self.new, new.name, now)
            return Difference(kind, *sides, key)

        if translated(old.type, self.nodes, self.graphs) != new.type:
            yield pair("type", old.type, new.type)  # the name often goes along
        elif old.name != new.name:
            yield pair("name")
        for name, before, after in self._params(old, new):
            yield pair("param", before, after, name)
        if old.muted != new.muted:
            yield pair("bypass", old.muted, new.muted)

    def _params(self, old: Node, new: Node) -> Iterator[tuple[str, Value, Value]]:
        ours, theirs = known(self.before, old.type, self.old), known(self.after, new.type, self.new)
        same = translated(old.type, self.nodes, self.graphs) == new.type
        if ours is not None and theirs is not None:
            yield from _changed_params((ours.params, old.params), (theirs.params, new.params), same)
        elif same:
            for name in dict.fromkeys([*old.params, *new.params]):
                before, after = old.params.get(name), new.params.get(name)
                if before != after:
                    yield name, before, after

    def _wires(self, ours: Graph, theirs: Graph) -> Iterator[Difference]:
        there = {wire: self._moved(wire) for wire in ours.wires if self._has_both(wire)}
        kept = set(there.values())
        for wire, moved in there.items():
            if moved not in theirs.wires:
                yield Difference("wire", Side(self.old, wires=(wire,)), None)
        ends = set(self.nodes.values())
        for wire in theirs.ordered_wires():
            if wire not in kept and wire.source in ends and wire.target in ends:
                yield Difference("wire", None, Side(self.new, wires=(wire,)))

    def _has_both(self, wire: Wire) -> bool:
        return wire.source in self.nodes and wire.target in self.nodes

    def _moved(self, wire: Wire) -> Wire:
        source, target = self.nodes[wire.source], self.nodes[wire.target]
        return Wire(source, target, wire.source_port, wire.target_port)


def _layer(name: str, graph: Graph, node: Node) -> Side:
    wires = (*graph.incoming(node.name), *graph.outgoing(node.name))
    return Side(name, node.name, node.type, tuple(dict.fromkeys(wires)))


Declared = tuple[Iterable[Param], Mapping[str, Any]]
"""Parameters with the values that differ from their defaults."""


def _changed_params(
    before: Declared, after: Declared, same: bool
) -> Iterator[tuple[str, Value, Value]]:
    """Parameters with other values: those that are set; of another type, those that both have.

    What one type has as its default may differ too, in blocks: that is told of the block.
    """
    ours, theirs = _complete(*before), _complete(*after)
    given = {*before[1], *after[1]}
    for name in dict.fromkeys([*ours, *theirs]):
        told = name in given if same else name in ours and name in theirs
        if told and ours.get(name) != theirs.get(name):
            yield name, ours.get(name), theirs.get(name)


def _complete(params: Iterable[Param], given: Mapping[str, Any]) -> dict[str, Value]:
    """All parameters that can be set; lists of a declaration as the model has them."""
    found = {p.name: given.get(p.name, p.default) for p in params if not p.inferred}
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in {**found, **given}.items()
    }


def _definitions(before: Project, after: Project, graphs: Pairs) -> Iterator[Difference]:
    def block(project: Project, name: str) -> Side:
        return Side(name, value=len(project.graphs[name].nodes))

    for name in before.graph_names():
        if name not in graphs:
            yield Difference("block", block(before, name), None)
    for name in after.graph_names():
        if name not in graphs.values():
            yield Difference("block", None, block(after, name))
    for old, new in graphs.items():
        if old != new:
            yield Difference("block-name", Side(old), Side(new))


def _offers(ours: Graph, theirs: Graph, old: str, new: str) -> Iterator[Difference]:
    def side(graph: Graph, at: str, name: str) -> Side | None:
        return Side(at, value=graph.exposed[name]) if name in graph.exposed else None

    for name in dict.fromkeys([*ours.exposed, *theirs.exposed]):
        if ours.exposed.get(name) != theirs.exposed.get(name):
            yield Difference("offer", side(ours, old, name), side(theirs, new, name), name)


def _codes(before: Project, after: Project) -> Iterator[Difference]:
    for name in sorted({*before.codes, *after.codes}):
        texts = before.codes.get(name), after.codes.get(name)
        if texts[0] != texts[1]:
            sides = [None if text is None else Side(value=text) for text in texts]
            yield Difference("code", sides[0], sides[1], name)


def _settings(before: Project, after: Project, nodes: Pairs) -> Iterator[Difference]:
    for field in before.data.__struct_fields__:
        here, there = getattr(before.data, field), getattr(after.data, field)
        yield from _setting("data", field, here, there)
    ours, theirs = before.training, after.training
    for field in ours.__struct_fields__:
        here, there = getattr(ours, field), getattr(theirs, field)
        if field in OPTIONS:
            chooser, rows = OPTIONS[field]
            names = getattr(ours, chooser), getattr(theirs, chooser)
            declared = (rows[names[0]].params, here), (rows[names[1]].params, there)
            for name, old, new in _changed_params(*declared, names[0] == names[1]):
                yield from _setting("training", f"{chooser} {name}", old, new)
        elif field == "outputs":
            yield from _outputs(here, there, nodes)
        else:
            yield from _setting("training", field, here, there)


def _outputs(
    ours: Mapping[str, OutputSpec], theirs: Mapping[str, OutputSpec], nodes: Pairs
) -> Iterator[Difference]:
    """How Outputs are trained; what nobody has said of one is as if the defaults were said."""
    back = {new: old for old, new in nodes.items()}
    names = {nodes.get(name, name): name for name in ours} | {n: back.get(n, n) for n in theirs}
    for new, old in names.items():
        here, there = ours.get(old, OutputSpec()), theirs.get(new, OutputSpec())
        for field in here.__struct_fields__:
            values = _output_value(here, field, nodes), _output_value(there, field, {})
            if values[0] != values[1]:
                sides = Side(MAIN, old, values[0]), Side(MAIN, new, values[1])
                yield Difference("output", *sides, field)


def _output_value(spec: OutputSpec, field: str, nodes: Mapping[str, str]) -> Value:
    value = getattr(spec, field)
    if field == "loss_params":
        return tuple(f"{name}={part}" for name, part in sorted(value.items()))
    if field == "partners":
        return tuple(nodes.get(name, name) for name in value)
    found: Value = value
    return found


def _setting(kind: Kind, key: str, before: Value, after: Value) -> Iterator[Difference]:
    if before != after:
        yield Difference(kind, Side(value=before), Side(value=after), key)
