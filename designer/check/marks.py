"""Why: most nodes give no rule a reason to look; which do is noted once, and kept with each edit.

A rule asks for the nodes with its mark, where it would else walk over the whole drawing.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from designer.check.ports import Inputs
from designer.check.verdict import faults
from designer.layers import LAYERS, Layer, original_of
from designer.model import Node, Wire

INPUT = "Input"
OUTPUT = "Output"

Mark = Literal[
    "entrance",
    "exit",
    "unknown",  # of a type that is not known
    "own",  # of a type that the project itself declares, or should
    "code",
    "link",
    "loose",  # wires begin or end at ports that are not there
    "double",  # inputs with several wires
    "hungry",  # required inputs without a wire
    "faulty",  # parameters with values that cannot be
    "tip",  # nothing uses any of its outputs
    "nothing",  # lets nothing through
    "product",
    "norm",
]
_BY_TYPE: Mapping[str, tuple[Mark, ...]] = {
    INPUT: ("entrance",),
    OUTPUT: ("exit",),
    "MatMul": ("product",),
}
Marks = Mapping[Mark, Collection[str]]


def marks_of(
    node: Node, layer: Layer | None, inputs: Inputs | None, leaving: Collection[Wire]
) -> Iterator[Mark]:
    """What rules look for, at one node; `layer` and `inputs` are None for an unknown type."""
    yield from _marks_of_type(node.type)
    if layer is None or inputs is None:
        yield "unknown"
        return
    if layer.code is not None:
        yield "code"
    if layer.category == "dropout" and node.params.get("p") == 1:
        yield "nothing"
    if faults(layer, node.params):
        yield "faulty"
    yield from _marks_of_wires(layer, inputs, leaving)


def _marks_of_type(kind: str) -> tuple[Mark, ...]:
    if kind not in LAYERS:
        return ("own", "link") if original_of(kind) else ("own",)
    if kind.startswith("BatchNorm"):
        return ("norm",)
    return _BY_TYPE.get(kind, ())


def _marks_of_wires(layer: Layer, inputs: Inputs, leaving: Collection[Wire]) -> Iterator[Mark]:
    for slot in inputs.slots:
        if len(slot.wires) > 1:
            yield "double"
        elif not slot.wires and not slot.optional:
            yield "hungry"
    if not leaving:
        if layer.outputs:
            yield "tip"
        if inputs.dangling:
            yield "loose"
        return
    ports = {port.name for port in layer.outputs}
    if inputs.dangling or any(wire.source_port not in ports for wire in leaving):
        yield "loose"
