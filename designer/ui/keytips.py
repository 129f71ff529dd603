"""Why: wherever keys are told beside a button, they are those that work now, the person's own."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def keys_near(widget: QWidget, action: str) -> str:
    """The first keys of an action of the window that a widget is in; "" when it has none."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    found = widget.window().findChild(QAction, action, direct)
    return found.shortcut().toString() if isinstance(found, QAction) else ""


def tell_keys(widget: QWidget, action: str, tip: str) -> None:
    """Give a widget a tooltip that ends with the keys of the action that it stands for."""
    widget.setToolTip(tip)
    widget.installEventFilter(_Teller(widget, action, tip))


class _Teller(QObject):
    """Reads the keys when the tooltip is about to be shown."""

    def __init__(self, widget: QWidget, action: str, tip: str) -> None:
        super().__init__(widget)
        self._widget, self._action, self._tip = widget, action, tip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Just before it is shown."""
        if event.type() == QEvent.Type.ToolTip:
            keys = QKeySequence(keys_near(self._widget, self._action))
            shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
            self._widget.setToolTip(f"{self._tip} ({shown})" if shown else self._tip)
        return False
