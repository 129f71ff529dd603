"""Why: a repair is tried out on the tensors at hand before it is offered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from designer.check.flow import Flow
from designer.check.ports import Slot
from designer.check.repairs.actions import Chain
from designer.check.verdict import faults, judge
from designer.check.view import View
from designer.layers import LAYERS, Layer, Mismatch, Tensor
from designer.model import Node, Wire

Incoming = tuple[Tensor | None, ...]


@dataclass(frozen=True)
class Case:
    """A layer that cannot take what comes in at input number `index`."""

    view: View
    found: Flow
    name: str
    index: int
    mismatch: Mismatch

    @property
    def graph(self) -> str:
        """The graph that the layer is in."""
        return self.view.graph

    @property
    def node(self) -> Node:
        """The layer's node."""
        return self.view.drawing.nodes[self.name]

    @property
    def layer(self) -> Layer:
        """The layer's declaration."""
        return self.view.layers[self.name]

    @property
    def inputs(self) -> Incoming:
        """What comes in, in port order."""
        return self.found.inputs[self.name]

    @property
    def slot(self) -> Slot | None:
        """The input to blame; None for a layer without inputs."""
        slots = self.view.inputs[self.name].slots
        return slots[self.index] if slots else None

    @property
    def wire(self) -> Wire | None:
        """The wire to blame."""
        return self.slot.wire if self.slot is not None else None

    @property
    def tensor(self) -> Tensor | None:
        """What comes along that wire."""
        return self.inputs[self.index] if self.inputs else None

    def accepts(self, changes: Mapping[int, Tensor]) -> bool:
        """Whether the layer would take these tensors at these inputs, the others as they are."""
        inputs = tuple(changes.get(i, tensor) for i, tensor in enumerate(self.inputs))
        return judge(self.layer, self.node.params, inputs).mismatch is None

    def works_with(self, params: Mapping[str, Any], type_: str = "") -> bool:
        """Whether the layer would take its inputs with these parameters (and of this type)."""
        return passed(type_ or self.layer, params, self.inputs) is not None


def passed(layer: Layer | str, params: Mapping[str, Any], inputs: Incoming) -> Tensor | None:
    """The first output of a layer, None when it does not take this or gives nothing."""
    if isinstance(layer, str) and layer not in LAYERS:
        return None
    if faults(layer, params):
        return None
    verdict = judge(layer, params, inputs)
    if verdict.mismatch is not None or not verdict.outputs:
        return None
    return verdict.outputs[0]


def through(tensor: Tensor, chain: Chain) -> Tensor | None:
    """What comes out of layers in a row, None when one of them does not take what it gets."""
    after: Tensor | None = tensor
    for type_, params in chain:
        if after is None:
            return None
        after = passed(type_, params, (after,))
    return after
