"""Why: a collapsed layer is a pill with its name, as wide as most names; its ports go along."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from designer.edit.collapsing import SMALL
from designer.ui.canvas.face import Face
from designer.ui.canvas.geometry import BAR, BODY, RADIUS

PILL = QRectF(*SMALL)
SHRUNK = PILL.height() / BODY.height()  # how much smaller letters are from far away


def body_of(face: Face) -> QRectF:
    """The body of a node, from its place."""
    return PILL if face.collapsed else BODY


def radius_of(body: QRectF) -> float:
    """How round its corners are."""
    return RADIUS if body is BODY else body.height() / 2


def bar_of(body: QRectF) -> QPainterPath:
    """The part at its left that has the color of its category."""
    outline, left = QPainterPath(), QPainterPath()
    outline.addRoundedRect(body, radius_of(body), radius_of(body))
    left.addRect(QRectF(body.left(), body.top(), BAR, body.height()))
    return outline.intersected(left)


def fitted(point: QPointF, body: QRectF) -> QPointF:
    """A place of a whole node, as it is in a body of another size."""
    if body is BODY:
        return point
    x, y = point.x() / BODY.width(), point.y() / BODY.height()
    return QPointF(body.left() + x * body.width(), body.top() + y * body.height())
