"""Why: a window that can be made ready for a picture, and that waits until it is."""

import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.model import Project
from designer.ui import files
from designer.ui.document import Document
from designer.ui.preferences import Preferences
from designer.ui.window import Window
from designer.ui.workspace import Workspace

PATIENCE = 120.0  # seconds that a view has to get ready
BACKGROUND = "designer-background"  # how `Bridge` calls its threads


class Stage:
    """A window that is made ready for its picture."""

    def __init__(self) -> None:
        folder = tempfile.mkdtemp(prefix="designer-pictures-")
        self.folder = Path(folder)
        Document.scratch = self.folder
        self.window = Window(Preferences(), lambda _: None)
        self.window.resize(1280, 800)
        self.window.show()
        self.window.activateWindow()

    @property
    def workspace(self) -> Workspace:
        """What is in front."""
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def document(self) -> Document:
        """The project in front."""
        return self.workspace.document

    def open(self, what: str | Project) -> Document:
        """A template or a project, with all known about it that there is to know."""
        if isinstance(what, str):
            files.from_template(self.window, what)
        else:
            self.window.add_document(Document(what))
        self.know()
        return self.document

    def know(self) -> None:
        """Wait until data, shapes and costs are there, or are known to be missing."""
        document = self.document
        if document.project.data.source:
            self.wait(lambda: document.data_info is not None)
        report = document.check_now()
        self.wait(lambda: not document.checking.pending and not document.costs.pending)
        with suppress(TimeoutError):  # a network without data has no training to forecast
            self.wait(
                lambda: document.memory is not None,
                10.0 if report.ok and document.project.data.source else 0.0,
            )
        self.workspace.canvas.zoom_to_fit()
        self.settle()

    def wait(self, until: Callable[[], object], patience: float = PATIENCE) -> None:
        """Let the window work until something is so. Raises TimeoutError."""
        end = time.monotonic() + patience
        while not until():
            if time.monotonic() > end:
                raise TimeoutError(f"the window is not ready after {patience:.0f} s")
            QApplication.processEvents()
            time.sleep(0.005)  # the training thread has its turn, which qWait would not give it

    def settle(self, ms: int = 120) -> None:
        """What was put off is done, also in the background, and painted."""
        QTest.qWait(ms)
        self.wait(lambda: all(thread.name != BACKGROUND for thread in threading.enumerate()))
        QTest.qWait(20)

    def close(self) -> None:
        """Let go of everything."""
        self.window.close_at_once()
        self.window.deleteLater()
        QApplication.processEvents()
        shutil.rmtree(self.folder, ignore_errors=True)
