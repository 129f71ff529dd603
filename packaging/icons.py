"""Why: every size of the icon comes from one drawing. Run it after resources/icons/app.svg changed.

.venv/bin/python packaging/icons.py
"""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def draw(renderer: QSvgRenderer, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def main() -> None:
    application = QGuiApplication([])
    renderer = QSvgRenderer(str(ICONS / "app.svg"))
    folder = ICONS / "app"
    folder.mkdir(exist_ok=True)
    for size in SIZES:
        draw(renderer, size).save(str(folder / f"{size}.png"))
    # What Windows and macOS want.
    largest = Image.open(folder / "512.png")
    largest.save(ICONS / "app.ico", sizes=[(size, size) for size in SIZES if size <= 256])
    largest.save(ICONS / "app.icns")
    del application


if __name__ == "__main__":
    main()
