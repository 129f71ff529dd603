"""Why: is the window there at once, and does it stay quick to the hand while a network learns?

The time to a visible window runs from the start of the process to the end of its first paint,
and is compared with what `import torch` takes in a process of its own in the same run. While a
network trains with its curves in view, a timer of 5 ms says how late the window answers.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ["GOMP_SPINCOUNT"] = "0"
if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.training import project
from designer.app.gui import set_up
from designer.model import Project

ROUNDS = 7
GOAL_SHARE = 1.0  # of the time that torch takes
GOAL_TICK = 16.0  # ms
TICK = 5  # ms
SECONDS = 10.0

TORCH = "import torch; print('ready', flush=True)"
WINDOW = """
import sys
from benchmarks.window import when_painted
from designer.app import gui, warmup

def ready(window):
    print("ready", flush=True)
    window.close_at_once()

warmup.after_first_paint = lambda window: when_painted(window, ready)
sys.exit(gui.run(sys.argv[1] if len(sys.argv) > 1 else None))
"""


class when_painted(QObject):  # noqa: N801 (reads as a sentence where it is used)
    """Calls back once everything that the first paint asked for is on the screen."""

    def __init__(self, window, then) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, lambda: self._then(self._window))
        return False


def seconds_until_ready(code: str, *arguments: str) -> float:
    """From the start of a process to its word."""
    with tempfile.TemporaryDirectory() as folder:
        own = {"DESIGNER_CONFIG_DIR": folder, "DESIGNER_DATA_DIR": folder}
        start = time.perf_counter()
        command = [sys.executable, "-c", code, *arguments]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=os.environ | own
        ) as process:
            assert process.stdout is not None
            word = process.stdout.readline()
            taken = time.perf_counter() - start
            process.communicate()
    if word != "ready\n":
        raise SystemExit(f"{code} failed")
    return taken


def show_start() -> None:
    """The table of the start; rounds alternate, the median of each counts."""
    times: dict[str, list[float]] = {"import torch": [], "window": []}
    for _ in range(ROUNDS):
        times["import torch"].append(seconds_until_ready(TORCH))
        times["window"].append(seconds_until_ready(WINDOW))
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    share = medians["window"] / medians["import torch"]
    verdict = "" if share < GOAL_SHARE else ": MISSED"
    print("start: seconds until it is there, median")
    for name, taken in medians.items():
        print(f"  {name:14}{taken:8.2f}   (from {min(times[name]):.2f})")
    print(f"  share of torch{share:8.2f}   (goal below {GOAL_SHARE:.1f}{verdict})", flush=True)


def lateness(drawing: Project) -> list[float]:
    """How late each tick of a 5 ms timer came, in ms, with the window open and curves live."""
    from designer.ui.document import Document
    from designer.ui.preferences import Preferences
    from designer.ui.window import Window

    with tempfile.TemporaryDirectory() as folder:
        Document.scratch = Path(folder)
        window = Window(Preferences())
        window.resize(1440, 900)
        window.show()
        document = window.add_document(Document(drawing)).document
        wait_until(lambda: document.data_info is not None)
        window.menus.actions["train"].trigger()
        workspace = window.workspace
        assert workspace is not None
        live = workspace.bottom.training.live
        assert live is not None
        wait_until(lambda: live.history.step > 50)
        late = ticks(SECONDS)
        assert document.training_state == "running", "the run is too short to be measured"
        window.close_at_once()
        window.deleteLater()
        QApplication.processEvents()
    return late


def ticks(seconds: float) -> list[float]:
    """Lateness of each tick, for so many seconds."""
    late: list[float] = []
    last = [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        late.append(max(0.0, 1000 * (now - last[0]) - TICK))
        last[0] = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(TICK)
    timer.timeout.connect(tick)
    timer.start()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.0005)
    timer.stop()
    return sorted(late[1:])


def wait_until(holds) -> None:
    """Let the window work until something holds."""
    end = time.perf_counter() + 60
    while not holds():
        if time.perf_counter() > end:
            raise SystemExit("the training did not begin")
        QApplication.processEvents()
        time.sleep(0.005)


def show_ticks() -> None:
    """The table of the lateness."""
    print(f"ticks of {TICK} ms while training with live curves: ms late")
    print(f"  {'':10}{'median':>8}{'p99':>8}{'worst':>8}")
    for name in ("mlp", "lenet5"):
        drawing = project(name)
        drawing.training = type(drawing.training)(epochs=100_000, batch_size=64, threads=1)
        late = lateness(drawing)
        p99 = late[int(0.99 * (len(late) - 1))]
        verdict = "" if p99 <= GOAL_TICK else ": MISSED"
        print(
            f"  {name:10}{statistics.median(late):8.1f}{p99:8.1f}{late[-1]:8.1f}"
            f"   (goal p99 {GOAL_TICK:.0f}{verdict})",
            flush=True,
        )


def main() -> None:
    """Print the report."""
    show_start()
    application = set_up()
    show_ticks()
    del application


if __name__ == "__main__":
    main()
