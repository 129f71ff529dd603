"""Why: the runs of a project are a table in which one or two can be chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from designer.runs import PastRun
from designer.text import tr
from designer.ui.runs.rows import HEADERS, cells, metric_of
from designer.ui.training.figures import metric_title

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
NUMBERS = (1, 2)  # columns
METRIC, STATUS, OPTIMIZER = (HEADERS.index(title) for title in ("Metric", "Status", "Optimizer"))
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RunTable(QTableWidget):
    """A row for each run, the newest first."""

    entered = Signal()  # Enter was pressed, or a row double-clicked

    def __init__(self) -> None:
        super().__init__(0, len(HEADERS))
        self.runs: list[PastRun] = []
        for column, title in enumerate(HEADERS):
            self._head(column, tr(title), RIGHT if column in NUMBERS else LEFT)
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
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
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
        metric = metric_of(found)
        numbers = (*NUMBERS, METRIC) if metric else NUMBERS
        title = _capital(metric_title(metric)) or tr("Metric")
        self._head(METRIC, title, RIGHT if metric else LEFT)
        for row, run in enumerate(found):
            texts = cells(run, metric)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                kept = " · ".join((texts[STATUS], texts[OPTIMIZER]))  # also where they have no room
                item.setToolTip("\n".join((kept, run.message or str(run.dir))))
                item.setTextAlignment(RIGHT if column in numbers else LEFT)
                self.setItem(row, column, item)
        self._share_room()
        self.choose([row for row, run in enumerate(found) if run.dir in chosen])
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for more, or for less."""
        super().resizeEvent(event)
        self._share_room()

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

    def _head(self, column: int, title: str, side: Qt.AlignmentFlag) -> None:
        head = QTableWidgetItem(title)
        head.setTextAlignment(side)
        self.setHorizontalHeaderItem(column, head)

    def _share_room(self) -> None:
        """Each column as wide as what it says, the last one as there is room.

        The optimizer is left out where not all fits: tips have it, too.
        """
        self.setColumnHidden(OPTIMIZER, False)
        header = self.horizontalHeader()
        wanted = [
            max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(len(HEADERS))
        ]
        narrow = sum(wanted) > self.viewport().width()
        self.setColumnHidden(OPTIMIZER, narrow)
        last = STATUS if narrow else OPTIMIZER
        wanted[last] = min(wanted[last], self.viewport().width() - sum(wanted[:last]))
        for column, width in enumerate(wanted[: last + 1]):
            self.setColumnWidth(column, max(width, header.minimumSectionSize()))


def _capital(title: str) -> str:
    return title[:1].upper() + title[1:]
