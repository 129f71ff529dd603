"""Why: counting operations imports torch, so it is done in the background, after a pause."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from designer.compile import Cost, Costs, NotReady, costs
from designer.text import tr
from designer.ui.document import Document

PAUSE_MS = 350


class CostsReader:
    """The costs of a document's network, the newest that are known."""

    def __init__(self, document: Document, changed: Callable[[], None]) -> None:
        self._document = document
        self._changed = changed
        self._busy = False
        self.costs: Costs | None = None
        self._timer = QTimer(document.bridge)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._read)
        document.bridge.checked.connect(lambda _: self._timer.start())
        self._timer.start()

    def row(self, name: str) -> Cost | None:
        """The figures of one node; None when they are not known."""
        if self.costs is None:
            return None
        return next((row for row in self.costs.rows if row.name == name), None)

    def _read(self) -> None:
        report = self._document.report
        if self._busy or report is None:
            return
        if not report.whole:
            self._take(None)
            return
        self._busy = True
        project, graph = self._document.project.copy(), self._document.graph

        def work() -> Costs | None:
            try:
                return costs(project, report, graph)
            except (NotReady, KeyError):  # a block that nothing uses has no shapes to count with
                return None

        self._document.bridge.in_background(work, self._done)

    def _done(self, found: Costs | None) -> None:
        self._busy = False
        self._take(found)

    def _take(self, found: Costs | None) -> None:
        if found != self.costs:
            self.costs = found
            self._changed()


def count_text(number: int) -> str:
    """A number with thousands separators up to a million, then in words of three digits."""
    for size, unit in ((1e12, "T"), (1e9, "G"), (1e6, "M")):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return f"{number:,}"


def bytes_text(number: int) -> str:
    """Bytes in kB and MB, as disks and tools count them."""
    for size, unit in ((1e9, "GB"), (1e6, "MB"), (1e3, "kB")):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return tr("{count} bytes", count=number)
