"""Why: the runs of a project are a table in which one or two can be chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from designer.runs import PastRun
from designer.text import tr
from designer.ui.runs.rows import HEADERS, cells

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NUMBERS = (1, 2)  # columns
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RunTable(QTableWidget):
    """A row for each run, the newest first."""

    entered = Signal()  # Enter was pressed, or a row double-clicked

    def __init__(self) -> None:
        super().__init__(0, len(HEADERS))
        self.runs: list[PastRun] = []
        for column, title in enumerate(HEADERS):
            head = QTableWidgetItem(tr(title))
            head.setTextAlignment(RIGHT if column in NUMBERS else LEFT)
            self.setHorizontalHeaderItem(column, head)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab goes on to the buttons
        self.setShowGrid(False)
        self.setAccessibleName(tr("Runs"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(26)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        self.doubleClicked.connect(self.entered)

    @property
    def chosen(self) -> list[PastRun]:
        """The runs that are selected, the newest first."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.runs[row] for row in rows if row < len(self.runs)]

    def fill(self, found: list[PastRun]) -> None:
        """Show these; what was chosen stays so as far as it is still there."""
        chosen = {run.dir for run in self.chosen}
        self.blockSignals(True)  # nobody has chosen anything
        self.runs = found
        self.setRowCount(len(found))
        for row, run in enumerate(found):
            for column, text in enumerate(cells(run)):
                item = QTableWidgetItem(text)
                item.setToolTip(run.message or str(run.dir))
                item.setTextAlignment(RIGHT if column in NUMBERS else LEFT)
                self.setItem(row, column, item)
        self.choose([row for row, run in enumerate(found) if run.dir in chosen])
        self.blockSignals(False)

    def choose(self, rows: list[int]) -> None:
        """Select these rows and no others."""
        self.clearSelection()
        mode = self.selectionMode()
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        for row in rows:
            self.selectRow(row)
        self.setSelectionMode(mode)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does with what is chosen what a double-click does."""
        if event.key() in ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
