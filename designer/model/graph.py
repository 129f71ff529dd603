"""Why: one drawing: its nodes and wires, with the adjacency that every reader needs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from types import MappingProxyType
from typing import Any

from designer.model.nodes import Node, Point, Value, Wire
from designer.model.remarks import Remarks
from designer.model.wiring import Wiring

_revisions = count(1)


class Graph(Wiring, Remarks):
    """Nodes and wires of one drawing, with its frames and comments.

    Only a project's transaction changes it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._nodes: dict[str, Node] = {}
        self._bends: dict[Wire, tuple[Point, ...]] = {}
        self._exposed: dict[str, Value] = {}
        self._next_order = 0
        self._revision = next(_revisions)

    @property
    def revision(self) -> int:
        """Another number after every change; a copy has that of its original."""
        return self._revision

    @property
    def exposed(self) -> Mapping[str, Value]:
        """Parameters that an instance of this block may set, each with its default."""
        return MappingProxyType(self._exposed)

    @property
    def nodes(self) -> Mapping[str, Node]:
        """Nodes by name, in no particular order; see `ordered_nodes`."""
        return MappingProxyType(self._nodes)

    @property
    def bends(self) -> Mapping[Wire, tuple[Point, ...]]:
        """The points that wires run through; only wires that have some."""
        return MappingProxyType(self._bends)

    def ordered_nodes(self) -> list[Node]:
        """Nodes as they stand in the file: oldest first."""
        return sorted(self._nodes.values(), key=lambda node: node.order)

    def next_order(self) -> int:
        """A number larger than that of every node and wire so far."""
        self._next_order += 1
        return self._next_order - 1

    def copy(self) -> "Graph":
        """An independent graph of the same (immutable) nodes and wires, for another thread."""
        twin = Graph()
        twin._nodes = dict(self._nodes)
        twin._wires = dict(self._wires)
        twin._bends = dict(self._bends)
        twin._copy_remarks(self)
        twin._in = {name: dict(wires) for name, wires in self._in.items()}
        twin._out = {name: dict(wires) for name, wires in self._out.items()}
        twin._exposed = dict(self._exposed)
        twin._next_order = self._next_order
        twin._revision = self._revision
        return twin

    def with_params(self, params: Mapping[str, Mapping[str, Value]]) -> "Graph":
        """A copy in which these nodes have other parameters; itself when there are none."""
        if not params:
            return self
        twin = self.copy()
        twin._nodes |= {
            name: self._nodes[name].with_params(given) for name, given in params.items()
        }
        return twin

    def with_nodes(self, nodes: Mapping[str, Node], without: Iterable[Wire] = ()) -> "Graph":
        """A copy with other nodes of these names, and without some wires."""
        twin = self.copy()
        twin._nodes |= nodes
        for wire in without:
            twin._bends.pop(wire, None)
            twin._remove_wire(wire)
        return twin

    def state(self) -> tuple[Any, ...]:
        """What the file would hold, as a value: equal for equal drawings."""
        nodes = tuple(
            (n.name, n.type, _items(n), n.at, n.muted, n.collapsed) for n in self.ordered_nodes()
        )
        wires = tuple((wire, self._bends.get(wire, ())) for wire in self.ordered_wires())
        return nodes, wires, *self._remark_state(), tuple(self._exposed.items())

    @property
    def is_empty(self) -> bool:
        """True when nothing is drawn, and no parameter offered."""
        return not (self._nodes or self.remarks or self._exposed)

    # What follows is called by `apply` alone.

    def _touch(self) -> None:
        self._revision = next(_revisions)

    def _expose(self, exposed: tuple[tuple[str, Value], ...]) -> None:
        self._exposed = dict(exposed)

    def _add_node(self, node: Node) -> None:
        if node.name in self._nodes:
            raise ValueError(f"there is already a node named {node.name!r}")
        self._nodes[node.name] = node
        self._in[node.name] = {}
        self._out[node.name] = {}
        self._next_order = max(self._next_order, node.order + 1)

    def _remove_node(self, node: Node) -> None:
        if self._in[node.name] or self._out[node.name]:
            raise ValueError(f"{node.name!r} still has wires")
        del self._nodes[node.name], self._in[node.name], self._out[node.name]

    def _replace_node(self, node: Node) -> None:
        if node.name not in self._nodes:
            raise KeyError(node.name)
        self._nodes[node.name] = node

    def _rename_node(self, old: str, new: str) -> None:
        if new in self._nodes:
            raise ValueError(f"there is already a node named {new!r}")
        touched = {wire: self._wires[wire] for wire in (*self._in[old], *self._out[old])}
        bends = {wire: self._bends.pop(wire, ()) for wire in touched}
        for wire in touched:
            self._remove_wire(wire)
        node = self._nodes[old]
        self._remove_node(node)
        self._add_node(replace(node, name=new))
        for wire, order in touched.items():
            source = new if wire.source == old else wire.source
            target = new if wire.target == old else wire.target
            renamed = replace(wire, source=source, target=target)
            self._add_wire(renamed, order)
            self._bend(renamed, (), bends[wire])

    def _add_wire(self, wire: Wire, order: int) -> None:
        if wire in self._wires:
            raise ValueError(f"there is already a wire {wire.start} to {wire.end}")
        if wire.source not in self._nodes or wire.target not in self._nodes:
            raise KeyError(f"a wire needs both its nodes: {wire.source}, {wire.target}")
        self._wires[wire] = order
        self._out[wire.source][wire] = None
        self._in[wire.target][wire] = None
        self._next_order = max(self._next_order, order + 1)

    def _remove_wire(self, wire: Wire) -> None:
        if wire in self._bends:
            raise ValueError(f"{wire.start} to {wire.end} is still bent")
        del self._wires[wire], self._out[wire.source][wire], self._in[wire.target][wire]

    def _bend(self, wire: Wire, before: tuple[Point, ...], after: tuple[Point, ...]) -> None:
        if wire not in self._wires:
            raise KeyError(f"no wire {wire.start} to {wire.end}")
        if self._bends.get(wire, ()) != before:
            raise ValueError(f"{wire.start} to {wire.end} runs through other points")
        if after:
            self._bends[wire] = after
        else:
            self._bends.pop(wire, None)


def _items(node: Node) -> tuple[tuple[str, Any], ...]:
    """The parameters as a value that does not depend on the order they were set in."""
    return tuple((name, node.params[name]) for name in sorted(node.params))
