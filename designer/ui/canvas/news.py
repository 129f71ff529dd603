"""Why: a report speaks of thousands of layers; after an edit few of them show something else."""

from collections.abc import Mapping
from itertools import compress
from operator import is_not

from designer.check import Report
from designer.layers import LAYERS, Layer
from designer.ui.document import Document


class News:
    """What a view was told last of the nodes on the canvas."""

    def __init__(self) -> None:
        self._report = Report()
        self._editions: dict[str, str] = {}  # of the types that the project declares
        self._shown: dict[str, str] = {}
        self.problems: dict[str, str] = {}  # how bad the worst one of a node is

    def take(self, document: Document, report: Report) -> set[str]:
        """Read a report; returns the nodes of which it says something else than the one before."""
        before, self._report = self._report, report
        worst: dict[str, str] = {}
        for problem in document.problems_here:
            if problem.node and worst.get(problem.node) != "error":
                worst[problem.node] = problem.severity
        last, self.problems = self.problems, worst
        names = {name for name in last.keys() | worst.keys() if last.get(name) != worst.get(name)}
        names |= changed(before.outputs, report.outputs)
        names |= changed(before.values, report.values)
        names |= changed(before.parameters, report.parameters)
        return names | self._renewed(document)

    def show(self, name: str, layer: Layer | None) -> None:
        """Remember which layer a node is shown as."""
        self._shown[name] = "" if layer is None else layer.edition

    def is_own(self, kind: str) -> bool:
        """True for a type that the project declares: its ports may be others from now on."""
        return bool(self._editions.get(kind))

    def _renewed(self, document: Document) -> set[str]:
        """Nodes of blocks and custom layers that are others inside than those that are shown."""
        nodes = document.drawing.nodes
        own = {node.type for node in nodes.values()}.difference(LAYERS)
        layers = {kind: document.layer(kind) for kind in own}
        editions = {kind: "" if layer is None else layer.edition for kind, layer in layers.items()}
        self._editions = editions
        if not own:
            return set()
        known = [node for node in nodes.values() if node.type in own]
        return {n.name for n in known if editions[n.type] != self._shown.get(n.name)}


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """The names with another value, or one in but one of the tables.

    Where little has changed, most values are the very same, which is quick to see.
    """
    others = compress(after, map(is_not, map(before.get, after), after.values()))
    names = {name for name in others if before.get(name) != after[name]}
    return names | (before.keys() - after.keys())
