"""Why: a confusion matrix says at a glance which classes the network takes for each other."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from designer.text import tr
from designer.ui import theme

LABELS = 34  # px left of and below the squares


class ConfusionMatrix(QWidget):
    """Rows are the true classes, columns the predicted ones; darker is more, by row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[tuple[int, ...], ...] = ()
        self._classes: tuple[str, ...] = ()
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Confusion matrix"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Room for ten classes."""
        return QSize(230, 230)

    def minimumSizeHint(self) -> QSize:
        """Small, but still a picture."""
        return QSize(120, 120)

    def show_counts(self, counts: tuple[tuple[int, ...], ...], classes: tuple[str, ...]) -> None:
        """Draw these counts; an empty tuple clears the picture."""
        self._counts, self._classes = counts, classes
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the squares, their labels and, where there is room, the counts."""
        painter = QPainter(self)
        colors = theme.current()
        painter.setFont(colors.font(10))
        if not self._counts:
            painter.setPen(colors.ink3)
            text = tr("Appears after the first epoch of a classification")
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(12, 0, -12, 0), flags, text)
            return
        size = self._cell()
        for i, row in enumerate(self._counts):
            total = max(1, sum(row))
            for j, count in enumerate(row):
                self._paint_cell(painter, i, j, count, count / total, size)
        self._paint_labels(painter, size)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say in words what the square under the pointer counts."""
        text = self._sentence(event.position().x(), event.position().y())
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    def _cell(self) -> float:
        side = min(self.width(), self.height()) - LABELS - 2
        return max(2.0, side / len(self._counts))

    def _paint_cell(
        self, painter: QPainter, i: int, j: int, count: int, share: float, size: float
    ) -> None:
        colors = theme.current()
        ink = colors.accent if i == j else colors.error
        fill = QColor(ink)
        fill.setAlphaF(share)
        rect = QRectF(LABELS + j * size, i * size, size - 1, size - 1)
        painter.fillRect(rect, colors.field)
        painter.fillRect(rect, fill)
        if size >= 17 and count:
            painter.setPen(QColor("white") if share > 0.55 and not colors.dark else colors.ink1)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(count))

    def _paint_labels(self, painter: QPainter, size: float) -> None:
        painter.setPen(theme.current().ink2)
        every = max(1, round(13 / size))  # labels need 13 px of height each
        metrics = painter.fontMetrics()
        for i in range(0, len(self._counts), every):
            name = self._name(i)
            left = metrics.elidedText(name, Qt.TextElideMode.ElideRight, LABELS - 6)
            painter.drawText(
                QRectF(0, i * size, LABELS - 6, size),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                left,
            )
            below = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(size * every) - 1)
            painter.drawText(
                QRectF(LABELS + i * size, len(self._counts) * size + 2, size * every, 16),
                Qt.AlignmentFlag.AlignHCenter if every == 1 else Qt.AlignmentFlag.AlignLeft,
                below,
            )

    def _name(self, index: int) -> str:
        return self._classes[index] if index < len(self._classes) else str(index)

    def _sentence(self, x: float, y: float) -> str:
        if not self._counts:
            return ""
        size = self._cell()
        i, j = int(y // size), int((x - LABELS) // size)
        if not (0 <= i < len(self._counts) and 0 <= j < len(self._counts)):
            return ""
        return tr(
            "{count} of class {true} taken for {predicted}",
            count=self._counts[i][j],
            true=self._name(i),
            predicted=self._name(j),
        )
