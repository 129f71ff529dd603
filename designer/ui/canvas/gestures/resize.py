"""Why: a frame is made larger or smaller by its borders, a comment wider by its right one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from designer import edit
from designer.edit.remarks import NARROWEST, SMALLEST
from designer.ui.canvas.backdrop import Grip
from designer.ui.canvas.geometry import GRID
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.remark_items import FrameItem

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

Cursor = Qt.CursorShape


class ResizeRemark(Gesture):
    """Pulls one or two borders, on the grid; Alt pulls freely."""

    def __init__(self, view: "CanvasView", start: QPointF, grip: Grip) -> None:
        super().__init__(view, start)
        self._grip = grip
        self._item = self.scene.remarks[grip.name]
        self._before = QRectF(self._item.area)
        self.cursor = cursor_of(grip)
        self.document.select([], [grip.name])

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Show it in the size that it would get."""
        self.scene.resize_remark(self._grip.name, self._pulled(at, modifiers))
        self.redraw()

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Give it that size in the model."""
        area = self._pulled(at, modifiers)
        self.scene.resize_remark(self._grip.name, None)
        if area == self._before:
            return
        project, graph, name = self.document.project, self.document.graph, self._grip.name
        if isinstance(self._item, FrameItem):
            rect = (area.x(), area.y(), area.width(), area.height())
            self.document.run_edit(lambda: edit.set_frame(project, name, rect=rect, graph=graph))
        else:
            width = area.width()
            self.document.run_edit(
                lambda: edit.set_comment(project, name, width=width, graph=graph)
            )

    def cancel(self) -> None:
        """It has the size that it had."""
        self.scene.resize_remark(self._grip.name, None)

    def _pulled(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> QRectF:
        free = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        by, area = at - self.start, QRectF(self._before)
        if isinstance(self._item, FrameItem):
            least_width, least_height = SMALLEST
        else:
            least_width, least_height = NARROWEST, 0.0
        if self._grip.dx > 0:
            right = _placed(area.right() + by.x(), free)
            area.setRight(max(area.left() + least_width, right))
        elif self._grip.dx < 0:
            left = _placed(area.left() + by.x(), free)
            area.setLeft(min(area.right() - least_width, left))
        if self._grip.dy > 0:
            foot = _placed(area.bottom() + by.y(), free)
            area.setBottom(max(area.top() + least_height, foot))
        elif self._grip.dy < 0:
            top = _placed(area.top() + by.y(), free)
            area.setTop(min(area.bottom() - least_height, top))
        return area if by.manhattanLength() * self.view.zoom >= 1 else QRectF(self._before)


def cursor_of(grip: Grip) -> Qt.CursorShape:
    """What the pointer looks like over a border, or over what can be moved."""
    if not grip.dx and not grip.dy:
        return Cursor.SizeAllCursor
    if not grip.dy:
        return Cursor.SizeHorCursor
    if not grip.dx:
        return Cursor.SizeVerCursor
    return Cursor.SizeFDiagCursor if grip.dx == grip.dy else Cursor.SizeBDiagCursor


def _placed(at: float, free: bool) -> float:
    return at if free else round(at / GRID) * GRID
