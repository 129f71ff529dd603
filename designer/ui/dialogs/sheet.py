"""Why: dialogs look alike: an icon, a heading, a sentence, and buttons that are verbs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from designer.ui import icons, theme

ICON = 24
MARGINS = (24, 24, 24, 20)
BUTTON_HEIGHT = 30
WIDTH = 400  # of the sentences
CANCEL = "cancel"
Role = QDialogButtonBox.ButtonRole


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. `primary` is filled and is what Enter means."""

    key: str
    label: str
    tip: str
    role: Role = Role.AcceptRole
    primary: bool = False


class Sheet(QDialog):
    """A dialog with choices; `answer` is the key of the one taken, "cancel" when it was closed."""

    def __init__(self, parent: QWidget | None, title: str, choices: Sequence[Choice]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.answer = CANCEL
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*MARGINS)
        layout.setSpacing(20)
        layout.addLayout(self.content, 1)
        self.buttons = QDialogButtonBox()
        for choice in choices:
            self._add(choice)
        layout.addWidget(self.buttons)

    def say(self, icon: str, color: str, heading: str, sentence: str) -> None:
        """Put an icon, a heading and a sentence at the top."""
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon, ICON, color, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(line(heading, 15, bold=True))
        words.addWidget(line(sentence, 12, quiet=True))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.content.addLayout(row)

    def ask(self) -> str:
        """Show it, wait, and give the answer; the dialog is gone afterwards."""
        self.exec()
        self.deleteLater()
        return self.answer

    def _add(self, choice: Choice) -> None:
        button = QPushButton(choice.label)
        button.setProperty("primary", choice.primary)
        button.setAutoDefault(choice.primary)
        button.setDefault(choice.primary)
        button.setToolTip(choice.tip)
        button.setAccessibleName(choice.label)
        button.setMinimumHeight(BUTTON_HEIGHT)
        self.buttons.addButton(button, choice.role)
        button.clicked.connect(lambda: self._take(choice.key))
        if choice.primary:
            button.setFocus()

    def _take(self, key: str) -> None:
        self.answer = key
        self.accept()


def line(text: str, size: int, bold: bool = False, quiet: bool = False) -> QLabel:
    """Words that wrap, as wide as a sentence is pleasant to read."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(WIDTH)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    color = theme.current().ink2 if quiet else theme.current().ink1
    weight = 600 if bold else 400
    label.setStyleSheet(f"color: {color.name()}; font-size: {size}px; font-weight: {weight};")
    return label
