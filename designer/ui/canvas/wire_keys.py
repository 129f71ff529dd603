"""Why: every wire, and every point of it, can be reached, moved and removed without a mouse."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from designer.model import Wire
from designer.text import tr
from designer.ui.canvas import bends
from designer.ui.canvas.tips import shape_at
from designer.ui.canvas.wire_choice import choose_wire

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

AROUND = 40  # px that stay free around what is shown


def next_wire(view: "CanvasView", by: int = 1) -> None:
    """From a layer to its first wire, from a wire to the next one of the same layer."""
    document, scene = view.document, view.canvas
    here = scene.chosen_wire
    at = _anchor(view)
    if not at:
        document.bridge.message.emit(tr("Select one layer to go to its wires."))
        return
    wires = wires_around(view, at)
    if not wires:
        document.bridge.message.emit(tr("{name} has no wires.", name=at))
    elif here in wires:
        go(view, wires[(wires.index(here) + by) % len(wires)], at)
    else:
        go(view, wires[0 if by > 0 else -1], at)


def wires_around(view: "CanvasView", name: str) -> list[Wire]:
    """The wires of a layer as they are walked: what comes in, what goes out, across the flow."""
    drawing, flow = view.document.drawing, view.canvas.flow
    across = {node.name: flow.turned(node.at)[0] for node in drawing.nodes.values()}
    before = sorted(drawing.incoming(name), key=lambda wire: across[wire.source])
    after = sorted(drawing.outgoing(name), key=lambda wire: across[wire.target])
    return list(dict.fromkeys((*before, *after)))


def go(view: "CanvasView", wire: Wire, anchor: str, bend: int | None = None) -> None:
    """Select a wire or a point of it, show it and say what it is."""
    view.document.select([])
    choose_wire(view.canvas, wire, bend)
    view.canvas.wire_anchor = anchor
    reach = QPointF(AROUND, AROUND) / view.zoom
    at = place_of(view, wire)
    view.ensureVisible(QRectF(at - reach, at + reach), 0, 0)
    view.document.bridge.message.emit(said(view, wire, bend))


def walk(view: "CanvasView", way: int) -> bool:
    """Along the selected wire: to its next point, at last to the layer there; False without one."""
    wire = view.canvas.chosen_wire
    if wire is None:
        return False
    count = len(view.document.drawing.bends.get(wire, ()))
    at = _bend(view)
    to = (0 if way > 0 else count - 1) if at is None else at + way
    if 0 <= to < count:
        go(view, wire, _anchor(view), to)
        return True
    name = wire.target if way > 0 else wire.source
    view.document.select([name])
    view.ensureVisible(view.canvas.nodes[name].sceneBoundingRect(), AROUND, AROUND)
    return True


def back(view: "CanvasView") -> bool:
    """From a wire that keys have reached, back to its layer; False when they have reached none."""
    anchor = view.canvas.wire_anchor
    if view.canvas.chosen_wire is None or anchor not in view.document.drawing.nodes:
        return False
    view.document.select([anchor])
    return True


def bend_here(view: "CanvasView") -> bool:
    """Set a point in the middle of the selected wire, to be moved by arrows; False without one."""
    wire, anchor = view.canvas.chosen_wire, view.canvas.wire_anchor
    if wire is None:
        return False
    if _bend(view) is None:
        bends.add(view, wire, _middle(view, wire))
        if (bend := _bend(view)) is not None:
            go(view, wire, anchor, bend)
    return True


def place_of(view: "CanvasView", wire: Wire) -> QPointF:
    """Where a selected wire is seen: at its selected point, or in its middle."""
    bend = _bend(view)
    points = view.document.drawing.bends.get(wire, ())
    return QPointF(*points[bend]) if bend is not None else _middle(view, wire)


def said(view: "CanvasView", wire: Wire, bend: int | None) -> str:
    """What a screen reader says of it, and what the keys do now."""
    ends = f"{wire.source} → {wire.target}"
    if bend is not None:
        count = len(view.document.drawing.bends[wire])
        return tr(
            "Point {number} of {count} on the wire {ends}. Arrows move it, Delete removes it.",
            number=bend + 1,
            count=count,
            ends=ends,
        )
    if shape := shape_at(view, wire.source, wire.source_port):
        ends = f"{ends}, {shape}"
    return tr("Wire {ends}. Delete removes it, Enter sets a point, W goes on.", ends=ends)


def _middle(view: "CanvasView", wire: Wire) -> QPointF:
    """The middle of the wire; of one with points, that of its longest part."""
    item = view.canvas.wires[wire]
    if item.legs:
        return max(item.legs, key=lambda leg: leg.length()).pointAt(0.5)
    return item.path().pointAtPercent(0.5)


def _bend(view: "CanvasView") -> int | None:
    """The number of the one selected point."""
    chosen = view.canvas.chosen_bends
    return next(iter(chosen))[1] if len(chosen) == 1 else None


def _anchor(view: "CanvasView") -> str:
    """The layer whose wires are walked; "" for none."""
    wire, selection = view.canvas.chosen_wire, view.document.selection
    if wire is None:
        return selection[0] if len(selection) == 1 else ""
    anchor = view.canvas.wire_anchor
    return anchor if anchor in (wire.source, wire.target) else wire.source
