"""Why: what takes a second in the foreground shows at once that it has begun."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QGuiApplication

# Else a click would act upon what is about to change.
WITHOUT_HANDS = QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents


@contextmanager
def waiting() -> Iterator[None]:
    """The pointer asks for patience, and what a dialog has covered is there again."""
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        QGuiApplication.processEvents(WITHOUT_HANDS)
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
