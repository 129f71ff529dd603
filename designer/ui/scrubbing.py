"""Why: a number is found by dragging over its name to and fro, without typing any."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

from designer.ui.fields import ValueField

STEP = 8  # px for one step
FASTER = 10  # steps for one, with Shift


class Scrub(QObject):
    """Lets the label of a number change it. Shift goes faster, Escape puts the number back."""

    def __init__(self, label: QLabel, field: ValueField) -> None:
        super().__init__(label)
        self._label, self._field = label, field
        app = QApplication.instance()
        assert app is not None, "a label is shown by an app"
        self._app = app
        self._start: QPointF | None = None
        self._text = ""  # what the field would say
        label.setCursor(Qt.CursorShape.SizeHorCursor)
        label.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the mouse on the label; while it is held, wait for Escape wherever it goes."""
        if isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is not self._label or not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            return self._press(event)
        if self._start is None:
            return False
        if event.type() == QEvent.Type.MouseMove:
            self._move(event.position(), event.modifiers())
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._release()
        return True

    def _press(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton or not self._field.is_number():
            return False
        self._start, self._text = event.position(), ""
        self._app.installEventFilter(self)
        return True

    def _move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        assert self._start is not None, "only while the button is held"
        steps = int((at.x() - self._start.x()) / STEP)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            steps *= FASTER
        self._text = self._field.stepped(steps) if steps else ""
        self._field.preview(self._text)

    def _release(self) -> None:
        text = self._text
        self._leave()
        if text:
            self._field.take(text)

    def _key(self, event: QKeyEvent) -> bool:
        if self._start is None or event.key() != Qt.Key.Key_Escape:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._field.preview("")
            self._leave()
        event.accept()
        return True

    def _leave(self) -> None:
        self._start = None
        self._app.removeEventFilter(self)
