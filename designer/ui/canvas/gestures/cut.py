"""Why: one stroke across several wires takes them all away, as a pair of scissors would."""

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from designer import edit
from designer.model import Wire
from designer.ui.canvas.gestures.gesture import Gesture

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

CROSSING = QLineF.IntersectionType.BoundedIntersection


class CutWires(Gesture):
    """Cuts what the stroke crosses when the button is let go. One undo takes it back."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: "CanvasView", start: QPointF) -> None:
        super().__init__(view, start)
        self._last = start
        self._stroke = QPainterPath(start)
        self._wires: dict[Wire, None] = {}

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Draw the stroke, and show what it has crossed."""
        self._wires.update(dict.fromkeys(self._crossed(QLineF(self._last, at))))
        self._last = at
        self._stroke.lineTo(at)
        self.view.show_cut(self._stroke, tuple(self._wires))

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Take the wires away, as one edit."""
        self.move(at, modifiers)
        self.view.show_cut(None)
        wires = list(self._wires)
        if wires:
            self.document.run_edit(
                lambda: edit.disconnect(self.document.project, wires, graph=self.document.graph)
            )

    def cancel(self) -> None:
        """Nothing is cut."""
        self.view.show_cut(None)

    def _crossed(self, line: QLineF) -> list[Wire]:
        area = QRectF(line.p1(), line.p2()).normalized().adjusted(-1, -1, 1, 1)
        return [item.wire for item in self.scene.wires_in(area) if crosses(line, item.path())]


def crosses(line: QLineF, path: QPainterPath) -> bool:
    """True when the line crosses the path itself; what a curve encloses does not count."""
    for polygon in path.toSubpathPolygons():
        points = [polygon.at(i) for i in range(polygon.count())]
        for a, b in itertools.pairwise(points):
            kind, _ = line.intersects(QLineF(a, b))
            if kind == CROSSING:
                return True
    return False
