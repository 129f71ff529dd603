"""Why: the drawing is checked after every edit, and a large one never holds up the window."""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from designer import check
from designer.check import Report
from designer.compile import runs_code
from designer.model import MAIN, Project
from designer.protocol import DataInfo
from designer.ui.bridge import Bridge

# A check of this many nodes takes a few milliseconds: less than handing it to a thread and back.
AT_ONCE = 150


class Checking:
    """Checks one project whenever asked, at most one check at a time, the newest state last.

    `wanted` gives the data, the graph that is open and the nodes that lead to it; `done` takes
    the report of the network and that of the open graph.
    """

    def __init__(
        self,
        project: Project,
        bridge: Bridge,
        wanted: Callable[[], tuple[DataInfo | None, str, tuple[str, ...]]],
        done: Callable[[Report, Report], None],
    ) -> None:
        self._project = project
        self._bridge = bridge
        self._wanted = wanted
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
        return self._busy or self._again or self._timer.isActive()

    def soon(self) -> None:
        """Check when the present event has been handled; many requests make one check."""
        self._timer.start()

    def now(self) -> None:
        """Check the present state: at once when small, else in the background."""
        self._timer.stop()
        if self._busy:
            self._again = True
            return
        data, graph, through = self._wanted()
        count = sum(len(drawing.nodes) for drawing in self._project.graphs.values())
        if count <= AT_ONCE and not runs_code(self._project):
            self._done(*_reports(self._project, data, graph, through))
            return
        self._busy = True
        copy = self._project.copy()
        self._bridge.in_background(lambda: _reports(copy, data, graph, through), self._finished)

    def at_once(self) -> None:
        """Check the present state here and now, however long it takes."""
        self._timer.stop()
        self._again = self._busy  # what is under way may be older
        self._done(*_reports(self._project, *self._wanted()))

    def _finished(self, reports: tuple[Report, Report]) -> None:
        self._busy = False
        if self._again or self._wanted()[1] in self._project.graphs:
            self._done(*reports)
        if self._again:
            self._again = False
            self.now()


def _reports(
    project: Project, data: DataInfo | None, graph: str, through: tuple[str, ...]
) -> tuple[Report, Report]:
    """What is to be said of the network, and of the graph on the canvas."""
    report = check.run(project, data)
    return report, report if graph == MAIN else check.run(project, graph=graph, through=through)
