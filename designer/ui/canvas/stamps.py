"""Why: nodes that look alike are drawn once; to put the picture there costs next to nothing."""

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from designer.ui.canvas.geometry import BODY

ROOM = 8.0  # around a body, for its ports, outline and badge, and the sheet under a block
LARGEST = 2.0  # device pixels a canvas unit: from nearer, few nodes are in view
MOST = 64  # kinds of bodies
DIGITS = 6  # of a zoom: it comes from each node's own transform, which is rounded on its way

AREA = BODY.adjusted(-ROOM, -ROOM, ROOM, ROOM)


class Stamps:
    """Pictures of the bodies of nodes, for the zoom at hand."""

    def __init__(self) -> None:
        self._made: dict[Hashable, QPixmap] = {}
        self._for = (0.0, 0.0)

    def fits(self, zoom: float, ratio: float) -> bool:
        """Get ready for a zoom; False where pictures would be too large."""
        if zoom * ratio > LARGEST:
            return False
        about = round(zoom, DIGITS), ratio
        if about != self._for or len(self._made) > MOST:
            self._made.clear()
            self._for = about
        return True

    def picture(self, key: Hashable, draw: Callable[[QPainter], None]) -> QPixmap:
        """The picture with this key, drawn when there is none. Equal keys mean equal bodies."""
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = picture_of(*self._for, draw)
        return found

    def put(self, painter: QPainter, picture: QPixmap) -> None:
        """Put it there. The painter is a widget's, and its transform only scales."""
        ratio, before = picture.devicePixelRatio(), painter.worldTransform()
        at = before.map(AREA.topLeft()) * ratio
        painter.setWorldTransform(QTransform())
        painter.drawPixmap(QPointF(round(at.x()), round(at.y())) / ratio, picture)
        painter.setWorldTransform(before)


def picture_of(zoom: float, ratio: float, draw: Callable[[QPainter], None]) -> QPixmap:
    """What this draws in `AREA`, at a zoom, on nothing."""
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
