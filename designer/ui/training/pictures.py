"""Why: curves as pictures for reports; pyqtgraph's own SVG export fails with paths of Qt 6.11."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView

from designer.ui import theme

HEAD = 30  # px above the plot, for title and legend
WIDTH = 1600  # px at least, for PNG


def write_picture(
    plot: QGraphicsView, title: str, legend: Sequence[tuple[str, str]], path: Path
) -> None:
    """Draw a plot with its title and (label, role) legend into an SVG or PNG file.

    Raises OSError when the file cannot be written.
    """
    path.open("ab").close()  # Qt's writers don't say why they cannot write: this does
    size = QSize(plot.width(), plot.height() + HEAD)
    if path.suffix.lower() == ".svg":
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setSize(size)
        generator.setResolution(plot.logicalDpiX())  # else the axes, kept as QPictures, shrink
        generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
        generator.setTitle(title)
        _draw(generator, plot, title, legend, 1.0)
        return
    scale = max(2.0, WIDTH / size.width())
    image = QImage(size * scale, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(theme.current().panel)
    _draw(image, plot, title, legend, scale)
    if not image.save(str(path)):
        raise OSError(None, "The picture could not be written", str(path))


def ink_of(role: str) -> QColor:
    """The color of a curve: "train" or "validation"."""
    return theme.current().accent if role == "train" else theme.current().validation


def _draw(
    device: QPaintDevice,
    plot: QGraphicsView,
    title: str,
    legend: Sequence[tuple[str, str]],
    scale: float,
) -> None:
    colors = theme.current()
    painter = QPainter(device)
    painter.scale(scale, scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, plot.width(), plot.height() + HEAD), colors.panel)
    painter.setFont(colors.font(13, bold=True))
    painter.setPen(colors.ink1)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(QRectF(12, 0, plot.width(), HEAD), Qt.AlignmentFlag.AlignLeft | middle, title)
    painter.setFont(colors.font(11))
    right = plot.width() - 12.0
    for label, role in reversed(legend):
        width = painter.fontMetrics().horizontalAdvance(label)
        painter.setPen(colors.ink2)
        box = QRectF(right - width, 0, width + 1, HEAD)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | middle, label)
        painter.fillRect(QRectF(right - width - 15, HEAD / 2 - 5, 10, 10), ink_of(role))
        right -= width + 32
    painter.translate(0, HEAD)
    size = plot.viewport().size()
    target = QRectF(0, 0, size.width(), size.height())
    plot.render(painter, target, plot.viewport().rect())
    painter.end()
