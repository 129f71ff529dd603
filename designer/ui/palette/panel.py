"""Why: the left column: type a name or look through the categories, then put it on the canvas."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from designer.layers import Layer
from designer.text import tr
from designer.ui import icons, theme
from designer.ui.palette.tree import ENTER, LayerTree

NARROWEST, USUAL, WIDEST = 208, 232, 260
STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}


class Palette(QWidget):
    """Search field over layers by category. Enter or a double-click chooses; layers drag out."""

    chosen = Signal(str)  # the type of a layer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Palette"))
        self.setMinimumWidth(NARROWEST)
        self.setMaximumWidth(WIDEST)
        self.setAutoFillBackground(True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Search layers  /"))
        self.field.setAccessibleName(tr("Search layers"))
        self.field.setToolTip(tr("A name, another word for it, or what it does. Enter adds it."))
        self.field.setClearButtonEnabled(True)
        self.field.setStyleSheet("QLineEdit { padding-left: 2px; }")  # the icon brings its own air
        self.field.addAction(icons.icon("search", "ink3"), QLineEdit.ActionPosition.LeadingPosition)
        self.tree = LayerTree()
        self._nothing = QLabel()
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(16, 8, 16, 8)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self._nothing)
        self._arrange()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._search)
        self.tree.chosen.connect(self.chosen)
        self.tree.typed.connect(self._typed)
        self.tree.cleared.connect(self._clear)
        theme.notifier.changed.connect(self._restyle)
        self._restyle()
        self._search("")

    def sizeHint(self) -> QSize:
        """As wide as the look has it."""
        return QSize(USUAL, 600)

    def show_blocks(self, blocks: tuple[Layer, ...]) -> None:
        """Offer the blocks of the project in front."""
        if self.tree.show_blocks(blocks):
            self._search(self.field.text())

    def focus_search(self) -> None:
        """Put the cursor into the search field, with its text selected."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk the list while the cursor stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        if key in STEPS:
            self.tree.walk(STEPS[key])
        elif key in ENTER:
            self.tree.choose()
            self.field.selectAll()
        elif key == Qt.Key.Key_Escape and self.field.text():
            self._clear()
        else:
            return False
        return True

    def _arrange(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(12, 12, 12, 4)
        top.addWidget(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._pages, 1)

    def _search(self, text: str) -> None:
        self.tree.show_matches(text)
        self._nothing.setText(
            tr(
                "No layer is called “{text}”.\n\nTry another word for it, or what it does: "
                "dense, pool, join.",
                text=text.strip(),
            )
        )
        self._pages.setCurrentWidget(self._nothing if self.tree.is_empty else self.tree)

    def _typed(self, text: str) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if text != "/":
            self.field.insert(text)

    def _clear(self) -> None:
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, theme.current().panel)
        self.setPalette(palette)
        self._nothing.setStyleSheet(f"color: {theme.current().ink2.name()}; font-size: 12px;")
