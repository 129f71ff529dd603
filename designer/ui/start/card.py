"""Why: a template to pick up: its drawing at the left, what there is to learn at the right."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from designer.gallery import Template
from designer.text import tr
from designer.ui import theme
from designer.ui.start import thumbnail

HEIGHT = 162
NARROWEST = 280
PICTURE = 80
PAD = 12
LINE = 16  # of help
LINES = 6
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class Card(QAbstractButton):
    """One template. A click, Space or Enter picks it."""

    def __init__(self, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.template = template
        self.setText(tr(template.title))
        self.setAccessibleName(tr("Template {title}", title=tr(template.title)))
        self.setAccessibleDescription(tr(template.help))
        self.setToolTip(_tip(template))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(NARROWEST)
        theme.notifier.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As narrow as it may be; the grid makes it wider."""
        return QSize(NARROWEST, HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does; arrows are for the grid."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """The outline tells where the pointer and the keys are."""
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw everything by hand: one widget a card keeps the page light."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.current()
        body = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.canvas)
        painter.drawRoundedRect(body, 8, 8)
        painter.setClipRect(QRectF(PICTURE, 0, self.width(), self.height()))
        painter.setBrush(colors.field if self.isDown() else colors.panel)
        painter.drawRoundedRect(body, 8, 8)
        painter.setClipping(False)
        painter.setPen(QPen(colors.line, colors.stroke))
        painter.drawLine(PICTURE, 2, PICTURE, self.height() - 2)
        self._outline(painter, body)
        room = QRectF(1, 1, PICTURE - 1, self.height() - 2).adjusted(PAD, PAD, -PAD, -PAD)
        thumbnail.paint(painter, thumbnail.template_sketch(self.template.name), room)
        self._words(painter)
        painter.end()

    def _outline(self, painter: QPainter, body: QRectF) -> None:
        colors = theme.current()
        color, width = colors.line, colors.stroke
        if self.hasFocus():
            color, width = colors.accent, 2 * colors.stroke
        elif self.underMouse():
            color = colors.ink3
        painter.setPen(QPen(color, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, 8, 8)

    def words_area(self) -> QRect:
        """Where title, help and paper stand."""
        return self.rect().adjusted(PICTURE + 14, PAD, -12, -PAD)

    def _words(self, painter: QPainter) -> None:
        colors = theme.current()
        area = self.words_area()
        painter.setFont(colors.font(13, bold=True))
        _line(painter, QRect(area.left(), area.top(), area.width(), 18), self.text(), colors.ink1)
        painter.setFont(colors.font(11))
        painter.setPen(colors.ink2)
        text = QRect(area.left(), area.top() + 22, area.width(), LINE * LINES)
        paragraph(painter, text, tr(self.template.help))
        painter.setFont(colors.font(10.5))
        foot = QRect(area.left(), area.bottom() - 15, area.width(), 16)
        _line(painter, foot, self.template.paper, colors.ink3)


def broken(text: str, font: QFont, width: float) -> list[str]:
    """The lines that a text makes in this width."""
    layout = QTextLayout(text, font)
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return lines


def paragraph(painter: QPainter, area: QRect, text: str) -> None:
    """Draw as many lines as fit; the last one says with an ellipsis that there is more."""
    lines = broken(text, painter.font(), area.width())
    fitting = area.height() // LINE
    metrics = painter.fontMetrics()
    for number, words in enumerate(lines[:fitting]):
        if number == fitting - 1 and len(lines) > fitting:
            rest = "".join(lines[number:])
            words = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, area.width())
        row = QRect(area.left(), area.top() + number * LINE, area.width(), LINE)
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


def _line(painter: QPainter, row: QRect, text: str, color: QColor) -> None:
    # In the middle: the year of a paper says as much as its first author.
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, row.width())
    painter.setPen(color)
    painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _tip(template: Template) -> str:
    return f"<p>{tr(template.help)}</p><p>{template.paper}</p>"
