"""Why: a run looks the same to whoever watches it, in a thread or in a process of its own."""

from collections import deque
from pathlib import Path
from threading import Thread
from typing import Protocol

from designer.protocol import Event, RunSpec
from designer.runs.coalesce import coalesced
from designer.runs.control import RunControl
from designer.runs.here import run_here
from designer.runs.prepare import resumed_spec
from designer.runs.worker import ProcessRun


class Run(Protocol):
    """A run in the background. Nothing here blocks but `join`."""

    spec: RunSpec
    run_dir: Path

    @property
    def alive(self) -> bool:
        """True until the last event has been put down."""

    def poll(self) -> list[Event]:
        """What has happened since the last call."""

    def pause(self) -> None:
        """Hold after the present step."""

    def resume(self) -> None:
        """Go on after a pause."""

    def stop(self) -> None:
        """End after the present step."""

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end, at most `timeout` seconds."""


class ThreadRun:
    """A run in a thread of this process: it starts at once."""

    def __init__(self, spec: RunSpec, run_dir: str | Path, resume: bool = False) -> None:
        self.spec = spec
        self.run_dir = Path(run_dir)
        self._control = RunControl()
        self._events: deque[Event] = deque()
        self._thread = Thread(target=self._work, args=(resume,), name="designer-run")
        self._thread.start()

    @property
    def alive(self) -> bool:
        """True until the last event has been put down."""
        return self._thread.is_alive()

    def poll(self) -> list[Event]:
        """What has happened since the last call; returns at once."""
        waiting = [self._events.popleft() for _ in range(len(self._events))]
        return coalesced(waiting)

    def pause(self) -> None:
        """Hold after the present step."""
        self._control.pause()

    def resume(self) -> None:
        """Go on after a pause."""
        self._control.resume()

    def stop(self) -> None:
        """End after the present step."""
        self._control.stop()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        self._thread.join(timeout)

    def _work(self, resume: bool) -> None:
        run_here(self.spec, self.run_dir, self._events.append, self._control, resume)


def start(spec: RunSpec, run_dir: str | Path, where: str = "thread", resume: bool = False) -> Run:
    """Begin a run in the background, in a "thread" or a "process" of its own.

    It starts at once; whatever it needs is loaded there. Raises ValueError for another `where`.
    """
    if where == "process":
        return ProcessRun(spec, run_dir, resume)
    if where == "thread":
        return ThreadRun(spec, run_dir, resume)
    raise ValueError(f"a run can be in a thread or in a process, not in {where!r}")


def resume(run_dir: str | Path, epochs: int | None = None, where: str = "thread") -> Run:
    """Go on with a run that was stopped, in the background. Raises RunError."""
    return start(resumed_spec(run_dir, epochs), run_dir, where, resume=True)
