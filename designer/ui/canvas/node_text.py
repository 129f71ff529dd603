"""Why: the words of a node are cut and placed once, so that painting only draws."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPolygonF

from designer.ui.canvas.face import Face
from designer.ui.canvas.geometry import BAR, HEIGHT, WIDTH
from designer.ui.canvas.titles import Text, static
from designer.ui.course import line_in
from designer.ui.readings import Reading

if TYPE_CHECKING:
    from designer.ui.canvas.node_item import Paints

END, MIDDLE = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
LEFT, RIGHT = BAR + 12, WIDTH - 12
SECOND = 26.0  # where the second line begins
CURVE = QRectF(LEFT + 2, SECOND + 2, 72, 11)
GAP = 8.0  # in a collapsed layer, from its name to a figure
SHARE = 0.6  # of the room, which a name has at least
BAD = "! "  # before a figure that is out of the ordinary


def texts_of(
    face: Face, reading: Reading | None, paints: "Paints", body: QRectF
) -> tuple[list[Text], QPolygonF]:
    """What is written on a node, or on a collapsed one as much as it has room for; and its curve.

    A figure that is shown stands where the parameters are counted; how it came about, where
    they are told in words.
    """
    if face.collapsed:
        return _short(face, reading, paints, body), QPolygonF()
    course = reading.course() if reading is not None and reading.course is not None else ()
    line = line_in(CURVE, course if len(course) > 1 else ())
    words = face.words if line.isEmpty() else ""
    if reading is None:
        return _lines(face, words, face.count, paints, paints.theme.ink3), line
    return _lines(face, words, read(reading)[0], paints, paints.theme.ink1), line


def read(reading: Reading) -> tuple[str, str]:
    """A figure as it is written, and in brief; not all people see by a color what is bad."""
    mark = BAD if reading.is_bad else ""
    return mark + reading.text, mark + reading.brief


def _short(face: Face, reading: Reading | None, paints: "Paints", body: QRectF) -> list[Text]:
    """The name, of which the end tells layers apart, and beside it the figure that is shown."""
    room, metrics = body.adjusted(BAR + 8, 0, -10, 0), paints.type_metrics
    figure = _beside(face.name, reading, paints, room.width())
    width = metrics.horizontalAdvance(figure)
    left = room.width() - (width + GAP if figure else 0)
    name = paints.name_metrics.elidedText(face.name, MIDDLE, left)
    at = QPointF(room.left(), room.center().y() - paints.name_metrics.height() / 2)
    texts = [_text(name, at, paints.name_font, paints.theme.ink1)]
    if figure:
        there = QPointF(room.right() - width, room.center().y() - metrics.height() / 2)
        texts.append(_text(figure, there, paints.type_font, paints.theme.ink1))
    return texts


def _beside(name: str, reading: Reading | None, paints: "Paints", room: float) -> str:
    """As much of a figure as there is room for beside a name; "" for none."""
    if reading is None:
        return ""
    text, brief = read(reading)
    whole = paints.name_metrics.horizontalAdvance(name)
    for words, beside in ((text, whole), (brief, whole), (brief, min(whole, SHARE * room))):
        if beside + GAP + paints.type_metrics.horizontalAdvance(words) <= room:
            return words
    return ""


def _lines(face: Face, words: str, count: str, paints: "Paints", ink: QColor) -> list[Text]:
    """Name and type, below them words and a count or another figure."""
    colors, metrics = paints.theme, paints.type_metrics
    left, right = LEFT, RIGHT
    # A long name and a long type share the line; the name has the larger part.
    name_width = paints.name_metrics.horizontalAdvance(face.name)
    type_room = right - left - 10 - min(name_width, SHARE * (right - left))
    kind = metrics.elidedText(face.type, END, type_room)
    type_width = metrics.horizontalAdvance(kind)
    plain = not words and not count
    y = HEIGHT / 2 - 9 if plain else 6.0
    name = _cut(face.name, paints.name_metrics, right - left - type_width - 10)
    texts = [
        _text(name, QPointF(left, y), paints.name_font, colors.ink1),
        _text(kind, QPointF(right - type_width, y + 2), paints.type_font, colors.ink2),
    ]
    count_width = metrics.horizontalAdvance(count)
    if words:
        room = right - left - (count_width + 8 if count else 0)
        words = _cut(words, metrics, room)
        texts.append(_text(words, QPointF(left, SECOND), paints.type_font, colors.ink2))
    if count:
        at = QPointF(right - count_width, SECOND)
        texts.append(_text(count, at, paints.type_font, ink))
    return texts


def _cut(text: str, metrics: QFontMetricsF, room: float) -> str:
    return metrics.elidedText(text, END, room)


def _text(text: str, at: QPointF, font: QFont, color: QColor) -> Text:
    return at, static(text, font), font, color
