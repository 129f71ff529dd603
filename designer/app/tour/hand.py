"""Why: the tour uses the window as a person does, with mouse and keys and nothing else."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from designer.app.tour.driver import Script
from designer.text import tr

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
STEPS = 12  # of a mouse movement that can be followed
TICK = 16.0  # ms


class TourError(RuntimeError):
    """The window did not do what the script expects: a fault of the program."""


class Hand:
    """A mouse and a keyboard. `pace` 1 can be followed with the eyes, 0 waits for nothing.

    Every method is a part of a script. Events are sent from the event loop and not from the
    script, which therefore goes on while a dialog is open.
    """

    def __init__(self, pace: float = 0.0, pointer: QWidget | None = None) -> None:
        self.pace = pace
        self._pointer = pointer
        self._at = QPoint()  # global

    def rest(self, ms: float) -> Script:
        """Wait, at this pace."""
        yield ms * self.pace

    def until(self, what: str, holds: Callable[[], object], seconds: float = 20) -> Script:
        """Wait until something holds. Raises TourError when it takes too long."""
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                raise TourError(tr("The tour waited in vain for: {what}.", what=what))
            yield 10

    def click(self, widget: QWidget, at: QPoint | None = None) -> Script:
        """Click with the left button, by default in the middle."""
        place = at if at is not None else widget.rect().center()
        yield from self._glide(widget, place)
        yield from self._do(lambda: QTest.mouseClick(widget, LEFT, NONE, place))

    def double_click(self, widget: QWidget, at: QPoint) -> Script:
        """Double-click with the left button."""
        yield from self._glide(widget, at)
        yield from self._do(lambda: QTest.mouseClick(widget, LEFT, NONE, at))
        yield from self._do(lambda: QTest.mouseDClick(widget, LEFT, NONE, at))

    def drag(self, widget: QWidget, start: QPoint, end: QPoint) -> Script:
        """Press, move and let go."""
        yield from self.hold(widget, start, end)
        yield from self.drop(widget, end)

    def hold(self, widget: QWidget, start: QPoint, end: QPoint) -> Script:
        """Press and move, without letting go."""
        yield from self._glide(widget, start)
        yield from self._do(lambda: QTest.mousePress(widget, LEFT, NONE, start))
        for step in range(1, STEPS + 1):
            at = start + (end - start) * (step / STEPS)
            yield from self._do(partial(_move, widget, at), TICK * 2)
            self._show(widget, at)

    def drop(self, widget: QWidget, at: QPoint) -> Script:
        """Let go."""
        yield from self._do(lambda: QTest.mouseRelease(widget, LEFT, NONE, at))

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> Script:
        """Press a key, wherever the focus is."""
        yield from self._do(lambda: QTest.keyClick(focus(), key, modifiers), 120)

    def type(self, text: str) -> Script:
        """Type letter by letter, wherever the focus is."""
        for letter in text:
            yield from self._do(partial(_type, letter), 55)

    def fill(self, field: QWidget, text: str) -> Script:
        """Click into a field and replace what it holds."""
        yield from self.click(field)
        yield from self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        yield from self.type(text)
        yield from self.key(Qt.Key.Key_Return)

    def choose(self, box: QComboBox, key: str) -> Script:
        """Open a list of choices and go to one by the arrows, whatever language it is in."""
        yield from self.click(box)
        yield from self.rest(300)
        down = [Qt.Key.Key_Down] * box.findData(key)
        for press in (Qt.Key.Key_Home, *down):  # into the list that has opened
            yield from self._do(partial(QTest.keyClick, box.view(), press), 120)
        yield from self._do(lambda: QTest.keyClick(box.view(), Qt.Key.Key_Return), 120)

    def _do(self, work: Callable[[], Any], ms: float = 60) -> Script:
        QTimer.singleShot(0, work)
        yield 0
        yield ms * self.pace

    def _glide(self, widget: QWidget, at: QPoint) -> Script:
        """Move the pointer there, so that one sees where it goes."""
        start, end = self._at, widget.mapToGlobal(at)
        if self._pointer is not None and self.pace:
            for step in range(1, STEPS * 2 + 1):
                part = step / (STEPS * 2)
                self._show_at(start + (end - start) * (part * part * (3 - 2 * part)))
                yield TICK * self.pace
        self._show_at(end)
        yield from self._do(lambda: _move(widget, at, Qt.MouseButton.NoButton))

    def _show(self, widget: QWidget, at: QPoint) -> None:
        self._show_at(widget.mapToGlobal(at))

    def _show_at(self, place: QPoint) -> None:
        self._at = place
        if self._pointer is not None:
            parent = self._pointer.parentWidget()
            self._pointer.move(parent.mapFromGlobal(place) if parent else place)
            self._pointer.raise_()


def focus() -> QWidget:
    """Where keys go."""
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    if widget is None:
        raise TourError(tr("No window has the keyboard."))
    return widget


def _type(letter: str) -> None:
    QTest.keyClicks(focus(), letter)


def _move(widget: QWidget, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
    place = QPointF(at)
    nothing = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, place, widget.mapToGlobal(place), nothing, button, NONE
    )
    QApplication.sendEvent(widget, event)
