"""Why: `designer tour`: off-screen it hurries and checks; on a screen people can follow it."""

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from designer.app.cli_output import complain, say
from designer.app.collector import Collector
from designer.app.gui import set_up
from designer.app.tour.aftermath import losses_of_run, losses_of_script
from designer.app.tour.driver import Script, drive
from designer.app.tour.hand import Hand, TourError
from designer.app.tour.lenet import ENOUGH, NAME, Outcome, whole_job
from designer.app.tour.stage import Stage
from designer.text import tr
from designer.ui import dialogs, theme
from designer.ui.document import Document
from designer.ui.guide import Caption, Pointer
from designer.ui.preferences import Preferences
from designer.ui.screens import fitting
from designer.ui.window import SIZE, Window

UNSEEN = ("offscreen", "minimal", "vnc")  # platforms of Qt that nobody watches


def run(out: str | Path | None = None) -> int:
    """Take the tour; pictures, project, run and code are left in `out`. 0 when all went well."""
    folder = _folder(out)
    application = set_up()
    collector = Collector()
    watched = QGuiApplication.platformName() not in UNSEEN
    outcome = Outcome(folder / f"{NAME}.nnd", folder / "lenet5_train.py")
    native, dialogs.options.native = dialogs.options.native, False  # Qt's own, which keys reach
    handler = None if watched else qInstallMessageHandler(_without_chatter)
    Document.scratch = folder
    window = Window(Preferences(scheme="system" if watched else "light"))
    try:
        theme.set_scheme("system" if watched else "light")
        window.resize(fitting(SIZE, window) if watched else SIZE)
        window.show()
        window.activateWindow()
        drive(_script(window, outcome, folder, watched))
        _check(outcome)
    finally:
        dialogs.options.native = native
        window.close_at_once()
        window.deleteLater()
        application.processEvents()
        collector.close()
        if not watched:
            qInstallMessageHandler(handler)
    _report(outcome, folder)
    return 0


def _without_chatter(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Pass on what Qt says, but not what its platforms without a screen cannot do."""
    if not text.startswith("This plugin does not support"):
        complain(text)


def _folder(out: str | Path | None) -> Path:
    """Where things go; what an earlier tour left there goes first."""
    folder = Path(out) if out is not None else Path(tempfile.mkdtemp(prefix="designer-tour-"))
    folder = folder.resolve()
    for left in (folder / "pictures", folder / f"{NAME}.runs"):
        shutil.rmtree(left, ignore_errors=True)
    for name in (f"{NAME}.nnd", "lenet5_train.py"):
        (folder / name).unlink(missing_ok=True)
    (folder / "pictures").mkdir(parents=True)
    return folder


def _script(window: Window, outcome: Outcome, folder: Path, watched: bool) -> Script:
    pointer = Pointer(window) if watched else None
    caption = Caption(window) if watched else None
    hand = Hand(1.0 if watched else 0.0, pointer)
    if pointer is not None:
        pointer.show()
    yield from hand.until(tr("the window"), window.isActiveWindow)
    stage = Stage(window, hand, folder, caption)
    ended: list[bool] = []
    if caption is not None:
        caption.stopped.connect(lambda: ended.append(True))
    for wait in whole_job(stage, outcome):
        if ended:
            raise TourError(tr("The tour was ended."))
        yield wait


def _check(outcome: Outcome) -> None:
    if outcome.accuracy < ENOUGH:
        raise TourError(
            tr(
                "{name} reached only {percent} of the unseen digits.",
                name=NAME,
                percent=f"{outcome.accuracy:.1%}",
            )
        )
    if losses_of_script(outcome.script) != losses_of_run(outcome.run_dir):
        raise TourError(tr("The exported script gives other losses than the window."))


def _report(outcome: Outcome, folder: Path) -> None:
    say(tr("{name}: {percent} of the unseen digits.", name=NAME, percent=f"{outcome.accuracy:.1%}"))
    say(tr("The exported script gave the same losses as the window, to the last bit."))
    say(tr("Pictures, project, run and code are in {folder}.", folder=folder))
