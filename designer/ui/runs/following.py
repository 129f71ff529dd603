"""Why: a run that is under way is followed, whoever does it and on whichever machine."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from designer import runs
from designer.runs import PastRun, RunError
from designer.text import tr
from designer.ui.bridge import Bridge

EVERY = 1000  # ms between two looks at a folder
Found = PastRun | str
"""A run, or why its folder cannot be read."""


class Following(QObject):
    """What is in some run folders, read in the background, and again while a run goes on."""

    changed = Signal(list)  # of Found, as the folders

    def __init__(self, bridge: Bridge, folders: Sequence[Path], viewer: QWidget) -> None:
        super().__init__(viewer)
        self.found: list[Found] = []
        self._bridge, self._folders, self._viewer = bridge, tuple(folders), viewer
        self._reading = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._look_again)
        self.look()

    def look(self) -> None:
        """Read the folders now, unless that is being done."""
        folders = self._folders
        if folders and not self._reading:
            self._reading = True
            self._bridge.in_background(lambda: [_read(folder) for folder in folders], self._take)

    def stop(self) -> None:
        """Follow no more."""
        self._timer.stop()

    def _look_again(self) -> None:
        if self._viewer.isVisible():
            self.look()

    def _take(self, found: list[Found]) -> None:
        self._reading = False
        # One that cannot be read may go on: it was looked at while it was written.
        if any(isinstance(run, str) or run.status == "running" for run in found):
            self._timer.start()
        else:
            self._timer.stop()
        if found != self.found:
            self.found = found
            self.changed.emit(found)


def _read(folder: Path) -> Found:
    try:
        return runs.read_run(folder)
    except (RunError, OSError) as error:
        return tr("This run cannot be read any more: {reason}", reason=error)
