"""Why: a script of gestures runs beside the event loop, so that it can also work in dialogs."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEventLoop, QObject, QTimer

Script = Iterator[float]
"""Milliseconds to wait before the script goes on."""


class Driver(QObject):
    """Runs a script step by step from a timer; `ended` is called once, with what went wrong."""

    def __init__(
        self,
        script: Script,
        ended: Callable[[Exception | None], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._script = script
        self._ended = ended
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)
        self._over = False

    def start(self) -> None:
        """Begin."""
        self._timer.start(0)

    def stop(self) -> None:
        """End before the script does."""
        self._finish(None)

    def _step(self) -> None:
        try:
            wait = next(self._script)
        except StopIteration:
            self._finish(None)
        except Exception as error:  # whatever it is, the one who started the script is told
            self._finish(error)
        else:
            if not self._over:
                self._timer.start(max(0, round(wait)))

    def _finish(self, error: Exception | None) -> None:
        if not self._over:
            self._over = True
            self._timer.stop()
            self._ended(error)


def drive(script: Script) -> None:
    """Run a script to its end. Raises what the script raises."""
    loop = QEventLoop()
    failures: list[Exception] = []

    def ended(error: Exception | None) -> None:
        if error is not None:
            failures.append(error)
        loop.quit()

    driver = Driver(script, ended)
    driver.start()
    loop.exec()
    if failures:
        raise failures[0]
