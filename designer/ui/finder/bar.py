"""Why: a layer of the drawing is found by typing, and seen where it stands, on whichever level."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton

from designer.model import MAIN
from designer.text import tr
from designer.ui import theme
from designer.ui.canvas import CanvasView
from designer.ui.finder.nodes import Entry, entries, matching
from designer.ui.icons import icon

WIDTH, GAP = 420, 12  # px
BELOW_CRUMBS = 56  # px from the edge, where the levels are told above it
STEPS = {
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
}


class FindBar(QFrame):
    """A field over the canvas. Enter goes to the next match, Shift+Enter to the one before."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._document = view.document
        self._entries: list[Entry] | None = None  # None: to be made anew
        self.found: list[Entry] = []
        self._at = 0
        self.setObjectName("findbar")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Name, type or parameter, as “conv 64”"))
        self.field.setAccessibleName(tr("Find in the drawing"))
        self.count = QLabel()
        self.before = _button("chevron-up", tr("Previous match (Shift+Enter)"))
        self.after = _button("chevron-down", tr("Next match (Enter)"))
        self.shut = _button("close", tr("Close (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        row.setSpacing(4)
        row.addWidget(self.field, 1)
        for widget in (self.count, self.before, self.after, self.shut):
            row.addWidget(widget)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.shut.clicked.connect(self.close_bar)
        bridge = self._document.bridge
        bridge.committed.connect(self._changed)
        bridge.graph_opened.connect(self._mark)
        view.moved.connect(self._place)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def open_bar(self) -> None:
        """Show it with the keyboard in it; what was typed last can be typed over."""
        self.show()
        self._place()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search(self.field.text())

    def close_bar(self) -> None:
        """Put it away; the keyboard goes to the canvas, where the match is selected."""
        self.hide()
        self._view.show_found(())
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and arrows step while the field keeps the focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif key in STEPS:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(-STEPS[key] if back else STEPS[key])
        else:
            return False
        return True

    def _search(self, text: str) -> None:
        """Find, and show the best match if it is on this level: typing leads nowhere else."""
        self._look_up(text)
        self._at = 0
        self._tell()
        if self.found and self.found[0].graph == self._document.graph:
            self._go()

    def _look_up(self, text: str) -> None:
        if self._entries is None:
            self._entries = entries(self._document.project)
        self.found = matching(text, self._entries, self._document.graph)

    def _step(self, by: int) -> None:
        if not self.found:
            return
        there = self.found[self._at]
        is_here = self._document.graph == there.graph
        if is_here and self._document.selection == (there.name,):
            self._at = (self._at + by) % len(self.found)
        self._go()

    def _go(self) -> None:
        there = self.found[self._at]
        if there.graph != self._document.graph:
            self._document.open_graph(there.graph)
        self._document.select([there.name])
        self._view.center_on_node(there.name)
        self._tell()

    def _changed(self, _: object = None) -> None:
        """The drawing is another: so may be what is found. The view stays where it is."""
        self._entries = None
        if self.isVisible():
            self._look_up(self.field.text())
            self._at = min(self._at, max(0, len(self.found) - 1))
            self._tell()

    def _tell(self) -> None:
        text = ""
        if self.found:
            text = tr("{number} of {count}", number=self._at + 1, count=len(self.found))
            graph = self.found[self._at].graph
            if graph != self._document.graph:
                name = self._document.project.name if graph == MAIN else graph
                text = tr("{text} · in {graph}", text=text, graph=name)
        elif self.field.text().strip():
            text = tr("None")
        self.count.setText(text)
        self.field.setAccessibleDescription(text)
        self.before.setEnabled(bool(self.found))
        self.after.setEnabled(bool(self.found))
        self._mark()

    def _mark(self) -> None:
        if self.isVisible():
            graph = self._document.graph
            self._view.show_found([entry.name for entry in self.found if entry.graph == graph])
            self._place()

    def _place(self) -> None:
        if not self.isVisible():
            return
        room = self._view.width()
        width = min(WIDTH, room - 2 * GAP)
        self.resize(width, self.sizeHint().height())
        self.move((room - width) // 2, BELOW_CRUMBS if self._document.path_in else GAP)

    def _restyle(self) -> None:
        colors = theme.current()
        self.setStyleSheet(
            f"#findbar {{ background: {colors.panel.name()}; border: 1px solid"
            f" {colors.line.name()}; border-radius: 8px; }}"
            f"QLabel {{ color: {colors.ink2.name()}; font-size: 11px; padding: 0 4px; }}"
            "QToolButton { padding: 3px; }"
        )


def _button(name: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(icon(name, "ink2"))
    button.setIconSize(QSize(14, 14))
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
