"""Why: what goes wrong inside a network is said while it runs, in one line that leads there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from designer.text import tr, trn
from designer.ui import theme
from designer.ui.advice import Hint
from designer.ui.icons import icon
from designer.ui.meanings import tip

ICON = 14  # px


class HintLine(QWidget):
    """The worst hint in words, and how many others there are; these when one points at it."""

    wanted = Signal(object)  # activity.Path of the layer that is to be shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: list[Hint] = []
        self._icon, self.label, self.button = QLabel(), QLabel(), QToolButton()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        # One line that is cut off: nothing below moves when a hint comes.
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button.setText(tr("Show layer"))
        self.button.setToolTip(tr("Go to the layer in the drawing"))
        self.button.clicked.connect(lambda: self.wanted.emit(self._hints[0].path))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Say these, the worst first; without any there is nothing to see."""
        if list(hints) == self._hints:
            return
        self._hints = list(hints)
        more = len(hints) - 1
        text = hints[0].text if hints else ""
        if more > 0:
            others = trn("{count} more hint", "{count} more hints", more)
            text = f"{text} (+ {others})"
        self.label.setText(text)
        self.setToolTip(tip(*(hint.text for hint in hints)))
        self.setVisible(bool(hints))

    def _restyle(self) -> None:
        self._icon.setPixmap(icon("warning", "error").pixmap(ICON, ICON))
        self.label.setStyleSheet(f"color: {theme.current().ink1.name()}")
