"""Why: a declaration says which inputs a layer may have; here its wires are put on them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from designer.layers.spec import Layer, Port
from designer.model import Wire

_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
LEAST_VARIADIC = 2  # Add or Concat of fewer tensors does nothing


@dataclass(frozen=True, slots=True)
class Slot:
    """One input of a node, with the wires that end there, oldest first."""

    port: str
    wires: tuple[Wire, ...]
    optional: bool

    @property
    def wire(self) -> Wire | None:
        """The wire, where there is exactly one."""
        return self.wires[0] if len(self.wires) == 1 else None


@dataclass(frozen=True, slots=True)
class Inputs:
    """All inputs of a node in port order, and the wires that end where there is no port."""

    slots: tuple[Slot, ...]
    dangling: tuple[Wire, ...]


def inputs_of(layer: Layer, incoming: Iterable[Wire]) -> Inputs:
    """Put the wires that end at a node on the ports of its layer."""
    at: dict[str, list[Wire]] = {}
    for wire in incoming:
        at.setdefault(wire.target_port, []).append(wire)
    slots = []
    for port in layer.inputs:
        names = _numbered(port, at) if port.variadic else (port.name,)
        slots += [Slot(name, tuple(at.pop(name, ())), port.optional) for name in names]
    return Inputs(tuple(slots), tuple(wire for wires in at.values() for wire in wires))


def _numbered(port: Port, connected: Iterable[str]) -> list[str]:
    """The ports in1, in2, … of a variadic port: the connected ones and as many as it needs."""
    numbers = set()
    for name in connected:
        number = name.removeprefix(port.name)
        if name.startswith(port.name) and _NUMBER.fullmatch(number):
            numbers.add(int(number))
    free = 1
    while len(numbers) < LEAST_VARIADIC and not port.optional:
        if free not in numbers:
            numbers.add(free)
        free += 1
    return [f"{port.name}{number}" for number in sorted(numbers)]
