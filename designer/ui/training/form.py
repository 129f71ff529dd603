"""Why: rows of label and field, in titled groups, that show settings and hand changes on."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from designer.layers import Param
from designer.text import tr
from designer.ui import theme
from designer.ui.fields import Field, field


class Form(QScrollArea):
    """A scrolling column of groups. `reset` empties it; `group` and `row` fill it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields: dict[str, Field] = {}
        self._layout: QFormLayout | None = None
        self._column = QVBoxLayout()
        self.reset()

    def reset(self) -> None:
        """Remove all rows."""
        at = self.verticalScrollBar().value()
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(12, 8, 12, 12)
        self._column.setSpacing(4)
        self._column.addStretch(1)
        self.fields = {}
        self._layout = None
        self.setWidget(body)
        self.verticalScrollBar().setValue(at)

    def group(self, title: str) -> None:
        """Begin a group."""
        label = QLabel(title)
        label.setFont(theme.current().font(12, bold=True))
        label.setContentsMargins(0, 6, 0, 2)
        self._layout = QFormLayout()
        self._layout.setHorizontalSpacing(12)
        self._layout.setVerticalSpacing(4)
        self._layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._column.insertWidget(self._column.count() - 1, label)
        self._column.insertLayout(self._column.count() - 1, self._layout)

    def row(
        self, key: str, title: str, param: Param, value: Any, changed: Callable[[Any], None]
    ) -> None:
        """A field for a parameter, known as `key` to `show`."""
        editor = field(param, value, changed)
        self.add(key, title, editor, tr(param.help) if param.help else "")
        self.fields[key] = editor

    def add(self, key: str, title: str, widget: QWidget, tip: str = "") -> None:
        """Any widget as a row."""
        assert self._layout is not None
        widget.setObjectName(key)
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, widget.sizePolicy().verticalPolicy())
        label = QLabel(title)
        label.setToolTip(tip)
        label.setMinimumWidth(104)
        label.setBuddy(widget)
        self._layout.addRow(label, widget)

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
