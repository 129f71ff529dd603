"""Why: what a gesture shows while it lasts: wire, box, target, guides; and the empty hint."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from designer.model import Wire
from designer.text import tr
from designer.ui import theme
from designer.ui.canvas.commands import Commands
from designer.ui.canvas.frame_titles import draw_titles
from designer.ui.canvas.geometry import BODY, RADIUS
from designer.ui.canvas.overview import far_below
from designer.ui.canvas.titles import TITLES_BELOW

if TYPE_CHECKING:
    from designer.ui.canvas.flow import Flow

RING, FROM_NODE = 2.5, 4.0  # px around a match, and how far from its node
LETTER = QSizeF(20, 18)


class Letter(NamedTuple):
    """A letter that picks a port."""

    port: QPointF
    text: str
    is_next: bool  # Enter means it
    left: bool = False  # it stands at the left of its port, where no layer is


class Marks(Commands):
    """Draws over the canvas what is not part of the drawing."""

    flow: "Flow | None" = None
    _area: QPainterPath | None = None
    _pulled: QPainterPath | None = None
    _target: Wire | None = None
    _cut: tuple[QPainterPath, tuple[Wire, ...]] | None = None
    _guides: tuple[QLineF, ...] = ()
    _ghost: tuple[QPointF, str] | None = None
    _reason: tuple[QPointF, str, bool] | None = None
    _found: tuple[str, ...] = ()
    _letters: tuple[Letter, ...] = ()

    def show_area(self, area: QRectF | QPolygonF | None) -> None:
        """The box or lasso that selects; None hides it."""
        old, self._area = self._area, None
        if area is not None:
            self._area = QPainterPath()
            self._area.addPolygon(QPolygonF(area))
            self._area.closeSubpath()
        for path in (old, self._area):
            self._mark(None, None if path is None else path.boundingRect())

    def show_wire(self, path: QPainterPath | None) -> None:
        """The wire that is being pulled; None hides it."""
        old, self._pulled = self._pulled, path
        self._mark(
            None if old is None else old.boundingRect(),
            None if path is None else path.boundingRect(),
        )

    def show_target(self, wire: Wire | None) -> None:
        """The wire into which something would be put; None for no wire."""
        if wire != self._target:
            old, self._target = self._target, wire
            self._mark(self._path_of(old).boundingRect(), self._path_of(wire).boundingRect())

    def show_cut(self, stroke: QPainterPath | None, wires: Sequence[Wire] = ()) -> None:
        """The stroke that cuts, and what it has crossed so far; None hides it."""
        self._cut = None if stroke is None else (stroke, tuple(wires))
        self.viewport().update()

    def show_guides(self, lines: Sequence[QLineF] = ()) -> None:
        """What the dragged nodes are in line with; nothing hides the lines."""
        for line in (*self._guides, *lines):
            self._mark(None, QRectF(line.p1(), line.p2()))
        self._guides = tuple(lines)

    def show_ghost(self, at: QPointF | None, kind: str = "") -> None:
        """Where a layer that is dragged in would come to lie; None hides it."""
        old = self._ghost
        self._ghost = None if at is None else (at, kind)
        self._mark(
            None if old is None else BODY.translated(old[0]),
            None if at is None else BODY.translated(at),
        )

    def show_reason(self, at: QPointF | None, text: str = "", good: bool = False) -> None:
        """Why something cannot be dropped here, or what it would do; None hides it."""
        reason = None if at is None or not text else (at, text, good)
        if reason != self._reason:
            self._reason = reason
            self.viewport().update()

    def show_found(self, names: Iterable[str]) -> None:
        """The nodes that match what is being searched; none of them hides the marks."""
        found = tuple(names)
        if found != self._found:
            self._found = found
            self.viewport().update()

    def show_letters(self, letters: Iterable[Letter]) -> None:
        """Letters that pick what they stand at; none hides them."""
        self._letters = tuple(letters)
        self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Draw what is on."""
        if self.flow is not None:
            self.flow.paint(painter)
        if self._found:
            self._draw_found(painter)
        self._draw_lines(painter)
        if self._ghost is not None:
            self._draw_ghost(painter, *self._ghost)
        if self._reason is not None:
            self._draw_reason(painter, *self._reason)
        for letter in self._letters:
            self._draw_letter(painter, letter)
        if self._area is not None:
            self._draw_area(painter, self._area)
        self.draw_focus(painter)
        if not self.canvas.nodes and self._ghost is None:
            self._draw_hint(painter)

    def _draw_lines(self, painter: QPainter) -> None:
        """Wires that are aimed at, pulled and cut, and the lines that layers fall in with."""
        colors = theme.current()
        if self.zoom < TITLES_BELOW:
            seen = QRectF(self.viewport().rect())
            draw_titles(painter, self.canvas, self.viewportTransform(), seen)
        if self._target is not None:
            self._draw_target(painter)
        if self._pulled is not None:
            painter.setPen(QPen(colors.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._pulled)
        if self._cut is not None:
            self._draw_cut(painter, *self._cut)
        if self._guides:
            painter.setPen(QPen(colors.accent, 0))
            painter.drawLines(self._guides)

    def _draw_area(self, painter: QPainter, area: QPainterPath) -> None:
        accent = theme.current().accent
        fill = QColor(accent)
        fill.setAlpha(28)
        painter.setPen(QPen(accent, 0))
        painter.setBrush(fill)
        painter.drawPath(area)

    def _draw_found(self, painter: QPainter) -> None:
        pen = QPen(theme.current().validation, RING)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge, nodes = FROM_NODE + RING, self.canvas.nodes
        view = self.visible().adjusted(-edge, -edge, edge, edge)
        far = self.zoom < far_below(len(nodes))
        away = 0 if far else FROM_NODE
        blocks = [nodes[name].block for name in self._found if name in nodes]
        rings = [b.adjusted(-away, -away, away, away) for b in blocks if view.intersects(b)]
        if far:
            painter.drawRects(rings)
            return
        for ring in rings:
            painter.drawRoundedRect(ring, RADIUS + away, RADIUS + away)

    def _draw_target(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.current().accent, 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path_of(self._target))

    def _draw_cut(self, painter: QPainter, stroke: QPainterPath, wires: Sequence[Wire]) -> None:
        color = theme.current().error
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 3))
        for wire in wires:
            painter.drawPath(self._path_of(wire))
        pen = QPen(color, 1.5, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawPath(stroke)

    def _draw_ghost(self, painter: QPainter, at: QPointF, kind: str) -> None:
        colors = theme.current()
        fill = QColor(colors.accent_soft)
        fill.setAlpha(200)
        painter.setPen(QPen(colors.accent, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(fill)
        body = BODY.translated(at)
        painter.drawRoundedRect(body, RADIUS, RADIUS)
        painter.setPen(colors.ink1)
        painter.setFont(colors.font(13, bold=True))
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, kind)

    def _draw_letter(self, painter: QPainter, letter: Letter) -> None:
        colors, is_next = theme.current(), letter.is_next
        painter.save()
        painter.resetTransform()
        aside = -8 - LETTER.width() if letter.left else 8
        corner = QPointF(self.mapFromScene(letter.port)) + QPointF(aside, -LETTER.height() / 2)
        box = QRectF(corner, LETTER)
        painter.setPen(QPen(colors.accent, 1))
        painter.setBrush(colors.accent if is_next else colors.panel)
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(colors.accent_ink if is_next else colors.ink1)
        painter.setFont(colors.font(12, bold=True))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter.text)
        painter.restore()

    def _draw_reason(self, painter: QPainter, at: QPointF, text: str, good: bool) -> None:
        colors = theme.current()
        painter.save()
        painter.resetTransform()
        painter.setFont(colors.font(12))
        view = QRectF(self.viewport().rect()).adjusted(8, 8, -8, -8)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        room = QRectF(0, 0, min(320.0, view.width()), view.height())
        box = QRectF(painter.boundingRect(room, flags, text)).adjusted(-9, -6, 9, 6)
        box.moveTopLeft(QPointF(self.mapFromScene(at)) + QPointF(16, 14))
        box.moveRight(min(box.right(), view.right()))
        box.moveBottom(min(box.bottom(), view.bottom()))
        painter.setPen(QPen(colors.accent if good else colors.error, 1))
        painter.setBrush(colors.accent_soft if good else colors.error_soft)
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(colors.ink1)
        painter.drawText(box.adjusted(9, 6, -9, -6), flags, text)
        painter.restore()

    def _draw_hint(self, painter: QPainter) -> None:
        colors = theme.current()
        painter.save()
        painter.resetTransform()
        middle = QRectF(self.viewport().rect())
        painter.setPen(colors.ink1)
        painter.setFont(colors.font(15, bold=True))
        center = Qt.AlignmentFlag.AlignHCenter
        top = middle.center().y() - 34
        painter.drawText(QRectF(0, top, middle.width(), 24), center, tr("An empty drawing"))
        painter.setPen(colors.ink2)
        painter.setFont(colors.font(13))
        lines = (
            tr("Double-click here and type a layer's name, or drag one from the list at the left."),
            tr("Pull a wire from the circle at the right of a layer to the left of the next.")
            if self.canvas.flow.is_turned
            else tr("Pull a wire from the circle below a layer to the one above the next."),
        )
        for index, line in enumerate(lines):
            box = QRectF(16, top + 32 + index * 22, middle.width() - 32, 22)
            painter.drawText(box, center, line)
        painter.restore()

    def _path_of(self, wire: Wire | None) -> QPainterPath:
        item = self.canvas.wires.get(wire) if wire is not None else None
        return QPainterPath() if item is None else item.path()

    def _mark(self, old: QRectF | None, new: QRectF | None) -> None:
        """Repaint what a mark covered and what it covers."""
        for rect in (old, new):
            if rect is not None:
                area = self.mapFromScene(rect).boundingRect()
                self.viewport().update(area.adjusted(-6, -6, 6, 6))
