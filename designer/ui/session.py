"""Why: one document trains at most one run at a time, and the window only polls it."""

import time
from pathlib import Path

from PySide6.QtCore import QTimer

from designer import runs
from designer.protocol import Event, Failed, RunSpec
from designer.runs import Run
from designer.ui.bridge import Bridge

FAST_MS, SLOW_MS = 66, 330  # between two looks at the run, and so between two paintings
# How much of its time the window may take while it watches: what it takes, training loses.
LITTLE, MUCH = 0.015, 0.025


class Session:
    """The training of one document: start, pause, resume, stop, and what came of it."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._run: Run | None = None
        self.spec: RunSpec | None = None
        self.failure: Failed | None = None
        self.state = "idle"
        self._looked, self._worked = time.monotonic(), time.thread_time()
        self._timer = QTimer(bridge)
        self._timer.setInterval(FAST_MS)
        self._timer.timeout.connect(self.poll)

    @property
    def run_dir(self) -> Path | None:
        """The folder of the present or the latest run."""
        return None if self._run is None else Path(self._run.run_dir)

    def start(self, spec: RunSpec, run_dir: Path, where: str = "thread") -> None:
        """Begin a run. Does nothing while another is under way. Raises RunError, OSError."""
        if self.state != "idle":
            return
        run = runs.start(spec, run_dir, where)  # raises before anything here has changed
        self.failure, self.spec, self._run = None, spec, run
        self._set_state("running")
        self._bridge.run_started.emit(spec)
        self._timer.start()

    def adopt(self, run: Run, spec: RunSpec) -> None:
        """Follow a run that was begun elsewhere: one that is resumed from its folder."""
        if self.state == "idle":
            self.failure, self.spec, self._run = None, spec, run
            self._set_state("running")
            self._bridge.run_started.emit(spec)
            self._timer.start()

    def pause(self) -> None:
        """Hold after the present step."""
        if self._run is not None and self.state == "running":
            self._run.pause()
            self._set_state("paused")

    def resume(self) -> None:
        """Go on after a pause."""
        if self._run is not None and self.state == "paused":
            self._run.resume()
            self._set_state("running")

    def stop(self) -> None:
        """End after the present step; the state becomes idle when the run has ended."""
        if self._run is not None and self.state in ("running", "paused"):
            self._run.stop()
            self._set_state("stopping")

    def poll(self) -> None:
        """Deliver what has happened since the last time."""
        if self._run is None:
            return
        self._keep_quiet()
        alive = self._run.alive  # read before the events, so that the last ones are not missed
        events = self._run.poll()
        if events:
            self._note(events)
            self._bridge.run_events.emit(events)
        if not alive:
            self._timer.stop()
            self._run.join()
            self._set_state("idle")
            self._bridge.run_ended.emit()

    def close(self) -> None:
        """Stop and wait until the run has ended; for a window that is closing."""
        self._timer.stop()
        if self._run is not None and self._run.alive:
            self._run.stop()
            self._run.join()
        self.state = "idle"

    def _keep_quiet(self) -> None:
        """Look less often when the window has worked much since the last look."""
        now, worked = time.monotonic(), time.thread_time()
        share = (worked - self._worked) / max(now - self._looked, 1e-3)
        self._looked, self._worked = now, worked
        interval = self._timer.interval()
        if share > MUCH:
            self._timer.setInterval(min(SLOW_MS, round(interval * 1.3)))
        elif share < LITTLE:
            self._timer.setInterval(max(FAST_MS, round(interval / 1.3)))

    def _note(self, events: list[Event]) -> None:
        for event in events:
            if isinstance(event, Failed):
                self.failure = event

    def _set_state(self, state: str) -> None:
        self.state = state
        self._bridge.run_state.emit(state)
