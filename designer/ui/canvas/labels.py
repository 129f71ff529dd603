"""Why: the shape on every wire stands where no wire runs through it."""

from collections.abc import Mapping

from designer.model import Wire
from designer.ui.canvas.node_item import NodeItem


def label_wires(source: NodeItem, wires: Mapping[Wire, int], nodes: Mapping[str, NodeItem]) -> None:
    """Write the shapes of the wires that leave a node; each comes with the side it goes around.

    Below the node, on the side to which no wire goes; where wires go to both sides, at the end
    of each wire, on the side that it does not come from.
    """
    slants = {w: s or _slant(source, w, nodes) for w, s in wires.items() if w.target in nodes}
    both = {-1, 1} <= set(slants.values())
    source.set_label_side(0 if both else (-1 if 1 in slants.values() else 1))
    for wire, slant in slants.items():
        shape = _shape(source, wire.source_port)
        label = (shape, slant < 0) if both and shape else None
        nodes[wire.target].set_arriving(wire.target_port, label)


def _slant(source: NodeItem, wire: Wire, nodes: Mapping[str, NodeItem]) -> int:
    """-1 for a wire that goes to the left, 1 to the right, 0 straight down."""
    end = nodes[wire.target].input_at(wire.target_port)
    dx = end.x() - source.output_at(wire.source_port).x()
    return 0 if abs(dx) < 1 else (1 if dx > 0 else -1)


def _shape(source: NodeItem, port: str) -> str:
    shapes = dict(zip(source.face.outputs, source.face.shapes, strict=False))
    return shapes.get(port, "")
