"""Why: every run of the project stays to be looked at, compared and gone on with."""

import shutil
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from designer import runs
from designer.runs import PastRun, RunError
from designer.text import tr
from designer.ui.activity import Path, go_to
from designer.ui.advice import hints
from designer.ui.document import Document
from designer.ui.rightclick import Item, as_buttons, offer, show_folder
from designer.ui.runs.rows import HEADERS, cells

if TYPE_CHECKING:
    from designer.ui.training.live import LiveView

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NUMBERS = (1, 2)  # columns


class RunsPanel(QWidget):
    """The run list of one document; the chosen run's curves beside it."""

    node_activated = Signal(str)  # bring the node into view

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._runs: list[PastRun] = []
        self._live: LiveView | None = None
        self.table = QTableWidget(0, len(HEADERS))
        self._set_up_table()
        self._resume = QPushButton(tr("Resume"))
        self._resume.setToolTip(tr("Go on from the last checkpoint of this run"))
        self._resume.clicked.connect(self._resume_chosen)
        self._folder = QPushButton(tr("Open folder"))
        self._folder.setToolTip(tr("Code, settings, events and weights of this run"))
        self._folder.clicked.connect(self._open_folder)
        self._delete = QPushButton(tr("Delete…"))
        self._delete.setToolTip(tr("Remove this run's folder from the disk"))
        self._delete.clicked.connect(self._delete_chosen)
        self._hint = QLabel(tr("Nothing has been trained yet. Every run is kept here."))
        self._hint.setMinimumWidth(340)  # as wide as curves need, so that nothing moves
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._hint)
        self._build()
        for signal in (document.bridge.run_started, document.bridge.run_ended):
            signal.connect(self._refresh_again)
        document.bridge.saved.connect(self.refresh)
        self.refresh()

    def _refresh_again(self, _: object = None) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Read the run folders again and show them, the newest first."""
        chosen = self._chosen()
        self._runs = runs.list_runs(self._document.runs_root())
        self.table.setRowCount(len(self._runs))
        for row, run in enumerate(self._runs):
            for column, text in enumerate(cells(run)):
                item = QTableWidgetItem(text)
                item.setToolTip(run.message or str(run.dir))
                item.setTextAlignment(RIGHT if column in NUMBERS else LEFT)
                self.table.setItem(row, column, item)
        if chosen is not None:
            for row, run in enumerate(self._runs):
                if run.dir == chosen.dir:
                    self.table.selectRow(row)
        if self._chosen() is not None:
            self._show_chosen()  # and the drawing tells of it
        self._choose_newest()

    def showEvent(self, event: QShowEvent) -> None:
        """There is always a run to look at, if there is any."""
        super().showEvent(event)
        self._choose_newest()
        self._show_chosen()

    def _choose_newest(self) -> None:
        if self.isVisible() and self._runs and self._chosen() is None:
            self.table.selectRow(0)

    def _set_up_table(self) -> None:
        table = self.table
        for column, title in enumerate(HEADERS):
            head = QTableWidgetItem(tr(title))
            head.setTextAlignment(RIGHT if column in NUMBERS else LEFT)
            table.setHorizontalHeaderItem(column, head)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setAccessibleName(tr("Runs"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(26)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        table.itemSelectionChanged.connect(self._show_chosen)
        offer(table, self._offered)

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._resume)
        buttons.addWidget(self._folder)
        buttons.addWidget(self._delete)
        buttons.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self._stack)
        split.setSizes([520, 680])
        split.setChildrenCollapsible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _offered(self, at: QPoint) -> list[Item]:
        """What can be done with the run under the pointer, which has just been selected."""
        if not self.table.indexAt(at).isValid():
            return []
        compare: Item = (tr("Compare drawing with now"), self._compare_chosen)
        return [compare, None, *as_buttons(self._resume, self._folder, self._delete)]

    def _chosen(self) -> PastRun | None:
        rows = self.table.selectionModel().selectedRows()
        index = rows[0].row() if rows else -1
        return self._runs[index] if 0 <= index < len(self._runs) else None

    def _show_chosen(self) -> None:
        run = self._chosen()
        idle = self._document.training_state == "idle"
        self._resume.setEnabled(run is not None and idle and run.status in ("stopped", "failed"))
        self._folder.setEnabled(run is not None)
        self._delete.setEnabled(run is not None and run.status != "running")
        if run is None:
            self._hint.setText(
                tr("Choose a run to see its curves.")
                if self._runs
                else tr("Nothing has been trained yet. Every run is kept here.")
            )
            self._stack.setCurrentWidget(self._hint)
            return
        if self._live is None:
            from designer.ui.training.live import LiveView

            self._live = LiveView()
            self._live.controls.settings_button.hide()  # they belong to the next run
            self._live.hint.wanted.connect(self._show_layer)
            self._stack.addWidget(self._live)
        self._live.clear()
        events = runs.read_events(run.dir)
        self._live.take(events)
        self._live.hint.show_hints(())
        if idle and self.isVisible():
            self._document.activity.show(events)
            self._live.hint.show_hints(hints(self._document))
        self._stack.setCurrentWidget(self._live)

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
        run = self._chosen()
        if run is not None:
            self._document.bridge.compare_wanted.emit(FilePath(run.dir))

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
