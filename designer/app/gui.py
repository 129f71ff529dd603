"""Why: the window on the screen first, then everything that takes time."""

import os
import sys
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from designer import __version__
from designer.app import allowed, settings, warmup
from designer.app.collector import Collector
from designer.app.crash import Reporter
from designer.app.interrupt import Interrupt
from designer.app.paths import data_dir
from designer.text import languages
from designer.ui import files, language, motion, theme
from designer.ui.document import Document
from designer.ui.preferences import Language
from designer.ui.resources import resource
from designer.ui.screens import fitting
from designer.ui.window import SIZE, Window

# Seconds after which a thread that computes lets others have the interpreter. The window gives it
# away in many calls of Qt, and would wait for it as many times: ten times as long as it works.
SWITCH = 0.0005
DESKTOP_FILE = "designer"  # resources/desktop/designer.desktop


def run(path: str | Path | None = None, choice: str = "") -> int:
    """Open the window, with a project when there is a path; returns the exit status.

    `choice` is a language for this time, whatever the preferences say.
    """
    os.environ.setdefault("GOMP_SPINCOUNT", "0")  # see designer/__main__.py
    sys.setswitchinterval(SWITCH)
    application = set_up()
    collector = Collector()
    preferences = settings.load()
    keep_no_more = allowed.restore()
    theme.set_scheme(preferences.scheme)
    motion.set_motion(preferences.motion)
    language.speak(cast(Language, choice) if choice else preferences.language)
    theme.follow_system()
    Document.scratch = data_dir() / "runs"
    Document.library = data_dir() / "blocks"
    window = Window(preferences, settings.save)
    if not preferences.geometry:
        window.resize(fitting(SIZE, window))
    window.tour_requested.connect(start_tour)
    reporter = Reporter(window)
    interrupt = Interrupt(window.close_at_once)
    window.show()
    if path is not None:
        QTimer.singleShot(0, window, lambda: files.open_path(window, Path(path)))
    warmup.after_first_paint(window)
    try:
        return application.exec()
    finally:
        keep_no_more()
        interrupt.close()
        reporter.close()
        _let_go(window)
        collector.close()


def set_up() -> QApplication:
    """The application, named and dressed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Designer")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(DESKTOP_FILE)
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        icon.addFile(str(resource(f"icons/app/{size}.png")))
    application.setWindowIcon(icon)
    theme.apply(application)
    return application


def start_tour() -> None:
    """The tour, in a window and a process of its own: what is open here is left alone."""
    frozen = getattr(sys, "frozen", False)
    arguments = ["tour"] if frozen else ["-m", "designer", "tour"]
    QProcess.startDetached(sys.executable, [*arguments, "--lang", languages.language()])


def _let_go(window: QObject) -> None:
    # Before the interpreter ends: Qt's objects must not outlive what they call.
    window.deleteLater()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
