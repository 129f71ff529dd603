"""Why: counting operations imports torch, so it is done in the background, after a pause."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from designer.check import OF_TRAINING
from designer.compile import Cost, Costs, Field, NotReady, costs, receptive_fields
from designer.text import tr

if TYPE_CHECKING:
    from designer.ui.document import Document

PAUSE_MS = 350

Found = tuple[Costs, Mapping[str, Field]] | None


class CostsReader:
    """The costs of a document's network, the newest that are known, once somebody wants them.

    `fields` are the receptive fields. Where the drawing has problems there are no costs, and
    `why` is what the first of them says.
    """

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._begun = self._busy = self._again = False
        self.costs: Costs | None = None
        self.fields: Mapping[str, Field] = {}
        self.why = ""
        self._timer = QTimer(document.bridge)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._read)

    def begin(self) -> None:
        """Somebody shows them from now on; `bridge.costs_changed` tells when they change."""
        if not self._begun:
            self._begun = True
            self._document.bridge.checked.connect(lambda _: self._timer.start())
            self._timer.start()

    @property
    def pending(self) -> bool:
        """True while what is known may be of an earlier state."""
        return self._busy or self._timer.isActive()

    def row(self, name: str) -> Cost | None:
        """The figures of one node; None when they are not known."""
        if self.costs is None:
            return None
        return next((row for row in self.costs.rows if row.name == name), None)

    def _read(self) -> None:
        report = self._document.report
        if self._busy or report is None:
            self._again = self._busy
            return
        if self._document.checking.pending:
            return  # the report of the present state comes
        if not report.whole:
            wrong = (p for p in report.problems if p.severity == "error")
            self._take(None, next(p.message for p in wrong if p.code not in OF_TRAINING))
            return
        self._busy = True
        project, graph = self._document.project.copy(), self._document.graph
        here, through = self._document.here, self._document.through

        def work() -> Found:
            try:
                found = costs(project, report, graph, through)
                return found, receptive_fields(project, here or report, graph)
            except (NotReady, KeyError):  # a block that nothing uses has no shapes to count with
                return None

        self._document.bridge.in_background(work, self._done)

    def _done(self, found: Found) -> None:
        self._busy = False
        self._take(found)
        if self._again:
            self._again = False
            self._timer.start()

    def _take(self, found: Found, why: str = "") -> None:
        known = self.costs, self.fields, self.why
        self.costs, self.fields = found if found is not None else (None, {})
        self.why = why
        if (self.costs, self.fields, self.why) != known:
            self._document.bridge.costs_changed.emit()


def count_text(number: int) -> str:
    """A number with thousands separators up to a million, then in words of three digits."""
    for size, unit in ((1e12, "T"), (1e9, "G"), (1e6, "M")):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return f"{number:,}"


def short_count(count: int) -> str:
    """A number in three or four digits: 156, 2.4 k, 1.25 M."""
    for size, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if count >= size:
            value = count / size
            return f"{value:.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"
    return str(count)


def parameters_text(count: str) -> str:
    """In words, of a number that `short_count` has written."""
    return tr("1 parameter") if count == "1" else tr("{count} parameters", count=count)


def bytes_text(number: int) -> str:
    """Bytes in kB and MB, as disks and tools count them."""
    for size, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return tr("{count} bytes", count=number)


def ms_text(ms: float) -> str:
    """Milliseconds in three digits, in seconds where they are many."""
    if ms >= 1000:
        return tr("{seconds} s", seconds=f"{ms / 1000:.3g}")
    return tr("{ms} ms", ms=f"{ms:.3g}" if ms >= 1 else f"{ms:.3f}")
