"""Why: what each layer costs is compared in a table, measured on request, and taken away."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from designer.text import tr, trn
from designer.ui import theme
from designer.ui.blank import Blank
from designer.ui.costs.rows import Row, comma_separated
from designer.ui.costs.table import CostsTable
from designer.ui.dialogs.files import choose_target
from designer.ui.document import Document
from designer.ui.dropdown import DropDown
from designer.ui.heat import MEASURES


class CostsPanel(QWidget):
    """The costs of one document's network, layer by layer."""

    shown = Signal(str)  # a row was chosen: bring its node into view
    activated = Signal(str)  # Enter on a row: go to its node
    heat_chosen = Signal(str)  # a key of heat.MEASURES, or "" for none

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.table = CostsTable()
        self.heat = DropDown()
        self.measure, self.save = QPushButton(), QPushButton(tr("Save CSV…"))
        self.state, self._hint = QLabel(), Blank()
        self._stack = QStackedWidget()
        self._build()
        self.table.chosen.connect(self._choose)
        self.table.activated.connect(self.activated)
        bridge = document.bridge
        for signal in (bridge.costs_changed, bridge.times_changed, bridge.run_state):
            signal.connect(self._refresh)
        bridge.checked.connect(self._checked)
        bridge.selected.connect(self._follow)
        theme.notifier.changed.connect(self._restyle)
        document.costs.begin()
        self._batch = 0
        self._restyle()

    def show_heat(self, measure: str) -> None:
        """Say which measure colors the drawing; "" for none."""
        self.heat.blockSignals(True)
        self.heat.setCurrentIndex(self.heat.findData(measure))
        self.heat.blockSignals(False)

    def _build(self) -> None:
        self.heat.setAccessibleName(tr("Heat map"))
        self.heat.setToolTip(tr("Color the nodes of the drawing by their share"))
        self.heat.addItem(tr("No heat map"), "")
        for key, measure in MEASURES.items():
            self.heat.addItem(tr("Heat map: {measure}", measure=tr(measure.title)), key)
        self.heat.currentIndexChanged.connect(
            lambda _: self.heat_chosen.emit(self.heat.currentData())
        )
        self.measure.clicked.connect(self._measure)
        self.save.setToolTip(tr("Write the table to a file for a spreadsheet"))
        self.save.clicked.connect(self._save)
        row = QHBoxLayout()
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.heat)
        row.addWidget(self.state, 1)
        row.addWidget(self.measure)
        row.addWidget(self.save)
        filled = QWidget()
        column = QVBoxLayout(filled)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self._stack.addWidget(self._hint)
        self._stack.addWidget(filled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _refresh(self, _: object = None) -> None:
        costs, times = self._document.costs.costs, self._document.times
        if costs is None:
            self._hint.say(self._why_not())
            self._stack.setCurrentIndex(0)
            return
        fields = self._document.costs.fields
        self._batch = self._document.project.training.batch_size
        self.table.show_rows(
            [
                Row(cost, fields.get(cost.name), times.time(cost.name), self._batch)
                for cost in costs.rows
            ]
        )
        self.table.show_measured(times.running or times.known)
        self._stack.setCurrentIndex(1)
        self._show_state()
        self._follow()

    def _show_state(self) -> None:
        times, idle = self._document.times, self._document.training_state == "idle"
        self.measure.setText(tr("Cancel") if times.running else tr("Measure"))
        self.measure.setEnabled(times.running or idle)
        batch = self._document.project.training.batch_size
        self.measure.setToolTip(
            tr("Stop measuring; what is known is kept")
            if times.running
            else tr("Time each layer on the CPU, for a batch of {batch}", batch=batch)
            if idle
            else tr("When the training has ended: both would slow each other down")
        )
        text = ""
        if times.running:
            text = trn(
                "Measuring… {count} layer so far", "Measuring… {count} layers so far", times.count
            )
        elif times.known:
            text = tr("Times on the CPU, for a batch of {batch}", batch=times.batch)
        self.state.setText(text)

    def _checked(self, _: object) -> None:
        """A batch size is no cost of the network, and yet decides what it moves."""
        known = self._document.costs.costs is not None
        if not known or self._batch != self._document.project.training.batch_size:
            self._refresh()

    def _why_not(self) -> str:
        if not self._document.project.main.nodes:
            return tr(
                "What each layer costs stands here: parameters, operations, memory and time. "
                "Draw a network first."
            )
        why = self._document.costs.why
        if why:
            return tr("Not yet, because there is a problem in the drawing:\n{why}", why=why)
        return tr("Counting…")

    def _choose(self, names: list[str]) -> None:
        self._document.select(names)
        self.shown.emit(names[-1])

    def _follow(self) -> None:
        self.table.select_names(list(self._document.selection))

    def _measure(self) -> None:
        times = self._document.times
        if times.running:
            times.cancel()
        else:
            times.start()

    def _save(self) -> None:
        document = self._document
        folder = document.path.parent if document.path is not None else Path.home()
        name = "".join("-" if letter in '\\/:*?"<>|' else letter for letter in document.title)
        filters = tr("Tables (*.csv)")
        path = choose_target(
            self.window(), tr("Save the costs"), folder / f"{name}-costs.csv", ".csv", filters
        )
        if path is None:
            return
        layers = self.table.layers
        try:
            path.write_text(comma_separated(layers.table, layers.rows), encoding="utf-8")
        except OSError as error:
            why = error.strerror or str(error)
            document.bridge.message.emit(
                tr("{file} was not written: {why}.", file=path.name, why=why)
            )
        else:
            document.bridge.message.emit(tr("Wrote {file}", file=path))

    def _restyle(self) -> None:
        colors = theme.current()
        self._hint.setStyleSheet(f"color: {colors.ink2.name()}; padding: 0 24px;")
        self.state.setStyleSheet(f"color: {colors.ink2.name()}")
        self.state.setFont(colors.font(11))
        self.table.restyle()
        self._refresh()
