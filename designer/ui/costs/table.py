"""Why: thousands of layers stay quick to scroll and sort, and their totals stay in view."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from designer.text import tr, trn
from designer.ui import theme
from designer.ui.costs.rows import Column, Row, columns, tab_separated
from designer.ui.rightclick import Item, offer

ROW_HEIGHT = 24
WIDEST = 220  # as wide as a column makes itself
LOOKED_AT = 60  # rows, to find out how wide
TOTAL_HEIGHT = 28
ARROWS = (" ↑", " ↓")  # behind a heading: sorted upward, downward

Index = QModelIndex | QPersistentModelIndex
Order = Qt.SortOrder
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Layers(QAbstractTableModel):
    """The rows, as sorted. Without a column to sort by they stand in the order of the network."""

    def __init__(self, table: tuple[Column, ...]) -> None:
        super().__init__()
        self.table = table
        self.rows: list[Row] = []
        self._given: list[Row] = []
        self._by: tuple[int, Order] | None = None

    def show_rows(self, rows: list[Row]) -> None:
        """Show other rows."""
        if [row.cost.name for row in rows] == [row.cost.name for row in self._given]:
            self._given = rows
            self.layoutAboutToBeChanged.emit()
            self.rows = self._sorted()
            self.layoutChanged.emit()
            return
        self.beginResetModel()
        self._given = rows
        self.rows = self._sorted()
        self.endResetModel()

    def sort_by(self, by: tuple[int, Order] | None) -> None:
        """Sort by a column; None for the order of the network."""
        self._by = by
        self.layoutAboutToBeChanged.emit()
        self.rows = self._sorted()
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.table) - 1)

    def rowCount(self, parent: Index | None = None) -> int:
        """As many as there are layers."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Measured columns included."""
        return len(self.table)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, their side, and why a time is missing."""
        column, row = self.table[index.column()], self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.shown(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            return None if column.value(row) else theme.current().ink3
        if role == Qt.ItemDataRole.ToolTipRole:
            failed = column.measured and row.time is not None and row.time.failure
            return failed or column.shown(row)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles and what they mean."""
        if orientation == Qt.Orientation.Vertical:
            return None
        column = self.table[section]
        if role == Qt.ItemDataRole.DisplayRole:
            if self._by is None or self._by[0] != section:
                return column.title
            return column.title + ARROWS[self._by[1] == Order.DescendingOrder]
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        return None

    def _sorted(self) -> list[Row]:
        """What is not known stands last, whichever way it is sorted; equals as in the network."""
        if self._by is None:
            return list(self._given)
        column, order = self.table[self._by[0]], self._by[1]
        known = [row for row in self._given if column.value(row) is not None]
        known.sort(key=lambda row: _sort_key(column, row), reverse=order == Order.DescendingOrder)
        return known + [row for row in self._given if column.value(row) is None]


