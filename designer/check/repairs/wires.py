"""Why: wires that close a loop, hang in the air or share a port can be taken away or moved."""

from itertools import count

import networkx as nx

from designer.check.network import back_edges, is_loose, wires_between
from designer.check.ports import Slot
from designer.check.repairs.actions import connect, disconnect, fix, remove, wire_text
from designer.check.report import Fix
from designer.check.view import View
from designer.layers import output_ports
from designer.model import Wire
from designer.text import tr, trn

MOST = 3  # loops have many wires, and ports may have many too


def open_loop(view: View, tangle: nx.DiGraph, newest: Wire, loop: list[str]) -> tuple[Fix, ...]:
    """Remove one wire of the loop if that is enough, the newest first, else all that lead back."""
    edges = zip(loop, [*loop[1:], newest.target], strict=True)
    on_loop = [wires_between(view.drawing, source, target)[-1] for source, target in edges]
    on_loop.sort(key=view.drawing.wires.__getitem__, reverse=True)
    single = [_cut(view, wire) for wire in on_loop[:MOST] if is_loose(tangle, wire)]
    if single:
        return tuple(single)
    back = [wire for edge in back_edges(tangle) for wire in wires_between(view.drawing, *edge)]
    title = trn(
        "Remove the {count} wire that leads back",
        "Remove the {count} wires that lead back",
        len(back),
    )
    return (fix(title, disconnect(view.graph, back)),)


def _cut(view: View, wire: Wire) -> Fix:
    title = tr("Remove the wire {wire}", wire=wire_text(wire, view.drawing))
    together = wires_between(view.drawing, wire.source, wire.target)
    steps = [disconnect(view.graph, together)]
    layer = view.layers.get(wire.target)
    left = len(view.drawing.incoming(wire.target)) - len(together)
    if layer is not None and layer.inputs and layer.inputs[0].variadic and left == 1:
        # A join of one branch joins nothing.
        text = wire_text(wire, view.drawing)
        title = tr("Remove {name} and the wire {wire}", name=wire.target, wire=text)
        steps.append(remove(view.graph, wire.target))
    return fix(title, *steps)


def loose_wire(view: View, wire: Wire) -> tuple[Fix, ...]:
    """Move the wire to a port that there is, or remove it."""
    away = disconnect(view.graph, [wire])
    fixes = []
    better = _moved(view, wire)
    if better is not None:
        title = tr("Connect {wire} instead", wire=wire_text(better, view.drawing))
        fixes.append(fix(title, away, connect(view.graph, better)))
    title = tr("Remove the wire {wire}", wire=wire_text(wire, view.drawing))
    return (*fixes, fix(title, away))


def _moved(view: View, wire: Wire) -> Wire | None:
    if {wire.source, wire.target} - set(view.layers):
        return None
    if wire.source in view.drawing.below([wire.target]):
        return None
    slots = view.inputs[wire.target]
    target_port, source_port = wire.target_port, wire.source_port
    if wire in slots.dangling:
        free = view.missing(wire.target)
        if not free:
            return None
        target_port = free[0].port
    ports = output_ports(view.layers[wire.source])
    if source_port not in ports:
        if not ports:
            return None
        source_port = ports[0]
    moved = Wire(wire.source, wire.target, source_port, target_port)
    return None if moved in view.drawing.wires else moved


def thin_out(view: View, name: str, slot: Slot) -> tuple[Fix, ...]:
    """Leave one wire in the port; a layer with free ports takes the others there."""
    fixes = []
    if view.layers[name].inputs[0].variadic:
        fixes.append(_spread(view, name, slot))
    for kept in slot.wires[:MOST]:
        others = [wire for wire in slot.wires if wire != kept]
        if len(others) == 1:
            title = tr("Remove the wire {wire}", wire=wire_text(others[0], view.drawing))
        else:
            title = tr("Keep only the wire {wire}", wire=wire_text(kept, view.drawing))
        fixes.append(fix(title, disconnect(view.graph, others)))
    return tuple(fixes)


def _spread(view: View, name: str, slot: Slot) -> Fix:
    stem = view.layers[name].inputs[0].name
    taken = {other.port for other in view.inputs[name].slots if other.wires}
    free = (f"{stem}{number}" for number in count(1) if f"{stem}{number}" not in taken)
    others = slot.wires[1:]
    moved = [Wire(w.source, name, w.source_port, next(free)) for w in others]
    title = tr("Give each wire an input of its own")
    steps = (connect(view.graph, wire) for wire in moved)
    return fix(title, disconnect(view.graph, others), *steps)
