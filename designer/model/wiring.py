"""Why: every reader asks which wires meet at a node; the answer is kept, not searched for."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from designer.model.nodes import Wire

_NONE: dict[Wire, None] = {}


class Wiring:
    """The wires of a drawing, and those at each of its nodes."""

    def __init__(self) -> None:
        super().__init__()
        self._wires: dict[Wire, int] = {}
        self._in: dict[str, dict[Wire, None]] = {}
        self._out: dict[str, dict[Wire, None]] = {}

    @property
    def wires(self) -> Mapping[Wire, int]:
        """Wires, each with its order."""
        return MappingProxyType(self._wires)

    def ordered_wires(self) -> list[Wire]:
        """Wires as they stand in the file: oldest first."""
        return sorted(self._wires, key=self._wires.__getitem__)

    def incoming(self, name: str) -> list[Wire]:
        """Wires that end at the node, oldest first. Empty for an unknown name."""
        return sorted(self._in.get(name, ()), key=self._wires.__getitem__)

    def outgoing(self, name: str) -> list[Wire]:
        """Wires that begin at the node, oldest first. Empty for an unknown name."""
        return sorted(self._out.get(name, ()), key=self._wires.__getitem__)

    def wires_to(self, name: str) -> Collection[Wire]:
        """Wires that end at the node, in no particular order: quicker than `incoming`."""
        return self._in.get(name, _NONE).keys()

    def wires_from(self, name: str) -> Collection[Wire]:
        """Wires that begin at the node, in no particular order: quicker than `outgoing`."""
        return self._out.get(name, _NONE).keys()
