"""Why: how the curves are looked at, in one row that still fits when there is little room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from designer.text import tr
from designer.ui.training.legend import MetricChoice, legend_text


class Controls(QWidget):
    """Settings, legend, log scale, smoothing, the metric, and saving a picture."""

    log_toggled = Signal(bool)
    smoothing_changed = Signal(float)  # weight of the past, in [0, 1)
    metric_changed = Signal()
    measures_toggled = Signal(bool)  # figures and confusion matrix in place of the curves
    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings_button = _button(
            tr("Settings"), tr("Show or hide how the network is trained"), checkable=True
        )
        self.legend = QLabel()
        self._log = QCheckBox(tr("Log scale"))
        self._log.setToolTip(tr("Logarithmic loss axis"))
        self._log.toggled.connect(self.log_toggled)
        self._smoothing_title = QLabel(tr("Smoothing"))
        self._smoothing = QSlider(Qt.Orientation.Horizontal)
        self._smoothing.setRange(0, 99)
        self._smoothing.setFixedWidth(80)
        self._smoothing.setAccessibleName(tr("Smoothing"))
        self._smoothing.setToolTip(tr("Smoothing: weight of the past in a moving average"))
        self._smoothing.valueChanged.connect(lambda v: self.smoothing_changed.emit(v / 100))
        self.choice = MetricChoice()
        self.choice.currentIndexChanged.connect(self.metric_changed)
        self._measures = _button(
            tr("Figures"), tr("Figures and confusion matrix instead of the curves"), checkable=True
        )
        self._measures.toggled.connect(self.measures_toggled)
        self._save = _button(tr("Save picture…"), tr("Save the curves as PNG or SVG"))
        self._save.clicked.connect(self.save_requested)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.settings_button)
        row.addWidget(self.legend)
        row.addStretch(1)
        for widget in (
            self._log,
            self._smoothing_title,
            self._smoothing,
            self.choice,
            self._measures,
            self._save,
        ):
            row.addWidget(widget)

    @property
    def shows_measures(self) -> bool:
        """Whether figures are wanted in place of the curves."""
        return self._measures.isChecked()

    def set_narrow(self, narrow: bool, room: int) -> None:
        """Leave out what can be done without; offer the figures, which then have no room.

        Where the words of a language are longer than the room, more is left out, until all fits.
        """
        self._measures.setVisible(narrow)
        self._row.setSpacing(5 if narrow else 10)
        least = 2 if narrow else 0
        for left_out in range(least, 5):
            self._log.setText(tr("Log") if left_out else tr("Log scale"))
            self._smoothing_title.setVisible(left_out < 1)
            for widget in (self._smoothing, self._save):
                widget.setVisible(left_out < 2)
            self._log.setVisible(left_out < 3 or self._log.isChecked())
            self.legend.setVisible(left_out < 4)
            if self._row.sizeHint().width() <= room:
                break

    def restyle(self) -> None:
        """Take the colors of the present theme."""
        self.legend.setText(legend_text())


def _button(text: str, tip: str, checkable: bool = False) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setCheckable(checkable)
    return button
