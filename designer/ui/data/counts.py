"""Why: classes of very different size are a common reason why a network learns badly."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.text import tr
from designer.ui import theme

ROW = 20
NAME = 96  # at most
COUNT = 48
MOST = 30
NARROWEST = 132  # of the whole, so that bars are long enough to be compared


class ClassCounts(QWidget):
    """A bar a class, as long as the class has rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[tuple[str, int], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(NARROWEST)
        self.setAccessibleName(tr("Rows of each class"))

    def show_counts(self, counts: tuple[tuple[str, int], ...]) -> None:
        """Show these; none hides the widget."""
        self._counts = counts[:MOST]
        self.setVisible(bool(counts))
        self.setFixedHeight(ROW * len(self._counts) + 4)
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all classes."""
        return QSize(220, ROW * len(self._counts) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names, bars and counts."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.current()
        painter.setFont(colors.font(11))
        most = max((count for _, count in self._counts), default=1) or 1
        widths = (painter.fontMetrics().horizontalAdvance(name) for name, _ in self._counts)
        start = min(NAME, max(widths, default=0) + 12)
        room = max(10, self.width() - start - COUNT)
        for index, (name, count) in enumerate(self._counts):
            y = index * ROW
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.setPen(colors.ink2)
            metrics = painter.fontMetrics()
            text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, start - 8)
            painter.drawText(QRectF(0, y, start - 8, ROW), left, text)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.accent)
            painter.drawRoundedRect(QRectF(start, y + 5, room * count / most, ROW - 10), 3, 3)
            painter.setPen(colors.ink2)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(self.width() - COUNT, y, COUNT, ROW), right, f"{count:,}")
