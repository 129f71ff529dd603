"""Why: training, problems, runs, data, costs and history share the room below the canvas."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from designer.text import tr
from designer.ui import theme
from designer.ui.document import Document
from designer.ui.sideways import Sideways
from designer.ui.steadytabs import SteadyTabs

if TYPE_CHECKING:
    from designer.ui.training import TrainingPanel

ROUND_THE_TABS = 36  # px
TABS = ("training", "problems", "runs", "data", "costs", "history")


class BottomPanel(QWidget):
    """Six tabs; at their right, one line about the run while its tab is not in front."""

    node_activated = Signal(str)  # the name of the node to go to
    node_shown = Signal(str)  # the name of one to bring into view while the keyboard stays here
    heat_chosen = Signal(str)  # what is to color the drawing
    train_wanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._made: dict[str, QWidget] = {}
        self._heat = ""
        self._show_heat: Callable[[str], None] | None = None  # once there is a panel for it
        self.tabs = SteadyTabs()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName(tr("Panels"))
        self._progress = QLabel()
        self._progress.setAccessibleName(tr("Training progress"))
        self._progress.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # The tabs come first: it has the room that they leave.
        self._progress.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._stack = QStackedWidget()
        self._places = {key: QWidget() for key in TABS}
        self._makers: dict[str, Callable[[], QWidget]] = {
            "training": self._make_training,
            "problems": self._make_problems,
            "runs": self._make_runs,
            "data": self._make_data,
            "costs": self._make_costs,
            "history": self._make_history,
        }
        self.setAutoFillBackground(True)  # as a panel, not as the window behind it
        self._build()
        document.bridge.checked.connect(self._count_problems)
        theme.notifier.changed.connect(self._restyle)
        self._count_problems()
        self._restyle()

    @property
    def training(self) -> "TrainingPanel":
        """The training panel, made now if it has not been."""
        from designer.ui.training import TrainingPanel

        panel = self.panel("training")
        assert isinstance(panel, TrainingPanel)
        return panel

    def has(self, key: str) -> bool:
        """True when a panel has been made."""
        return key in self._made

    def panel(self, key: str) -> QWidget:
        """A panel, made now if it has not been."""
        if key not in self._made:
            panel = self._makers[key]()
            layout = QVBoxLayout(self._places[key])
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(Sideways(panel))
            self._made[key] = panel
        return self._made[key]

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(TABS.index(key) if key in TABS else 0)

    @property
    def tab(self) -> str:
        """The tab in front."""
        return TABS[self.tabs.currentIndex()]

    def show_heat(self, measure: str) -> None:
        """Say which measure colors the drawing; "" for none."""
        self._heat = measure
        if self._show_heat is not None:
            self._show_heat(measure)

    @property
    def progress(self) -> str:
        """The line at the right of the tabs."""
        return self._progress.text()

    def showEvent(self, event: QShowEvent) -> None:
        """The first panels are made when the window has been painted, not before."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._make_first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line beside the tabs is as long as there is room."""
        super().resizeEvent(event)
        self._show_progress()

    def _make_first(self) -> None:
        self.panel(self.tab)
        self.panel("training")  # it listens to runs, whichever tab is in front

    def _build(self) -> None:
        titles = (
            tr("Training"),
            tr("Problems"),
            tr("Runs"),
            tr("Data"),
            tr("Costs"),
            tr("History"),
        )
        tips = (
            tr("Settings of the training, and the curves of the run"),
            tr("What keeps the network from working, with repairs"),
            tr("Every run of this project"),
            tr("The dataset and what the network gets of it"),
            tr("Parameters, operations, memory and time of each layer"),
            tr("What was done to the project, step by step, and the way back"),
        )
        for index, (title, tip) in enumerate(zip(titles, tips, strict=True)):
            self.tabs.addTab(title)
            self.tabs.setTabToolTip(index, tip)
            self._stack.addWidget(self._places[TABS[index]])
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 16, 0)
        head.addWidget(self.tabs)
        head.addWidget(self._progress, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._show_panel)

    def _show_panel(self, index: int) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._stack.isAncestorOf(focus):
            self.tabs.setFocus()  # with what is hidden now it would go to anywhere in the window
        self._stack.setCurrentIndex(index)
        if self.isVisible():
            self.panel(TABS[index])
        self._show_progress()

    def _make_training(self) -> QWidget:
        from designer.ui.training import TrainingPanel

        panel = TrainingPanel(self._document)
        panel.node_activated.connect(self.node_activated)
        # Connected after the panel has connected itself, so that its history is ahead of us.
        for signal in (self._document.bridge.run_events, self._document.bridge.run_state):
            signal.connect(self._show_progress)
        return panel

    def _make_problems(self) -> QWidget:
        from designer.ui.problems import ProblemsPanel

        panel = ProblemsPanel(self._document)
        panel.activated.connect(self.node_activated)
        return panel

    def _make_runs(self) -> QWidget:
        from designer.ui.runs import RunsPanel

        panel = RunsPanel(self._document)
        panel.node_activated.connect(self.node_activated)
        panel.train_wanted.connect(self.train_wanted)
        return panel

    def _make_data(self) -> QWidget:
        from designer.ui.data import DataPanel

        return DataPanel(self._document)

    def _make_costs(self) -> QWidget:
        from designer.ui.costs import CostsPanel

        panel = CostsPanel(self._document)
        panel.activated.connect(self.node_activated)
        panel.shown.connect(self.node_shown)
        panel.heat_chosen.connect(self.heat_chosen)
        self._show_heat = panel.show_heat
        panel.show_heat(self._heat)
        return panel

    def _make_history(self) -> QWidget:
        from designer.ui.history import HistoryPanel

        return HistoryPanel(self._document)

    def _count_problems(self, _: object = None) -> None:
        count = len(self._document.problems)
        text = tr("Problems {count}", count=count) if count else tr("Problems")
        self.tabs.setTabText(TABS.index("problems"), text)

    def _show_progress(self, _: object = None) -> None:
        from designer.ui.training.figures import progress_text

        text = ""
        live = self.training.live if "training" in self._made else None
        # Among the runs, how one has ended is told of each.
        ended = live is None or live.state == "idle"
        if live is not None and self.tab != "training" and not (ended and self.tab == "runs"):
            text = progress_text(live.history, live.state)
        room = self.width() - self.tabs.sizeHint().width() - ROUND_THE_TABS
        metrics = self._progress.fontMetrics()
        self._progress.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))

    def _restyle(self) -> None:
        colors = theme.current()
        self._progress.setFont(colors.font(11))
        self._progress.setStyleSheet(f"color: {colors.ink2.name()}")
