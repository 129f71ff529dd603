"""Why: wires find their way around nodes, and their shapes a place beside them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Signal
from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from designer.edit.flowing import Flow, flow_of
from designer.model import Wire
from designer.ui.canvas.gaps import Grid, Lanes, Reach
from designer.ui.canvas.geometry import (
    bent_path,
    bow,
    detour_path,
    turned,
    turned_rect,
    wire_path,
)
from designer.ui.canvas.index import Index
from designer.ui.canvas.labels import label_wires
from designer.ui.canvas.node_item import NodeItem
from designer.ui.document import Document

LONG = 1.2  # rows: a wire as long as this may have nodes in its way
BESIDE = 6.0  # what a wire keeps free at both its sides
TRIES = 8  # to pass at one side: where thousands lie in a heap, there is no gap to be found
MANY, MOST_LONG = 30, 300  # wires that are looked at again after every edit
DOT, CHOSEN_DOT = 2.0, 4.0  # radius of a reroute point
NOWHERE = QRectF(1e9, 1e9, 0, 0)
HALF = 200_000.0  # the canvas is large but fixed, so that its index never has to be rebuilt


class WireItem(QGraphicsPathItem):
    """A wire: a plain path without Python painting.

    What is painted is kept here too, because to ask Qt for it takes longer than to paint it.
    """

    def __init__(self, wire: Wire, index: "Index[WireItem]") -> None:
        super().__init__()
        self._index = index
        self.wire = wire
        self.way = QPainterPath()
        self.is_straight = False
        self.ink = QPen()  # the very one that was given: what Qt gives back is a copy
        self.moved = QPointF()  # as a whole, from its way
        self.line = QLineF()  # from end to end
        self.lane: float | None = None  # where it passes what stands in its way
        self.legs: list[QLineF] = []  # from point to point, of one that is led through some
        self.side = 0  # 1 when it passes what stands in its way on the right or below, else -1
        self.setZValue(1)

    def setPath(self, path: QPainterPath) -> None:
        """Take another way."""
        self.way = path
        self.is_straight = path.elementCount() == 2
        super().setPath(path)
        self._index.touch(self)

    def draw_with(self, pen: QPen) -> None:
        """Take another color or width."""
        if pen is not self.ink:
            self.ink = pen
            self.setPen(pen)
            self._index.touch(self)  # also for who keeps the inks of those in view

    def shift(self, by: QPointF) -> None:
        """Show it moved as a whole."""
        if by != self.moved:
            self.put(by)
            self._index.touch(self)

    def put(self, by: QPointF) -> None:
        """Shift it, where the index is told of many at once."""
        self.moved = by
        self.setPos(by)

    def set_shown(self, shown: bool) -> None:
        """Hide it while it is off its ports, or show it again."""
        self.setVisible(shown)
        self._index.touch(self)

    def reach(self) -> QRectF:
        """What may be painted of it, on the canvas."""
        if not self.isVisible():
            return NOWHERE
        room = self.ink.widthF() / 2
        return self.way.controlPointRect().adjusted(-room, -room, room, room).translated(self.moved)


@dataclass(frozen=True, slots=True)
class Way:
    """How a long wire gets past what stands between its ends, across and along the flow.

    It passes at `x`, or further out where other wires do already; None for straight through, where
    nothing stands in its way or no gap beside it was found. `aside` is -1 on the left of it, 1 on
    the right; 0 for straight from one end, or to the other.
    """

    start: QPointF
    end: QPointF
    x: float | None = None
    aside: int = 0

    @property
    def length(self) -> float:
        """How far it is along the flow."""
        return self.end.y() - self.start.y()


class Wiring(QGraphicsScene):
    """Nodes and wires by name, with the wires led from port to port."""

    stirred = Signal()  # something is to be painted anew, see `changes`

    def __init__(self, document: Document) -> None:
        super().__init__(-HALF, -HALF, 2 * HALF, 2 * HALF)
        self.document = document
        self.nodes: dict[str, NodeItem] = {}
        self.wires: dict[Wire, WireItem] = {}
        self.node_index = Index[NodeItem](self.stirred.emit)
        self.wire_index = Index[WireItem](self.stirred.emit)
        self.pen = QPen()
        self.marks_bends = True  # not in pictures, where nobody takes hold of them
        self.chosen_bends: frozenset[tuple[Wire, int]] = frozenset()  # points, by their numbers
        self.ways: dict[Wire, Way] = {}  # of long wires
        self.lanes = Lanes()
        self._grid: Grid | None = None  # while nothing moves

    @property
    def flow(self) -> Flow:
        """Which way the drawing runs. Lanes, detours and sides are across and along it."""
        return flow_of(self.document.project)

    def nodes_in(self, area: QRectF) -> list[NodeItem]:
        """The nodes that reach into an area, as they are painted."""
        return self.node_index.inside(area)

    def wires_in(self, area: QRectF) -> list[WireItem]:
        """The wires that may reach into an area, as they are painted."""
        return self.wire_index.inside(area)

    def place(self, names: Iterable[str]) -> None:
        """Put nodes where the model has them: all, before any wire looks for its way."""
        nodes = self.document.drawing.nodes
        for name in names:
            if name in self.nodes and name in nodes:
                self.nodes[name].place(QPointF(*nodes[name].at))

    def add_wire(self, wire: Wire) -> None:
        """A wire that came."""
        if wire not in self.wires:
            self.hang_wire(wire)
            self.route(wire)

    def hang_wire(self, wire: Wire) -> None:
        """A wire that came, and is to be led from port to port when all is there."""
        if wire in self.wires:
            return
        item = WireItem(wire, self.wire_index)
        item.draw_with(self.pen)
        self.wires[wire] = item
        self.wire_index.add(item)
        self.addItem(item)

    def remove_wire(self, wire: Wire) -> None:
        """A wire that left."""
        self.forget_way(wire)
        if wire in self.wires:
            item = self.wires.pop(wire)
            self.wire_index.remove(item)
            self.removeItem(item)
        if wire.target in self.nodes:
            self.nodes[wire.target].set_arriving(wire.target_port, None)

    def label(self, names: Iterable[str]) -> None:
        """Decide where the shapes of the wires that leave and reach these nodes are written."""
        graph = self.document.drawing
        sources = {wire.source for name in names for wire in graph.incoming(name)}
        for name in sources.union(names):
            item = self.nodes.get(name)
            if item is not None and item.face.outputs:
                wires = {w: self.wires[w].side for w in graph.outgoing(name) if w in self.wires}
                label_wires(self, item, wires)

    def wires_of(self, name: str) -> list[Wire]:
        """The wires that touch a node."""
        graph = self.document.drawing
        return [*graph.incoming(name), *graph.outgoing(name)]

    def route(self, wire: Wire, by: QPointF | None = None) -> None:
        """Lead a wire from its port to its port; `by` is how far both its ends are shown moved."""
        item = self.wires.get(wire)
        source, target = self.nodes.get(wire.source), self.nodes.get(wire.target)
        if item is not None and source is not None and target is not None:
            start = source.output_at(wire.source_port)
            end = target.input_at(wire.target_port)
            item.line = QLineF(start, end)
            item.shift(QPointF())
            item.legs = []
            if wire in self.document.drawing.bends:
                shift = by or QPointF()
                bends = [QPointF(*at) + shift for at in self.document.drawing.bends[wire]]
                self.lead(item, start, bends, end)
                return
            self.lanes.leave(wire)
            way = self._way(wire, turned(start, self.flow), turned(end, self.flow))
            if way is not None:
                self.ways[wire] = way
            else:
                self.ways.pop(wire, None)
            item.lane = self._lane(wire, way) if way is not None else None
            self._draw(item)

    def _draw(self, item: WireItem) -> None:
        """Draw a wire in its lane, or straight where it has none."""
        start, end, flow = item.line.p1(), item.line.p2(), self.flow
        if item.lane is None:
            item.side = 0
            item.setPath(wire_path(start, end, flow))
        else:
            item.side = 1 if item.lane > turned(start, flow).x() else -1
            item.setPath(detour_path(start, end, item.lane, flow))

    def show_bends(self, wire: Wire, points: Sequence[QPointF]) -> None:
        """Show a wire led through these points, which the model does not have yet."""
        item = self.wires[wire]
        if points:
            self.lead(item, item.line.p1(), points, item.line.p2())
        else:
            self.route(wire)

    def lead(self, item: WireItem, start: QPointF, bends: Sequence[QPointF], end: QPointF) -> None:
        """Lead a wire through points, and mark them on it."""
        self.forget_way(item.wire)
        stops = [start, *bends, end]
        item.legs = [QLineF(a, b) for a, b in pairwise(stops)]
        aside = turned(bends[0] - start, self.flow).x()
        item.side = 0 if abs(aside) < 1 else (1 if aside > 0 else -1)
        path = bent_path(start, bends, end, self.flow)
        for number, point in enumerate(bends if self.marks_bends else ()):
            size = CHOSEN_DOT if (item.wire, number) in self.chosen_bends else DOT
            path.addEllipse(point, size, size)
        item.setPath(path)

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Meanwhile no node moves, comes or goes: many wires find their ways more quickly."""
        before = self._grid
        self._grid = before or Grid(self.nodes.values(), self.flow)
        try:
            yield
        finally:
            self._grid = before

    def route_long(self) -> set[str]:
        """What has moved may stand in the way of wires that have not; the shortest go inside.

        Returns the nodes whose wires pass at another side now, and with them their shapes.
        """
        sides, wires = self._sides(), self._long()
        with self.at_rest() if len(wires) > MANY else nullcontext():
            for wire in wires:
                self.route(wire)
        return {wire.source for wire, side in sides.items() if self.wires[wire].side != side}

    def share_lanes(self) -> set[str]:
        """Nothing has moved, but other wires may pass at the same side than before.

        Returns the same as `route_long`.
        """
        sides = self._sides()
        for wire in self._long():
            item, lane = self.wires[wire], self._lane(wire, self.ways[wire])
            if item.lane != lane:
                item.lane = lane
                self._draw(item)
        return {wire.source for wire, side in sides.items() if self.wires[wire].side != side}

    def forget_way(self, wire: Wire) -> None:
        """A wire leaves its lane."""
        self.ways.pop(wire, None)
        self.lanes.leave(wire)

    def _sides(self) -> dict[Wire, int]:
        """Where long wires pass what stands in their way."""
        return {wire: self.wires[wire].side for wire in self.ways}

    def _long(self) -> list[Wire]:
        """Long wires, out of their lanes; the shortest chooses first."""
        wires = list(self.ways)[:MOST_LONG]
        for wire in wires:
            self.lanes.leave(wire)
        return sorted(wires, key=lambda wire: self.ways[wire].length)

    def _way(self, wire: Wire, start: QPointF, end: QPointF) -> Way | None:
        """Where a long wire passes what stands in its way; None for a short one."""
        flow = self.flow
        if end.y() - start.y() < LONG * flow.row:
            return None
        left, right = sorted((start.x(), end.x()))
        way = QRectF(left - 4, start.y() + 4, right - left + 8, end.y() - start.y() - 8)
        ends = (self.nodes[wire.source], self.nodes[wire.target])
        reach = self._reach(way, ends)
        if reach is None:
            return Way(start, end)
        # Straight from here, or straight to there, is what eyes follow best.
        for x in dict.fromkeys((start.x(), end.x())):
            if self._in_way(x, start, end, ends) is None:
                return Way(start, end, x)
        middle = (left + right) / 2
        found = {side: self._aside(side, reach, start, end, ends) for side in (1, -1)}
        free = {side: x for side, x in found.items() if x is not None}
        if not free:
            return Way(start, end)
        side = min(free, key=lambda side: side * (free[side] - middle))  # the right one when equal
        return Way(start, end, free[side], side)

    def _aside(
        self,
        side: int,
        reach: Reach,
        start: QPointF,
        end: QPointF,
        ends: tuple[NodeItem, NodeItem],
    ) -> float | None:
        """The first place at one side where nothing stands in the way; None where all is full."""
        gap, found = self.flow.aside, reach
        for _ in range(TRIES):
            x = found[1] + gap if side > 0 else found[0] - gap
            there = self._in_way(x, start, end, ends)
            if there is None:
                return x
            found = there
        return None

    def _in_way(
        self, x: float, start: QPointF, end: QPointF, ends: tuple[NodeItem, NodeItem]
    ) -> Reach | None:
        """What stands on the way straight along at this place."""
        top, bottom = start.y() + bow(self.flow), end.y() - bow(self.flow)
        way = QRectF(x - BESIDE, top, 2 * BESIDE, max(1.0, bottom - top))
        return self._reach(way, ends)

    def _reach(self, way: QRectF, ends: tuple[NodeItem, NodeItem]) -> Reach | None:
        """What else stands in an area across and along the flow."""
        if self._grid is not None:
            return self._grid.reach(way, ends)
        flow = self.flow
        items = self.node_index.inside(turned_rect(way, flow))
        return Grid((item for item in items if item not in ends), flow).reach(way)

    def _lane(self, wire: Wire, way: Way) -> float | None:
        """The first lane at this side that no other wire takes at this height."""
        x, top, bottom = way.x, way.start.y(), way.end.y()
        if x is None or not way.aside:
            return x
        x = self.lanes.free(x, way.aside, top, bottom)
        self.lanes.take(wire, (x, top, bottom))
        return x
