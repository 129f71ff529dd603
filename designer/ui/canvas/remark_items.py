"""Why: one item a frame and one a comment, painted below the nodes and readable from far away."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QStaticText,
    QTextOption,
)
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from designer.edit.framing import TITLE
from designer.model import Comment, Frame
from designer.ui.canvas.geometry import RADIUS
from designer.ui.canvas.index import Index
from designer.ui.canvas.node_item import SHAPES_ABOVE
from designer.ui.canvas.titles import TITLES_BELOW
from designer.ui.theme import Theme

TITLE_PX, LEAST_PX = 12, 11  # a title's size at 100 %, and as small as it gets on the screen
TITLE_LEFT = 12.0
TITLE_FOOT = 6.0  # from the foot of a title to that of its strip
OVERHANG = 16.0  # how far a title that is held readable stands out above its frame
CLEAR = 14.0  # between a title and a shape: the wire of the shape runs there
LEAST_ROOM = 4.0 * TITLE_PX  # less is worth no letters: then a title stands upon the shapes
TEXT_PX = 13
AROUND = 6.0  # what a comment keeps free around its text
Span = tuple[float, float]  # along the strip of a title
FILL, LINE = 0.09, 0.45  # how much of its color a frame shows


class _Held(QGraphicsRectItem):
    """What an index holds, and hears of whenever it changes."""

    def __init__(self, index: "Index[RemarkItem]") -> None:
        super().__init__()
        self._index: Index[Any] = index

    def reach(self) -> QRectF:
        """What may be painted of it, on the canvas."""
        return self.sceneBoundingRect()

    def update(self, *area: Any, **named: Any) -> None:
        """It looks otherwise, or lies elsewhere."""
        self._index.touch(self)
        super().update(*area, **named)


class FrameItem(_Held):
    """A frame: a soft tint, a thin line and the title. Selection is a flag that the scene sets."""

    def __init__(self, frame: Frame, colors: Theme, index: "Index[RemarkItem]") -> None:
        super().__init__(index)
        self.remark = frame
        self.home = QRectF(*frame.rect)  # where the model has it
        self.area = self.home  # where a gesture shows it
        self.chosen = False
        self.colors = colors
        self._title = _Title(frame.title, colors)
        self._taken: tuple[Span, ...] = ()  # of the title's strip, by shapes of wires
        self.setZValue(-1e-9 * frame.rect[2] * frame.rect[3])  # small ones above large ones
        self.place(self.home)

    def restyle(self, colors: Theme) -> None:
        """Take the colors of another theme."""
        self.colors = colors
        self._title = _Title(self.remark.title, colors)
        self.update()

    def place(self, area: QRectF) -> None:
        """Show it here, in this size."""
        self.area = area
        self.setPos(area.topLeft())
        self.setRect(QRectF(0, -OVERHANG, area.width(), area.height() + OVERHANG))
        self.update()

    def strip(self) -> QRectF:
        """Where the title stands, on the canvas: what it is dragged by."""
        return QRectF(self.area.left(), self.area.top(), self.area.width(), TITLE)

    def keep_clear(self, shapes: Iterable[QRectF]) -> None:
        """Leave the shapes on the canvas readable that stand in the strip of the title."""
        strip, left = self.strip(), self.area.left()
        spans = [(r.left() - left, r.right() - left) for r in shapes if r.intersects(strip)]
        taken = tuple(sorted((a - CLEAR, b + CLEAR) for a, b in spans))
        if taken != self._taken:
            self._taken = taken
            self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """The frame, and its title as large as the zoom asks for."""
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        body = QRectF(QPointF(0, 0), self.area.size())
        set_frame_paint(painter, self)
        painter.drawRoundedRect(body, RADIUS, RADIUS)
        if zoom >= TITLES_BELOW:  # else the view writes it, see `frame_titles`
            self._title.paint(painter, body.topLeft(), self.title_span(zoom), zoom)

    def title_span(self, zoom: float) -> Span:
        """From where to where its title has room, measured from its left border."""
        whole = (TITLE_LEFT, self.area.width() - TITLE_LEFT)
        taken = self._taken if zoom > SHAPES_ABOVE else ()
        return free_span(whole, taken, self._title.width(zoom), LEAST_ROOM)


def free_span(whole: Span, taken: Iterable[Span], needed: float, least: float) -> Span:
    """The first part that is free and as long as needed, or else the longest one.

    The whole where no part is at least so long. What is taken is in order.
    """
    free, start = [], whole[0]
    for a, b in (*taken, (whole[1], whole[1])):
        free.append((start, min(a, whole[1])))
        start = max(start, b)
    best = next((span for span in free if span[1] - span[0] >= needed), None)
    best = best or max(free, key=lambda span: span[1] - span[0])
    return best if best[1] - best[0] >= min(least, needed) else whole


class _Title:
    """The title of a frame, cut to the room that it has at a zoom."""

    def __init__(self, title: str, colors: Theme) -> None:
        self._full = title
        self._color = colors.ink2
        self._font: QFont = colors.font(TITLE_PX, bold=True)
        self._metrics = QFontMetricsF(self._font)
        self._room = -1.0
        self._text = QStaticText()

    def width(self, zoom: float) -> float:
        """How long all of it is."""
        return self._metrics.horizontalAdvance(self._full) * _larger(zoom)

    def paint(self, painter: QPainter, corner: QPointF, span: Span, zoom: float) -> None:
        """Draw it in a strip below a corner; held readable, it stands out above a little."""
        larger = _larger(zoom)
        room = (span[1] - span[0]) / larger
        if not self._full or room < 2 * TITLE_PX:
            return
        if room != self._room:
            self._room = room
            text = self._metrics.elidedText(self._full, Qt.TextElideMode.ElideRight, room)
            self._text = QStaticText(text)
            self._text.setTextFormat(Qt.TextFormat.PlainText)
        painter.save()
        painter.translate(corner + QPointF(span[0], TITLE - TITLE_FOOT))
        painter.scale(larger, larger)
        painter.setFont(self._font)
        painter.setPen(self._color)
        painter.drawStaticText(QPointF(0, -self._metrics.height()), self._text)
        painter.restore()


def _larger(zoom: float) -> float:
    """How much larger than at 100 % a title is to be held readable."""
    return max(1.0, LEAST_PX / (TITLE_PX * zoom))


class CommentItem(_Held):
    """A comment: text that wraps. Selection is a flag that the scene sets."""

    def __init__(self, comment: Comment, colors: Theme, index: "Index[RemarkItem]") -> None:
        super().__init__(index)
        self.remark = comment
        self.home = QRectF(*comment.at, comment.width, 0)  # where the model has it
        self.area = self.home  # where a gesture shows it, with the height of its text
        self.chosen = False
        self.colors = colors
        self._font = colors.font(TEXT_PX)
        self._text = _wrapping(comment.text)
        self.setZValue(0.5)
        self.place(self.home)

    def restyle(self, colors: Theme) -> None:
        """Take the colors of another theme."""
        self.colors = colors
        self.update()

    def place(self, area: QRectF) -> None:
        """Show it here, wrapped at this width."""
        if area.width() != self._text.textWidth():
            self._text.setTextWidth(area.width())
            self._text.prepare(font=self._font)
        size = QSizeF(area.width(), self._text.size().height())
        self.area = QRectF(area.topLeft(), size)
        self.setPos(area.topLeft())
        self.setRect(QRectF(QPointF(), size).adjusted(-AROUND, -AROUND, AROUND, AROUND))
        self.update()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """The text, in a thin outline while it is selected."""
        if self.chosen:
            painter.setPen(QPen(self.colors.accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        painter.setFont(self._font)
        painter.setPen(self.colors.ink2)
        painter.drawStaticText(QPointF(0, 0), self._text)


def _wrapping(text: str) -> QStaticText:
    static = QStaticText(text.replace("\n", "\N{LINE SEPARATOR}"))  # as Qt has it
    static.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    static.setTextOption(option)
    return static


RemarkItem = FrameItem | CommentItem


def set_frame_paint(painter: QPainter, item: FrameItem, *, thin: bool = False) -> None:
    """Set pen and brush for a frame; `thin` is for where a line is as wide as a pixel."""
    colors, color = item.colors, item.remark.color
    pen = QPen(colors.frame(color, LINE), 0 if thin else 1)
    painter.setPen(QPen(colors.accent, 0 if thin else 2) if item.chosen else pen)
    painter.setBrush(colors.frame(color, FILL))
