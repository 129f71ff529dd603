"""Why: rows of the palette as they look: quiet headings, a color and a name for each layer."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from designer.layers import CATEGORIES
from designer.text import tr
from designer.ui import icons, theme
from designer.ui.palette.model import CATEGORY, TYPE, Index

ROW = 24
HEADING = 32
SIDE = 8  # free at the left and right of a row
SWATCH = 10
ICON = 14
NODE = QSize(208, 48)


class Rows(QStyledItemDelegate):
    """Paints headings and layers. `flat` says that rows stand without headings."""

    flat = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Headings have air above them."""
        return QSize(0, ROW if index.data(TYPE) else HEADING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(TYPE):
            self._layer(painter, option, index)
        else:
            _heading(painter, option, index)
        painter.restore()

    def _layer(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = theme.current()
        rect: QRect = option.rect
        _ground(painter, option, rect.adjusted(SIDE, 0, -SIDE, 0))
        row = rect.adjusted(2 * SIDE, 0, -2 * SIDE, 0)
        key = index.data(CATEGORY)
        if self.flat:
            _icon(painter, row, key)
        else:
            box = QRectF(row.left(), row.center().y() - SWATCH / 2 + 0.5, SWATCH, SWATCH)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.category(key))
            painter.drawRoundedRect(box, 3, 3)
        row.setLeft(row.left() + (ICON if self.flat else SWATCH) + 8)
        painter.setFont(theme.current().font(12))
        used = _text(painter, row, index.data(), colors.ink1)
        if self.flat:
            row.setLeft(row.left() + used + 12)
            painter.setFont(colors.font(11))
            _text(painter, row, tr(CATEGORIES[key].title), colors.ink3, right=True)


def _heading(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    colors = theme.current()
    rect: QRect = option.rect
    row = rect.adjusted(2 * SIDE, HEADING - ROW, -2 * SIDE, 0)
    state: QStyle.StateFlag = option.state
    _ground(painter, option, row.adjusted(-SIDE, 0, SIDE, 0), keys_only=True)
    _icon(painter, row, index.data(CATEGORY))
    is_open = bool(state & QStyle.StateFlag.State_Open)
    if not is_open or state & QStyle.StateFlag.State_MouseOver:
        name = "chevron-down" if is_open else "chevron-right"
        at = QPointF(row.right() - 12, row.center().y() - 5.5)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(at, icons.pixmap(name, 12, "ink3", ratio))
    row.adjust(ICON + 6, 0, -16, 0)
    painter.setFont(colors.font(11, bold=True))
    _text(painter, row, index.data(), colors.ink2)


def _ground(
    painter: QPainter, option: QStyleOptionViewItem, rect: QRect, keys_only: bool = False
) -> None:
    colors = theme.current()
    state: QStyle.StateFlag = option.state
    painter.setPen(Qt.PenStyle.NoPen)
    if state & QStyle.StateFlag.State_Selected:
        painter.setBrush(colors.accent_soft)
        painter.drawRoundedRect(rect, 5, 5)
    elif state & QStyle.StateFlag.State_MouseOver and not keys_only:
        painter.setBrush(colors.field)
        painter.drawRoundedRect(rect, 5, 5)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colors.accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)


def _icon(painter: QPainter, row: QRect, category: str) -> None:
    ratio = painter.device().devicePixelRatioF()
    drawn = icons.pixmap(CATEGORIES[category].icon, ICON, category, ratio)
    painter.drawPixmap(QPointF(row.left(), row.center().y() - ICON / 2 + 0.5), drawn)


def _text(painter: QPainter, row: QRect, text: str, color: QColor, right: bool = False) -> int:
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, row.width())
    if right and shown != text:
        return 0
    painter.setPen(QPen(color))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | side, shown)
    return metrics.horizontalAdvance(shown)


def node_picture(title: str, category: str, ratio: float) -> QPixmap:
    """The node as it will stand on the canvas, to be seen while it is dragged."""
    colors = theme.current()
    picture = QPixmap(NODE * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = QRectF(0.5, 0.5, NODE.width() - 1, NODE.height() - 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.category(category))
    painter.drawRoundedRect(body, 8, 8)
    painter.setBrush(colors.node)
    painter.setClipRect(QRectF(8, 0, NODE.width(), NODE.height()))
    painter.drawRoundedRect(body, 8, 8)
    painter.setClipping(False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colors.accent, 1))
    painter.drawRoundedRect(body, 8, 8)
    text = QRect(20, 6, NODE.width() - 32, 18)
    painter.setFont(colors.font(13, bold=True))
    _text(painter, text, title, colors.ink1)
    painter.setFont(colors.font(11))
    _text(painter, text.translated(0, 19), tr(CATEGORIES[category].title), colors.ink2)
    painter.end()
    return picture
