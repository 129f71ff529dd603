"""Why: a layer is renamed where it stands."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from designer import edit
from designer.text import tr
from designer.ui import theme

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


class Namer(QLineEdit):
    """A field over a node. Enter renames, Escape leaves the name as it is."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._name = ""
        self.setAccessibleName(tr("New name"))
        self.hide()
        view.moved.connect(self._follow)

    def open(self, name: str) -> None:
        """Begin to rename a node."""
        if name not in self._view.canvas.nodes:
            return
        self._name = name
        self.setFont(theme.current().font(13, bold=True))
        self.setText(name)
        self._follow()
        self.show()
        self.selectAll()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape close the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._rename()
        elif event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click elsewhere keeps what was typed, if it can be a name."""
        super().focusOutEvent(event)
        if self.isVisible():
            self._rename()
            self.hide()

    def _rename(self) -> None:
        old, new = self._name, self.text().strip()
        document = self._view.document
        if new and new != old and old in document.drawing.nodes:
            document.run_edit(lambda: edit.rename(document.project, old, new, graph=document.graph))
            if old in document.drawing.nodes:
                self.selectAll()  # refused: the status line says why, and the person can go on
                return
        self._close()

    def _close(self) -> None:
        self.hide()
        self._view.setFocus()

    def _follow(self) -> None:
        item = self._view.canvas.nodes.get(self._name)
        if item is None:
            self.hide()
            return
        area = self._view.mapFromScene(item.block).boundingRect()
        height = self.sizeHint().height()
        self.setGeometry(area.x(), area.center().y() - height // 2, max(area.width(), 140), height)
