"""Why: the words of a node are cut and placed once, so that painting only draws."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from designer.ui.canvas.face import Face
from designer.ui.canvas.geometry import BAR, HEIGHT, WIDTH
from designer.ui.canvas.titles import Text, static

if TYPE_CHECKING:
    from designer.ui.canvas.node_item import Paints

END, MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle


def texts_of(face: Face, paints: "Paints", body: QRectF) -> list[Text]:
    """What is written on a node: all of it, or on a collapsed one its name."""
    return _name(face, paints, body) if face.collapsed else _lines(face, paints)


def _name(face: Face, paints: "Paints", body: QRectF) -> list[Text]:
    """Nothing but the name, of which the end tells layers apart."""
    room = body.adjusted(BAR + 8, 0, -10, 0)
    name = paints.name_metrics.elidedText(face.name, MIDDLE, room.width())
    at = QPointF(room.left(), room.center().y() - paints.name_metrics.height() / 2)
    return [_text(name, at, paints.name_font, paints.theme.ink1)]


def _lines(face: Face, paints: "Paints") -> list[Text]:
    """Name and type, below them words and count."""
    colors, metrics = paints.theme, paints.type_metrics
    left, right = BAR + 12, WIDTH - 12
    # A long name and a long type share the line; the name has the larger part.
    name_width = paints.name_metrics.horizontalAdvance(face.name)
    type_room = right - left - 10 - min(name_width, 0.6 * (right - left))
    kind = metrics.elidedText(face.type, END, type_room)
    type_width = metrics.horizontalAdvance(kind)
    plain = not face.words and not face.count
    y = HEIGHT / 2 - 9 if plain else 6.0
    name = _cut(face.name, paints.name_metrics, right - left - type_width - 10)
    texts = [
        _text(name, QPointF(left, y), paints.name_font, colors.ink1),
        _text(kind, QPointF(right - type_width, y + 2), paints.type_font, colors.ink2),
    ]
    count_width = metrics.horizontalAdvance(face.count)
    if face.words:
        room = right - left - (count_width + 8 if face.count else 0)
        words = _cut(face.words, metrics, room)
        texts.append(_text(words, QPointF(left, 26), paints.type_font, colors.ink2))
    if face.count:
        at = QPointF(right - count_width, 26)
        texts.append(_text(face.count, at, paints.type_font, colors.ink3))
    return texts


def _cut(text: str, metrics: QFontMetricsF, room: float) -> str:
    return metrics.elidedText(text, END, room)


def _text(text: str, at: QPointF, font: QFont, color: QColor) -> Text:
    return at, static(text, font), font, color
