"""Why: what runs along every wire, found by asking each layer in turn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.check.verdict import judge
from designer.check.view import View
from designer.layers import Mismatch, Tensor, output_ports
from designer.model import OUT


@dataclass
class Flow:
    """What is known of each node; `tensors` by node and output port."""

    tensors: dict[tuple[str, str], Tensor] = field(default_factory=dict)
    outputs: dict[str, tuple[Tensor, ...]] = field(default_factory=dict)
    inputs: dict[str, tuple[Tensor | None, ...]] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    parameters: dict[str, int] = field(default_factory=dict)
    mismatches: dict[str, Mismatch] = field(default_factory=dict)

    def copy(self) -> "Flow":
        """The same in tables of its own."""
        return Flow(
            self.tensors.copy(),
            self.outputs.copy(),
            self.inputs.copy(),
            self.values.copy(),
            self.parameters.copy(),
            self.mismatches.copy(),
        )


Given = Mapping[str, Mapping[str, Any]]
NOTHING: Given = {}


def flow(view: View, instead: Given = NOTHING) -> Flow:
    """Ask every layer in topological order, but those with faults and what depends on them.

    `instead` has parameters to try in place of those that a node has. What lies after an error
    stays silent: the error itself says what to do.
    """
    found = Flow()
    for name in view.order:
        find(view, name, found, instead)
    for name in view.layers:
        if name not in found.inputs:  # on a loop, or after one
            found.inputs[name] = incoming(view, name, found)
    return found


def find(view: View, name: str, found: Flow, instead: Given) -> None:
    """What is known of one node, when that is known of all above it."""
    if name in view.layers:
        inputs = found.inputs[name] = incoming(view, name, found)
        if view.is_sound(name) and _is_known(view, name, inputs):
            _ask(view, name, found, instead)


def incoming(view: View, name: str, found: Flow) -> tuple[Tensor | None, ...]:
    """What comes in at each input of a node, None where that is not known."""
    slots = view.inputs[name].slots
    return tuple([found.tensors.get(s.wires[0].start) if s.wires else None for s in slots])


def _is_known(view: View, name: str, inputs: tuple[Tensor | None, ...]) -> bool:
    slots = view.inputs[name].slots
    pairs = zip(inputs, slots, strict=True)
    return all(tensor is not None or not slot.wires for tensor, slot in pairs)


def _arrive(view: View, name: str, found: Flow) -> None:
    """What an instance gets comes in at the Input of its definition, whatever that says."""
    tensor = view.arriving[name]
    found.tensors[name, OUT] = tensor
    found.outputs[name] = (tensor,)
    found.values[name] = dict(view.layers[name].values({"shape": None}))
    found.parameters[name] = 0


def _ask(view: View, name: str, found: Flow, instead: Given) -> None:
    node = view.drawing.nodes[name]
    if name in view.arriving:
        _arrive(view, name, found)
        return
    verdict = judge(view.layers[name], instead.get(name, node.params), found.inputs[name])
    if verdict.mismatch is not None:
        found.mismatches[name] = verdict.mismatch
        return
    for port, tensor in zip(output_ports(view.layers[name]), verdict.outputs, strict=True):
        found.tensors[name, port] = tensor
    found.outputs[name] = verdict.outputs
    found.values[name] = dict(verdict.values)
    found.parameters[name] = verdict.parameters
