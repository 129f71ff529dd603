"""Why: what a training will take is worked out in the background, after a pause, and then shown."""

from time import perf_counter

from PySide6.QtCore import QTimer

from designer.compile import NoForecast, NotReady, TrainingMemory, training_memory
from designer.text import tr
from designer.ui.costing import bytes_text
from designer.ui.document import Document

PAUSE_MS = 600  # after the costs, which are looked at more often
LONGEST_MS = 3000


class MemoryReader:
    """Tells a document what training it takes, always of the newest state in the end."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._busy = False
        self._again = False
        self._begun = 0.0
        self._timer = QTimer(document.bridge)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._read)
        document.bridge.checked.connect(self._soon)
        self._timer.start()

    def stop(self) -> None:
        """Look no more: another reader does."""
        self._document.bridge.checked.disconnect(self._soon)
        self._timer.stop()

    def _soon(self, _: object) -> None:
        self._timer.start()

    def _read(self) -> None:
        document = self._document
        report, info = document.report, document.data_info
        if document.work.views[:1] != [document]:
            return  # another view of the same project looks
        if document.training_state != "idle":
            return  # a run has the processor to itself, and at its end there is another check
        if self._busy:
            self._again = True
            return
        if document.checking.pending:
            return  # the report of the present state comes
        if report is None or not report.whole:
            self._take(None)
            return
        self._busy, self._begun = True, perf_counter()
        project = document.project.copy()

        def work() -> TrainingMemory | None:
            try:
                return training_memory(project, report, info)
            except (NoForecast, NotReady):
                return None

        document.bridge.in_background(work, self._done)

    def _done(self, found: TrainingMemory | None) -> None:
        self._busy = False
        # Seconds for hundreds of layers: those who go on editing are not slowed down all the time.
        took = 1000 * (perf_counter() - self._begun)
        self._timer.setInterval(min(LONGEST_MS, max(PAUSE_MS, round(2 * took))))
        self._take(found)
        if self._again:
            self._again = False
            self._timer.start()

    def _take(self, found: TrainingMemory | None) -> None:
        document = self._document
        before = [problem.message for problem in document.problems]
        document.work.memory = found
        document.work.bridge.memory_known.emit()
        after = [problem.message for problem in document.problems]
        for view in document.work.views if after != before else ():
            if view.report is not None:
                view.bridge.checked.emit(view.report)  # who shows problems looks again


def present_memory(document: Document) -> TrainingMemory | None:
    """What training takes with the present batch size, as far as it is known."""
    if document.memory is None:
        return None
    return document.memory.of_batch(document.project.training.batch_size)


def memory_text(memory: TrainingMemory | None, rows: int = 0) -> str:
    """The peak and the largest batch: `≈ 212 MB; up to 1,024 fit`, when that is less than `rows`.

    Those are what there is to train on; 0 when that is not known.
    """
    if memory is None:
        return "–"
    peak = tr("≈ {size}", size=bytes_text(memory.peak))
    largest = memory.largest_batch
    if largest is None:
        return peak
    if largest == 0:
        return tr("{peak}; more than there is", peak=peak)
    if rows and largest >= rows:
        return tr("{peak}; all rows fit", peak=peak)
    return tr("{peak}; up to {count} fit", peak=peak, count=f"{largest:,}")


def memory_tip(memory: TrainingMemory | None) -> str:
    """What the peak is made of, and what lies there besides."""
    if memory is None:
        return tr("Known for a network that can be trained.")
    parts = memory.forecast
    rest = memory.peak - parts.weights - parts.optimizer
    lines = [
        tr("Weights {size}", size=bytes_text(parts.weights)),
        tr("State of the optimizer {size}", size=bytes_text(parts.optimizer)),
        tr("Gradients, activations and what is in passing {size}", size=bytes_text(rest)),
        tr("Besides the steps: data and best weights {size}", size=bytes_text(memory.beside)),
    ]
    if memory.there is not None:
        lines.append(tr("To count on: {size}", size=bytes_text(memory.there)))
    return "\n".join(lines)
