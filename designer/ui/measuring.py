"""Why: measuring takes seconds, so it is done on request, in the background, and can be stopped."""

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from designer.compile import NotReady, Timing, time_layers
from designer.model import MAIN
from designer.text import tr

if TYPE_CHECKING:
    from designer.ui.document import Document

TELL_MS = 120  # between two tellings: layers may be quicker than a table can be painted

Key = tuple[str, ...]


class Measuring:
    """How long each layer of a document's network took, as far as that still holds.

    A time is forgotten when its layer gets other parameters, inputs or batches.
    `bridge.times_changed` tells of new times, and of the beginning and the end.
    """

    def __init__(self, document: "Document") -> None:
        self._document = document
        self._times: dict[str, tuple[Key, Timing]] = {}
        self._stop: Event | None = None
        self.batch = 0  # of the latest measurement
        bridge = document.bridge
        self._soon = QTimer(bridge)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TELL_MS)
        self._soon.timeout.connect(bridge.times_changed)
        bridge.run_started.connect(lambda _: self.cancel())  # they would slow each other down
        bridge.checked.connect(lambda _: self._forget_changed())

    @property
    def running(self) -> bool:
        """True from `start` until the last layer has been measured or `cancel` has worked."""
        return self._stop is not None

    @property
    def known(self) -> bool:
        """True when there is any time to show."""
        return bool(self._times)

    @property
    def count(self) -> int:
        """How many layers have a time."""
        return len(self._times)

    def time(self, name: str) -> Timing | None:
        """The time of one layer of the network; None when it is not known, and inside a block."""
        known = name in self._times and self._document.graph == MAIN
        return self._times[name][1] if known else None

    def start(self) -> None:
        """Measure all layers anew. Says why where that cannot be."""
        document = self._document
        report = document.report
        if self.running or report is None:
            return
        if document.training_state != "idle":
            document.bridge.message.emit(tr("Layers are measured when the training has ended."))
            return
        stop = self._stop = Event()
        project, batch = document.project.copy(), document.project.training.batch_size
        bridge = document.bridge
        keys = {name: self._key(name) for name in report.order}
        self._times, self.batch = {}, batch
        bridge.times_changed.emit()

        def tell(timing: Timing) -> None:
            bridge.post(lambda: self._take(stop, keys[timing.name], timing))

        def work() -> str:
            try:
                time_layers(project, report, batch, tell, lambda: stop.is_set() or bridge.closed)
            except NotReady as error:
                return str(error)
            return ""

        bridge.in_background(work, self._ended)

    def cancel(self) -> None:
        """Stop after the present run of the present layer; what is known is kept."""
        if self._stop is not None:
            self._stop.set()

    def _take(self, stop: Event, key: Key, timing: Timing) -> None:
        if stop is self._stop and self._key(timing.name) == key:
            self._times[timing.name] = key, timing
            if not self._soon.isActive():
                self._soon.start()

    def _ended(self, failure: str) -> None:
        self._stop = None
        if failure:
            self._document.bridge.message.emit(failure)
        self._soon.stop()
        self._document.bridge.times_changed.emit()

    def _key(self, name: str) -> Key:
        """What the time of a layer depends on."""
        report, node = self._document.report, self._document.project.main.nodes.get(name)
        if report is None or node is None:
            return ()
        inputs = map(str, report.inputs.get(name, ()))
        batch = self._document.project.training.batch_size
        return (node.type, repr(report.values.get(name)), *inputs, str(batch))

    def _forget_changed(self) -> None:
        gone = [name for name, (key, _) in self._times.items() if key != self._key(name)]
        for name in gone:
            del self._times[name]
        if gone:
            self._document.bridge.times_changed.emit()
