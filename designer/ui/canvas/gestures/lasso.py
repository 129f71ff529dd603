"""Why: what lies in no box by itself is selected by a line drawn around it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF

from designer.text import tr
from designer.ui.canvas.gestures.select import BoxSelect, Found
from designer.ui.canvas.remark_items import FrameItem
from designer.ui.canvas.wire_choice import bends_in

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

STEP = 3.0  # px between two points of the line
RULE = Qt.FillRule.OddEvenFill


class LassoSelect(BoxSelect):
    """Selects what the line goes around: layers and comments by their middle, frames whole."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: "CanvasView", start: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        super().__init__(view, start, modifiers)
        view.lassos = False
        self._line = QPolygonF([start])

    def area(self, at: QPointF) -> QPolygonF:
        """What the line goes around, closed on the shortest way."""
        if (at - self._line.last()).manhattanLength() * self.view.zoom >= STEP:
            self._line.append(at)
        return self._line

    def found(self, area: QRectF | QPolygonF) -> Found:
        """What lies in there."""
        line = QPolygonF(area)
        around = line.boundingRect()

        def holds(at: QPointF) -> bool:
            return around.contains(at) and line.containsPoint(at, RULE)

        nodes = [name for name, item in self.scene.nodes.items() if holds(item.center())]
        remarks = []
        for name, item in self.scene.remarks.items():
            if isinstance(item, FrameItem):
                points = QPolygonF(item.area).toList()
            else:
                points = [item.area.center()]
            if all(holds(at) for at in points):
                remarks.append(name)
        drawing = self.document.drawing
        bends = [
            (wire, number)
            for wire, number in bends_in(drawing, around)
            if holds(QPointF(*drawing.bends[wire][number]))
        ]
        return nodes, remarks, bends


def arm(view: "CanvasView") -> None:
    """The next drag is a lasso, wherever it begins."""
    view.lassos = True
    view.viewport().setCursor(Qt.CursorShape.CrossCursor)
    view.document.bridge.message.emit(
        tr("Draw a line around what you want to select. Esc gives it up.")
    )


def disarm(view: "CanvasView") -> bool:
    """The next drag is what it always was; False when it was to be nothing else."""
    armed, view.lassos = view.lassos, False
    if armed:
        view.viewport().unsetCursor()
    return armed
