"""Why: at a pace people can follow, the tour says what it does and shows where its hand is."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from designer.text import tr
from designer.ui import theme

TOP = 58  # px: below the top bar, where a drawing begins and the least happens


class Pointer(QWidget):
    """An arrow that moves over the window; clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(22, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The arrow, in the accent color, with a rim that shows on any ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor("white"))
        painter.setBrush(theme.current().accent)
        points = ((1, 1), (1, 18), (5.5, 14), (8.5, 21), (11.5, 19.6), (8.6, 13), (14, 13))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))


class Caption(QFrame):
    """One sentence above the canvas, and a way out."""

    stopped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("caption")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setMinimumWidth(420)
        end = QPushButton(tr("End the tour"))
        end.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        end.setToolTip(tr("What has been drawn stays open."))
        end.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 12, 12, 12)
        row.setSpacing(16)
        row.addWidget(self.text, 1)
        row.addWidget(end)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        colors = theme.current()
        self.setStyleSheet(
            f"#caption {{ background: {colors.panel.name()}; border: 2px solid"
            f" {colors.accent.name()}; border-radius: 8px; }}"
        )
        self.text.setFont(colors.font(13))
        self.text.setText(sentence)
        self.adjustSize()
        room = self.window()
        self.move(max(8, (room.width() - self.width()) // 2), TOP)
        self.show()
        self.raise_()
