"""Why: a figure in a paper is small and printed in gray: one line a layer, thin ink, pale fills.

Every card keeps its place on the canvas, drawn smaller along both axes: what does not overlap
there does not overlap here, and wires keep the ways that they found.
"""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from designer.edit.flowing import Flow
from designer.edit.framing import TITLE
from designer.ui.canvas.face import Face
from designer.ui.canvas.geometry import BODY, HEIGHT, WIDTH, turned
from designer.ui.canvas.node_item import NodeItem
from designer.ui.canvas.remark_items import FrameItem, RemarkItem, free_span
from designer.ui.canvas.scene import CanvasScene
from designer.ui.theme import Theme
from designer.ui.theme.contrast import with_lightness

CARD = 22.0  # its height
NARROWEST, WIDEST = 96.0, 280.0
PAD = 8.0
LINE = 0.75
PALE, DEEP = (97.0, 78.0), (16.0, 40.0)  # lightness of the fills, on white and in the dark
TIP = 4.0  # of an arrow
TITLE_LEFT = 6.0
LEAST_TITLE = 24.0  # less room is worth no letters
BELOW = 3.0  # shapes are larger here, for their cards: a frame ends below them
COMMENT_FLAGS = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
ROUND = ("io",)  # what begins and ends a network has round ends


def fills(colors: Theme, categories: Iterable[str]) -> dict[str, QColor]:
    """A fill for each category, each as much darker than the one before: gray tells them apart."""
    keys = list(categories)
    first, last = DEEP if colors.dark else PALE
    step = (last - first) / max(1, len(keys) - 1)
    return {
        key: with_lightness(colors.category(key), first + step * number)
        for number, key in enumerate(keys)
    }


