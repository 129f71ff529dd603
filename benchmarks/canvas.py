"""Why: is the canvas quick with thousands of layers? Forced repaints of the real view.

Times are the median and the 95th percentile of what the window's thread computes, in milliseconds:
so what other programs do on this machine counts little; its load is told too. Other editors draw
the same in a process of their own: DESIGNER_BENCH_PYTHON names an interpreter that has them.
"""

import gc
import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.drawings import drawing
from designer import check, edit, store
from designer.app.gui import set_up
from designer.model import Project
from designer.ui.canvas import CanvasView, Minimap
from designer.ui.document import Document

SIZES = (1_000, 5_000, 10_000)
OTHERS_UP_TO = 5_000  # beyond that a frame of theirs takes seconds
FRAMES = 21
ROUNDS = 3
WIRES = 60
PATIENCE = 10.0  # seconds for what a window does in the background
ZOOMS = (0.08, 0.12, 0.2, 0.31, 0.33, 0.41, 0.5, 0.63, 0.8, 1.0, 2.0)
ROWS: dict[str, tuple[str, tuple[float, float, float]]] = {
    "frame": ("full frame, at the worst zoom", (5, 12, 16.7)),
    "whole": ("full frame, all in view", (5, 12, 16.7)),
    "near": ("full frame at 100 %", (5, 12, 16.7)),
    "zoom": ("zoom a step, at the worst zoom", (16.7, 16.7, 16.7)),
    "pan": ("pan a step, at the worst zoom", (16.7, 16.7, 16.7)),
    "drag": ("drag one layer, a step", (4, 4, 6)),
    "drag all": ("drag everything, a step", (10, 33, 66)),
    "open": ("open a file to its first picture", (300, 1000, 2000)),
    "fit": ("zoom to fit", (30, 100, 200)),
    "find": ("find a layer", (30, 100, 200)),
    "connect": ("connect, with cycles and shapes", (10, 10, 10)),
    "layout": ("automatic layout", (200, 500, 1500)),
    "memory": ("memory over three layers, MB", (40, 150, 300)),
}

Times = list[float]


def timed(work: Callable[[], object], rounds: int = FRAMES) -> Times:
    """Milliseconds of each of so many calls, the shortest first."""
    times = []
    for _ in range(rounds):
        start = time.thread_time()
        work()
        times.append(1000 * (time.thread_time() - start))
    return sorted(times)


def worst(*found: Times) -> Times:
    """Those with the longest median."""
    return sorted(max(found, key=median))


@contextmanager
def opened(document: Document) -> Iterator[CanvasView]:
    """The canvas of a document as the window has it, checked and at rest."""
    view = CanvasView(document)
    view.resize(1600, 900)
    Minimap(view)
    view.show()
    rest(document)
    yield view
    document.close()
    view.close()
    view.deleteLater()
    QApplication.processEvents()


def rest(document: Document) -> None:
    """Until nothing is going on."""
    QTest.qWait(200)
    while document.checking.pending:
        QTest.qWait(20)
    QTest.qWait(200)


def frames(view: CanvasView) -> dict[str, Times]:
    """At each zoom a full repaint, one a little to the side, and one that is a little larger.

    In several rounds: what else the machine does for a tenth of a second is not put down to a zoom.
    """
    view.zoom_to_fit()
    whole, by = view.zoom, QPointF(24, 16)
    still, pans, steps = (defaultdict[float, Times](list) for _ in range(3))
    for _ in range(ROUNDS):
        for zoom in (whole, *ZOOMS):
            view.set_zoom(zoom)
            still[zoom] += timed(view.viewport().repaint)
            pans[zoom] += timed(lambda: (view.pan(by), view.viewport().repaint()))
            view.pan(-FRAMES * by)
            steps[zoom] += timed(
                lambda: (view.set_zoom(1.01 * view.zoom), view.viewport().repaint())
            )
    return {
        "frame": worst(*still.values()),
        "whole": sorted(still[whole]),
        "near": sorted(still[1.0]),
        "zoom": worst(*steps.values()),
        "pan": worst(*pans.values()),
    }


