"""Why: one typed editor per kind of parameter, for layers, optimizers, losses and schedules."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QToolTip, QWidget

from designer.layers import Param
from designer.layers.expressions import is_expression
from designer.text import tr
from designer.ui.dropdown import DropDown
from designer.ui.relative import Relative, read_relative
from designer.ui.values import read, shown

Changed = Callable[[Any], None]


class ValueField(QLineEdit):
    """A field for numbers, sizes, shapes and text. Arrow keys step numbers.

    What can be read is handed on while typing; what can't turns the field red, says why in
    its tooltip, changes nothing, and is put back, with the reason, when the field is left.
    """

    def __init__(self, param: Param, value: Any, changed: Changed) -> None:
        super().__init__(shown(value))
        self._param = param
        self._value = value
        self._changed = changed
        self._typing = False
        self.supposed: Changed | None = None  # told of values that are shown before they are taken
        self.is_mixed = False  # it stands for several numbers that differ
        self._relative: Relative | None = None  # typed for those, to be taken when it is complete
        self.setAccessibleName(param.name)
        self.setPlaceholderText(tr("none") if param.optional else "")
        self._plain_tip = tr(param.help) if param.help else ""
        self.setToolTip(self._plain_tip)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._left)

    def show_value(self, value: Any) -> None:
        """Show a value that changed elsewhere; typing under way is not disturbed by its echo."""
        self._value, self.is_mixed = value, False
        if not (self.hasFocus() and self._typing):
            self.setText(shown(value))
            self._mark("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step a number, by ten with Shift; Escape puts the value back."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if step and self._param.kind in ("int", "float"):
            self._step(step * (10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1))
        elif event.key() == Qt.Key.Key_Escape:
            self._typing, self._relative = False, None
            self.setText(shown(self._value))
            self._mark("")
            self.clearFocus()
            event.ignore()  # whoever the field stands in may go on from here
        else:
            super().keyPressEvent(event)

    def is_number(self) -> bool:
        """True when there is one number to step from, or none yet."""
        kind, value = self._param.kind, self._value
        if self.is_mixed:
            return True
        if isinstance(value, bool) or not (value is None or isinstance(value, (int, float))):
            return False
        return kind in ("int", "float") or (kind == "sizes" and isinstance(value, int))

    def stepped(self, by: int) -> str:
        """The text of a number so many steps away, as far as the parameter allows."""
        if self.is_mixed:
            return f"*{1.1**by:.3g}" if self._param.kind == "float" else f"{by:+d}"
        value = self._value if isinstance(self._value, (int, float)) else 0
        least, most = self._param.minimum, self._param.maximum
        # Learning rates live on a logarithmic scale: a step is a tenth of the magnitude.
        scaled = self._param.kind == "float"
        after = (value * 1.1**by if value else 0.001) if scaled else int(value) + by
        after = after if least is None else max(least, after)
        after = after if most is None else min(most, after)
        return f"{after:.3g}" if scaled else str(int(after))

    def preview(self, text: str) -> None:
        """Show a text that is not taken yet; "" shows the value again."""
        self.setText(text or shown(self._value))
        if self.supposed is not None:
            try:
                self.supposed(self._read(text) if text else None)
            except ValueError:
                self.supposed(None)

    def take(self, text: str) -> None:
        """Hand a text on as if it had been typed."""
        before = self._value
        self.setText(text)
        self._typed(text)
        if self._value == before and self._relative is None and self.supposed is not None:
            self.supposed(None)
        self._left()

    def _step(self, by: int) -> None:
        text = self.stepped(by)
        self.setText(text)
        self._typed(text)

    def _typed(self, text: str) -> None:
        self._typing, self._relative = True, None
        try:
            value = self._read(text)
        except ValueError as error:
            self._mark(str(error))
            return
        self._mark("")
        if isinstance(value, Relative):
            self._relative = value  # "*2" may become "*25": it counts when it is complete
        elif value != self._value:
            self._value = value
            self._changed(value)

    def _read(self, text: str) -> Any:
        relative = read_relative(self._param, text) if self.is_mixed else None
        return read(self._param, text) if relative is None else relative

    def _left(self) -> None:
        relative, self._relative = self._relative, None
        self._typing = False
        why = self.toolTip() if self.property("invalid") else ""
        if relative is not None:
            self._changed(relative)
        self.setText(shown(self._value))
        self._mark("")
        if why and self.isVisible():
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), why, self)

    def _mark(self, problem: str) -> None:
        self.setToolTip(problem or self._plain_tip)
        if self.property("invalid") != bool(problem):
            self.setProperty("invalid", bool(problem))
            self.style().unpolish(self)
            self.style().polish(self)


class ChoiceField(DropDown):
    """A choice from a list. The wheel scrolls the form, it does not change the choice."""

    def __init__(
        self, choices: list[tuple[str, Any]], value: Any, changed: Changed, name: str, tip: str = ""
    ) -> None:
        super().__init__()
        for title, key in choices:
            self.addItem(title, key)
        # A long choice must not make the form wide; the opened list has room for it.
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_value(value)
        self.activated.connect(lambda _: changed(self.currentData()))

    def show_value(self, value: Any) -> None:
        """Show a value that changed elsewhere."""
        self.setCurrentIndex(self.findData(value))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form behind."""
        event.ignore()


class SwitchField(QCheckBox):
    """On or off."""

    def __init__(self, param: Param, value: Any, changed: Changed) -> None:
        super().__init__()
        self.setAccessibleName(param.name)
        self.setToolTip(tr(param.help) if param.help else "")
        self.show_value(value)
        # Not connected directly: Qt would call a partial without the value.
        self.clicked.connect(lambda on: changed(on))

    def show_value(self, value: Any) -> None:
        """Show a value that changed elsewhere."""
        self.setChecked(bool(value))


Field = ValueField | ChoiceField | SwitchField


def field(param: Param, value: Any, changed: Changed) -> Field:
    """The editor for a parameter; `changed` takes each new value.

    An expression over the parameters of a block is text whatever the kind.
    """
    if is_expression(value):
        return ValueField(param, value, changed)
    if param.kind == "bool":
        return SwitchField(param, value, changed)
    if param.kind == "choice":
        choices: list[tuple[str, Any]] = [(tr("none"), None)] if param.optional else []
        choices += [(tr(choice) if choice else tr("none"), choice) for choice in param.choices]
        return ChoiceField(
            choices, value, changed, param.name, tr(param.help) if param.help else ""
        )
    return ValueField(param, value, changed)


def is_field(widget: QWidget) -> bool:
    """True for an editor made by `field`."""
    return isinstance(widget, (ValueField, ChoiceField, SwitchField))
