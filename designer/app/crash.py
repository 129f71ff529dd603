"""Why: a mistake of ours costs one action and leaves a report, never the window or the work."""

import platform
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QWidget

from designer import __version__
from designer.app.paths import log_dir
from designer.text import tr

MOST_REPORTS = 50  # of one session: something that fails with every frame must not fill the disk


class Reporter(QObject):
    """Catches what nothing else caught, in any thread, until it is closed."""

    _caught = Signal(str, str)

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._telling = False
        self._written = 0
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._main_thread
        threading.excepthook = self._other_thread
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Catch no more."""
        sys.excepthook, threading.excepthook = self._before

    def _main_thread(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        self._report(error, trace)

    def _other_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._report(arguments.exc_value, arguments.exc_traceback)

    def _report(self, error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(type(error), error, trace))
        sys.stderr.write(text)
        if self._written < MOST_REPORTS:
            self._written += 1
            self._caught.emit(f"{type(error).__name__}: {error}", write_report(text))

    def _tell(self, what: str, report: str) -> None:
        if self._telling:
            return  # one at a time: the first is the one that counts
        from designer.ui.dialogs import show_error

        self._telling = True
        if report:
            sentence = tr("Your work is still here: save it. A report is in {file}.", file=report)
        else:
            sentence = tr("Your work is still here: save it. {what}", what=what)
        show_error(self._window, tr("Something went wrong in Designer"), sentence)
        self._telling = False


def write_report(trace: str) -> str:
    """Write a report; its path, or "" where none can be written."""
    now = datetime.now().astimezone()
    head = (
        f"Designer {__version__}, {now.isoformat(timespec='seconds')}\n"
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n\n"
    )
    try:
        path: Path = log_dir() / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        path.write_text(head + trace, encoding="utf-8")
    except OSError:
        return ""
    return str(path)
