"""Why: one sentence about what just happened, where eyes and screen readers find it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from designer.text import tr, trn
from designer.ui import theme
from designer.ui.document import Document

SHOWN_MS = 8000
HEIGHT = 27


class StatusLine(QFrame):
    """A message for a while; otherwise what the document in front comes to."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setFixedHeight(HEIGHT)
        self._text = QLabel()
        self._text.setAccessibleName(tr("Status"))
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._at_rest = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._rest)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self._text)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def say(self, sentence: str) -> None:
        """Show a sentence for a while, and have screen readers speak it."""
        self._timer.start()
        self._text.setText(sentence)
        self.show()
        self._text.setToolTip(sentence)
        self._restyle()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._text, sentence))

    def show_at_rest(self, text: str) -> None:
        """What to say while there is no message."""
        self._at_rest = text
        if not self._timer.isActive():
            self._rest()

    def stop(self) -> None:
        """Keep no timer running behind a closed window."""
        self._timer.stop()

    def _rest(self) -> None:
        if self._text.text() != self._at_rest:
            self._text.setText(self._at_rest)
            self._text.setToolTip("")
        self.setVisible(bool(self._at_rest))
        self._restyle()

    def _restyle(self) -> None:
        colors = theme.current()
        ink = colors.ink1 if self._timer.isActive() else colors.ink2
        self.setStyleSheet(
            f"QFrame#status {{ background: {colors.panel.name()};"
            f" border-top: {colors.border}; }}"
            f"QLabel {{ color: {ink.name()}; font-size: 11px; }}"
        )


def summary(document: Document) -> str:
    """What a drawing comes to, in one line."""
    count = len(document.project.main.nodes)
    if not count or document.report is None:
        return tr("Nothing is drawn yet.")
    parts = [trn("{count:,} layer", "{count:,} layers", count)]
    problems = len(document.problems)
    if problems:
        parts.append(trn("{count:,} problem", "{count:,} problems", problems))
    else:
        weights = sum(document.report.parameters.values())
        parts.append(trn("{count:,} parameter", "{count:,} parameters", weights))
        parts.append(_readiness(document))
    return " · ".join(part for part in parts if part)


def _readiness(document: Document) -> str:
    match document.training_state:
        case "idle":
            pass
        case "paused":
            return tr("paused")
        case _:
            return tr("training")
    return tr("ready to train") if document.project.data.source else tr("no dataset yet")
