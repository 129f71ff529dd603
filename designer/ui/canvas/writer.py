"""Why: a title or a comment is written where it stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from designer import edit
from designer.model import Frame
from designer.text import tr
from designer.ui import theme
from designer.ui.canvas.remark_items import TEXT_PX, TITLE_PX

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

WIDTH = 208.0  # canvas units of a comment that begins
LEAST = QSize(120, 26)  # px
ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Writer(QPlainTextEdit):
    """A field over a frame's title or a comment.

    Escape leaves the text as it was. Enter ends a title; in a comment it begins a line, and
    Ctrl+Enter ends it, as a click elsewhere does. A comment left empty goes.
    """

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._name = ""  # "" while a new comment is written
        self._at = QPointF()
        self.setObjectName("writer")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self.setTabChangesFocus(True)
        self.hide()
        view.moved.connect(self._follow)
        self.textChanged.connect(self._follow)

    def open(self, name: str) -> None:
        """Write in the title of a frame or in a comment."""
        remark = self._view.document.drawing.remarks.get(name)
        if remark is None:
            return
        self._name = name
        self._begin(remark.title if isinstance(remark, Frame) else remark.text)

    def open_new(self, at: QPointF) -> None:
        """Write a comment that comes to lie here."""
        self._name, self._at = "", at
        self._begin("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape, see the class."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in ENDS and (control or self._frame is not None):
            self._keep()
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click elsewhere keeps what was written."""
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.hide()
            self._keep()

    @property
    def _frame(self) -> Frame | None:
        return self._view.document.drawing.frames.get(self._name)

    def _begin(self, text: str) -> None:
        title = self._frame is not None
        colors = theme.current()
        self.setAccessibleName(tr("Title of the frame") if title else tr("Comment"))
        self.setPlaceholderText(tr("Title") if title else tr("Write a comment"))
        self.setStyleSheet(
            f"#writer {{ background: {colors.panel.name()}; color: {colors.ink1.name()};"
            f" border: 1px solid {colors.accent.name()}; border-radius: 4px; }}"
        )
        wraps = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(wraps.NoWrap if title else wraps.WidgetWidth)
        self.setPlainText(text)
        self._follow()
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus()

    def _keep(self) -> None:
        """Make the edit, unless nothing has changed."""
        document, text, name = self._view.document, self.toPlainText(), self._name
        project, graph = document.project, document.graph
        remark = document.drawing.remarks.get(name)
        if isinstance(remark, Frame):
            if text != remark.title:
                document.run_edit(lambda: edit.set_frame(project, name, title=text, graph=graph))
        elif remark is None:
            if text.strip() and not name:
                at = (self._at.x(), self._at.y())
                made = document.run_edit(lambda: edit.add_comment(project, text, at, WIDTH, graph))
                document.select([], [made] if made else [])
        elif not text.strip():
            document.run_edit(lambda: edit.remove(project, [], graph=graph, remarks=[name]))
        elif text != remark.text:
            document.run_edit(lambda: edit.set_comment(project, name, text=text, graph=graph))

    def _close(self) -> None:
        self.hide()
        self._view.setFocus()

    def _follow(self) -> None:
        """Over what it stands for, in the size of its text on the screen."""
        item = self._view.canvas.remarks.get(self._name)
        if item is None and self._name:
            self.hide()
            return
        title = self._frame is not None
        zoom = min(2.0, max(1.0, self._view.zoom))
        px = (TITLE_PX if title else TEXT_PX) * zoom
        self.setFont(theme.current().font(px, bold=title))
        place = QRectF(self._at.x(), self._at.y(), WIDTH, 0) if item is None else item.area
        shown = self._view.mapFromScene(place).boundingRect()
        metrics = QFontMetricsF(self.font())
        lines = 1.0 if title else max(1.0, self.document().size().height())
        height = max(LEAST.height(), round(lines * metrics.lineSpacing()) + 12)
        width = max(LEAST.width(), shown.width() + (0 if title else 10))
        left, top = (shown.x(), shown.y()) if title else (shown.x() - 5, shown.y() - 5)
        self.setGeometry(left, top, width, height)
