"""Why: wires find their way around nodes, and their shapes a place beside them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsScene

from designer.model import Wire
from designer.ui.canvas.geometry import PITCH, bent_path, detour_path, wire_path
from designer.ui.canvas.labels import label_wires
from designer.ui.canvas.node_item import NodeItem
from designer.ui.document import Document

LONG = 1.2 * PITCH  # a wire as long as this may have nodes in its way
ASIDE = 40.0  # how far from them it passes: shapes are written up to there
BESIDE = 6.0  # what a wire keeps free at both its sides
LANE = 12.0  # between two that pass at the same side
MOST_LONG = 300  # wires that are looked at again after every edit
DOT, CHOSEN_DOT = 2.0, 4.0  # radius of a reroute point
HALF = 200_000.0  # the canvas is large but fixed, so that its index never has to be rebuilt


class WireItem(QGraphicsPathItem):
    """A wire: a plain path without Python painting.

    What is painted is kept here too, because to ask Qt for it takes longer than to paint it.
    """

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self.wire = wire
        self.way = QPainterPath()
        self.is_straight = False
        self.ink = QPen()
        self.moved = QPointF()  # as a whole, from its way
        self.line = QLineF()  # from end to end
        self.legs: list[QLineF] = []  # from point to point, of one that is led through some
        self.side = 0  # 1 when it passes what stands in its way on the right, -1 on the left
        self.setZValue(1)

    def setPath(self, path: QPainterPath) -> None:
        """Take another way."""
        self.way = path
        self.is_straight = path.elementCount() == 2
        super().setPath(path)

    def draw_with(self, pen: QPen) -> None:
        """Take another color or width."""
        self.ink = pen
        self.setPen(pen)

    def shift(self, by: QPointF) -> None:
        """Show it moved as a whole."""
        self.moved = by
        self.setPos(by)


class Wiring(QGraphicsScene):
    """Nodes and wires by name, with the wires led from port to port."""

    def __init__(self, document: Document) -> None:
        super().__init__(-HALF, -HALF, 2 * HALF, 2 * HALF)
        self.document = document
        self.nodes: dict[str, NodeItem] = {}
        self.wires: dict[Wire, WireItem] = {}
        self.pen = QPen()
        self.marks_bends = True  # not in pictures, where nobody takes hold of them
        self.chosen_bend: tuple[Wire, int] | None = None  # a reroute point, by its number
        self.lanes: dict[Wire, tuple[float, float, float]] = {}  # where it runs, from, to

    def nodes_in(self, area: QRectF) -> list[NodeItem]:
        """The nodes that reach into an area."""
        return [item for item in self.items(area) if isinstance(item, NodeItem)]

    def add_wire(self, wire: Wire) -> None:
        """A wire that came."""
        if wire in self.wires:
            return
        item = WireItem(wire)
        item.draw_with(self.pen)
        self.wires[wire] = item
        self.addItem(item)
        self.route(wire)

    def remove_wire(self, wire: Wire) -> None:
        """A wire that left."""
        self.lanes.pop(wire, None)
        if wire in self.wires:
            self.removeItem(self.wires.pop(wire))
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
                label_wires(item, wires, self.nodes)

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
            x = self._detour(wire, start, end)
            item.side = 0 if x is None else (1 if x > start.x() else -1)
            item.setPath(wire_path(start, end) if x is None else detour_path(start, end, x))

    def show_bends(self, wire: Wire, points: Sequence[QPointF]) -> None:
        """Show a wire led through these points, which the model does not have yet."""
        item = self.wires[wire]
        if points:
            self.lead(item, item.line.p1(), points, item.line.p2())
        else:
            self.route(wire)

    def lead(self, item: WireItem, start: QPointF, bends: Sequence[QPointF], end: QPointF) -> None:
        """Lead a wire through points, and mark them on it."""
        self.lanes.pop(item.wire, None)
        stops = [start, *bends, end]
        item.legs = [QLineF(a, b) for a, b in pairwise(stops)]
        aside = bends[0].x() - start.x()
        item.side = 0 if abs(aside) < 1 else (1 if aside > 0 else -1)
        path = bent_path(start, bends, end)
        for number, point in enumerate(bends if self.marks_bends else ()):
            size = CHOSEN_DOT if (item.wire, number) == self.chosen_bend else DOT
            path.addEllipse(point, size, size)
        item.setPath(path)

    def route_long(self) -> None:
        """What has moved may stand in the way of wires that have not; the shortest go inside."""
        wires = [wire for wire, item in self.wires.items() if item.line.dy() >= LONG]
        wires = wires[:MOST_LONG]
        for wire in wires:
            self.lanes.pop(wire, None)
        for wire in sorted(wires, key=lambda wire: self.wires[wire].line.dy()):
            self.route(wire)

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
        self.lanes.pop(wire, None)
        if not blocks:
            return None
        # Straight down from here, or straight down to there, is what eyes follow best.
        for x in dict.fromkeys((start.x(), end.x())):
            if not self._in_way(x, start, end, ends):
                return x
        to_right = max(block.right() for block in blocks) + ASIDE
        while more := self._in_way(to_right, start, end, ends):
            to_right = max(block.right() for block in more) + ASIDE
        to_left = min(block.left() for block in blocks) - ASIDE
        while more := self._in_way(to_left, start, end, ends):
            to_left = min(block.left() for block in more) - ASIDE
        middle = (left + right) / 2
        is_left = middle - to_left < to_right - middle
        return self._lane(wire, start, end, to_left if is_left else to_right, is_left)

    def _in_way(
        self, x: float, start: QPointF, end: QPointF, ends: tuple[NodeItem, NodeItem]
    ) -> list[QRectF]:
        """What stands on the way straight down at this place."""
        top, bottom = start.y() + PITCH / 2, end.y() - PITCH / 2
        way = QRectF(x - BESIDE, top, 2 * BESIDE, max(1.0, bottom - top))
        blocks = [item.block for item in self.nodes_in(way) if item not in ends]
        return [block for block in blocks if block.intersects(way)]

    def _lane(self, wire: Wire, start: QPointF, end: QPointF, x: float, is_left: bool) -> float:
        """The first lane at this side that no other wire takes at this height."""
        others = self.lanes.items()
        taken = [
            at for other, (at, a, b) in others if other != wire and a < end.y() and b > start.y()
        ]
        while any(abs(at - x) < LANE - 1 for at in taken):
            x += -LANE if is_left else LANE
        self.lanes[wire] = (x, start.y(), end.y())
        return x
