"""Why: curves show how it went; the figures of the latest epoch say where it stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from designer.text import tr
from designer.ui.steadytabs import SteadyTabs
from designer.ui.training.confusion import ConfusionMatrix
from designer.ui.training.figures import metric_rows
from designer.ui.training.history import RunHistory


class Measures(QWidget):
    """The figures of the latest epoch or the confusion matrix, one at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.confusion = ConfusionMatrix()
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(12)
        self._cells: list[QLabel] = []
        figures = QWidget()
        column = QVBoxLayout(figures)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._table)
        column.addStretch(1)
        pages = QStackedWidget()
        pages.addWidget(figures)
        pages.addWidget(self.confusion)
        self._tabs = SteadyTabs()
        self._tabs.setAccessibleName(tr("Measures"))
        self._tabs.addTab(tr("Figures"))
        self._tabs.addTab(tr("Confusion"))
        self._tabs.setDrawBase(False)
        self._tabs.currentChanged.connect(pages.setCurrentIndex)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._tabs)
        layout.addWidget(pages, 1)

    @property
    def needed(self) -> int:
        """How wide the figures are."""
        return self._table.sizeHint().width()

    def show_history(self, history: RunHistory) -> None:
        """Show the latest epoch of a run."""
        rows = metric_rows(history)
        texts = [("", tr("train"), tr("validation")), *rows] if rows else []
        flat = [text for row in texts for text in row]
        while len(self._cells) < len(flat):
            self._add_cell(len(self._cells))
        for index, cell in enumerate(self._cells):
            cell.setText(flat[index] if index < len(flat) else "")
            cell.setVisible(index < len(flat))
        counts = history.latest.confusion if history.latest else ()
        self.confusion.show_counts(counts, history.started.classes if history.started else ())
        self._tabs.setTabVisible(1, bool(counts))

    def _add_cell(self, index: int) -> None:
        cell = QLabel()
        if index % 3:
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._table.addWidget(cell, index // 3, index % 3)
        self._cells.append(cell)
