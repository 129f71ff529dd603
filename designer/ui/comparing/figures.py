"""Why: what two drawings cost and how well they learned says whether a change was worth it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from designer.text import tr
from designer.ui import theme
from designer.ui.bridge import Bridge
from designer.ui.comparing.rows import Row, cost_rows
from designer.ui.document import Document
from designer.ui.emptying import empty

LONGEST = 24  # letters of a title over a column of numbers
WIDEST = 560  # px that the table takes without being asked


class Figures(QScrollArea):
    """The table of these rows, under the names of both drawings; of the level that is open."""

    def __init__(self, then: Document, now: Document, names: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(tr("Figures of both drawings"))
        self._then, self._now = then, now
        self._names = tuple(names)
        self._results: list[Row] = []
        self._rows: list[Row] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(6)
        self._table = QWidget()
        column = QVBoxLayout(self._table)
        column.setContentsMargins(16, 12, 16, 12)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(self._table)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme.notifier.changed.connect(self._fill)
        for document in (then, now):
            document.costs.begin()
            document.bridge.costs_changed.connect(self._show)
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """How wide the table is, is known when its words have been laid out."""
        if watched is self._table and event.type() == QEvent.Type.LayoutRequest:
            self._take_room()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In less height there is a scroll bar beside the table."""
        super().resizeEvent(event)
        self._take_room()

    @property
    def bridge(self) -> Bridge:
        """Where work in the background belongs."""
        return self._now.bridge

    @property
    def texts(self) -> list[Row]:
        """What it says."""
        return self._rows

    def show_results(self, rows: list[Row], names: Sequence[str] = ()) -> None:
        """Say below what the drawings cost what came of them; the columns may get other names."""
        self._results = rows
        self._show(tuple(names))

    def _take_room(self) -> None:
        """Be as wide as the table, with the bar that scrolls it."""
        wanted = self._table.sizeHint()
        bar = self.verticalScrollBar().sizeHint().width() if wanted.height() > self.height() else 0
        self.setMinimumWidth(min(wanted.width(), WIDEST) + bar)

    def _show(self, names: tuple[str, ...] = ()) -> None:
        costs = [document.costs.costs for document in (self._then, self._now)]
        rows = cost_rows(*costs) + self._results
        names = names or self._names
        if (rows, names) != (self._rows, self._names):
            self._rows, self._names = rows, names
            self._fill()

    def _fill(self) -> None:
        empty(self._grid)
        colors = theme.current()
        heads = ("", *(short(name) for name in self._names), tr("difference"))
        for line, row in enumerate((heads, *self._rows)):
            for place, text in enumerate(row):
                label = QLabel(text)
                label.setTextFormat(Qt.TextFormat.PlainText)
                quiet = line == 0 or place == 0
                label.setStyleSheet(f"color: {(colors.ink2 if quiet else colors.ink1).name()};")
                label.setFont(colors.font(11 if line == 0 else 12))
                side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
                self._grid.addWidget(label, line, place, side | Qt.AlignmentFlag.AlignVCenter)


def short(title: str) -> str:
    """A title over a column of numbers."""
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
