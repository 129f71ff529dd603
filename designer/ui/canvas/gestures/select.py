"""Why: a box drawn over nodes and reroute points selects them; Shift adds, Ctrl toggles."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from designer.ui.canvas.backdrop import covered
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.wire_choice import Bend, bends_in, choose_bends

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


T = TypeVar("T")
Found = tuple[list[str], list[str], list[Bend]]


def combined(before: Iterable[T], found: list[T], modifiers: Qt.KeyboardModifier) -> list[T]:
    """The selection after `found` was hit: replaced, added to (Shift) or toggled (Ctrl)."""
    if modifiers & CONTROL:
        kept = [name for name in before if name not in found]
        return kept + [name for name in found if name not in before]
    if modifiers & SHIFT:
        return [*before, *found]
    return found


class BoxSelect(Gesture):
    """Selects what the box touches, while it is drawn."""

    def __init__(self, view: "CanvasView", start: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        super().__init__(view, start)
        self._before = self.document.selection
        self._remarks = self.document.selected_remarks
        self._bends = self.scene.chosen_bends
        if not modifiers & (SHIFT | CONTROL):
            choose_bends(self.scene, ())

    def area(self, at: QPointF) -> QRectF | QPolygonF:
        """What has been drawn so far."""
        return QRectF(self.start, at).normalized()

    def found(self, area: QRectF | QPolygonF) -> Found:
        """What it has hold of: layers, frames and comments, reroute points."""
        box = QRectF(area) if isinstance(area, QRectF) else area.boundingRect()
        nodes = [name for name, item in self.scene.nodes.items() if box.intersects(item.block)]
        return nodes, covered(self.scene.remarks, box), bends_in(self.document.drawing, box)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show what is drawn, and select what it has hold of."""
        area = self.area(at)
        self.view.show_area(area)
        nodes, remarks, bends = self.found(area)
        self.document.select(
            combined(self._before, nodes, modifiers), combined(self._remarks, remarks, modifiers)
        )
        choose_bends(self.scene, combined(self._bends, bends, modifiers))

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """A click without a box clears the selection."""
        if (at - self.start).manhattanLength() < 3 and not modifiers & (SHIFT | CONTROL):
            self.document.select([])
        self.view.show_area(None)

    def cancel(self) -> None:
        """Nothing is drawn."""
        self.view.show_area(None)
