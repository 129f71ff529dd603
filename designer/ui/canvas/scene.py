"""Why: the scene reads the model: it applies change values and keeps nothing of its own."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF

from designer.model import (
    Change,
    Commit,
    Node,
    NodeAdded,
    NodeChanged,
    NodeRemoved,
    NodeRenamed,
    Wire,
    WireAdded,
    WireBent,
    WireRemoved,
)
from designer.ui import theme
from designer.ui.canvas import wire_choice
from designer.ui.canvas.bulk import FEW, Bulk
from designer.ui.canvas.gaps import Lanes
from designer.ui.canvas.geometry import PORT_REACH, passes
from designer.ui.canvas.news import News
from designer.ui.canvas.node_item import NodeItem, Paints, choose
from designer.ui.canvas.telling import Telling
from designer.ui.document import Document
from designer.ui.theme import Theme


class CanvasScene(Telling):
    """Nodes, wires, frames and comments of a document's drawing, by name and by wire."""

    def __init__(self, document: Document, colors: Theme | None = None) -> None:
        """`colors` is a theme to keep, for pictures; by default the scene follows the window's."""
        super().__init__(document, colors)
        self.wire_anchor = ""  # the layer from which keys have reached it
        self._bulk: Bulk | None = None
        self._fill()
        document.bridge.graph_opened.connect(self._refill)
        document.bridge.committed.connect(self._committed)
        document.bridge.checked.connect(self._checked)
        document.bridge.supposed.connect(self._checked)
        document.bridge.selected.connect(self._selection_changed)
        if colors is None:
            theme.notifier.changed.connect(self._restyle)

    # What is where

    def node_at(self, point: QPointF, without: Collection[str] = ()) -> NodeItem | None:
        """The topmost node whose body is under the point, but none of these."""
        for item in self.node_index.at(point):
            if item.block.contains(point):
                if item.face.name in without:
                    continue
                return item
        return None

    def port_at(self, point: QPointF) -> tuple[NodeItem, str, bool] | None:
        """(node, port, is an output) of the nearest port in reach."""
        best: tuple[float, NodeItem, str, bool] | None = None
        for item in self.node_index.at(point):
            ends = [(p, item.input_at(p), False) for p in item.face.inputs]
            ends += [(p, item.output_at(p), True) for p in item.face.outputs]
            for port, at, is_output in ends:
                distance = (at - point).manhattanLength()
                if distance <= PORT_REACH and (best is None or distance < best[0]):
                    best = (distance, item, port, is_output)
        return None if best is None else best[1:]

    def wire_at(self, point: QPointF, reach: float = 6.0) -> Wire | None:
        """A wire that passes within reach of the point."""
        area = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        for item in reversed(self.wires_in(area)):
            if passes(item.path(), point, reach):
                return item.wire
        return None

    def bend_at(self, wire: Wire, point: QPointF, reach: float) -> int | None:
        """The number of the reroute point of a wire that is here."""
        for number, at in enumerate(self.document.drawing.bends.get(wire, ())):
            if (QPointF(*at) - point).manhattanLength() <= reach:
                return number
        return None

    # What gestures do while they last

    def shift_items(self, names: Sequence[str], by: QPointF, seen: QRectF | None = None) -> None:
        """Show nodes moved by so much from where the model has them.

        Of many, those in the part of the canvas that is `seen`; a drag ends with all of them.
        """
        if seen is not None and len(names) > FEW:
            if self._bulk is None or self._bulk.names is not names:
                self._bulk = Bulk(self, names)
            self._bulk.show(by, seen)
            return
        bulk, self._bulk = self._bulk, None
        if bulk is not None and bulk.names is names and by.isNull():
            bulk.back()
            return
        nodes = self.document.drawing.nodes
        touched: dict[Wire, None] = {}
        moved = {name for name in names if name in nodes}  # some may be gone by now
        for name in moved:
            at = QPointF(*nodes[name].at) + by
            if self.nodes[name].corner != (at.x(), at.y()):
                self.nodes[name].place(at)
                touched.update(dict.fromkeys(self.wires_of(name)))
        for wire in touched:
            self.route(wire, by if {wire.source, wire.target} <= moved else None)

    def show_fits(self, reasons: Mapping[str, str] | None) -> None:
        """While a wire is pulled: nodes with an empty reason light up, the others fade."""
        for name, item in self.nodes.items():
            fits = None if reasons is None else not reasons.get(name, "")
            if item.fits != fits:
                item.fits = fits
                item.update()

    def set_heat(self, levels: Mapping[str, int] | None) -> None:
        """Tint the nodes by these steps of the heat map; None for no heat map."""
        for name, item in self.nodes.items():
            item.set_heat(None if levels is None else levels.get(name, 0))

    # Reading the model

    def _fill(self) -> None:
        for name, node in self.document.drawing.nodes.items():
            self._add_node(name, node)
        with self.at_rest():
            for wire in self.document.drawing.wires:
                self.add_wire(wire)
            self.route_long()
        self.fill_remarks()
        self._checked()
        if self.marks_bends:  # in a window, not in a picture
            self._selected()

    def _refill(self) -> None:
        """Another graph is open: nothing of the old one stays."""
        for name in list(self.nodes):
            self._remove_node(name)
        for wire in list(self.wires):
            self.remove_wire(wire)
        self.lanes = Lanes()
        self.ways.clear()
        self._drop_late()
        self._bulk = None
        self._news = News()
        self._problems, self._chosen, self.chosen_wire = {}, set(), None
        self.chosen_bends = frozenset()
        self._fill()

    def _committed(self, commit: Commit) -> None:
        touched: set[str] = set()
        self._bulk = None
        if self.paints.flow is not self.flow:
            self._restyle()
            touched |= set(self.document.drawing.nodes)
        lanes = self.lanes.taken()
        others: set[str] = set()  # than those that have only moved
        changes = [c for c in commit.changes if getattr(c, "graph", "") == self.document.graph]
        for change in changes:
            found = self._apply(change)
            touched |= found
            others |= set() if _only_moves(change) else found
            self.apply_remark(change)
        self.place(touched)
        for name in others - {c.node.name for c in changes if isinstance(c, NodeAdded)}:
            self._refresh(name)
        for wire in dict.fromkeys(w for name in touched for w in self.wires_of(name)):
            self.route(wire)
        if any(map(_makes_way, changes)):
            touched |= self.route_long()
        elif lanes != self.lanes.taken():
            touched |= self.share_lanes()
        self._tell(touched, [c.wire for c in changes if isinstance(c, WireAdded)])
        wire_choice.follow(self)
        self._selected()

    def _apply(self, change: Change) -> set[str]:
        match change:
            case NodeAdded(node=node):
                self._add_node(node.name, node)
                return {node.name}
            case NodeRemoved(node=node):
                self._remove_node(node.name)
            case NodeChanged(after=after):
                return {after.name}
            case NodeRenamed(old=old, new=new):
                return self._rename(old, new)
            case WireAdded(wire=wire):
                self.hang_wire(wire)
                return {wire.source, wire.target}
            case WireRemoved(wire=wire):
                self.remove_wire(wire)
                return {wire.source, wire.target}
            case WireBent(wire=wire):
                return {wire.source, wire.target}
        return set()

    # When a commit opens another graph, the scene is filled from its end, then told of its steps:
    # so what is there already is not added twice, and what is gone need not be there.

    def _add_node(self, name: str, added: Node) -> None:
        if name in self.nodes:
            return
        # A commit may add a node and rename or remove it later: then the model has it no more.
        node = self.document.drawing.nodes.get(name) or added
        item = NodeItem(self._face(node, self.document.seen), self.paints, self.node_index)
        item.place(QPointF(*node.at))
        self.nodes[name] = item
        self.node_index.add(item)
        self.addItem(item)

    def _remove_node(self, name: str) -> None:
        if name in self.nodes:
            item = self.nodes.pop(name)
            self.node_index.remove(item)
            self.removeItem(item)

    def _rename(self, old: str, new: str) -> set[str]:
        if old not in self.nodes:
            return {new}
        item = self.nodes[new] = self.nodes.pop(old)
        choose(item, new in self.document.selection)  # which has the new name already
        for wire in [w for w in self.wires if old in (w.source, w.target)]:
            line = self.wires.pop(wire)
            self.forget_way(wire)
            source = new if wire.source == old else wire.source
            target = new if wire.target == old else wire.target
            line.wire = Wire(source, target, wire.source_port, wire.target_port)
            self.wires[line.wire] = line
        return {new}

    def _refresh(self, name: str) -> None:
        item = self.nodes.get(name)
        node = self.document.drawing.nodes.get(name)
        if item is None or node is None:
            return
        item.set_face(self._face(node, self.document.seen))

    def _selection_changed(self) -> None:
        wire_choice.choose_wire(self, None)
        self._selected()

    def _restyle(self) -> None:
        self.paints = Paints(theme.current(), self.flow)
        self._make_pens()
        for item in self.nodes.values():
            item.restyle(self.paints)
        self.restyle_remarks(self.paints.theme)
        self.color_wires(self.wires)
        self.update()


def _makes_way(change: Change) -> bool:
    """True where wires that it does not touch may have to pass elsewhere now.

    Asked of the change, and not of the items: what was dragged lies at its new place already.
    """
    if isinstance(change, NodeChanged):
        before, after = change.before, change.after
        return (before.at, before.collapsed) != (after.at, after.collapsed)
    return isinstance(change, NodeAdded | NodeRemoved)


def _only_moves(change: Change) -> bool:
    """True for a node that is as it was but for its place."""
    return isinstance(change, NodeChanged) and change.before.moved(change.after.at) == change.after
