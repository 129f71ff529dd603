"""Why: a panel with nothing to show yet says in a sentence what it will show, and from when."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from designer.ui import theme

MARGIN = 24  # px


class Blank(QLabel):
    """A sentence in the middle, in an ink of the theme: quiet, or "good" where nothing is amiss."""

    def __init__(self, text: str = "", ink: str = "ink2") -> None:
        super().__init__(text)
        self._ink = ink
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMargin(MARGIN)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()

    def say(self, text: str, ink: str = "ink2") -> None:
        """Say something else."""
        self.setText(text)
        if ink != self._ink:
            self._ink = ink
            self._restyle()

    def _restyle(self) -> None:
        self.setStyleSheet(f"color: {getattr(theme.current(), self._ink).name()}")
