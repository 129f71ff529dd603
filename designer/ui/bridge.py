"""Why: the only place where changes, reports and run events become Qt signals."""

from collections.abc import Callable
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid


class Bridge(QObject):
    """The signals of one document. Views connect to these and to nothing else."""

    committed = Signal(object)  # model.Commit, of edits, undo and redo alike
    checked = Signal(object)  # check.Report
    supposed = Signal()  # the drawing is shown as it would be, or is again, see `supposing`
    selected = Signal()
    library_changed = Signal()  # the person's own blocks
    graph_opened = Signal()  # another graph is on the canvas
    tab_wanted = Signal(object)  # levels.Path, of a block that is to have a tab of its own
    compare_wanted = Signal(list)  # folders: of a run to be seen beside this drawing, or of two
    code_wanted = Signal(str)  # the name of a custom layer's code, which is to be opened
    message = Signal(str)  # one sentence for the status line
    saved = Signal()
    memory_known = Signal()
    data_changed = Signal()  # data_info, data_error or data_loading
    run_started = Signal(object)  # protocol.RunSpec
    run_events = Signal(list)  # protocol.Event values, coalesced
    run_state = Signal(str)  # "idle", "running", "paused", "stopping"
    run_ended = Signal()
    activity_changed = Signal()  # document.activity
    costs_changed = Signal()  # document.costs
    times_changed = Signal()  # document.times
    _deliver = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._threads: list[Thread] = []
        self._closed = False
        self._deliver.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    @property
    def closed(self) -> bool:
        """True when nobody listens any more, so that work in the background may stop."""
        return self._closed

    def post(self, call: Callable[[], None]) -> None:
        """From work in the background: do this in the GUI thread, as when it tells how far it is.

        Calls come in order, and before the end of the work that made them.
        """
        if not self._closed:
            self._deliver.emit(call)

    def in_background(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        listener: QObject | None = None,
    ) -> None:
        """Run `work` in a thread of its own and `done` with its result in the GUI thread.

        `work` must not raise: it returns its failures as values. Nothing is delivered after
        `close`, nor to a `listener`, the view that `done` belongs to, that is not there any more.
        """
        if self._closed:
            return

        def told(result: Any) -> None:
            view = listener or getattr(done, "__self__", None)
            if not isinstance(view, QObject) or isValid(view):
                done(result)

        thread = Thread(target=lambda: self._hand_over(work(), told), name="designer-background")
        self._threads = [t for t in self._threads if t.is_alive()]
        self._threads.append(thread)
        thread.start()

    def close(self) -> None:
        """Wait for the background work of this document and deliver nothing more."""
        self._closed = True
        for thread in self._threads:
            thread.join()
        self._threads.clear()

    def close_into(self, other: "Bridge") -> None:
        """Deliver nothing more, without waiting: what is under way is for another to wait for."""
        self._closed = True
        other._threads += self._threads
        self._threads.clear()

    def _hand_over(self, result: Any, done: Callable[[Any], None]) -> None:
        self.post(lambda: done(result))

    def _receive(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()
