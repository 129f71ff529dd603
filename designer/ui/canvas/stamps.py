"""Why: nodes that look alike are drawn once; to put the picture there costs next to nothing."""

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from designer.ui.canvas.geometry import BODY

ROOM = 7.0  # around a body, for its ports and outline, and the sheet under a block
LARGEST = 2.0  # device pixels a canvas unit: from nearer, few nodes are in view
MOST = 64  # kinds of bodies
DIGITS = 6  # of a zoom: it comes from each node's own transform, which is rounded on its way

AREA = BODY.adjusted(-ROOM, -ROOM, ROOM, ROOM)


class Stamps:
    """Pictures of the bodies of nodes, for the zoom at hand."""

    def __init__(self) -> None:
        self._made: dict[Hashable, QPixmap] = {}
        self._for = (0.0, 0.0)

    def put(
        self, painter: QPainter, zoom: float, key: Hashable, draw: Callable[[QPainter], None]
    ) -> bool:
        """Put the picture with this key, or else draw it first; False where it would be too large.

        Equal keys mean equal bodies. The painter is a widget's, and its transform only scales.
        """
        ratio = painter.device().devicePixelRatioF()
        if zoom * ratio > LARGEST:
            return False
        about = round(zoom, DIGITS), ratio
        if about != self._for or len(self._made) > MOST:
            self._made.clear()
            self._for = about
        if key not in self._made:
            self._made[key] = _picture(zoom, ratio, draw)
        before = painter.worldTransform()
        at = before.map(AREA.topLeft()) * ratio
        painter.setWorldTransform(QTransform())
        painter.drawPixmap(QPointF(round(at.x()), round(at.y())) / ratio, self._made[key])
        painter.setWorldTransform(before)
        return True


def _picture(zoom: float, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
    scale = zoom * ratio
    picture = QPixmap(math.ceil(AREA.width() * scale), math.ceil(AREA.height() * scale))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(zoom, zoom)
    painter.translate(-AREA.topLeft())
    draw(painter)
    painter.end()
    return picture