class Paper:
    """A drawing as a figure of a paper. `area` is what it takes, flowing as on the canvas."""

    def __init__(self, scene: CanvasScene, fills: dict[str, QColor]) -> None:
        colors = scene.paints.theme
        self._scene, self._fills, self._colors = scene, fills, colors
        self._kind = colors.font(10, bold=True)
        self._words = colors.font(10)
        self._shape = colors.mono(8)
        self._note = colors.font(9)
        width = max((self._needed(item) for item in scene.nodes.values()), default=NARROWEST)
        self._width = min(max(width, NARROWEST), WIDEST)
        self._scale = QTransform.fromScale(self._width / WIDTH, CARD / HEIGHT)
        self.area = self._area()

    def paint(self, painter: QPainter) -> None:
        """Draw it where `area` is."""
        for remark in self._scene.remarks.values():
            self._paint_remark(painter, remark)
        ink = self._colors.ink1
        painter.setPen(QPen(ink, LINE))
        for wire in self._scene.wires.values():
            path = self._scale.map(wire.path())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
            painter.setBrush(ink)
            painter.drawPolygon(_tip(path.currentPosition(), self._scene.flow))
        for item in self._scene.nodes.values():
            self._paint_card(painter, item)
            self._paint_shapes(painter, item)

    def _paint_remark(self, painter: QPainter, item: RemarkItem) -> None:
        """A frame as a thin broken line with its title, a comment as small text."""
        area = self._scale.mapRect(item.area).adjusted(0, 0, 0, BELOW)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(self._note)
        if isinstance(item, FrameItem):
            painter.setPen(QPen(self._colors.ink3, LINE, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(area, 2, 2)
            strip = self._title_strip(area, item.remark.title)
            title = QFontMetricsF(self._note).elidedText(
                item.remark.title, Qt.TextElideMode.ElideRight, strip.width()
            )
            painter.setPen(self._colors.ink2)
            painter.drawText(strip, Qt.AlignmentFlag.AlignVCenter, title)
        else:
            painter.setPen(self._colors.ink2)
            painter.drawText(area, COMMENT_FLAGS, item.remark.text)

    def _title_strip(self, area: QRectF, title: str) -> QRectF:
        """Where the title of a frame stands: at its top left, unless shapes stand there."""
        strip = QRectF(area.left(), area.top(), area.width(), TITLE * CARD / HEIGHT)
        shapes = [r for item in self._scene.nodes.values() for r, _ in self._labels(item)]
        near = sorted((r.left() - PAD, r.right() + PAD) for r in shapes if r.intersects(strip))
        whole = (area.left() + TITLE_LEFT, area.right() - TITLE_LEFT)
        needed = QFontMetricsF(self._note).horizontalAdvance(title) + 1
        left, right = free_span(whole, near, needed, LEAST_TITLE)
        return QRectF(left, strip.top(), right - left, strip.height())

    def _paint_card(self, painter: QPainter, item: NodeItem) -> None:
        face, colors = item.face, self._colors
        card = self._card(item)
        # What is bypassed is pale and dashed by its colors: SVG knows no opacity of painters.
        dashes = Qt.PenStyle.DashLine if face.muted else Qt.PenStyle.SolidLine
        ink = colors.ink3 if face.muted else colors.ink1
        fill = colors.node if face.muted else self._fills.get(face.category, colors.node)
        painter.setPen(QPen(ink, LINE, dashes))
        painter.setBrush(fill)
        radius = CARD / 2 if face.category in ROUND else 2.0
        if face.category == "block":
            painter.drawRoundedRect(card.translated(2, 2), radius, radius)
        painter.drawRoundedRect(card, radius, radius)
        painter.setPen(ink)
        self._paint_words(painter, face, card.adjusted(PAD, 0, -PAD, 0))

    def _paint_words(self, painter: QPainter, face: Face, room: QRectF) -> None:
        """The type at the left, its words after it, the count at the right; words give way."""
        middle, cut = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
        kinds, words = QFontMetricsF(self._kind), QFontMetricsF(self._words)
        painter.setFont(self._words)
        if face.count:
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | middle, face.count)
            room.setRight(room.right() - words.horizontalAdvance(face.count) - PAD)
        kind = kinds.elidedText(face.type, cut, room.width())
        rest = room.adjusted(kinds.horizontalAdvance(kind) + PAD, 0, 0, 0)
        if face.words and rest.width() > PAD:
            painter.drawText(rest, middle, words.elidedText(face.words, cut, rest.width()))
        painter.setFont(self._kind)
        painter.drawText(room, middle, kind)

    def _paint_shapes(self, painter: QPainter, item: NodeItem) -> None:
        painter.setFont(self._shape)
        painter.setPen(self._colors.ink2)
        for rect, text in self._labels(item):
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _labels(self, item: NodeItem) -> list[tuple[QRectF, str]]:
        """The shapes at a card's ports and where they stand, between this row and the next."""
        metrics = QFontMetricsF(self._shape)
        gap = CARD / HEIGHT * 32
        found = []
        for label in item.labels():
            at = self._scale.map(item.pos() + label.port)
            width = metrics.horizontalAdvance(label.text) + 1
            if self._scene.flow.is_turned:
                x = at.x() + 3 if label.leaves else at.x() - 3 - width
                y = at.y() - metrics.height() if label.left else at.y()
                found.append((QRectF(x, y, width, metrics.height()), label.text))
                continue
            x = at.x() - 4 - width if label.left else at.x() + 4
            y = at.y() if label.leaves else at.y() - gap
            found.append((QRectF(x, y, width, gap), label.text))
        return found

    def _card(self, item: NodeItem) -> QRectF:
        return self._scale.mapRect(BODY.translated(item.pos()))

    def _needed(self, item: NodeItem) -> float:
        """The width at which a card shows all that it has to say."""
        face, words = item.face, QFontMetricsF(self._words)
        parts = [QFontMetricsF(self._kind).horizontalAdvance(face.type)]
        parts += [words.horizontalAdvance(face.words)] if face.words else []
        parts += [words.horizontalAdvance(face.count)] if face.count else []
        return sum(parts) + PAD * (len(parts) + 1) + 2

    def _area(self) -> QRectF:
        area = QRectF()
        for item in self._scene.nodes.values():
            area = area.united(self._card(item).adjusted(-1, -1, 3, 3))
            for rect, _ in self._labels(item):
                area = area.united(rect)
        for remark in self._scene.remarks.values():
            area = area.united(self._scale.mapRect(remark.area).adjusted(-1, -1, 1, 1 + BELOW))
        for wire in self._scene.wires.values():
            path = self._scale.map(wire.path())
            area = area.united(path.boundingRect().adjusted(-TIP, -TIP, TIP, TIP))
        return area


def _tip(end: QPointF, flow: Flow) -> QPolygonF:
    """The head of an arrow that comes along the flow, as all wires do."""
    corners = QPointF(-TIP / 2, -TIP), QPointF(TIP / 2, -TIP)
    return QPolygonF([end, *(end + turned(corner, flow) for corner in corners)])
