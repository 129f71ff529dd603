"""Why: the code is seen while the drawing is made, and each layer's lines are found at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.compile import NotReady, Source, node_key, write
from designer.model import MAIN
from designer.text import tr
from designer.ui import theme
from designer.ui.blank import Blank
from designer.ui.code.colors import Highlighter, Span, spans
from designer.ui.document import Document
from designer.ui.values import unbroken

PAUSE_MS = 120


class CodeView(QPlainTextEdit):
    """Read-only code; a click on a line says its number."""

    line_clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setAccessibleName(tr("Code"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._marked: Sequence[int] = ()
        self.verticalScrollBar().valueChanged.connect(self._show_marks)

    def mark(self, numbers: Sequence[int]) -> None:
        """Put these lines, in their order, on the accent's soft color."""
        self._marked = numbers
        self._show_marks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More lines may be in sight."""
        super().resizeEvent(event)
        self._show_marks()

    def _show_marks(self, _: int = 0) -> None:
        """Those in sight: of thousands, all would hold up the window."""
        first = self.firstVisibleBlock().blockNumber() + 1
        last = first + self.viewport().height() // self.fontMetrics().lineSpacing() + 1
        numbers = self._marked
        marks = []
        for number in numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]:
            mark = QTextEdit.ExtraSelection()
            mark.format.setBackground(theme.current().accent_soft)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            mark.cursor = QTextCursor(self.document().findBlockByNumber(number - 1))
            marks.append(mark)
        self.setExtraSelections(marks)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that selects no text chooses the layer of the line."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            cursor = self.cursorForPosition(event.position().toPoint())
            self.line_clicked.emit(cursor.blockNumber() + 1)


class CodePanel(QWidget):
    """The source of the network, written anew after every check."""

    export_requested = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._source: Source | None = None
        self._busy = False
        self._again = False
        self.code = CodeView()
        self.code.line_clicked.connect(self._choose_line)
        self._highlighter = Highlighter(self.code.document())
        self._title = QLabel(tr("Code"))
        self._why = QLabel()
        self._why.setWordWrap(True)
        self._nothing = Blank(tr("The code of what you draw appears here."))
        self._copy_button, self._export_button = QToolButton(), QToolButton()
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._write)
        document.bridge.checked.connect(self._soon)
        document.bridge.selected.connect(self._mark)
        document.bridge.graph_opened.connect(self._mark)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()
        self._timer.start()

    def _soon(self) -> None:
        # Not begun anew by each edit: the code keeps up with edits that follow each other.
        if not self._timer.isActive():
            self._timer.start()

    def _build(self) -> None:
        copy, export = self._copy_button, self._export_button
        copy.setText(tr("Copy"))
        copy.setToolTip(tr("Copy the code of the network"))
        copy.clicked.connect(self._copy)
        export.setText(tr("Export…"))
        export.setToolTip(tr("Save the module, a training script, ONNX or a picture"))
        export.clicked.connect(self.export_requested)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 4)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(copy)
        head.addWidget(export)
        self._why.setContentsMargins(16, 0, 16, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._why)
        layout.addWidget(self.code, 1)
        layout.addWidget(self._nothing, 1)
        self._offer()

    def _offer(self) -> None:
        """Only what there is code for can be used; without any, it is said what will be here."""
        empty = not self._document.project.main.nodes
        self._nothing.setVisible(empty)
        if self.code.isHidden() != empty:  # shown before it has a window, it loses its font
            self.code.setVisible(not empty)
        self._copy_button.setEnabled(self._source is not None)
        self._export_button.setEnabled(not empty)

    def _write(self) -> None:
        """Write and color the source in the background; the newest state last."""
        report = self._document.report
        if report is None or self._document.checking.pending:
            return  # the report of the present state comes
        if self._busy:
            self._again = True
            return
        self._busy = True
        project = self._document.project.copy()

        def work() -> tuple[Source, list[list[Span]]] | str:
            try:
                source = write(project, report)
            except NotReady as error:
                return str(error)
            return source, spans(source.text)

        self._document.bridge.in_background(work, self._written)

    def _written(self, result: tuple[Source, list[list[Span]]] | str) -> None:
        self._busy = False
        self._show(result)
        if self._again:
            self._again = False
            self._write()

    def _show(self, result: tuple[Source, list[list[Span]]] | str) -> None:
        """New code; or why there is none, above the last that there was."""
        ready = not isinstance(result, str)
        empty = not self._document.project.main.nodes
        self._why.setVisible(not ready and not empty)
        self.code.setEnabled(ready)
        if isinstance(result, str):
            self._why.setText(tr("No code yet: {why}", why=unbroken(result)))
            if empty:
                self._source = None
                self.code.clear()
            self._offer()
            return
        source, lines = result
        if self._source is None or source.text != self._source.text:
            bar = self.code.verticalScrollBar()
            at = bar.value()
            self._highlighter.set_lines(lines)
            self.code.setPlainText(source.text)
            bar.setValue(at)
        self._source = source
        self._offer()
        self._mark()

    def _mark(self) -> None:
        """Put the lines of the selected nodes on the accent's soft color, and show the first."""
        if self._source is None:
            return
        graph = self._document.graph
        wanted = {node_key(graph, name) for name in self._document.selection}
        numbers = sorted(n for n, node in self._source.lines.items() if node in wanted)
        self.code.mark(numbers)
        if numbers:
            self._bring_into_view(numbers[0])
        elif graph != MAIN:
            own = [n for n, node in self._source.lines.items() if node.startswith(f"{graph}/")]
            self._bring_into_view(min(own, default=1))

    def _bring_into_view(self, number: int) -> None:
        block = self.code.document().findBlockByNumber(number - 1)
        if not self.code.viewport().rect().contains(self.code.cursorRect(QTextCursor(block))):
            self.code.verticalScrollBar().setValue(max(0, number - 4))

    def _choose_line(self, number: int) -> None:
        if self._source is not None and number in self._source.lines:
            graph, _, name = self._source.lines[number].rpartition("/")
            self._document.open_graph(graph or MAIN)
            self._document.select([name])

    def _copy(self) -> None:
        if self._source is not None:
            QGuiApplication.clipboard().setText(self._source.text)
            self._document.bridge.message.emit(tr("The code is in the clipboard."))

    def _restyle(self) -> None:
        colors = theme.current()
        self._title.setFont(colors.font(12, bold=True))
        self._why.setStyleSheet(f"color: {colors.ink2.name()}")
        self.code.setFont(colors.mono(11))
        self.code.setStyleSheet(
            f"QPlainTextEdit {{ background: {colors.field.name()}; color: {colors.ink1.name()};"
            f" border: none; border-top: {colors.border}; padding: 6px 10px; }}"
            f"QPlainTextEdit:disabled {{ color: {colors.ink3.name()}; }}"
        )
        self._highlighter.restyle()
        self._mark()
