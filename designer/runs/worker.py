"""Why: a long run gets a process of its own: it may crash or fill the memory without the window."""

import multiprocessing
import os
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

import msgspec

from designer.protocol import Event, Failed, Finished, RunSpec
from designer.runs.coalesce import coalesced
from designer.runs.control import RunControl
from designer.runs.folder import EventLog, Follower
from designer.text import languages, tr


class ProcessRun:
    """A run in a worker process. Commands go through a pipe, events through the run folder."""

    def __init__(self, spec: RunSpec, run_dir: str | Path, resume: bool = False) -> None:
        self.spec = spec
        self.run_dir = Path(run_dir)
        self.run_dir.mkdir(parents=True, exist_ok=True)
        self._follower = Follower(self.run_dir)
        self._ended = False
        # Spawned, not forked: a fork would copy the locks of the window's threads.
        context = multiprocessing.get_context("spawn")
        theirs, self._pipe = context.Pipe(duplex=False)
        self._process = context.Process(
            target=work,
            args=(
                msgspec.json.encode(spec),
                str(self.run_dir),
                resume,
                theirs,
                languages.language(),
            ),
            name="designer-run",
        )
        # Before torch is imported there: OpenMP threads that spin stop training (GOMP).
        os.environ.setdefault("GOMP_SPINCOUNT", "0")
        self._process.start()
        theirs.close()

    @property
    def alive(self) -> bool:
        """True until the process has ended."""
        return self._process.is_alive()

    @property
    def pid(self) -> int | None:
        """The number of the process."""
        return self._process.pid

    def poll(self) -> list[Event]:
        """What has happened since the last call; returns at once."""
        gone = not self.alive  # read before the file, so that the last lines are not missed
        events = self._follower.read()
        self._ended = self._ended or any(isinstance(e, Finished | Failed) for e in events)
        if gone and not self._ended:
            self._ended = True
            events += self._crashed()
        return coalesced(events)

    def pause(self) -> None:
        """Hold after the present step."""
        self._send("pause")

    def resume(self) -> None:
        """Go on after a pause."""
        self._send("resume")

    def stop(self) -> None:
        """End after the present step."""
        self._send("stop")

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        self._process.join(timeout)
        if not self.alive:
            self._pipe.close()

    def _send(self, command: str) -> None:
        try:
            self._pipe.send_bytes(command.encode())
        except OSError:
            return  # the process has ended: there is nothing left to command

    def _crashed(self) -> list[Event]:
        failed = Failed(
            run_dir=str(self.run_dir),
            node="",
            message=tr(
                "The training process ended by itself (exit code {code}); memory may have run "
                "out. The last checkpoint is kept.",
                code=self._process.exitcode,
            ),
        )
        try:
            with EventLog(self.run_dir) as log:
                log.write(failed)
        except OSError:
            return [failed]  # told here in any case
        return self._follower.read()


def work(spec: bytes, run_dir: str, resume: bool, commands: Connection, language: str) -> None:
    """What the worker process does, and says in the language of the window."""
    from designer.runs.here import run_here

    languages.set_language(language)
    control = RunControl()
    Thread(target=_obey, args=(commands, control), daemon=True).start()
    run_here(msgspec.json.decode(spec, type=RunSpec), run_dir, _nobody, control, resume)


def _nobody(_event: Event) -> None:
    """The events are in the run folder, where the window reads them."""


def _obey(commands: Connection, control: RunControl) -> None:
    acts = {b"pause": control.pause, b"resume": control.resume, b"stop": control.stop}
    while True:
        try:
            act = acts[commands.recv_bytes()]
        except (EOFError, OSError):  # whoever started the run is gone: end it well
            control.stop()
            return
        act()
