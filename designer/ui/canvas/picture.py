"""Why: the drawing as a picture for papers and slides: light, with vector text where it can be."""

import os
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from designer.model import Project
from designer.text import tr
from designer.ui.canvas.geometry import OUTER
from designer.ui.canvas.scene import CanvasScene
from designer.ui.document import Document
from designer.ui.theme.tokens import build

MARGIN = 24.0
SCALE = 3.0  # pixels a canvas unit, for PNG
POINTS = 0.75  # points a canvas unit, for PDF: 96 units an inch
LARGEST = 20_000  # pixels a side


class PictureError(ValueError):
    """One sentence that says why there is no picture."""


def save_picture(project: Project, path: str | Path) -> None:
    """Write the drawing as .png, .svg or .pdf, always in the light theme.

    Raises PictureError for an empty drawing or another suffix, OSError where the file cannot
    be written.
    """
    path = Path(path)
    if not project.main.nodes:
        raise PictureError(tr("The drawing is empty: there is nothing to make a picture of."))
    kind = path.suffix.lower()
    if kind not in (".png", ".svg", ".pdf"):
        raise PictureError(
            tr("'{name}' should end in .png, .svg or .pdf to be a picture.", name=path.name)
        )
    application = QApplication.instance() or _application()
    path.open("ab").close()  # Qt's writers don't say why they cannot write: this does
    document = Document(project.copy())
    try:
        document.check_now()
        scene = CanvasScene(document, build(dark=False))
        _write(scene, path, kind)
    finally:
        document.close()
    del application


def _application() -> QApplication:
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication([])


def _write(scene: CanvasScene, path: Path, kind: str) -> None:
    area = QRectF()
    for item in scene.nodes.values():
        area = area.united(OUTER.translated(item.pos()))
    for remark in scene.remarks.values():
        area = area.united(remark.area)
    for wire in scene.wires.values():
        area = area.united(wire.path().boundingRect())
    area.adjust(-MARGIN, -MARGIN, MARGIN, MARGIN)
    if kind == ".png":
        image = _image(area.size())
        _render(scene, image, area)
        if not image.save(str(path)):
            raise PictureError(tr("'{path}' could not be written.", path=path))
    elif kind == ".svg":
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setSize(area.size().toSize())
        generator.setViewBox(QRectF(0, 0, area.width(), area.height()))
        generator.setTitle(scene.document.project.name)
        _render(scene, generator, area)
    else:
        writer = QPdfWriter(str(path))
        writer.setTitle(scene.document.project.name)
        writer.setPageSize(QPageSize(area.size() * POINTS, QPageSize.Unit.Point))
        writer.setPageMargins(QMarginsF())
        _render(scene, writer, area)


def _image(size: QSizeF) -> QImage:
    scale = min(SCALE, LARGEST / max(size.width(), size.height()))
    image = QImage(
        QSize(round(size.width() * scale), round(size.height() * scale)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(Qt.GlobalColor.white)
    return image


def _render(scene: CanvasScene, device: QPaintDevice, area: QRectF) -> None:
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, source=area)
    painter.end()
