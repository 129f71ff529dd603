"""Why: where in a large drawing one is, and a click away from anywhere else."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from designer.text import tr
from designer.ui import theme
from designer.ui.canvas.camera import Camera
from designer.ui.canvas.geometry import HEIGHT
from designer.ui.canvas.overview import color_of, draw_remarks

SIZE = QSize(132, 100)
MARGIN = 8.0
CLEAR = 4  # px between the border of the map and the frame
SMALLEST = 2.0  # px: a node never vanishes
REDRAW_MS = 120


class Minimap(QWidget):
    """The nodes as blocks of color and a frame for what is in view. Click or drag to go there."""

    def __init__(self, view: Camera, parent: QWidget | None = None) -> None:
        super().__init__(parent or view)
        self._view = view
        self._picture = QPixmap()
        self._bounds = QRectF()
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Minimap"))
        self.setToolTip(tr("The whole drawing. Click to go somewhere."))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REDRAW_MS)
        self._later.timeout.connect(self._forget)
        document = view.document
        for signal in (document.bridge.committed, document.bridge.checked):
            signal.connect(self._changed)
        document.bridge.selected.connect(self._changed)
        theme.notifier.changed.connect(self._forget)
        view.recolored.connect(self._changed)
        view.settled.connect(self._changed)
        view.moved.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The kept picture, and the frame over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.current()
        if self._picture.isNull():
            self._draw_picture()
        painter.drawPixmap(0, 0, self._picture)
        if self._view.canvas.is_empty:
            return
        inside = self.rect().adjusted(CLEAR, CLEAR, -CLEAR - 1, -CLEAR - 1)
        seen = self._to_map(self._view.visible()).toRect().intersected(inside)
        frame = QRectF(seen).translated(0.5, 0.5)  # a line as sharp as that of the map
        fill = QColor(colors.accent)
        fill.setAlpha(20)
        painter.setBrush(fill)
        painter.setPen(QPen(colors.accent, 1))
        painter.drawRoundedRect(frame, 4, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def _go(self, at: QPointF) -> None:
        if not self._view.canvas.is_empty:
            scale, offset = self._mapping()
            self._view.centerOn((at - offset) / scale)

    def _changed(self, _: object = None) -> None:
        """Draw it anew, but not more often than a person would notice."""
        if not self._later.isActive():
            self._later.start()

    def _forget(self) -> None:
        self._picture = QPixmap()
        self.update()

    def _draw_picture(self) -> None:
        self._bounds = self._view.overview.bounds()
        ratio = self.devicePixelRatioF()
        self._picture = QPixmap(SIZE * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.current()
        painter.setPen(QPen(colors.line, colors.stroke))
        painter.setBrush(colors.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        scale, offset = self._mapping()
        painter.translate(offset)
        painter.scale(scale, scale)
        draw_remarks(painter, self._view.canvas)
        for key, rects in self._view.overview.blocks().items():
            color = color_of(key)
            painter.setBrush(color)
            painter.setPen(pen_of(color, scale))
            painter.drawRects(rects)
        painter.end()

    def _mapping(self) -> tuple[float, QPointF]:
        """Scale and offset that put the whole drawing into the map."""
        bounds = self._bounds
        width, height = SIZE.width() - 2 * MARGIN, SIZE.height() - 2 * MARGIN
        scale = min(width / max(1, bounds.width()), height / max(1, bounds.height()), 0.16)
        middle = QPointF(SIZE.width() / 2, SIZE.height() / 2)
        return scale, middle - bounds.center() * scale

    def _to_map(self, rect: QRectF) -> QRectF:
        scale, offset = self._mapping()
        return QRectF(rect.topLeft() * scale + offset, rect.size() * scale)


def pen_of(color: QColor, scale: float) -> QPen:
    """An outline that keeps blocks visible which would be thinner than SMALLEST pixels."""
    if scale * HEIGHT >= SMALLEST:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(color, SMALLEST / 2)
    pen.setCosmetic(True)
    return pen
