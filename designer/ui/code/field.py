"""Why: a place to write Python in: colors, numbers of lines, and a mark where it is wrong."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from designer.text import tr
from designer.ui import theme
from designer.ui.code.colors import Highlighter, spans

INDENT = "    "
AIR = 10  # px at both sides of a number
PLAIN = Qt.KeyboardModifier.NoModifier


class CodeField(QPlainTextEdit):
    """Python that can be edited. Tab indents, Enter keeps the indentation."""

    edited = Signal()  # the text is another one; colors alone don't count

    def __init__(self) -> None:
        super().__init__()
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setAccessibleName(tr("Code of the layer"))
        self._wrong = 0
        self._text = ""
        self._numbers = _Numbers(self)
        self._highlighter = Highlighter(self.document())
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scrolled)
        self.textChanged.connect(self._changed)
        theme.notifier.changed.connect(self.restyle)
        self.restyle()

    def mark(self, line: int) -> None:
        """Show that this line is wrong; 0 for none."""
        if line != self._wrong:
            self._wrong = line
            self._show_mark()

    def go_to(self, line: int) -> None:
        """Put the cursor on a line and show it."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        cursor = self.textCursor()
        cursor.setPosition(block.position())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def restyle(self) -> None:
        """Take the colors of the present theme."""
        colors = theme.current()
        self.setFont(colors.mono(12))
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(INDENT))
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {colors.field.name()}; color: {colors.ink1.name()};"
            f" border: {colors.border}; border-radius: 4px; }}"
        )
        self._highlighter.restyle()
        self._make_room()
        self._show_mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Python is written in steps of four spaces."""
        key, plain = event.key(), event.modifiers() == PLAIN
        if key == Qt.Key.Key_Tab and plain and not self.textCursor().hasSelection():
            column = self.textCursor().positionInBlock()
            self.insertPlainText(" " * (len(INDENT) - column % len(INDENT)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            line = self.textCursor().block().text()[: self.textCursor().positionInBlock()]
            kept = line[: len(line) - len(line.lstrip(" "))]
            deeper = INDENT if line.rstrip().endswith(":") else ""
            self.insertPlainText("\n" + kept + deeper)
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers are as high as the text."""
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(
            QRect(inside.left(), inside.top(), self.numbers_width(), inside.height())
        )

    def numbers_width(self) -> int:
        """The room that numbers take, for at least two digits."""
        digits = max(2, len(str(self.blockCount())))
        return 2 * AIR + self.fontMetrics().horizontalAdvance("9" * digits)

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines in view."""
        colors = theme.current()
        painter = QPainter(self._numbers)
        painter.fillRect(event.rect(), colors.panel)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        place = self.blockBoundingGeometry(block).translated(self.contentOffset())
        while block.isValid() and place.top() <= event.rect().bottom():
            number = block.blockNumber() + 1
            painter.setPen(colors.error if number == self._wrong else colors.ink3)
            row = QRect(0, round(place.top()), self._numbers.width() - AIR, round(place.height()))
            painter.drawText(row, Qt.AlignmentFlag.AlignRight, str(number))
            block = block.next()
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
        painter.end()

    def _changed(self) -> None:
        text = self.toPlainText()
        if text == self._text:
            return  # colors are changes to Qt
        self._text = text
        self._highlighter.set_lines(spans(text))
        self._highlighter.rehighlight()
        self.edited.emit()

    def _show_mark(self) -> None:
        marks = []
        block = self.document().findBlockByNumber(self._wrong - 1)
        if self._wrong and block.isValid():
            mark = QTextEdit.ExtraSelection()
            mark.format.setBackground(QColor(theme.current().error_soft))
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.cursor = self.textCursor()
            mark.cursor.setPosition(block.position())
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _scrolled(self, rect: QRect, dy: int) -> None:
        if dy:
            self._numbers.scroll(0, dy)
        else:
            self._numbers.update(0, rect.y(), self._numbers.width(), rect.height())


class _Numbers(QWidget):
    """The column beside the text; the field paints it."""

    def __init__(self, field: CodeField) -> None:
        super().__init__(field)
        self._field = field

    def sizeHint(self) -> QSize:
        """As wide as the numbers are."""
        return QSize(self._field.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the numbers."""
        self._field.paint_numbers(event)
