"""Why: from far away a frame is too small for its title, which is then written beside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTransform

from designer.edit.flowing import Flow
from designer.edit.framing import TITLE
from designer.ui import theme
from designer.ui.canvas.remark_items import FILL, LEAST_PX, FrameItem
from designer.ui.theme.tokens import mixed

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene

SIZES = (LEAST_PX, 10, 9)  # px: what does not fit is written smaller before it is cut
SMALLEST = 14.0  # px: a frame that is smaller has no title
LEAST_ROOM = 32.0  # px: less than this is not worth a few letters
LONGEST = 220.0  # px
PAD = 4.0
MOST = 300  # titles: more are not read from far away


def draw_titles(painter: QPainter, scene: "CanvasScene", view: QTransform, seen: QRectF) -> None:
    """Write titles in pixels of the view: above the frame's layers where it is as wide, else
    beside it across the flow, where no wires leave it, and never one over another, nor beside
    one frame where another one or a layer is."""
    painter.save()
    painter.resetTransform()
    fonts = [theme.current().font(size, bold=True) for size in SIZES]
    taken: list[QRectF] = []
    back, _ = view.inverted()
    for item in scene.frames:
        box = view.mapRect(item.area)
        near = seen.adjusted(-LONGEST, 0, 0, 0).intersects(box)
        if not item.remark.title or min(box.width(), box.height()) < SMALLEST or not near:
            continue
        font = _fitting(fonts, item.remark.title, box.width())
        for place in _places(box, item.remark.title, font, view.m11(), scene.flow):
            inside = place.intersects(box)
            beside = back.mapRect(place) if not inside else QRectF()
            if not (any(place.intersects(other) for other in taken) or _lies_on(scene, beside)):
                taken.append(place)
                _write(painter, place, item, font, inside)
                break
        if len(taken) >= MOST:
            break
    painter.restore()


def _fitting(fonts: list[QFont], title: str, width: float) -> QFont:
    """The largest in which all of a title stands in its frame, or the largest of all."""
    for font in fonts:
        if QFontMetricsF(font).horizontalAdvance(title) + 1 + 2 * PAD <= width:
            return font
    return fonts[0]


def _lies_on(scene: "CanvasScene", place: QRectF) -> bool:
    """True for a place of the canvas where there is a frame or a layer already."""
    return place.isValid() and (
        any(item.area.intersects(place) for item in scene.frames) or any(scene.nodes_in(place))
    )


def _places(box: QRectF, title: str, font: QFont, zoom: float, flow: Flow) -> list[QRectF]:
    """Where a title may stand, the best place first."""
    metrics = QFontMetricsF(font)
    width = min(LONGEST, metrics.horizontalAdvance(title) + 1) + 2 * PAD
    height = metrics.height()
    foot = max(box.top() + TITLE * zoom, box.top() + 2)
    within = QRectF(box.left(), foot - height, min(width, box.width()), height)
    if width <= box.width():
        return [within]
    beside = QRectF(box.right() + PAD, box.top() - 1, width, height)
    if flow.is_turned:
        beside.moveBottomLeft(box.topLeft())
    return [beside, within] if box.width() >= LEAST_ROOM else [beside]


def _write(painter: QPainter, place: QRectF, item: FrameItem, font: QFont, inside: bool) -> None:
    """A title over the wires there, on what is behind it anyway: the tint of its frame."""
    colors = theme.current()
    back = QColor(colors.canvas)
    if inside:
        back = mixed(back, colors.frame(item.remark.color, 1.0), FILL)
    back.setAlphaF(0.85)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(back)
    painter.drawRoundedRect(place, 3, 3)
    painter.setPen(colors.ink2)
    painter.setFont(font)
    room = place.width() - 2 * PAD + 1
    text = QFontMetricsF(font).elidedText(item.remark.title, Qt.TextElideMode.ElideRight, room)
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place.adjusted(PAD, 0, 0, 0), flags, text)
