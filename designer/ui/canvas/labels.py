"""Why: the shape on every wire stands where no wire runs through it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from designer.model import Wire
from designer.ui.canvas.geometry import turned
from designer.ui.canvas.node_item import NodeItem, told_at

if TYPE_CHECKING:
    from designer.ui.canvas.wiring import Wiring


def label_wires(scene: "Wiring", source: NodeItem, wires: Mapping[Wire, int]) -> None:
    """Write the shapes of the wires that leave a node; each comes with the side it goes around.

    Behind the node, on the side to which no wire goes, by choice on the right of a wire that
    leads down and above one that leads to the right; where wires go to both sides, at the end of
    each wire, on the side that it does not come from.
    """
    slants = {w: s or _slant(scene, source, w) for w, s in wires.items() if w.target in scene.nodes}
    sides = {1 if w.source_port != source.face.outputs[0] else s for w, s in slants.items()}
    both, usual = {-1, 1} <= sides, -1 if scene.flow.is_turned else 1
    source.set_label_side(0 if both else (-usual if usual in sides else usual))
    told = set(slants) if both else set()
    if scene.flow.is_turned:
        told = {w for w in _outermost(scene, told) if _has_room(scene, w, slants[w])}
    for wire, slant in slants.items():
        shape = told_at(source, wire.source_port)
        label = (shape, slant < 0) if wire in told and shape else None
        scene.nodes[wire.target].set_arriving(wire.target_port, label)


# Text lies across many wires that lead to the right, and two that end in one node are close.


def _outermost(scene: "Wiring", wires: set[Wire]) -> set[Wire]:
    """Of the wires that leave the same port, with the same shape: those that end at the edges."""
    ends: dict[str, list[Wire]] = {}
    for wire in sorted(wires, key=lambda wire: scene.nodes[wire.target].pos().y()):
        ends.setdefault(wire.source_port, []).append(wire)
    return {wire for same in ends.values() for wire in (same[0], same[-1])}


def _has_room(scene: "Wiring", wire: Wire, slant: int) -> bool:
    """Above the first wire that ends in a node there is room, and below the last one."""
    taken = {other.target_port for other in scene.document.drawing.incoming(wire.target)}
    ports = [port for port in scene.nodes[wire.target].face.inputs if port in taken]
    return wire.target_port == (ports[0] if slant < 0 else ports[-1]) if ports else True


def _slant(scene: "Wiring", source: NodeItem, wire: Wire) -> int:
    """-1 for a wire that goes to the left, 1 to the right (or up, and down), 0 straight along."""
    end = scene.nodes[wire.target].input_at(wire.target_port)
    dx = turned(end - source.output_at(wire.source_port), scene.flow).x()
    return 0 if abs(dx) < 1 else (1 if dx > 0 else -1)