def drag(view: CanvasView, names: list[str]) -> Times:
    """A step of dragging these layers with the mouse, at 100 % and from far, repaint included."""
    found = []
    view.document.select(names)
    for look in (view.zoom_reset, view.zoom_to_fit):
        look()
        center = view.canvas.nodes[names[len(names) // 2]].center()
        view.centerOn(center)
        QApplication.processEvents()
        found.append(_dragged(view, view.mapFromScene(center)))
    view.document.select([])
    return worst(*found)


def _dragged(view: CanvasView, start: object) -> Times:
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(view.viewport(), button, none, start)
    step = [0]

    def move() -> None:
        step[0] += 1
        at = view.mapToScene(start) + QPointF(8 * (step[0] % 7), 8 * (step[0] % 5)) / view.zoom
        assert view.gesture is not None
        view.gesture.move(at, none)
        QApplication.processEvents()

    move()
    found = timed(move)
    assert view.gesture is not None
    view.gesture.cancel()
    view.end_gesture()
    return found


class Watched(CanvasView):
    """A canvas that knows when it has been seen."""

    is_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """It is seen now."""
        super().paintEvent(event)
        self.is_painted = True


def open_file(path: Path) -> float:
    """Milliseconds from the file to its first picture, and all that comes before it."""
    start = time.thread_time()
    document = Document.open(path)
    view = Watched(document)
    view.resize(1600, 900)
    Minimap(view)
    view.show()
    while not view.is_painted:
        QApplication.processEvents()
    taken = 1000 * (time.thread_time() - start)
    rest(document)
    document.close()
    view.close()
    view.deleteLater()
    QApplication.processEvents()
    return taken


def look(view: CanvasView, there: Callable[[], object]) -> Times:
    """Going somewhere, from 100 % at the first layer, until it is painted."""

    def away() -> None:
        view.set_zoom(1.0)
        view.centerOn(0, 0)
        view.viewport().repaint()

    found = []
    for _ in range(FRAMES // 2):
        away()
        found += timed(lambda: (there(), view.viewport().repaint()), 1)
    return sorted(found)


def connected(project: Project) -> Times:
    """A wire anywhere: refused where it closes a loop, then checked as far as it changes anything.

    As the window does it after its first check: most wires go on downward, one in three comes
    from a layer that was drawn later.
    """
    checker, chance = check.Checker(project), Random(0)
    checker.run()
    names = [node.name for node in project.main.ordered_nodes()]
    width = round((len(names) / 2) ** 0.5)
    found: Times = []
    while len(found) < WIRES:
        first = chance.randrange(len(names) - 6 * width)
        ends = [names[first], names[first + chance.randint(width, 6 * width)]]
        if chance.random() < 1 / 3:
            ends.reverse()
        if edit.can_connect(project, ends[0], "out", ends[1], ""):
            continue
        found += timed(partial(_connect, project, checker, *ends), 1)
    checker.close()
    return sorted(found)


def _connect(project: Project, checker: check.Checker, source: str, target: str) -> None:
    edit.can_connect(project, source, "out", target, "")
    edit.connect(project, source, target)
    assert checker.again() is not None, "nothing was checked as a whole"


def figures(count: int, folder: Path) -> dict[str, Times]:
    """The rows of the table for this many layers."""
    project, path = drawing(count), folder / f"{count}.nnd"
    store.save(project, path)
    row = {"open": sorted(open_file(path) for _ in range(3))}
    with opened(Document(project)) as view:
        names = list(view.canvas.nodes)
        while view.canvas.is_behind:
            QTest.qWait(20)
        row |= frames(view)
        row["drag"] = drag(view, [names[len(names) // 2]])
        row["drag all"] = drag(view, names)
        row["fit"] = look(view, view.zoom_to_fit)
        row["find"] = look(view, lambda: view.center_on_node(names[-1]))
        row["layout"] = timed(lambda: edit.tidied(project), 3)
    row["connect"] = connected(project)
    row["memory"] = [memory(path) - memory(smallest(folder))]
    return row


def smallest(folder: Path) -> Path:
    """A project of three layers: what its window loads, any other loads too."""
    project = Project("smallest")
    edit.add(project, "Input", "input", shape=(64,))
    edit.add(project, "Linear", "linear", out_features=8)
    edit.add(project, "Output", "output")
    edit.connect(project, "input", "linear")
    edit.connect(project, "linear", "output")
    store.save(project, folder / "smallest.nnd")
    return folder / "smallest.nnd"


def memory(path: Path) -> float:
    """MB that a window takes with a project, in a process of its own; 0 where nobody can tell."""
    code = "import sys; from benchmarks.canvas import show_memory; show_memory(sys.argv[1])"
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def show_memory(path: str) -> None:
    """Print the MB of this process with a window and a project in it, checked and painted."""
    import torch  # whether a window has needed it yet is not the question

    from designer.app.collector import Collector
    from designer.ui.preferences import Preferences
    from designer.ui.window import Window

    application = set_up()
    collector = Collector()
    with tempfile.TemporaryDirectory() as folder:
        Document.scratch = Path(folder)
        window = Window(Preferences())
        window.resize(1600, 900)
        window.show()
        document = Document.open(path)
        window.add_document(document)
        rest(document)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and any(
            thread.name == "designer-background" for thread in threading.enumerate()
        ):
            QTest.qWait(50)
        rest(document)
        gc.collect()
        collector.look()
        status = Path("/proc/self/status")
        text = status.read_text() if status.exists() else "VmRSS: 0 kB"
        print(int(text.partition("VmRSS:")[2].split()[0]) / 1024, flush=True)
        window.close_at_once()
        collector.close()
    del application, torch


def others(count: int) -> dict[str, dict[str, Times] | str]:
    """What other editors take for the same drawing, or why that is not known."""
    python = os.environ.get("DESIGNER_BENCH_PYTHON", sys.executable)
    found: dict[str, dict[str, Times] | str] = {}
    for name in ("NodeGraphQt", "pyqtgraph flowchart"):
        command = [python, "-m", "benchmarks.other_canvases", name, str(count)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
            found[name] = json.loads(done.stdout.splitlines()[-1])
        except subprocess.TimeoutExpired:
            found[name] = "took more than ten minutes"
        except (subprocess.CalledProcessError, ValueError, IndexError):
            found[name] = "is not installed, or does not start"
    return found


def show(count: int, row: dict[str, Times]) -> None:
    """The table for one size, beside others."""
    beside = others(count) if count <= OTHERS_UP_TO else {}
    known = {name: found for name, found in beside.items() if isinstance(found, dict)}
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"\n{count:,} layers, 1600x900, ms: median (p95){load}")
    print(f"  {'':34}{'ours':>18}{'goal':>8}" + "".join(f"{name:>22}" for name in known))
    for key, (title, goals) in ROWS.items():
        times, goal = row[key], goals[SIZES.index(count)]
        line = f"  {title:34}{_told(times)}{goal:8g}"
        line += "".join(
            f"{_told(found[key]) if key in found else '':>22}" for found in known.values()
        )
        print(line + ("  MISSED" if late(times) > goal else ""))
    for name, found in beside.items():
        if isinstance(found, str):
            print(f"  {name} {found}")
    sys.stdout.flush()


def late(times: Times) -> float:
    """The 95th percentile."""
    return times[math.ceil(0.95 * len(times)) - 1]


def _told(times: Times) -> str:
    return f"{median(times):9.1f} ({late(times):6.1f})"


def main() -> None:
    """Print the tables."""
    application = set_up() if QApplication.instance() is None else QApplication.instance()
    gc.disable()  # as in the window, see designer/app/collector.py
    with tempfile.TemporaryDirectory() as folder:
        for count in SIZES:
            show(count, figures(count, Path(folder)))
    del application


if __name__ == "__main__":
    main()
