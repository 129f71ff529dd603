"""Why: one look at real samples tells more about a dataset than any table of figures."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from designer.data import Preview
from designer.text import tr
from designer.ui import theme

CELL, LABEL, GAP = 64, 18, 12


class ImageGrid(QWidget):
    """Images in rows with their labels below, enlarged without blurring."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: list[QImage] = []
        self._labels: tuple[str, ...] = ()
        self.setAccessibleName(tr("Samples"))

    def show_images(self, preview: Preview) -> None:
        """Show these images."""
        self._images = [to_image(array) for array in preview.images]
        self._labels = preview.labels
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as long as there is room."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Room for all rows."""
        return QSize(400, self._rows() * (CELL + LABEL + GAP))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the images that are in view."""
        painter = QPainter(self)
        colors = theme.current()
        painter.setFont(colors.font(11))
        painter.setPen(colors.ink2)
        columns = self._columns()
        for index, image in enumerate(self._images):
            row, column = divmod(index, columns)
            x, y = column * (CELL + GAP), row * (CELL + LABEL + GAP)
            if not event.rect().intersects(QRectF(x, y, CELL, CELL + LABEL).toRect()):
                continue
            size = image.size().scaled(CELL, CELL, Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(x + (CELL - size.width()) / 2, y, size.width(), size.height())
            painter.drawImage(place, image)
            if index < len(self._labels):
                metrics = painter.fontMetrics()
                text = metrics.elidedText(
                    self._labels[index], Qt.TextElideMode.ElideRight, CELL + GAP - 4
                )
                below = QRectF(x - GAP / 2, y + CELL, CELL + GAP, LABEL)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, text)

    def _columns(self) -> int:
        return max(1, (self.width() + GAP) // (CELL + GAP))

    def _rows(self) -> int:
        return -(-len(self._images) // self._columns())

    def _fit(self) -> None:
        self.setMinimumHeight(self._rows() * (CELL + LABEL + GAP))


class Samples(QStackedWidget):
    """Images or rows, as the dataset has them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.images = ImageGrid()
        self.table = QTableWidget()
        self.table.setAccessibleName(tr("Samples"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(24)
        mode = QHeaderView.ResizeMode.ResizeToContents
        self.table.horizontalHeader().setSectionResizeMode(mode)
        self.addWidget(self.images)
        self.addWidget(self.table)

    def show_preview(self, preview: Preview) -> None:
        """Show what was read."""
        if preview.images:
            self.images.show_images(preview)
            self.setCurrentWidget(self.images)
            return
        labeled = bool(preview.labels) and len(preview.labels) == len(preview.rows)
        titles = [*preview.columns, *([tr("label")] if labeled else [])]
        self.table.setColumnCount(len(titles))
        self.table.setHorizontalHeaderLabels(titles)
        self.table.setRowCount(len(preview.rows))
        for i, row in enumerate(preview.rows):
            cells = [*row, *([preview.labels[i]] if labeled else [])]
            for j, cell in enumerate(cells):
                self.table.setItem(i, j, QTableWidgetItem(cell))
        self.setCurrentWidget(self.table)


def to_image(array: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]") -> QImage:
    """A uint8 array (height, width) or (height, width, 3) as an image of its own memory."""
    pixels = np.ascontiguousarray(array)
    height, width = pixels.shape[:2]
    gray = pixels.ndim == 2
    form = QImage.Format.Format_Grayscale8 if gray else QImage.Format.Format_RGB888
    return QImage(pixels.tobytes(), width, height, width * (1 if gray else 3), form).copy()
