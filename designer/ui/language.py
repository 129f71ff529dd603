"""Why: a window changes its language while it runs, and nothing of the work is lost."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTimer, QTranslator

from designer.text.languages import first_known, insisted, language, set_language
from designer.ui import comparisons
from designer.ui.canvas.camera import look_as
from designer.ui.preferences import Language

if TYPE_CHECKING:
    from designer.ui.window import Window
    from designer.ui.workspace import Workspace

QT_NAMES = {"zh": "zh_CN"}  # Qt's own words: Cancel, Open, Copy
_qt: list[QTranslator] = []


def speak(choice: Language) -> None:
    """Take on a language; "system" is the one that the system's settings put first."""
    if choice != "system":
        code: str = choice
    else:
        code = insisted() or first_known(QLocale.system().uiLanguages())
    set_language(code)
    _translate_qt(language())


def choose(choice: Language) -> Callable[["Window"], None]:
    """Change the language, now and for the next start."""

    def do(window: "Window") -> None:
        window.preferences.language = choice
        speak(choice)
        window.keep()
        # Later: the menu that was clicked is still closing.
        QTimer.singleShot(0, window, lambda: relabel(window))

    return do


def relabel(window: "Window") -> None:
    """Build what has words anew, around the same documents: runs, undo and selection stay.

    So do blocks that are open in place, and drawings that are compared.
    """
    window.remember()
    before, front = window.workspaces(), window.workspace
    opened = [workspace.lens.name if workspace.lens is not None else "" for workspace in before]
    for workspace in before:
        workspace.close_lens()
    compared = comparisons.take_all(window)
    has_start = window.top.tabs.index_of(window.start_page) >= 0
    old = window.take_apart()
    window.put_together()
    after = [window.show_again(workspace.document) for workspace in before]
    if has_start:
        window.show_start()
    for document, other, later in compared:
        comparisons.show(window, document, other, later)
    if front is not None:
        window.show_workspace(after[before.index(front)])
    for past, present, block in zip(before, after, opened, strict=True):
        _go_on(past, present)
        if block:
            present.open_lens(block)
    old.deleteLater()
    # At once: what was there must not hear of the run and the document any more.
    QCoreApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete)
    window.refresh()


def _go_on(past: "Workspace", present: "Workspace") -> None:
    """The same view of the drawing and of the run."""
    past.memory.stop()
    look_as(present.canvas, past.canvas)
    if past.bottom.has("training"):
        present.bottom.training.go_on_from(past.bottom.training)
    present.document.check_again()


def _translate_qt(code: str) -> None:
    for translator in _qt:
        QCoreApplication.removeTranslator(translator)
    _qt.clear()
    if code in QT_NAMES:
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{QT_NAMES[code]}", folder):
            QCoreApplication.installTranslator(translator)
            _qt.append(translator)
