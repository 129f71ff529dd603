"""Why: the check after one edit takes what the edit changes, however large the drawing is."""

from collections.abc import Iterator, Sequence

from designer.check.known import Known, follow, learned, told
from designer.check.reflow import TooMuch
from designer.check.report import Report
from designer.check.run import run_inside
from designer.model import (
    MAIN,
    Change,
    CodeChanged,
    Commit,
    Graph,
    GraphAdded,
    GraphRemoved,
    GraphRenamed,
    NodeAdded,
    NodeChanged,
    NodeRemoved,
    NodeRenamed,
    Project,
    WireAdded,
    WireRemoved,
)
from designer.protocol import DataInfo

LONG = 0.03  # seconds: rules that take longer, on many mistakes, are for another thread


class Checker:
    """Checks the network of one project again and again, and remembers what it found.

    A report is the one that `run` would give. It is found from the one before and the commits
    since: the order, the layers below an edit as far as their tensors change, and the rules at
    nodes that give them a reason to look. A network with bypassed layers, shared weights or
    expressions is checked as a whole each time. For one thread.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: Known | None = None
        self._touched: set[str] = set()
        self._inside = False  # what blocks and custom layers are made of has changed
        self._begun = 0
        self._unsubscribe = project.subscribe(self._committed)

    @property
    def is_ready(self) -> bool:
        """True when there is something to go on from, and the last report did not take long."""
        return self._known is not None and self._known.seconds < LONG

    @property
    def looks_inside(self) -> bool:
        """True when the next report is also about edits of blocks."""
        return self._inside

    def run(self, data: DataInfo | None = None) -> Report:
        """The report, however long it takes."""
        report = self.again(data)
        if report is None:
            self.begin()
            report, self._known = learned(self._project, data)
        return report

    def again(self, data: DataInfo | None = None, most: int | None = None) -> Report | None:
        """The report, where what has changed since the last one tells it.

        None where it does not, or where more than `most` layers would have to be asked.
        """
        known, touched = self._known, self._take_touched()
        if known is None:
            return None
        self._known = None  # until it is right again
        try:
            if not follow(known, self._project, touched, data, most):
                return None
        except TooMuch:
            return None
        self._known = known
        return told(self._project, known)

    def inside(self, graph: str, through: Sequence[str]) -> Report:
        """The report of a definition, as `run` gives it, right after that of the network."""
        known = self._known
        network = (known.view, known.found) if known is not None else None
        return run_inside(self._project, graph, through, network)

    def begin(self) -> int:
        """A number for what is `learned` of a copy that is made now, on another thread."""
        self._known = None
        self._take_touched()
        self._begun += 1
        return self._begun

    def take(self, known: Known | None, number: int) -> None:
        """Go on from what was learned, and what has changed since; nothing when that is too old."""
        if number == self._begun:
            self._known = known

    def close(self) -> None:
        """Hear of no more edits."""
        self._unsubscribe()

    def _take_touched(self) -> set[str]:
        touched, self._touched = self._touched, set()
        if self._inside and self._known is not None:
            touched |= self._known.marks["own"]
        self._inside = False
        return touched

    def _committed(self, commit: Commit) -> None:
        for change in commit.changes:
            self._touched.update(_touched(change, self._project.main))
            whole = isinstance(change, CodeChanged | GraphAdded | GraphRemoved | GraphRenamed)
            self._inside |= whole or getattr(change, "graph", MAIN) != MAIN


def _touched(change: Change, drawing: Graph) -> Iterator[str]:
    """Nodes of the network that a change concerns, but those that only move.

    `drawing` is what came of it, and of what came after it.
    """
    if getattr(change, "graph", "") != MAIN:
        return
    match change:
        case NodeAdded(node=node) | NodeRemoved(node=node):
            yield node.name
        case NodeChanged(before=before, after=after):
            if before.moved(after.at) != after:
                yield after.name
        case NodeRenamed(old=old, new=new):
            yield from (old, new)
            yield from (wire.source for wire in drawing.wires_to(new))
            yield from (wire.target for wire in drawing.wires_from(new))
        case WireAdded(wire=wire) | WireRemoved(wire=wire):
            yield from (wire.source, wire.target)
