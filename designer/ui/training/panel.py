"""Why: set up a run on the left, watch it on the right."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from designer.protocol import Event
from designer.text import tr
from designer.ui.activity import Path, go_to
from designer.ui.advice import hints
from designer.ui.blank import Blank
from designer.ui.document import Document
from designer.ui.lacking import lacking
from designer.ui.splitting import divide
from designer.ui.training.settings import Settings

if TYPE_CHECKING:
    from designer.ui.training.live import LiveView


class TrainingPanel(QWidget):
    """The training tab of one document. pyqtgraph is imported when a run begins or on show."""

    node_activated = Signal(str)  # bring the node into view

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.settings = Settings(document)
        self._empty = Blank()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self.live: LiveView | None = None
        split = divide(QSplitter(), self.settings, self._stack, roomy=1)
        split.setSizes([340, 860])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        bridge = document.bridge
        for signal in (bridge.checked, bridge.data_changed):
            signal.connect(self._explain)
        self._explain()
        bridge.run_started.connect(self._started)
        bridge.run_events.connect(self._take)
        bridge.run_state.connect(self._state)
        bridge.activity_changed.connect(self._advise)

    def go_on_from(self, other: "TrainingPanel") -> None:
        """Show the run that another panel of the same document shows, which is then given up."""
        if other.live is not None:
            live = self._live()
            live.history = other.live.history
            live.set_state(other.live.state)
            live.repaint_all()
            self._stack.setCurrentWidget(live)
            self._advise()
            live.controls.settings_button.setChecked(other.settings.isVisibleTo(other))
            self.settings.setVisible(other.settings.isVisibleTo(other))

    def showEvent(self, event: QShowEvent) -> None:
        """The drawing tells of this run again, and no more of a past one."""
        super().showEvent(event)
        self._document.activity.show_present()

    def _explain(self, _: object = None) -> None:
        """What is still to be done before the first run."""
        text = {
            "layers": tr("Draw a network first: its training is watched here."),
            "data": tr("Choose a dataset at the left. Then press Train."),
            "repairs": tr(
                "Problems are left in the drawing: the Problems tab has them, with repairs."
            ),
            "": tr("Press Train to begin: the curves appear here."),
        }[lacking(self._document)]
        self._empty.say(text)

    def _live(self) -> "LiveView":
        if self.live is None:
            from designer.ui.training.live import LiveView

            self.live = LiveView()
            self.live.controls.settings_button.toggled.connect(self.settings.setVisible)
            self.live.hint.wanted.connect(self._show_layer)
            self._stack.addWidget(self.live)
        return self.live

    def _started(self, spec: object) -> None:
        live = self._live()
        live.clear()
        live.set_state("running")
        self._stack.setCurrentWidget(live)
        # While it runs nothing can be set: all the room is for the curves.
        live.controls.settings_button.setChecked(False)
        self.settings.hide()

    def _take(self, events: list[Event]) -> None:
        self._live().take(events)

    def _advise(self) -> None:
        if self.live is not None:
            self.live.hint.show_hints(hints(self._document))

    def _show_layer(self, path: Path) -> None:
        go_to(self._document, path)
        self.node_activated.emit(path[-1])

    def _state(self, state: str) -> None:
        if self.live is not None:
            self.live.set_state(state)
