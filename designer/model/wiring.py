"""Why: every reader asks which wires meet at a node; the answer is kept, not searched for."""

from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
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

    def above(self, names: Iterable[str]) -> AbstractSet[str]:
        """These nodes and all from which a path leads to them, each once. O(what is found)."""
        return _reached(names, lambda name: (wire.source for wire in self.wires_to(name)))

    def below(self, names: Iterable[str]) -> AbstractSet[str]:
        """These nodes and all to which a path leads from them, each once. O(what is found)."""
        return _reached(names, lambda name: (wire.target for wire in self.wires_from(name)))


def _reached(names: Iterable[str], beside: Callable[[str], Iterable[str]]) -> AbstractSet[str]:
    found = dict.fromkeys(names)  # in the order of finding, which is the same each time
    waiting = list(found)
    while waiting:
        for other in beside(waiting.pop()):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return found.keys()
