"""Why: the shape on every wire stands where no wire runs through it."""

from collections.abc import Iterable, Mapping

from designer.edit.flowing import Flow
from designer.model import Wire
from designer.ui.canvas.geometry import turned
from designer.ui.canvas.node_item import NodeItem


def label_wires(
    source: NodeItem, wires: Mapping[Wire, int], nodes: Mapping[str, NodeItem], flow: Flow
) -> None:
    """Write the shapes of the wires that leave a node; each comes with the side it goes around.

    Behind the node, on the side to which no wire goes, by choice on the right of a wire that
    leads down and above one that leads to the right; where wires go to both sides, at the end of
    each wire, on the side that it does not come from. Text across many wires that lead to the
    right would lie upon those between the first and the last, which have the same shape.
    """
    slants = {w: s or _slant(source, w, nodes, flow) for w, s in wires.items() if w.target in nodes}
    sides = set(slants.values())
    both, usual = {-1, 1} <= sides, -1 if flow.is_turned else 1
    source.set_label_side(0 if both else (-usual if usual in sides else usual))
    told = (_outermost(slants, nodes) if flow.is_turned else set(slants)) if both else set()
    for wire, slant in slants.items():
        shape = _shape(source, wire.source_port)
        label = (shape, slant < 0) if wire in told and shape else None
        nodes[wire.target].set_arriving(wire.target_port, label)


def _outermost(wires: Iterable[Wire], nodes: Mapping[str, NodeItem]) -> set[Wire]:
    """Of the wires that leave the same port, those that end highest and lowest."""
    ends: dict[str, list[Wire]] = {}
    for wire in sorted(wires, key=lambda wire: nodes[wire.target].pos().y()):
        ends.setdefault(wire.source_port, []).append(wire)
    return {wire for same in ends.values() for wire in (same[0], same[-1])}


def _slant(source: NodeItem, wire: Wire, nodes: Mapping[str, NodeItem], flow: Flow) -> int:
    """-1 for a wire that goes to the left, 1 to the right (or up, and down), 0 straight along."""
    end = nodes[wire.target].input_at(wire.target_port)
    dx = turned(end - source.output_at(wire.source_port), flow).x()
    return 0 if abs(dx) < 1 else (1 if dx > 0 else -1)


def _shape(source: NodeItem, port: str) -> str:
    shapes = dict(zip(source.face.outputs, source.face.shapes, strict=False))
    return shapes.get(port, "")
