"""Why: what a gesture shows while it lasts: wire, box, target, ghost; and the empty hint."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from designer.model import Wire
from designer.text import tr
from designer.ui import theme
from designer.ui.canvas.commands import Commands
from designer.ui.canvas.frame_titles import draw_titles
from designer.ui.canvas.geometry import BODY, RADIUS
from designer.ui.canvas.node_item import TITLES_BELOW


class Marks(Commands):
    """Draws over the canvas what is not part of the drawing."""

    _box: QRectF | None = None
    _pulled: QPainterPath | None = None
    _target: Wire | None = None
    _ghost: tuple[QPointF, str] | None = None
    _reason: tuple[QPointF, str] | None = None

    def show_box(self, box: QRectF | None) -> None:
        """The box that selects; None hides it."""
        self._mark(self._box, box)
        self._box = box

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

    def show_ghost(self, at: QPointF | None, kind: str = "") -> None:
        """Where a layer that is dragged in would come to lie; None hides it."""
        old = self._ghost
        self._ghost = None if at is None else (at, kind)
        self._mark(
            None if old is None else BODY.translated(old[0]),
            None if at is None else BODY.translated(at),
        )

    def show_reason(self, at: QPointF | None, text: str = "") -> None:
        """Why something cannot be dropped here, beside the pointer; None hides it."""
        reason = None if at is None or not text else (at, text)
        if reason != self._reason:
            self._reason = reason
            self.viewport().update()

    def drawForeground(self, painter: QPainter, rect: QRectF | object) -> None:
        """Draw what is on."""
        colors = theme.current()
        if self.zoom < TITLES_BELOW:
            seen = QRectF(self.viewport().rect())
            draw_titles(painter, self.canvas.frames, self.viewportTransform(), seen)
        if self._target is not None:
            self._draw_target(painter)
        if self._pulled is not None:
            painter.setPen(QPen(colors.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._pulled)
        if self._ghost is not None:
            self._draw_ghost(painter, *self._ghost)
        if self._reason is not None:
            self._draw_reason(painter, *self._reason)
        if self._box is not None:
            fill = QColor(colors.accent)
            fill.setAlpha(28)
            painter.setPen(QPen(colors.accent, 0))
            painter.setBrush(fill)
            painter.drawRect(self._box)
        if self.canvas.is_empty and self._ghost is None:
            self._draw_hint(painter)

    def _draw_target(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.current().accent, 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self._path_of(self._target))

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

    def _draw_reason(self, painter: QPainter, at: QPointF, text: str) -> None:
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
        painter.setPen(QPen(colors.error, 1))
        painter.setBrush(colors.error_soft)
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
            tr("Pull a wire from the circle below a layer to the one above the next."),
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
