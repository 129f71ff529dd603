"""Why: one place that always shows what is selected, and never loses what is being typed."""

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from designer.layers import code_of, original_of
from designer.model import MAIN
from designer.text import tr
from designer.ui import theme
from designer.ui.document import Document
from designer.ui.form import scrolled
from designer.ui.inspector.block import BlockView
from designer.ui.inspector.curves import CurveReader
from designer.ui.inspector.network import NetworkView
from designer.ui.inspector.node import NameField, NodeView
from designer.ui.inspector.several import SeveralView


class View(Protocol):
    """What the inspector can show."""

    def refresh(self) -> None:
        """Show the present values; fields that are typed into stay as they are."""


AnyView = NodeView | SeveralView | NetworkView | BlockView


class Inspector(QWidget):
    """Shows the selected node, what several have in common, or the network."""

    left = Signal()  # by Escape: the keyboard is wanted elsewhere

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._curves = CurveReader(document, self._refresh, self)
        self._key: tuple[str, ...] = ()
        self._view: View | None = None
        self.setAccessibleName(tr("Inspector"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(QWidget())
        self._layout.addWidget(self._area)
        bridge = document.bridge
        bridge.graph_opened.connect(self._refresh)
        for signal in (bridge.committed, bridge.checked, bridge.selected, bridge.data_changed):
            signal.connect(self._refresh)
        bridge.costs_changed.connect(self._refresh)
        document.costs.begin()
        theme.notifier.changed.connect(self._rebuild)
        self._refresh()

    def focus_first(self) -> None:
        """Put the keyboard into the first field, of the parameters if there are any."""
        fields = [field for field in self.findChildren(QWidget) if _takes_input(field)]
        values = [field for field in fields if not isinstance(field, NameField)]
        for field in (values or fields)[:1]:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that no field needs leads back to the drawing."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _refresh(self, _: object = None) -> None:
        key = self._wanted()
        if key != self._key or self._view is None:
            self._key = key
            self._show(self._make(key))
        else:
            self._view.refresh()

    def _rebuild(self) -> None:
        self._view = None
        self._refresh()

    def _wanted(self) -> tuple[str, ...]:
        """What is to be shown: a change of it makes a new form, anything else only new values."""
        document = self._document
        nodes = document.drawing.nodes
        names = [name for name in document.selection if name in nodes]
        if not names:
            return ("network", document.graph)
        kinds = [nodes[name].type for name in names]
        if len(names) == 1:
            original = nodes.get(original_of(kinds[0]), nodes[names[0]])
            written = document.project.codes.get(code_of(original.type), "")
            return ("node", names[0], kinds[0], document.graph, written)
        return ("several", *names, *kinds)

    def _make(self, key: tuple[str, ...]) -> AnyView:
        if key[0] == "node":
            return NodeView(self._document, self._curves, key[1])
        if key[0] == "several":
            return SeveralView(self._document, list(key[1 : 1 + (len(key) - 1) // 2]))
        if key[1] != MAIN:
            return BlockView(self._document)
        return NetworkView(self._document)

    def _show(self, view: AnyView) -> None:
        self._view = view
        # The old form may be in the middle of a key press: it goes when that has been handled.
        old = self._area.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self._area.setWidget(view)


def _takes_input(widget: QWidget) -> bool:
    kinds = (QLineEdit, QComboBox, QCheckBox)
    return isinstance(widget, kinds) and widget.isVisible() and widget.isEnabled()
