"""Why: torch is in memory before anyone needs it, and the window is on the screen before torch."""

from threading import Thread

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PAUSE_MS = 150  # after the first paint: what people see first is not held up


def after_first_paint(window: QWidget) -> None:
    """Load torch in the background, once the window has been painted."""
    window.installEventFilter(_FirstPaint(window))


class _FirstPaint(QObject):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(begin)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint, then listen no more."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            self._timer.start()
        return False


def begin() -> Thread:
    """Load torch, and run its first operations, in a thread."""
    thread = Thread(target=_warm, name="designer-warmup")
    thread.start()
    return thread


def _warm() -> None:
    from designer import gallery
    from designer.compile import costs

    costs(gallery.create("lenet5"))  # the first operations on meta load much more of torch
