"""Why: Ctrl+C in the terminal ends the program as closing the window does, without a question."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class Interrupt(QObject):
    """Python runs a signal's handler only between its own lines; Qt's loop needs to be woken."""

    def __init__(self, interrupted: Callable[[], object]) -> None:
        super().__init__()
        self._interrupted = interrupted
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        for end in (self._ours, theirs):
            end.setblocking(False)
        self._handler = signal.signal(signal.SIGINT, lambda *_: None)
        self._wakeup = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def close(self) -> None:
        """Give the signal back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        signal.signal(signal.SIGINT, self._handler)
        self._ours.close()
        self._theirs.close()

    def _woken(self) -> None:
        if signal.SIGINT in self._ours.recv(64):
            self._interrupted()
