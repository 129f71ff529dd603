"""Why: rows of label and field, in titled groups, that show settings and hand changes on."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.layers import Param
from designer.text import tr
from designer.ui import theme
from designer.ui.fields import Field, ValueField, field
from designer.ui.icons import icon
from designer.ui.scrubbing import Scrub
from designer.ui.values import unbroken

LABEL_WIDTH = 112
WIDEST_LABEL = 112
RESET_WIDTH = 22
GAP = 2
ICON = 13  # px, of a small button


class Form(QWidget):
    """A column of groups. `reset` empties it; `group`, `row`, `add`, `fact` and `note` fill it."""

    supposed = Signal(str, object)  # a row, and a value that is only shown yet; None: no more

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.fields: dict[str, Field] = {}
        self._facts: dict[str, _Fact] = {}
        self._resets: dict[str, tuple[QToolButton, Any]] = {}
        self._layout: QFormLayout | None = None
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        outer.addWidget(self._body)

    def reset(self, margins: tuple[int, int, int, int] = (12, 8, 12, 12)) -> None:
        """Remove all rows."""
        old, self._body = self._body, QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(*margins)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self.fields, self._facts, self._resets, self._layout = {}, {}, {}, None
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()

    def group(self, title: str = "") -> None:
        """Begin a group; without a title only a line is drawn."""
        if title:
            head: QWidget = QLabel(title)
            head.setFont(theme.current().font(12, bold=True))
            head.setContentsMargins(0, 8, 0, 2)
        else:
            head = _line()
        self._layout = QFormLayout()
        self._layout.setHorizontalSpacing(12)
        self._layout.setVerticalSpacing(6)  # with a field or a line of text in steps of 4
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._column.insertWidget(self._column.count() - 1, head)
        self._column.insertLayout(self._column.count() - 1, self._layout)

    def row(
        self, key: str, title: str, param: Param, value: Any, changed: Callable[[Any], None]
    ) -> None:
        """A field for a parameter, known as `key` to `show_values`.

        One whose value is not the default has a button that puts the default back.
        """
        editor = field(param, value, changed)
        back = QToolButton()
        back.setIcon(icon("rotate-ccw", "ink2"))
        back.setIconSize(QSize(ICON, ICON))
        back.setFixedWidth(RESET_WIDTH)
        back.setStyleSheet("padding: 2px 0;")
        policy = back.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        back.setSizePolicy(policy)
        back.setToolTip(tr("Back to the default"))
        back.setAccessibleName(tr("{name}: back to the default", name=title.strip()))
        back.clicked.connect(lambda: changed(param.default))
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        editor.setObjectName(key)
        editor.setSizePolicy(QSizePolicy.Policy.Expanding, editor.sizePolicy().verticalPolicy())
        box.addWidget(editor, 1)
        box.addWidget(back)
        self.fields[key] = editor
        self._resets[key] = (back, None if param.required else (param.default,))
        self._show_reset(key, value)
        label = self._add_row(title, line, tr(param.help) if param.help else "", buddy=editor)
        if isinstance(editor, ValueField) and param.kind in ("int", "float", "sizes"):
            editor.supposed = lambda value: self.supposed.emit(key, value)
            Scrub(label, editor)

    def trail(self, key: str, widget: QWidget) -> None:
        """One more thing behind the field of a row."""
        line = self.fields[key].parentWidget()
        box = line.layout() if line is not None else None
        assert box is not None
        box.addWidget(widget)

    def add(self, key: str, title: str, widget: QWidget, tip: str = "") -> None:
        """Any widget as a row, as wide as the fields of the others."""
        widget.setObjectName(key)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
        line = QWidget()
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, RESET_WIDTH + GAP, 0)
        box.addWidget(widget)
        self._add_row(title, line, tip, buddy=widget)

    def fact(self, key: str, title: str, text: str, tip: str = "", quiet: bool = False) -> None:
        """A value that is known and not typed; `show_fact` changes it."""
        label = _Fact(text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if quiet:
            label.setStyleSheet(f"color: {theme.current().ink3.name()}; padding: 4px 9px;")
        else:
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._facts[key] = label
        self._add_row(title, label, tip)

    def note(self, text: str) -> None:
        """A quiet sentence below the rows of the group."""
        assert self._layout is not None
        label = QLabel(text)
        label.setWordWrap(True)
        label.setStyleSheet(f"color: {theme.current().ink2.name()}")
        self._layout.addRow(label)

    def show_values(self, values: dict[str, Any]) -> None:
        """Show values that changed elsewhere; keys without a field are passed over."""
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].show_value(value)
                if key in self._resets:
                    self._show_reset(key, value)

    def show_fact(self, key: str, text: str, tip: str = "") -> None:
        """Show another text in a row made by `fact`, and what is said when it is pointed at."""
        if key in self._facts:
            self._facts[key].show_text(text)
            self._facts[key].setToolTip(tip)

    def _show_reset(self, key: str, value: Any) -> None:
        button, default = self._resets[key]
        button.setVisible(default is not None and value != default[0])

    def _add_row(
        self, title: str, widget: QWidget, tip: str, buddy: QWidget | None = None
    ) -> QLabel:
        assert self._layout is not None
        label = QLabel(title)
        label.setToolTip(tip)
        label.setMinimumWidth(LABEL_WIDTH)
        if (
            "_" in title and label.sizeHint().width() > WIDEST_LABEL
        ):  # a long name breaks behind an underscore
            label.setText(title.replace("_", "_\u200b"))
            label.setWordWrap(True)
            label.setFixedWidth(WIDEST_LABEL)
        label.setStyleSheet(f"color: {theme.current().ink2.name()}")
        if buddy is not None:
            label.setBuddy(buddy)
        self._layout.addRow(label, widget)
        return label


class _Fact(QLabel):
    """Words that wrap, with room for all of their lines: a form layout forgets to ask again."""

    def __init__(self, text: str) -> None:
        super().__init__(unbroken(text))
        self.setWordWrap(True)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(unbroken(text))
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer words fit on a line, or more."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.setMinimumHeight(max(0, self.heightForWidth(self.width())))  # -1: there is no text


class Scroll(QScrollArea):
    """Scrolls up and down, and is always as wide as what it holds needs.

    Whatever in it gets the keyboard comes into view, from wherever it came; the area itself is
    no stop on the way, and Page Up and Page Down scroll it from any field.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self.ensureWidgetVisible(now)

    def minimumSizeHint(self) -> QSize:
        """As wide as the contents and the bar; low, because it scrolls."""
        widget = self.widget()
        inside = widget.minimumSizeHint() if widget is not None else QSize()
        return QSize(inside.width() + self.verticalScrollBar().sizeHint().width(), 60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words wrap at other places."""
        super().resizeEvent(event)
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What it holds has other words."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return super().eventFilter(watched, event)

    def _make_room(self) -> None:
        """Scroll rather than squeeze: Qt asks what is inside for one height, not for this width."""
        widget = self.widget()
        if widget is not None and widget.hasHeightForWidth():
            widget.setMinimumHeight(widget.heightForWidth(self.viewport().width()))


def scrolled(widget: QWidget) -> QScrollArea:
    """The widget in an area that scrolls up and down."""
    area = Scroll()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area


def _line() -> QFrame:
    line = QFrame()
    line.setFixedHeight(1)
    line.setStyleSheet(f"background: {theme.current().line.name()}; margin: 0;")
    return line
