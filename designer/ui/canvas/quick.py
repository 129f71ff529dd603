"""Why: what a layer is about, its channels or its size, is changed where it stands written."""

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from designer import edit
from designer.layers import Param
from designer.layers.blocks import original_of
from designer.text import tr
from designer.ui import theme
from designer.ui.canvas.geometry import HEIGHT, LABEL_HEIGHT
from designer.ui.form import Form
from designer.ui.supposing import suppose_param

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

WIDTH = 256
GAP = 6
MOST = 4  # fields; the inspector has all of them
WORDS_FROM = HEIGHT / 2 + 2  # canvas units below the top of a node: the line with its parameters


def is_on_words(view: "CanvasView", at: QPointF) -> bool:
    """True where a layer's parameters stand written; a block is rather entered."""
    item = view.canvas.node_at(at)
    return (
        item is not None
        and bool(item.face.words)
        and item.face.category != "block"
        and item.mapFromScene(at).y() >= WORDS_FROM
        and bool(quick_params(view, item.face.name))
    )


def quick_params(view: "CanvasView", name: str) -> list[Param]:
    """The parameters that a layer is mostly about."""
    node = view.document.drawing.nodes.get(name)
    layer = view.document.layer(node.type) if node is not None else None
    if layer is None or layer.shares:
        return []
    return [p for p in layer.params if not p.inferred and not p.advanced][:MOST]


class Quick(QFrame):
    """A few fields below a node. Enter and Escape close it; every change is an edit at once.

    Selected layers of the same type change together.
    """

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._name = ""
        self.setObjectName("quick")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr("Parameters"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.form = Form()
        self.form.supposed.connect(self._suppose)
        column.addWidget(self.form)
        self.hide()
        view.moved.connect(self._follow)
        view.document.bridge.committed.connect(self._refresh)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_went)

    def open(self, name: str) -> None:
        """Show the fields of a node, the first one ready for typing."""
        params = quick_params(self._view, name)
        if not params:
            self._view.node_activated.emit(name)
            return
        self._name = name
        self._restyle()
        self.form.reset((12, 4, 12, 8))
        self.form.group(name)
        values = self._values()
        for param in params:
            change = partial(self._set, param.name)
            self.form.row(param.name, param.name, param, values.get(param.name), change)
        self.adjustSize()
        self._follow()
        self.show()
        self.raise_()
        first = self.form.fields[params[0].name]
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        if hasattr(first, "selectAll"):
            first.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the fields leave over: Enter and Escape close."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close_fields()
        else:
            super().keyPressEvent(event)

    def close_fields(self) -> None:
        """Hide, and give the keyboard back to the canvas."""
        if self.isVisible():
            self.hide()
            self._view.setFocus()

    def _focus_went(self, _: QWidget | None, now: QWidget | None) -> None:
        """Elsewhere, or nowhere: a field gives it up on Escape."""
        if self.isVisible() and now is None:
            self.close_fields()
        elif self.isVisible() and now is not None and not self._is_own(now):
            self.hide()

    def _is_own(self, widget: QWidget) -> bool:
        return widget is self or self.isAncestorOf(widget) or widget.window() is not self.window()

    def _names(self) -> list[str]:
        nodes, chosen = self._view.document.drawing.nodes, self._view.document.selection
        kind = nodes[self._name].type
        same = [name for name in chosen if nodes[name].type == kind]
        return same if self._name in same else [self._name]

    def _values(self) -> dict[str, Any]:
        node = self._view.document.drawing.nodes[self._name]
        layer = self._view.document.layer(node.type)
        assert layer is not None and not original_of(node.type)
        return layer.values(dict(node.params))

    def _set(self, param: str, value: Any) -> None:
        document, names = self._view.document, self._names()
        document.run_edit(
            lambda: edit.set_param(document.project, names, param, value, graph=document.graph)
        )
        self._refresh()

    def _suppose(self, param: str, value: Any) -> None:
        suppose_param(self._view.document, self._names(), param, value)

    def _refresh(self, _: object = None) -> None:
        if not self.isVisible():
            return
        if self._name in self._view.document.drawing.nodes:
            self.form.show_values(self._values())
        else:
            self.close_fields()

    def _follow(self) -> None:
        item = self._view.canvas.nodes.get(self._name)
        if item is None:
            self.hide()
            return
        area = self._view.mapFromScene(item.block).boundingRect()
        below = area.bottom() + GAP
        if below + self.height() > self._view.height():
            below = area.top() - GAP - round(LABEL_HEIGHT * self._view.zoom) - self.height()
        x = max(8, min(area.left(), self._view.width() - self.width() - 8))
        self.move(x, max(8, below))

    def _restyle(self) -> None:
        colors = theme.current()
        self.setStyleSheet(
            f"#quick {{ background: {colors.panel.name()}; border-radius: 8px;"
            f" border: 1px solid {colors.accent.name()}; }}"
        )
