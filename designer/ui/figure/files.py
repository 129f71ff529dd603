"""Why: the same figure as SVG, PDF or pixels, with text that stays text where the format has it."""

import re
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QMimeData, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from designer.ui.figure.drawing import Figure

SCALE = 3.0  # pixels a unit, for PNG: 288 an inch
POINTS = 0.75  # points a unit, for PDF: 96 units an inch
LARGEST = 20_000  # pixels a side
DPI = 96
SVG_TYPE = "image/svg+xml"


def write(figure: Figure, path: Path) -> bool:
    """Write .svg, .pdf or .png. False where the file cannot be written and Qt does not say why."""
    kind = path.suffix.lower()
    if kind == ".svg":
        path.write_bytes(to_svg(figure))
        return True
    if kind == ".png":
        return to_image(figure).save(str(path))
    return _write_pdf(figure, path)


def to_svg(figure: Figure) -> bytes:
    """The figure as SVG, whose fonts have a substitute where they are missing."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(DPI)
    generator.setSize(figure.size)
    generator.setViewBox(QRectF(0, 0, figure.size.width(), figure.size.height()))
    generator.setTitle(figure.title)
    generator.setDescription("Designer")
    painter = QPainter(generator)
    figure.paint(painter)
    painter.end()
    text = bytes(buffer.data().data()).decode()
    return re.sub('font-family="([^"]*)"', _with_substitute, text).encode()


def _with_substitute(found: re.Match[str]) -> str:
    family = found[1]
    generic = "monospace" if "mono" in family.lower() else "sans-serif"
    is_generic = (
        family.lower().replace(" ", "-") == generic
    )  # Qt writes "Sans Serif", which none is
    return f'font-family="{generic}"' if is_generic else f'font-family="{family}, {generic}"'


def to_image(figure: Figure, scale: float = SCALE) -> QImage:
    """The figure as pixels, so many for each unit; transparent where it has no ground."""
    longest = max(figure.size.width(), figure.size.height())
    scale = min(scale, LARGEST / longest)
    size = QSize(round(figure.size.width() * scale), round(figure.size.height() * scale))
    image = QImage(size.expandedTo(QSize(1, 1)), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDotsPerMeterX(round(DPI * scale / 0.0254))
    image.setDotsPerMeterY(round(DPI * scale / 0.0254))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(scale, scale)
    figure.paint(painter)
    painter.end()
    return image


def copy(figure: Figure) -> None:
    """Put the figure on the clipboard: as SVG for those who take it, as pixels for all others."""
    mime = QMimeData()
    mime.setData(SVG_TYPE, to_svg(figure))
    mime.setImageData(to_image(figure))
    QGuiApplication.clipboard().setMimeData(mime)


def _write_pdf(figure: Figure, path: Path) -> bool:
    writer = QPdfWriter(str(path))
    writer.setTitle(figure.title)
    writer.setCreator("Designer")
    writer.setPageSize(QPageSize(QSizeF(figure.size) * POINTS, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    painter = QPainter(writer)
    scale = writer.width() / figure.size.width()
    painter.scale(scale, scale)
    figure.paint(painter)
    return painter.end()
