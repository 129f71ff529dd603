"""Why: the scene reads the model: it applies change values and keeps nothing of its own."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from designer.check import Report
from designer.model import (
    MAIN,
    Change,
    Commit,
    Node,
    NodeAdded,
    NodeChanged,
    NodeRemoved,
    NodeRenamed,
    Wire,
    WireAdded,
    WireRemoved,
)
from designer.ui import theme
from designer.ui.canvas.face import face_of
from designer.ui.canvas.geometry import BODY, PITCH, PORT_REACH, detour_path, wire_path
from designer.ui.canvas.labels import label_wires
from designer.ui.canvas.node_item import NodeItem, Paints
from designer.ui.document import Document
from designer.ui.theme import Theme

LONG = 1.5 * PITCH  # a wire as long as this may have nodes in its way
ASIDE = 28.0  # how far from them it passes
MOST_LONG = 300  # wires that are looked at again after every edit
HALF = 200_000.0  # the canvas is large but fixed, so that its index never has to be rebuilt


class WireItem(QGraphicsPathItem):
    """A wire: a plain path without Python painting."""

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire
        self.line = QLineF()  # from end to end, kept for the overview
        self.side = 0  # 1 when it passes what stands in its way on the right, -1 on the left
        self.setZValue(1)


class CanvasScene(QGraphicsScene):
    """Nodes and wires of a document's drawing, by name and by wire."""

    def __init__(self, document: Document, colors: Theme | None = None) -> None:
        """`colors` is a theme to keep, for pictures; by default the scene follows the window's."""
        super().__init__(-HALF, -HALF, 2 * HALF, 2 * HALF)
        self.document = document
        self.nodes: dict[str, NodeItem] = {}
        self.wires: dict[Wire, WireItem] = {}
        self.chosen_wire: Wire | None = None
        self.paints = Paints(colors or theme.current())
        self._problems: dict[str, str] = {}
        self._chosen: set[str] = set()
        self._make_pens()
        graph = document.project.main
        for name, node in graph.nodes.items():
            self._add_node(name, node)
        for wire in graph.wires:
            self._add_wire(wire)
        self._checked(document.report)
        document.bridge.committed.connect(self._committed)
        document.bridge.checked.connect(self._checked)
        document.bridge.selected.connect(self._selected)
        if colors is None:
            theme.notifier.changed.connect(self._restyle)

    # What is where

    def node_at(self, point: QPointF) -> NodeItem | None:
        """The topmost node whose body is under the point."""
        for item in self.items(point):
            if isinstance(item, NodeItem) and BODY.contains(item.mapFromScene(point)):
                return item
        return None

    def port_at(self, point: QPointF) -> tuple[NodeItem, str, bool] | None:
        """(node, port, is an output) of the nearest port in reach."""
        best: tuple[float, NodeItem, str, bool] | None = None
        for item in self.items(point):
            if not isinstance(item, NodeItem):
                continue
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
        for item in self.items(area):
            if isinstance(item, WireItem) and item.path().intersects(area):
                return item.wire
        return None

    def nodes_in(self, area: QRectF) -> list[NodeItem]:
        """The nodes that reach into an area."""
        return [item for item in self.items(area) if isinstance(item, NodeItem)]

    # What gestures do while they last

    def choose_wire(self, wire: Wire | None) -> None:
        """Select this wire and no other; None for none."""
        before, self.chosen_wire = self.chosen_wire, wire
        self._color_wires([w for w in (before, wire) if w is not None])

    def shift_items(self, names: Iterable[str], by: QPointF) -> None:
        """Show nodes moved by so much from where the model has them."""
        nodes = self.document.project.main.nodes
        touched: dict[Wire, None] = {}
        for name in names:
            self.nodes[name].place(QPointF(*nodes[name].at) + by)
            touched.update(dict.fromkeys(self._wires_of(name)))
        for wire in touched:
            self._route(wire)

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

    def _committed(self, commit: Commit) -> None:
        touched: set[str] = set()
        for change in commit.changes:
            if getattr(change, "graph", MAIN) == MAIN:
                touched |= self._apply(change)
        for name in touched:
            self._refresh(name)
        if touched:
            self._route_long()
        self._label(touched)
        if self.chosen_wire not in self.wires:
            self.chosen_wire = None
        self._selected()

    def _apply(self, change: Change) -> set[str]:
        match change:
            case NodeAdded(node=node):
                self._add_node(node.name, node)
                return {node.name}
            case NodeRemoved(node=node):
                self.removeItem(self.nodes.pop(node.name))
            case NodeChanged(after=after):
                return {after.name}
            case NodeRenamed(old=old, new=new):
                return self._rename(old, new)
            case WireAdded(wire=wire):
                self._add_wire(wire)
                return {wire.source, wire.target}
            case WireRemoved(wire=wire):
                self.removeItem(self.wires.pop(wire))
                if wire.target in self.nodes:
                    self.nodes[wire.target].set_arriving(wire.target_port, None)
                return {wire.source, wire.target}
        return set()

    def _add_node(self, name: str, added: Node) -> None:
        # A commit may add a node and rename or remove it later: then the model has it no more.
        node = self.document.project.main.nodes.get(name) or added
        item = NodeItem(face_of(self.document.project.main, node, None, ""), self.paints)
        item.place(QPointF(*node.at))
        self.nodes[name] = item
        self.addItem(item)

    def _rename(self, old: str, new: str) -> set[str]:
        self.nodes[new] = self.nodes.pop(old)
        for wire in [w for w in self.wires if old in (w.source, w.target)]:
            item = self.wires.pop(wire)
            source = new if wire.source == old else wire.source
            target = new if wire.target == old else wire.target
            item.wire = Wire(source, target, wire.source_port, wire.target_port)
            self.wires[item.wire] = item
        return {new}

    def _add_wire(self, wire: Wire) -> None:
        item = WireItem(wire)
        item.setPen(self._pen)
        self.wires[wire] = item
        self.addItem(item)
        self._route(wire)

    def _refresh(self, name: str) -> None:
        item = self.nodes.get(name)
        node = self.document.project.main.nodes.get(name)
        if item is None or node is None:
            return
        item.place(QPointF(*node.at))
        graph, report = self.document.project.main, self.document.report
        item.set_face(face_of(graph, node, report, self._problems.get(name, "")))
        for wire in self._wires_of(name):
            self._route(wire)

    def _label(self, names: Iterable[str]) -> None:
        """Decide where the shapes of the wires that leave and reach these nodes are written."""
        graph = self.document.project.main
        sources = {wire.source for name in names for wire in graph.incoming(name)}
        for name in sources.union(names):
            item = self.nodes.get(name)
            if item is not None and item.face.outputs:
                wires = {w: self.wires[w].side for w in graph.outgoing(name) if w in self.wires}
                label_wires(item, wires, self.nodes)

    def _wires_of(self, name: str) -> list[Wire]:
        graph = self.document.project.main
        return [*graph.incoming(name), *graph.outgoing(name)]

    def _route(self, wire: Wire) -> None:
        item = self.wires.get(wire)
        source, target = self.nodes.get(wire.source), self.nodes.get(wire.target)
        if item is not None and source is not None and target is not None:
            start = source.output_at(wire.source_port)
            end = target.input_at(wire.target_port)
            item.line = QLineF(start, end)
            x = self._detour(wire, start, end)
            item.side = 0 if x is None else (1 if x > start.x() else -1)
            item.setPath(wire_path(start, end) if x is None else detour_path(start, end, x))

    def _route_long(self) -> None:
        """What has moved may stand in the way of wires that have not."""
        wires = [wire for wire, item in self.wires.items() if item.line.dy() >= LONG]
        for wire in wires[:MOST_LONG]:
            self._route(wire)

    def _detour(self, wire: Wire, start: QPointF, end: QPointF) -> float | None:
        """Where a long wire passes the nodes that stand in its way; None when none does."""
        if end.y() - start.y() < LONG:
            return None
        left, right = sorted((start.x(), end.x()))
        way = QRectF(left - 4, start.y() + 4, right - left + 8, end.y() - start.y() - 8)
        ends = (self.nodes[wire.source], self.nodes[wire.target])
        blocks = [
            item.block
            for item in self.nodes_in(way)
            if item not in ends and item.block.intersects(way)
        ]
        if not blocks:
            return None
        to_right = max(block.right() for block in blocks) + ASIDE
        to_left = min(block.left() for block in blocks) - ASIDE
        middle = (left + right) / 2
        return to_left if middle - to_left < to_right - middle else to_right

    # Reading the report and the selection

    def _checked(self, report: Report | None) -> None:
        if report is None:
            return
        worst: dict[str, str] = {}
        for problem in self.document.problems:
            if problem.node and worst.get(problem.node) != "error":
                worst[problem.node] = problem.severity
        self._problems = worst
        graph = self.document.project.main
        changed = []
        for name, item in self.nodes.items():
            node = graph.nodes.get(name)
            known = (node, report.outputs.get(name), report.parameters.get(name), worst.get(name))
            if node is not None and item.known != known:
                item.known = known
                item.set_face(face_of(graph, node, report, worst.get(name, "")))
                changed.append(name)
        self._label(changed)
        self._color_wires(self.wires)

    def _selected(self) -> None:
        chosen = set(self.document.selection)
        for name in chosen ^ self._chosen:
            item = self.nodes.get(name)
            if item is not None:
                item.chosen = name in chosen
                item.setZValue(3 if item.chosen else 2)
                item.update()
        touched = {w for name in chosen | self._chosen for w in self._wires_of(name)}
        self._chosen = chosen
        self._color_wires(touched)

    def _color_wires(self, wires: Iterable[Wire]) -> None:
        for wire in wires:
            item = self.wires.get(wire)
            if item is None:
                continue
            if self._problems.get(wire.target) == "error":
                pen = self._error_pen
            elif wire == self.chosen_wire:
                pen = self._thick_pen
            elif wire.source in self._chosen or wire.target in self._chosen:
                pen = self._chosen_pen
            else:
                pen = self._pen
            if item.pen() is not pen:
                item.setPen(pen)

    def _make_pens(self) -> None:
        colors = self.paints.theme
        self._pen = QPen(colors.wire, 2)
        self._chosen_pen = QPen(colors.accent, 2)
        self._thick_pen = QPen(colors.accent, 3.5)
        self._error_pen = QPen(colors.error, 2, Qt.PenStyle.DashLine)

    def _restyle(self) -> None:
        self.paints = Paints(theme.current())
        self._make_pens()
        for item in self.nodes.values():
            item.restyle(self.paints)
        self._color_wires(self.wires)
        self.update()
