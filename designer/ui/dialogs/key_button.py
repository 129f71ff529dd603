"""Why: keys are chosen by pressing them, so a button listens to the keyboard for a moment."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton

from designer.text import tr
from designer.ui import theme

Key = Qt.Key
ONLY_HELD = (
    Key.Key_Control,
    Key.Key_Shift,
    Key.Key_Alt,
    Key.Key_AltGr,
    Key.Key_Meta,
    Key.Key_unknown,
)
WIDTH = 170
ASCII_END = 128


class KeyButton(QPushButton):
    """Shows keys. A click, then the next keys that are pressed are told by `chosen`.

    Backspace and Delete tell "", no keys; Escape and going elsewhere leave everything as it was.
    """

    chosen = Signal(str)

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._keys = ""
        self.listening = False
        self.setMinimumWidth(WIDTH)
        self.setAutoDefault(False)
        self.setToolTip(tr("Click, then press the new keys. Backspace: none."))
        self.clicked.connect(self._listen)
        self._restyle()

    def show_keys(self, keys: str) -> None:
        """Keys as the system writes them; "" for none."""
        self._keys = keys
        self._stop()

    def event(self, event: QEvent) -> bool:
        """While it listens, every key is its own: Tab, Enter and Escape too."""
        if self.listening and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere is no choice."""
        self._stop()
        super().focusOutEvent(event)

    def _listen(self) -> None:
        self.listening = True
        self.setFocus()
        self.setText(tr("Press keys…"))
        self._restyle()

    def _stop(self) -> None:
        self.listening = False
        self.setText(self._keys or "–")
        said = self._keys or tr("no keys")
        self.setAccessibleName(tr("{what}: {keys}", what=self._what, keys=said))
        self._restyle()

    def _take(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        if key in ONLY_HELD:
            return
        bare = event.modifiers() in (Qt.KeyboardModifier.NoModifier, KEYPAD)
        self._stop()
        if bare and key == Key.Key_Escape:
            return
        if bare and key in (Key.Key_Backspace, Key.Key_Delete):
            self.chosen.emit("")
            return
        self.chosen.emit(written(event))

    def _restyle(self) -> None:
        colors = theme.current()
        if self.listening:
            look = f"background: {colors.accent_soft.name()}; border-color: {colors.accent.name()};"
        else:
            look = "" if self._keys else f"color: {colors.ink3.name()};"
        self.setStyleSheet(f"QPushButton {{ padding: 2px 8px; font-size: 11px; {look} }}")


KEYPAD = Qt.KeyboardModifier.KeypadModifier


def written(event: QKeyEvent) -> str:
    """The keys of an event as preferences have them: "Ctrl+Shift+D"."""
    held = event.modifiers() & ~KEYPAD
    key = Key(event.key())
    if key == Key.Key_Backtab:  # what Shift makes of Tab
        key, held = Key.Key_Tab, held | Qt.KeyboardModifier.ShiftModifier
    digit = _digit(event) if held & Qt.KeyboardModifier.ShiftModifier else ""
    if digit:  # with Shift it makes a sign, another one in every country
        key = Key(ord(digit))
    if key.value < ASCII_END and not chr(key.value).isalnum() and key != Key.Key_Space:
        held &= ~Qt.KeyboardModifier.ShiftModifier  # it made the sign: "?", not "Shift+?"
    pressed = QKeySequence(int(key) | held.value)
    return pressed.toString(QKeySequence.SequenceFormat.PortableText)


def _digit(event: QKeyEvent) -> str:
    """The digit on the key that was pressed, whatever it makes with Shift; "" for other keys."""
    system = QGuiApplication.platformName()
    if system == "windows" and event.nativeVirtualKey():
        code, row = event.nativeVirtualKey(), _ROWS["windows"]
    elif system == "cocoa":
        code, row = event.nativeVirtualKey(), _ROWS["cocoa"]
    elif event.nativeScanCode():
        code, row = event.nativeScanCode(), _ROWS["linux"]
    else:  # the system says nothing of it: as on the keyboards of most countries that code
        code, row = event.key(), [ord(sign) for sign in ")!@#$%^&*("]
    return str(row.index(code)) if code in row else ""


_ROWS = {  # the keys from 0 to 9, as the systems number them
    "windows": list(range(0x30, 0x3A)),
    "cocoa": [29, 18, 19, 20, 21, 23, 22, 26, 28, 25],
    "linux": [19, *range(10, 19)],
}