class Totals(QAbstractTableModel):
    """One row below all others."""

    def __init__(self, layers: Layers) -> None:
        super().__init__()
        self._layers = layers
        layers.modelReset.connect(self._changed)
        layers.layoutChanged.connect(self._changed)

    def rowCount(self, parent: Index | None = None) -> int:
        """One."""
        return 1

    def columnCount(self, parent: Index | None = None) -> int:
        """As many as the layers have."""
        return len(self._layers.table)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The sums, in bold."""
        column = self._layers.table[index.column()]
        if role == Qt.ItemDataRole.FontRole:
            return theme.current().font(12, bold=True)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column.is_number else LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            if column.key == "name":
                return tr("Total")
            if column.key == "type":
                return trn("{count} layer", "{count} layers", len(self._layers.rows))
            total = column.total(self._layers.rows)
            return "" if total is None else column.written(total)
        return None

    def _changed(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(0, self.columnCount() - 1))


class View(QTableView):
    """A table whose rows are copied with the keys of the system, and gone to with Enter."""

    entered_row = Signal()
    copy_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy and Enter; all else as usual."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_row.emit()
        else:
            super().keyPressEvent(event)


class CostsTable(QWidget):
    """The layers, sorted by a click on a heading, over their totals."""

    chosen = Signal(list)  # names of the rows that somebody selected
    activated = Signal(str)  # Enter on a row

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layers = Layers(columns())
        self.view, self.totals = View(), QTableView()
        self._totals = Totals(self.layers)
        self._by: tuple[int, Order] | None = None
        self._quiet = False
        for view, model in ((self.view, self.layers), (self.totals, self._totals)):
            view.setModel(model)
            view.setShowGrid(False)
            view.setFrameShape(QFrame.Shape.NoFrame)
            view.verticalHeader().hide()
            view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
            view.setWordWrap(False)
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_view()
        self._set_up_totals()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        foot = QWidget()
        foot.setObjectName("foot")
        self._foot = QHBoxLayout(foot)
        self._foot.setContentsMargins(0, 1, 0, 0)
        self._foot.addWidget(self.totals)
        column.addWidget(foot)
        self.show_measured(False)
        self.restyle()

    def show_rows(self, rows: list[Row]) -> None:
        """Show these layers, sorted as before."""
        names, was_empty = self.chosen_names(), not self.layers.rows
        self.layers.show_rows(rows)
        self.select_names(names)
        if was_empty:
            self._fit_columns()

    def show_measured(self, shown: bool) -> None:
        """Show the columns of measured times, or hide them while there are none."""
        for index, column in enumerate(self.layers.table):
            if column.measured:
                self.view.setColumnHidden(index, not shown)
                self.totals.setColumnHidden(index, not shown)
                self.totals.setColumnWidth(index, self.view.columnWidth(index))

    def restyle(self) -> None:
        """Take the colors of the present theme."""
        colors = theme.current()
        self.setStyleSheet(
            "QTableView::item { padding: 0 8px; }"
            "QHeaderView::section { padding: 5px 11px; border: none; }"
            f"QHeaderView {{ border: none; border-bottom: {colors.border}; }}"
            f"QTableView::item:selected {{ background: {colors.accent_soft.name()};"
            f" color: {colors.ink1.name()}; }}"
            f"QWidget#foot {{ border-top: {colors.border}; }}"
        )

    def chosen_names(self) -> list[str]:
        """The layers of the selected rows, from the top."""
        return [row.cost.name for row in self._chosen()]

    def select_names(self, names: list[str]) -> None:
        """Select the rows of these layers without telling anybody."""
        if names == self.chosen_names():
            return
        self._quiet = True
        wanted = set(names)
        found = [i for i, row in enumerate(self.layers.rows) if row.cost.name in wanted]
        selection, last = QItemSelection(), self.layers.columnCount() - 1
        for top, bottom in _stretches(found):
            selection.select(self.layers.index(top, 0), self.layers.index(bottom, last))
        self.view.selectionModel().select(
            selection, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        if found:
            self.view.scrollTo(self.layers.index(found[0], 0))
        self._quiet = False

    def copy(self) -> None:
        """The selected rows, or all of them, into the clipboard."""
        rows = self._chosen() or self.layers.rows
        QGuiApplication.clipboard().setText(tab_separated(self.layers.table, rows))

    def _chosen(self) -> list[Row]:
        selection = self.view.selectionModel().selection()
        parts = [selection.at(i) for i in range(selection.count())]  # not a row each: quick
        found = {i for part in parts for i in range(part.top(), part.bottom() + 1)}
        return [self.layers.rows[index] for index in sorted(found)]

    def _set_up_view(self) -> None:
        view = self.view
        view.setAccessibleName(tr("Costs by layer"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.copy_asked.connect(self.copy)
        view.entered_row.connect(self._activate)
        offer(view, self._offered)
        view.selectionModel().selectionChanged.connect(self._choose)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        header.sectionResized.connect(lambda index, _, width: self._follow(index, width))

    def _offered(self, at: QPoint) -> list[Item]:
        """What can be done with the row under the pointer, which has just been selected."""
        if not self.view.indexAt(at).isValid():
            return []
        return [(tr("Go to the layer"), self._activate), (tr("Copy"), self.copy)]

    def _set_up_totals(self) -> None:
        totals = self.totals
        totals.setAccessibleName(tr("Total of the costs"))
        totals.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        totals.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        totals.horizontalHeader().hide()
        totals.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        totals.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        totals.setFixedHeight(TOTAL_HEIGHT)
        totals.setRowHeight(0, TOTAL_HEIGHT - 1)
        scrolled = self.view.horizontalScrollBar()
        scrolled.valueChanged.connect(totals.horizontalScrollBar().setValue)
        self.view.verticalScrollBar().rangeChanged.connect(self._leave_room)

    def _leave_room(self, _: int, most: int) -> None:
        """The totals end where the rows do: before the bar that scrolls them."""
        bar = self.view.verticalScrollBar().sizeHint().width() if most else 0
        self._foot.setContentsMargins(0, 1, bar, 0)

    def _fit_columns(self) -> None:
        """Once, as wide as headings, first rows and totals need; from then on as somebody likes."""
        self.view.horizontalHeader().setResizeContentsPrecision(LOOKED_AT)
        metrics = self.view.horizontalHeader().fontMetrics()
        for index in range(self.layers.columnCount()):
            room = max(self.view.sizeHintForColumn(index), self.totals.sizeHintForColumn(index))
            title = metrics.horizontalAdvance(self.layers.table[index].title + ARROWS[0]) + 24
            self.view.setColumnWidth(index, min(WIDEST, max(room + 2, title)))

    def _follow(self, index: int, width: int) -> None:
        if not self.view.isColumnHidden(index):
            self.totals.setColumnWidth(index, width)

    def _sort(self, column: int) -> None:
        """Numbers from the largest, words from A; again the other way; then as in the network."""
        number = self.layers.table[column].is_number
        first, second = Order.AscendingOrder, Order.DescendingOrder
        first, second = (second, first) if number else (first, second)
        names = self.chosen_names()
        if self._by == (column, first):
            self._by = column, second
        else:
            self._by = None if self._by == (column, second) else (column, first)
        self._quiet = True
        self.layers.sort_by(self._by)
        self._quiet = False
        self.view.selectionModel().clearSelection()
        self.select_names(names)

    def _choose(self) -> None:
        names = self.chosen_names()
        if names and not self._quiet:
            self.chosen.emit(names)

    def _activate(self) -> None:
        names = self.chosen_names()
        if names:
            self.activated.emit(names[0])


def _sort_key(column: Column, row: Row) -> float | str:
    value = column.value(row)
    assert value is not None
    return value.casefold() if isinstance(value, str) else value


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    """The first and last of rows that follow on each other: thousands are selected at once."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
