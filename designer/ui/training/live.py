"""Why: one view of a run, live or past: progress, curves, metrics, confusion matrix."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QSlider,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.protocol import Event, Steps
from designer.text import tr
from designer.ui import theme
from designer.ui.dialogs import show_error
from designer.ui.training.confusion import ConfusionMatrix
from designer.ui.training.curves import Curve, CurvePlot
from designer.ui.training.figures import (
    METRIC_TITLES,
    detail_text,
    metric_rows,
    progress_text,
)
from designer.ui.training.history import RunHistory

FIRST_CHOICE = ("accuracy", "r2", "mae")
SIDE = 208  # px


class LiveView(QWidget):
    """Shows a RunHistory; `take` adds events and repaints once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = RunHistory()
        self.state = "idle"
        self._progress = QProgressBar()
        self._progress.setRange(0, 1000)
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(4)
        self._progress.setAccessibleName(tr("Training progress"))
        self._detail = QLabel()
        self._figures = QLabel()
        self._figures.setWordWrap(True)
        self.loss = CurvePlot(tr("loss"))
        self.metric_plot = CurvePlot(tr("accuracy"))
        self.confusion = ConfusionMatrix()
        self._table = QGridLayout()
        self._cells: list[QLabel] = []
        self._build()
        for plot in (self.loss, self.metric_plot):
            plot.hovered.connect(self._hover)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()

    def clear(self) -> None:
        """Begin a new run."""
        self.history = RunHistory()
        self._metric_choice.clear()
        self.repaint_all()

    def take(self, events: list[Event]) -> None:
        """Add what happened and repaint once."""
        self.history.take(events)
        if all(isinstance(event, Steps) for event in events):
            self._repaint_steps()  # nothing else has changed, and painting takes from training
        else:
            self.repaint_all()

    def set_state(self, state: str) -> None:
        """ "idle", "running", "paused" or "stopping"."""
        self.state = state
        self._show_figures()

    def repaint_all(self) -> None:
        """Draw everything from the history."""
        self._offer_metrics()
        self._repaint_steps()
        metric = self._metric_choice.currentData() or ""
        self.metric_plot.show_curves(self._curves(metric), self._epochs())
        self._show_table()
        latest, started = self.history.latest, self.history.started
        counts = latest.confusion if latest else ()
        self.confusion.show_counts(counts, started.classes if started else ())
        self._tabs.setTabVisible(1, bool(counts))

    def _repaint_steps(self) -> None:
        """What changes with every step."""
        self.loss.show_curves(self._curves("loss"), self._epochs())
        self._show_figures()

    def _epochs(self) -> float:
        return float(self.history.started.epochs if self.history.started else 1)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._figures, 1)
        head.addWidget(self._detail)
        plots = QHBoxLayout()
        plots.setSpacing(16)
        plots.addWidget(self.loss, 1)
        plots.addWidget(self.metric_plot, 1)
        plots.addWidget(self._side())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 6)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._progress)
        layout.addLayout(plots, 1)
        layout.addLayout(self._controls())

    def _side(self) -> QWidget:
        """The figures of the latest epoch or the confusion matrix, one at a time."""
        figures = QWidget()
        column = QVBoxLayout(figures)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._table)
        column.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(figures)
        self._pages.addWidget(self.confusion)
        self._tabs = QTabBar()
        self._tabs.setAccessibleName(tr("Measures"))
        self._tabs.addTab(tr("Figures"))
        self._tabs.addTab(tr("Confusion"))
        self._tabs.setDrawBase(False)
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        side = QWidget()
        side.setFixedWidth(SIDE)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._tabs)
        layout.addWidget(self._pages, 1)
        return side

    def _controls(self) -> QHBoxLayout:
        self.settings_button = QToolButton()
        self.settings_button.setText(tr("Settings"))
        self.settings_button.setCheckable(True)
        self.settings_button.setToolTip(tr("Show or hide how the network is trained"))
        self._legend = QLabel()
        self._log = QCheckBox(tr("Log scale"))
        self._log.setToolTip(tr("Logarithmic loss axis"))
        self._log.toggled.connect(self.loss.set_log)
        self._smoothing = QSlider(Qt.Orientation.Horizontal)
        self._smoothing.setRange(0, 99)
        self._smoothing.setFixedWidth(80)
        self._smoothing.setAccessibleName(tr("Smoothing"))
        self._smoothing.setToolTip(tr("Smoothing: weight of the past in a moving average"))
        self._smoothing.valueChanged.connect(lambda v: self.loss.set_smoothing(v / 100))
        self._metric_choice = QComboBox()
        self._metric_choice.setAccessibleName(tr("Metric"))
        self._metric_choice.setToolTip(tr("What the right plot shows"))
        self._metric_choice.setMinimumWidth(110)
        self._metric_choice.currentIndexChanged.connect(self.repaint_all)
        save = QToolButton()
        save.setText(tr("Save picture…"))
        save.setToolTip(tr("Save the curves as PNG or SVG"))
        save.clicked.connect(self._ask_and_save)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.settings_button)
        row.addWidget(self._legend)
        row.addStretch(1)
        row.addWidget(self._log)
        row.addWidget(QLabel(tr("Smoothing")))
        row.addWidget(self._smoothing)
        row.addWidget(self._metric_choice)
        row.addWidget(save)
        return row

    def _curves(self, name: str) -> list[Curve]:
        history = self.history
        curves = []
        train = history.steps if name == "loss" else history.train.get(name)
        if train is not None:
            curves.append(Curve(tr("train"), "train", train))
        if name in history.val:
            curves.append(Curve(tr("validation"), "validation", history.val[name]))
        return curves

    def _offer_metrics(self) -> None:
        names = self.history.metrics()
        known = [self._metric_choice.itemData(i) for i in range(self._metric_choice.count())]
        if names == known:
            return
        self._metric_choice.blockSignals(True)
        self._metric_choice.clear()
        for name in names:
            self._metric_choice.addItem(METRIC_TITLES.get(name, name), name)
        first = next((name for name in FIRST_CHOICE if name in names), "")
        self._metric_choice.setCurrentIndex(max(0, self._metric_choice.findData(first)))
        self._metric_choice.blockSignals(False)

    def _show_figures(self) -> None:
        self._progress.setValue(round(1000 * self.history.share))
        text = progress_text(self.history, self.state)
        failed = self.history.failed
        if failed is not None:
            text = f"{text}: {failed.message}"
        ink = theme.current().error if failed is not None else theme.current().ink1
        if self._figures.palette().windowText().color() != ink:
            palette = self._figures.palette()
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            self._figures.setPalette(palette)
        self._figures.setText(text)
        self._detail.setText(detail_text(self.history))
        name = self._metric_choice.currentData()
        self.metric_plot.set_title(METRIC_TITLES.get(name, name) if name else tr("metric"))

    def _show_table(self) -> None:
        rows = metric_rows(self.history)
        texts = [("", tr("train"), tr("validation")), *rows] if rows else []
        wanted = 3 * len(texts)
        while len(self._cells) < wanted:
            self._add_cell(len(self._cells))
        flat = [text for row in texts for text in row]
        for index, cell in enumerate(self._cells):
            cell.setText(flat[index] if index < wanted else "")
            cell.setVisible(index < wanted)

    def _add_cell(self, index: int) -> None:
        cell = QLabel()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if index % 3:
            cell.setAlignment(right)
        self._table.addWidget(cell, index // 3, index % 3)
        self._cells.append(cell)

    def _hover(self, x: float | None) -> None:
        for plot in (self.loss, self.metric_plot):
            plot.show_at(x)

    def _restyle(self) -> None:
        colors = theme.current()
        for plot in (self.loss, self.metric_plot):
            plot.restyle()
        self._legend.setText(
            f'<span style="color:{colors.accent.name()}">■</span> {tr("train")}&nbsp;&nbsp;'
            f'<span style="color:{colors.validation.name()}">■</span> {tr("validation")}'
            "&nbsp;&nbsp;"
        )
        self._detail.setStyleSheet(f"color: {colors.ink3.name()}")
        self.confusion.update()

    def _ask_and_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save picture"), "loss.png", tr("Pictures (*.png *.svg)")
        )
        if name:
            try:
                self.save_pictures(Path(name))
            except OSError as error:
                show_error(self.window(), tr("The picture was not saved"), str(error))

    def save_pictures(self, path: Path) -> None:
        """Write the loss curves to `path` and the metric's beside it, named after the metric.

        Raises OSError when a file cannot be written.
        """
        path = path if path.suffix else path.with_suffix(".png")
        self.loss.save_picture(path)
        metric = self._metric_choice.currentData()
        if metric:
            self.metric_plot.save_picture(path.with_name(f"{path.stem}-{metric}{path.suffix}"))
