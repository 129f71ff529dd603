"""Why: what a run does is seen while it does it: curves, progress, figures, confusion."""

from pathlib import Path

from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from designer.protocol import Event, Layers, Steps
from designer.text import tr
from designer.ui import theme
from designer.ui.dialogs import show_error
from designer.ui.training.controls import Controls
from designer.ui.training.curves import Curve, CurvePlot
from designer.ui.training.figures import detail_text, metric_title, progress_text
from designer.ui.training.hint import HintLine
from designer.ui.training.history import RunHistory
from designer.ui.training.legend import LEAST
from designer.ui.training.measures import Measures

MARGIN = 12  # px
SIDE = 208  # px, of the measures beside the curves, at least
NARROW = 640  # px, below which the curves have all the room


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
        self.hint = HintLine()
        self.loss = CurvePlot(tr("loss"))
        self.metric_plot = CurvePlot(tr("accuracy"))
        self.measures = Measures()
        self.controls = Controls()
        self._build()
        self._connect()
        self._restyle()

    def clear(self) -> None:
        """Begin a new run."""
        self.history = RunHistory()
        self.controls.choice.offer([])
        self.repaint_all()

    def take(self, events: list[Event]) -> None:
        """Add what happened and repaint once."""
        self.history.take(events)
        if all(isinstance(event, Steps | Layers) for event in events):
            self._repaint_steps()  # nothing else has changed, and painting takes from training
        else:
            self.repaint_all()

    def set_state(self, state: str) -> None:
        """ "idle", "running", "paused" or "stopping"."""
        self.state = state
        self._show_figures()

    def repaint_all(self) -> None:
        """Draw everything from the history."""
        self.controls.choice.offer(self.history.metrics())
        self._repaint_steps()
        metric = self.controls.choice.chosen
        self.metric_plot.show_curves(self._curves(metric), self.history.span)
        self.metric_plot.set_title(metric_title(metric) or tr("metric"))
        needed = self.measures.needed
        self.measures.show_history(self.history)
        if self.measures.needed != needed:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With little room the measures take turns with the curves."""
        super().resizeEvent(event)
        self._arrange()

    def save_pictures(self, path: Path) -> None:
        """Write the loss curves to `path` and the metric's beside it, named after the metric.

        Raises OSError when a file cannot be written.
        """
        path = path if path.suffix else path.with_suffix(".png")
        self.loss.save_picture(path)
        metric = self.controls.choice.chosen
        if metric:
            self.metric_plot.save_picture(path.with_name(f"{path.stem}-{metric}{path.suffix}"))

    def _build(self) -> None:
        self.setMinimumWidth(LEAST)
        head = QHBoxLayout()
        head.addWidget(self._figures, 1)
        head.addWidget(self._detail)
        plots = QHBoxLayout()
        plots.setSpacing(16)
        plots.addWidget(self.loss, 1)
        plots.addWidget(self.metric_plot, 1)
        plots.addWidget(self.measures)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 8, MARGIN, 6)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._progress)
        layout.addWidget(self.hint)
        layout.addLayout(plots, 1)
        layout.addWidget(self.controls)
        self._arrange()

    def _connect(self) -> None:
        controls = self.controls
        controls.log_toggled.connect(self.loss.set_log)
        controls.smoothing_changed.connect(self.loss.set_smoothing)
        controls.metric_changed.connect(self.repaint_all)
        controls.measures_toggled.connect(self._arrange)
        controls.save_requested.connect(self._ask_and_save)
        for plot in (self.loss, self.metric_plot):
            plot.hovered.connect(self._hover)
        theme.notifier.changed.connect(self._restyle)

    def _arrange(self) -> None:
        narrow = self.width() < NARROW
        only_measures = narrow and self.controls.shows_measures
        self.controls.set_narrow(narrow, self.width() - 2 * MARGIN)
        self._detail.setVisible(not narrow)
        self.loss.setVisible(not only_measures)
        self.metric_plot.setVisible(not only_measures)
        self.measures.setVisible(only_measures or not narrow)
        beside = max(SIDE, self.measures.needed)
        self.measures.setFixedWidth(self.width() - 2 * MARGIN if only_measures else beside)

    def _repaint_steps(self) -> None:
        """What changes with every step."""
        self.loss.show_curves(self._curves("loss"), self.history.span)
        self._show_figures()

    def _curves(self, name: str) -> list[Curve]:
        history = self.history
        curves = []
        train = history.steps if name == "loss" else history.train.get(name)
        if train is not None:
            curves.append(Curve(tr("train"), "train", train))
        if name in history.val:
            curves.append(Curve(tr("validation"), "validation", history.val[name]))
        return curves

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

    def _hover(self, x: float | None) -> None:
        for plot in (self.loss, self.metric_plot):
            plot.show_at(x)

    def _restyle(self) -> None:
        for plot in (self.loss, self.metric_plot):
            plot.restyle()
        self.controls.restyle()
        self._detail.setStyleSheet(f"color: {theme.current().ink3.name()}")
        self.measures.confusion.update()

    def _ask_and_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save picture"), "loss.png", tr("Pictures (*.png *.svg)")
        )
        if name:
            try:
                self.save_pictures(Path(name))
            except OSError as error:
                show_error(self.window(), tr("The picture was not saved"), str(error))
