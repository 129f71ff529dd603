"""Why: of two runs one sees at once which learned better when their curves lie over each other."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from designer.runs import PastRun
from designer.text import tr
from designer.ui import theme
from designer.ui.runs.rows import times_of
from designer.ui.training.curves import Curve, CurvePlot
from designer.ui.training.figures import metric_title
from designer.ui.training.legend import LEAST, MetricChoice, legend_text
from designer.ui.training.series import Series, steady_span

EARLIER, LATER = "□ ╌╌", "■ ──"


class Together(QWidget):
    """The loss and one metric of two runs, epoch by epoch; the first one is dashed.

    The curves of one alone are solid.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[PastRun, ...] = ()
        self.legend, self._colors = QLabel(), QLabel()
        # Its text gives way: the curves need the room.
        self.legend.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.loss, self.metric_plot = CurvePlot(tr("loss")), CurvePlot(tr("metric"))
        self.choice = MetricChoice()
        self.choice.currentIndexChanged.connect(self._draw)
        self._build()
        for plot in (self.loss, self.metric_plot):
            plot.hovered.connect(self._hover)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()

    def show_runs(self, runs: Sequence[PastRun], note: str = "") -> None:
        """Show one or two as they are now, and say something beside their times."""
        self._runs = tuple(runs)
        signs = (EARLIER, LATER)[-len(runs) :]
        names = [f"{sign} {time}" for sign, time in zip(signs, times_of(runs), strict=False)]
        text = "     ".join([*names, note]).rstrip()
        self.legend.setText(text)
        self.legend.setToolTip(text)
        self.choice.offer(metrics_of(runs))
        self._draw()

    def _draw(self) -> None:
        if not self._runs:
            return
        name = self.choice.chosen
        span = max(span_of(run) for run in self._runs)
        for plot, what in ((self.loss, "loss"), (self.metric_plot, name)):
            plot.show_curves(curves_of(self._runs, what), span)
        self.metric_plot.set_title(metric_title(name) or tr("metric"))
        self.metric_plot.setVisible(bool(name))

    def _hover(self, x: float | None) -> None:
        for plot in (self.loss, self.metric_plot):
            plot.show_at(x)

    def _build(self) -> None:
        self.setMinimumWidth(LEAST)
        plots, foot = QHBoxLayout(), QHBoxLayout()
        plots.setSpacing(16)
        plots.addWidget(self.loss, 1)
        plots.addWidget(self.metric_plot, 1)
        foot.addWidget(self._colors)
        foot.addStretch(1)
        foot.addWidget(self.choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 6)
        column.setSpacing(6)
        column.addWidget(self.legend)
        column.addLayout(plots, 1)
        column.addLayout(foot)

    def _restyle(self) -> None:
        colors = theme.current()
        for plot in (self.loss, self.metric_plot):
            plot.restyle()
        self.legend.setFont(colors.font(11))
        self.legend.setStyleSheet(f"color: {colors.ink2.name()}")
        self._colors.setText(legend_text())
        self._colors.setTextFormat(Qt.TextFormat.RichText)


def metrics_of(runs: Sequence[PastRun]) -> list[str]:
    """What was measured besides the loss."""
    names = dict.fromkeys(
        name for run in runs for epoch in run.epochs for name in (*epoch.train, *epoch.val)
    )
    return [name for name in names if name != "loss"]


def curves_of(runs: Sequence[PastRun], name: str) -> list[Curve]:
    """The curves of a metric, of each run, over the epochs that are done."""
    curves = []
    for run in runs:
        dashed = run is not runs[-1]
        for role, label in (("train", tr("train")), ("validation", tr("validation"))):
            series = Series()
            for epoch in run.epochs:
                figures = epoch.train if role == "train" else epoch.val
                if name in figures:
                    series.append(float(epoch.epoch), figures[name])
            if len(series):
                curves.append(Curve(label, role, series, dashed=dashed))
    return curves


def span_of(run: PastRun) -> float:
    """How many epochs the axis needs for a run; some more while it goes on."""
    done = float(len(run.epochs))
    whole = float(run.spec.training.epochs)
    return max(1.0, steady_span(done, whole) if run.status == "running" else done)
