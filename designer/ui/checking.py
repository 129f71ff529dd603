"""Why: the drawing is checked after every edit, and a large one never holds up the window."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from designer import check
from designer.check import Report
from designer.model import Project
from designer.protocol import DataInfo
from designer.ui.bridge import Bridge

# A check of this many nodes takes a few milliseconds: less than handing it to a thread and back.
AT_ONCE = 150


class Checking:
    """Checks one project whenever asked, at most one check at a time, the newest state last."""

    def __init__(
        self,
        project: Project,
        bridge: Bridge,
        data_info: Callable[[], DataInfo | None],
        done: Callable[[Report], None],
    ) -> None:
        self._project = project
        self._bridge = bridge
        self._data_info = data_info
        self._done = done
        self._busy = False
        self._again = False
        self._timer = QTimer(bridge)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.now)

    @property
    def pending(self) -> bool:
        """True while the latest report is not of the present state."""
        return self._busy or self._timer.isActive()

    def soon(self) -> None:
        """Check when the present event has been handled; many requests make one check."""
        self._timer.start()

    def now(self) -> None:
        """Check the present state: at once when small, else in the background."""
        self._timer.stop()
        if self._busy:
            self._again = True
            return
        data = self._data_info()
        if len(self._project.main.nodes) <= AT_ONCE:
            self._done(check.run(self._project, data))
            return
        self._busy = True
        copy = self._project.copy()
        self._bridge.in_background(lambda: check.run(copy, data), self._finished)

    def _finished(self, report: Report) -> None:
        self._busy = False
        self._done(report)
        if self._again:
            self._again = False
            self.now()
