"""Why: while the zoom stays, a node that stays as it is is painted only once, texts and all."""

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from designer.ui.canvas.stamps import AREA, DIGITS, LARGEST

if TYPE_CHECKING:
    from designer.ui.canvas.node_item import NodeItem

MEMORY = 48e6  # bytes that they may take
TOGETHER = 64  # on one pixmap: to begin painting on one takes longer than to paint a node

Portrait = tuple[QPixmap, int, int, int, int]
"""The pixmap, and where on it: whole numbers of its pixels are painted in half of the time."""


class Portraits:
    """Pictures of nodes at the zoom at hand. They hold until a node says that it is another now."""

    def __init__(self) -> None:
        self._made: dict[NodeItem, Portrait] = {}
        self._for = (0.0, 0.0)
        self._count = 0  # made at this zoom, also of those that look otherwise by now

    def begin(self, zoom: float, ratio: float, items: Iterable["NodeItem"]) -> bool:
        """Have portraits of all of these; False where they would be too large."""
        if zoom * ratio > LARGEST:
            return False
        about = round(zoom, DIGITS), ratio
        if about != self._for or 4 * self._count * _width(about) * _height(about) > MEMORY:
            self._made.clear()
            self._for, self._count = about, 0
        missing = [item for item in items if item not in self._made]
        for start in range(0, len(missing), TOGETHER):
            self._paint(missing[start : start + TOGETHER])
        return True

    def of(self, item: "NodeItem") -> Portrait:
        """The portrait of a node."""
        return self._made[item]

    def forget(self, item: "NodeItem") -> None:
        """It looks otherwise now."""
        self._made.pop(item, None)

    def _paint(self, items: Sequence["NodeItem"]) -> None:
        zoom, ratio = self._for
        width, height = _width(self._for), _height(self._for)
        pixmap = QPixmap(width, height * len(items))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top, step = -AREA.left() * zoom, -AREA.top() * zoom, height / ratio
        stamps = [item.stamp(zoom, ratio) if _is_solid(item) else None for item in items]
        for row, stamp in enumerate(stamps):
            if stamp is not None:
                painter.drawPixmap(QPointF(0, row * step), stamp)
        for row, (item, stamp) in enumerate(zip(items, stamps, strict=True)):
            painter.setWorldTransform(QTransform(zoom, 0, 0, zoom, left, top + row * step))
            if stamp is None:
                item.draw(painter, zoom, ratio)
                painter.setOpacity(1.0)
            else:
                item.draw_over(painter, zoom)
        painter.end()
        pixmap.setDevicePixelRatio(1.0)  # it is put there pixel by pixel
        for row, item in enumerate(items):
            self._made[item] = pixmap, 0, row * height, width, height
        self._count += len(items)


def _is_solid(item: "NodeItem") -> bool:
    return item.fits is not False and item.opacity() == 1.0


def _width(about: tuple[float, float]) -> int:
    return math.ceil(AREA.width() * about[0] * about[1]) + 1


def _height(about: tuple[float, float]) -> int:
    return math.ceil(AREA.height() * about[0] * about[1]) + 1
