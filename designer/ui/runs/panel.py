"""Why: every run of the project stays to be looked at, compared and gone on with."""

import shutil
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from designer import runs
from designer.runs import PastRun, RunError
from designer.text import tr
from designer.ui.activity import Path, go_to
from designer.ui.advice import hints
from designer.ui.blank import Blank
from designer.ui.document import Document
from designer.ui.rightclick import Item, as_buttons, offer, show_folder
from designer.ui.runs.following import Following, Found
from designer.ui.runs.nothing import NoRuns
from designer.ui.runs.table import RunTable
from designer.ui.splitting import divide
from designer.ui.training.legend import LEAST

if TYPE_CHECKING:
    from designer.ui.runs.together import Together
    from designer.ui.training.live import LiveView


class RunsPanel(QWidget):
    """The run list of one document; beside it the curves of the chosen run, or of two."""

    node_activated = Signal(str)  # bring the node into view
    train_wanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._live: LiveView | None = None
        self._together: Together | None = None
        self._following: Following | None = None
        self._taken = 0  # events of the run that is shown alone
        self.table = RunTable()
        self.compare = _button(tr("Compare"), "")
        self._resume = _button(tr("Resume"), tr("Go on from the last checkpoint of this run"))
        folder_tip = tr("Code, settings, events and weights of this run")
        self._folder = _button(tr("Open folder"), folder_tip)
        self._delete = _button(tr("Delete…"), tr("Remove this run's folder from the disk"))
        self._hint = Blank()
        self._hint.setMinimumWidth(LEAST)  # as wide as curves, so that nothing moves
        self._stack = QStackedWidget()
        self._stack.addWidget(self._hint)
        self.nothing = NoRuns(document)
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self.refresh()

    def _refresh_again(self, _: object = None) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read the run folders again and show them, the newest first."""
        found = runs.list_runs(self._document.runs_root())
        self.table.fill(found)
        self._pages.setCurrentIndex(1 if found else 0)
        if self.table.chosen:
            self._show_chosen()  # and the drawing tells of it
        self._choose_newest()

    def showEvent(self, event: QShowEvent) -> None:
        """There is always a run to look at, if there is any."""
        super().showEvent(event)
        self.refresh()  # other programs may have trained meanwhile

    def _choose_newest(self) -> None:
        if self.isVisible() and self.table.runs and not self.table.chosen:
            self.table.selectRow(0)

    def _connect(self) -> None:
        bridge, table = self._document.bridge, self.table
        for signal in (bridge.run_started, bridge.run_ended):
            signal.connect(self._refresh_again)
        bridge.saved.connect(self.refresh)
        self.nothing.train_wanted.connect(self.train_wanted)
        self.compare.clicked.connect(self._compare_chosen)
        self._resume.clicked.connect(self._resume_chosen)
        self._folder.clicked.connect(self._open_folder)
        self._delete.clicked.connect(self._delete_chosen)
        table.itemSelectionChanged.connect(self._show_chosen)
        table.entered.connect(self._compare_chosen)
        offer(table, self._offered)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        for button in (self.compare, self._resume, self._folder, self._delete):
            buttons.addWidget(button)
        buttons.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        split = divide(QSplitter(), left, self._stack, roomy=1)
        split.setSizes([520, 680])
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(split)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def _offered(self, at: QPoint) -> list[Item]:
        """What can be done with the run under the pointer, which has just been selected."""
        if not self.table.indexAt(at).isValid():
            return []
        several = as_buttons(self._resume, self._folder, self._delete)
        if not self.compare.isEnabled():
            return several
        both = len(self.table.chosen) == 2
        title = tr("Compare these runs") if both else tr("Compare with the drawing")
        return [(title, self._compare_chosen), *([None, *several] if several else [])]

    def _chosen(self) -> PastRun | None:
        """The run that is chosen alone."""
        chosen = self.table.chosen
        return chosen[0] if len(chosen) == 1 else None

    def _show_chosen(self) -> None:
        self._allow()
        self._follow_no_more()
        run = self._chosen()
        if run is not None:
            self._show_run(run)
        elif len(self.table.chosen) == 2:
            self._show_two()
        else:
            self._hint.say(hint_for(len(self.table.chosen)))
            self._stack.setCurrentWidget(self._hint)
            return
        folders = [chosen.dir for chosen in reversed(self.table.chosen)]  # the earlier first
        self._following = Following(self._document.bridge, folders, self)
        self._following.changed.connect(self._followed)

    def _allow(self) -> None:
        """What can be done with what is chosen, as it is now."""
        count, run = len(self.table.chosen), self._chosen()
        idle = self._document.training_state == "idle"
        self._resume.setEnabled(run is not None and idle and run.status in ("stopped", "failed"))
        self._folder.setEnabled(run is not None)
        self._delete.setEnabled(run is not None and run.status != "running")
        self.compare.setEnabled(count in (1, 2))
        self.compare.setToolTip(compare_tip(count))

    def _followed(self, found: list[Found]) -> None:
        """Runs that go on have got further, whoever does them."""
        for why in found:
            if isinstance(why, str):
                self._document.bridge.message.emit(why)
        read = [run for run in found if isinstance(run, PastRun)]
        if len(read) < len(found):
            return
        self.table.fill(runs.list_runs(self._document.runs_root()))
        self._allow()
        chosen = self.table.chosen  # as the list has them now: no older than what stands there
        if self._together is not None and len(chosen) == len(read) == 2:
            self._together.show_runs(chosen[::-1])
        elif self._live is not None and len(read) == 1:
            events = runs.read_events(read[0].dir)
            self._live.take(events[self._taken :])
            self._taken = len(events)

    def _show_run(self, run: PastRun) -> None:
        idle = self._document.training_state == "idle"
        if self._live is None:
            from designer.ui.training.live import LiveView

            self._live = LiveView()
            self._live.controls.settings_button.hide()  # they belong to the next run
            self._live.hint.wanted.connect(self._show_layer)
            self._stack.addWidget(self._live)
        self._live.clear()
        events = runs.read_events(run.dir)
        self._live.take(events)
        self._taken = len(events)
        self._live.hint.show_hints(())
        if idle and self.isVisible():
            self._document.activity.show(events)
            self._live.hint.show_hints(hints(self._document))
        self._stack.setCurrentWidget(self._live)

    def _show_two(self) -> None:
        """Two runs, the earlier first."""
        if self._together is None:
            from designer.ui.runs.together import Together

            self._together = Together()
            self._stack.addWidget(self._together)
        later, earlier = self.table.chosen
        self._together.show_runs((earlier, later))
        self._stack.setCurrentWidget(self._together)

    def _follow_no_more(self) -> None:
        if self._following is not None:
            self._following.stop()
            self._following.deleteLater()
            self._following = None

    def _show_layer(self, path: Path) -> None:
        go_to(self._document, path)
        self.node_activated.emit(path[-1])

    def _resume_chosen(self) -> None:
        run = self._chosen()
        if run is None:
            return
        try:
            self._document.session.adopt(runs.resume(FilePath(run.dir)), run.spec)
        except (RunError, OSError) as error:
            self._document.bridge.message.emit(str(error))
            self.refresh()

    def _compare_chosen(self) -> None:
        chosen = self.table.chosen
        if len(chosen) in (1, 2):
            self._document.bridge.compare_wanted.emit([FilePath(run.dir) for run in chosen])

    def _delete_chosen(self) -> None:
        from designer.ui import dialogs  # they know the actions, which know the runs

        run = self._chosen()
        if run is None or not dialogs.ask_to_delete_run(self.window(), run.name):
            return
        try:
            shutil.rmtree(run.dir)
        except OSError as error:
            self._document.bridge.message.emit(
                tr("The run was not deleted: {why}.", why=error.strerror or error)
            )
        self.refresh()

    def _open_folder(self) -> None:
        run = self._chosen()
        if run is not None:
            show_folder(FilePath(run.dir))


def _button(title: str, tip: str) -> QPushButton:
    button = QPushButton(title)
    button.setToolTip(tip)
    return button


def compare_tip(count: int) -> str:
    """What comparing so many chosen runs means."""
    if count == 1:
        return tr("This run's drawing beside the drawing as it is now (Return)")
    if count == 2:
        return tr("Their drawings side by side, with settings, results and curves (Return)")
    return tr("Choose one run, or two with Ctrl")


def hint_for(count: int) -> str:
    """What is said where the curves of chosen runs would be."""
    if count > 2:
        return tr("Curves are shown of one run, or of two over each other.")
    return tr("Choose a run to see its curves, or two to compare them.")
