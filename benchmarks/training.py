"""Why: being watched must not make training slow: shares of what a plain script reaches.

Every contender trains the same network on the same data with the same settings. Measured are
the seconds of the epochs after the first, from the time stamps of their lines; rounds alternate,
so that a busy machine is unkind to all of them, and the median round of each counts.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from unittest.mock import patch

os.environ["GOMP_SPINCOUNT"] = "0"

from designer import edit, gallery, runs, store
from designer.model import Project
from designer.protocol import Epoch, RunSpec

ROUNDS = 5
GOALS = {
    ("mlp", "thread"): 0.85,
    ("mlp", "window"): 0.85,
    ("mlp", "train"): 0.97,
    ("lenet5", "thread"): 0.97,
    ("lenet5", "window"): 0.97,
    ("lenet5", "train"): 0.97,
}
UNMEASURED = 0.97  # what a run that measures its layers keeps of the speed of one that does not
POLL = 0.066  # as the window does


def project(name: str) -> Project:
    """An MLP with steps of about half a millisecond, or LeNet-5 with some of five."""
    drawing = gallery.create("lenet5") if name == "lenet5" else mlp()
    length = {"mlp": 250, "lenet5": 28}[name]
    edit.set_training(drawing, epochs=length, batch_size=64, threads=1, patience=0, seed=0)
    return drawing


def mlp() -> Project:
    """64, 256, 256, 10."""
    drawing = Project.new("MLP")
    last = edit.add(drawing, "Input", shape=(64,))
    for width in (256, 256, 10):
        for type_, params in (("Linear", {"out_features": width}), ("ReLU", {})):
            if (type_, width) != ("ReLU", 10):
                name = edit.add(drawing, type_, **params)
                edit.connect(drawing, last, name)
                last = name
    edit.connect(drawing, last, edit.add(drawing, "Output"))
    edit.set_data(drawing, source="digits", shape=(64,))
    return drawing


def by_thread(spec: RunSpec, folder: Path) -> float:
    """Seconds an epoch, in a thread that is polled as the window polls it."""
    stamps: list[float] = []
    run = runs.start(spec, folder / "thread")
    while run.alive:
        stamps += [time.perf_counter() for e in run.poll() if isinstance(e, Epoch)]
        time.sleep(POLL)
    run.join()
    stamps += [time.perf_counter() for e in run.poll() if isinstance(e, Epoch)]
    return per_epoch(stamps)


def by_unmeasured(spec: RunSpec, folder: Path) -> float:
    """Seconds an epoch in a thread, when no step is measured: what a measured one costs."""
    from designer.train.probe import Probe

    with patch.object(Probe, "is_due", lambda _probe, _step: False):
        return by_thread(spec, folder / "unmeasured")


def by_process(spec: RunSpec, folder: Path) -> float:
    """Seconds an epoch, in a worker process, by the lines it appends."""
    run = runs.start(spec, folder / "process", "process")
    stamps: list[float] = []
    while run.alive:
        stamps += [time.perf_counter() for e in run.poll() if isinstance(e, Epoch)]
        time.sleep(POLL)
    run.join()
    return per_epoch(stamps)


def by_train(spec: RunSpec, folder: Path) -> float:
    """Seconds an epoch of `designer train --json`."""
    file = folder / "project.nnd"
    store.save(store.loads(spec.project), file)
    command = ["-m", "designer", "train", str(file), "--json", "--run-dir", str(folder / "cli")]
    return per_epoch(stamps_of([sys.executable, *command]))


def by_window(spec: RunSpec, folder: Path) -> float:
    """Seconds an epoch in the real window with its curves in view."""
    file = folder / "project.nnd"
    store.save(store.loads(spec.project), file)
    return per_epoch(stamps_of([sys.executable, "-m", "benchmarks.in_window", str(file)]))


def by_script(spec: RunSpec, folder: Path) -> float:
    """Seconds an epoch of the exported script."""
    from designer.port.script import script

    file = folder / "script.py"
    file.write_text(script(spec), encoding="utf-8")
    return per_epoch(stamps_of([sys.executable, str(file), "--json"]))


def stamps_of(command: list[str]) -> list[float]:
    """When each epoch's line came."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        told = (json.loads(line)["event"] for line in process.stdout or ())
        stamps = [time.perf_counter() for event in told if event == "epoch"]
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return stamps


def per_epoch(stamps: list[float]) -> float:
    """Mean seconds between the first line and the last."""
    return (stamps[-1] - stamps[0]) / (len(stamps) - 1)


CONTENDERS: dict[str, Callable[[RunSpec, Path], float]] = {
    "script": by_script,
    "thread": by_thread,
    "unmeasured": by_unmeasured,
    "window": by_window,
    "process": by_process,
    "train": by_train,
}


def measure(name: str) -> dict[str, float]:
    """Median seconds an epoch of each contender."""
    spec = runs.prepare(project(name))
    taken: dict[str, list[float]] = {contender: [] for contender in CONTENDERS}
    for _ in range(ROUNDS):
        for contender, seconds in CONTENDERS.items():
            with tempfile.TemporaryDirectory() as folder:
                taken[contender].append(seconds(spec, Path(folder)))
    return {contender: median(times) for contender, times in taken.items()}


def lines() -> Iterable[str]:
    """The report, a line a contender."""
    for name in ("mlp", "lenet5"):
        took = measure(name)
        steps = -(-1437 // 64)
        yield f"{name}: the script takes {1000 * took['script'] / steps:.2f} ms a step"
        kept = took["unmeasured"] / took["thread"]
        verdict = "" if kept >= UNMEASURED else ": MISSED"
        yield f"  measuring layers leaves {kept:.1%} (goal {UNMEASURED:.0%}{verdict})"
        for contender in list(CONTENDERS)[1:]:
            share = took["script"] / took[contender]
            goal = GOALS.get((name, contender))
            verdict = (
                "" if goal is None else f" (goal {goal:.0%}{'' if share >= goal else ': MISSED'})"
            )
            yield f"  {contender:8} {share:6.1%} of the script's speed{verdict}"


def main() -> None:
    """Print the report."""
    for line in lines():
        print(line, flush=True)


if __name__ == "__main__":
    main()
