"""Why: from far away the drawing is blocks of color and lines, drawn from lists in a few calls."""

from collections import defaultdict

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from designer.ui import theme
from designer.ui.canvas.geometry import BODY
from designer.ui.canvas.scene import CanvasScene

BELOW = 0.25  # zoom under which the overview stands in for the items


class Overview:
    """The drawing as lists of rectangles by color, and of lines. Made anew when it changes."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._rects: dict[str, list[QRectF]] | None = None
        self._lines: list[QLineF] = []

    def forget(self) -> None:
        """Something has changed."""
        self._rects = None

    def paint(self, painter: QPainter) -> None:
        """Draw everything, without antialiasing, in canvas coordinates."""
        if self._rects is None:
            self._collect()
        assert self._rects is not None
        colors = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(colors.wire, 0))
        painter.drawLines(self._lines)
        painter.setPen(QPen(colors.line, 0))
        for key, rects in self._rects.items():
            color = getattr(colors, key.removeprefix("!")) if key[0] == "!" else colors.category(key)
            painter.setBrush(color)
            painter.drawRects(rects)

    def _collect(self) -> None:
        rects: dict[str, list[QRectF]] = defaultdict(list)
        marked: dict[str, list[QRectF]] = defaultdict(list)
        for item in self._scene.nodes.values():
            rect = BODY.translated(item.pos())
            if item.face.problem == "error":
                marked["!error"].append(rect)
            elif item.chosen:
                marked["!accent"].append(rect)
            else:
                rects[item.face.category].append(rect)
        self._rects = {**rects, **marked}
        self._lines = [
            QLineF(
                self._scene.nodes[wire.source].output_at(wire.source_port),
                self._scene.nodes[wire.target].input_at(wire.target_port),
            )
            for wire in self._scene.wires
        ]

    def bounds(self) -> QRectF:
        """Everything that is drawn; empty when nothing is."""
        rect = QRectF()
        for item in self._scene.nodes.values():
            rect = rect.united(BODY.translated(item.pos()))
        return rect

    def node_at(self, point: QPointF) -> str:
        """The node under a point of the canvas, "" for none."""
        for name, item in self._scene.nodes.items():
            if BODY.contains(point - item.pos()):
                return name
        return ""
