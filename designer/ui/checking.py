"""Why: the drawing is checked after every edit, and a large one never holds up the window.

An edit is answered at once from what is known, where it changes little; the rest is checked as a
whole, in the background when the drawing is large.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from designer import check
from designer.check import Checker, Known, Report
from designer.compile import runs_code
from designer.model import MAIN, Project
from designer.protocol import DataInfo
from designer.ui.bridge import Bridge

# A check of this many nodes takes a few milliseconds: less than handing it to a thread and back.
AT_ONCE = 150
MOST = 300  # layers of a large one that are asked again at once, about five milliseconds


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
        self._checker = Checker(project)
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

    def first(self) -> None:
        """Check what has just been opened: a large one when it is on the screen, not before.

        Work in the background takes half of the window's time.
        """
        is_large = len(self._project.main.nodes) + _inside(self._project) > AT_ONCE
        (self.soon if is_large else self.now)()

    def now(self) -> None:
        """Check the present state: at once when small, else in the background."""
        self._timer.stop()
        if self._busy:
            self._again = True
            return
        data, graph, through = self._wanted()
        reports = self._at_once(data, graph, through)
        if reports is not None:
            self._done(*reports)
            return
        self._busy = True
        copy, number = self._project.copy(), self._checker.begin()

        def finished(found: tuple[Report, Report, Known | None]) -> None:
            self._checker.take(found[2], number)
            self._finished(*found[:2])

        self._bridge.in_background(lambda: _reports(copy, data, graph, through), finished)

    def at_once(self) -> None:
        """Check the present state here and now, however long it takes."""
        self._timer.stop()
        self._again = self._busy  # what is under way may be older
        data, graph, through = self._wanted()
        report = self._checker.run(data)
        self._done(report, self._here(report, graph, through))

    def close(self) -> None:
        """Hear of no more edits."""
        self._timer.stop()
        self._checker.close()

    def _at_once(
        self, data: DataInfo | None, graph: str, through: tuple[str, ...]
    ) -> tuple[Report, Report] | None:
        """The reports, where that is a matter of milliseconds."""
        if runs_code(self._project):
            return None
        report: Report | None = None
        inside = _inside(self._project)
        if inside + len(self._project.main.nodes) <= AT_ONCE:
            report = self._checker.run(data)
        elif inside <= AT_ONCE or (graph == MAIN and not self._checker.looks_inside):
            report = self._checker.again(data, MOST) if self._checker.is_ready else None
        return None if report is None else (report, self._here(report, graph, through))

    def _here(self, report: Report, graph: str, through: tuple[str, ...]) -> Report:
        """What is to be said of the graph on the canvas."""
        return report if graph == MAIN else self._checker.inside(graph, through)

    def _finished(self, report: Report, here: Report) -> None:
        self._busy = False
        if self._again or self._wanted()[1] in self._project.graphs:
            self._done(report, here)
        if self._again:
            self._again = False
            self.now()


def _inside(project: Project) -> int:
    """How many layers there are in blocks."""
    return sum(len(d.nodes) for name, d in project.graphs.items() if name != MAIN)


def _reports(
    project: Project, data: DataInfo | None, graph: str, through: tuple[str, ...]
) -> tuple[Report, Report, Known | None]:
    """What is to be said of the network, of the graph on the canvas, and how to go on."""
    report, known = check.learned(project, data)
    here = report if graph == MAIN else check.run(project, graph=graph, through=through)
    return report, here, known
