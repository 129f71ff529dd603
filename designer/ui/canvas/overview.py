"""Why: from far away the drawing is blocks of color and lines, drawn from lists in a few calls."""

import sys
from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTransform

from designer.model import Wire
from designer.ui import theme
from designer.ui.canvas.bulk import FEW
from designer.ui.canvas.geometry import around
from designer.ui.canvas.node_item import NodeItem
from designer.ui.canvas.remark_items import FILL, CommentItem, set_frame_paint
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.sheets import Blocks, Sheet, sheets_of

OUTLINED = 0.12  # zoom under which an outline would hide its block
# The zoom under which the overview stands in for the items, for up to so many nodes: of many,
# hundreds are in view before titles can be read, and a few are painted quickly at any zoom.
BELOW = ((200, 0.17), (800, 0.25), (sys.maxsize, 0.32))
HEAT = "^"  # before a step of the heat map
MUTED = "~"  # before the color of what is bypassed


def far_below(count: int) -> float:
    """The zoom under which a drawing of so many nodes is shown as its overview."""
    return next(zoom for most, zoom in BELOW if count <= most)


class Overview:
    """The drawing as lists of rectangles by color, and of lines. Made anew when it changes.

    While nodes are dragged, all the others are one picture, and only the lifted ones are drawn.
    """

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._blocks: Blocks | None = None
        self._sheets: list[Sheet] = []  # the same, for painting
        self._lifted: frozenset[str] = frozenset()
        self._shift = QPointF()  # by which they have been moved
        self._moving: list[Sheet] | None = None
        self._rim: list[tuple[QLineF, bool]] = []  # wires to the others; whether from a lifted node
        self._still = QPixmap()
        self._still_from = QTransform()

    def forget(self) -> None:
        """Something has changed."""
        self._blocks = None
        self._sheets = []
        self._moving = None
        self._still = QPixmap()

    def lift(self, names: Iterable[str]) -> None:
        """These nodes are being moved."""
        self._lifted = frozenset(names)
        self._shift = QPointF()
        self.forget()

    @property
    def lifts(self) -> bool:
        """True while nodes are being moved."""
        return bool(self._lifted)

    def shift(self, by: QPointF) -> None:
        """The lifted nodes are shown moved by so much from where their items are."""
        self._shift = by
        if by.isNull():
            self._moving = None

    def drop(self) -> None:
        """Nothing is being moved any more."""
        if self._lifted:
            self._lifted = frozenset()
            self.forget()

    def paint(self, painter: QPainter, area: QRectF, size: QSize, ratio: float) -> None:
        """Draw what reaches into an area, without antialiasing, in canvas coordinates."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if self._blocks is None:
            self._blocks = self._collect(lifted=False)
        self._sheets = self._sheets or sheets_of(self._blocks)
        if not self._lifted:
            draw_remarks(painter, self._scene)
            _draw(painter, self._sheets, area)
            return
        view = painter.worldTransform()
        if self._still.isNull() or self._still_from != view:
            self._still = _picture(self._sheets, view, size, ratio)
            self._still_from = QTransform(view)
        painter.resetTransform()
        painter.drawPixmap(0, 0, self._still)
        painter.setWorldTransform(view)
        draw_remarks(painter, self._scene)
        if self._moving is None:
            self._moving = sheets_of(self._collect(lifted=True))
            self._rim = self._wires_to_others()
        by = self._shift
        painter.setPen(QPen(theme.current().wire, 0))
        painter.drawLines([_pulled(line, by, first) for line, first in self._rim])
        painter.translate(by)
        _draw(painter, self._moving, area.translated(-by))
        painter.setWorldTransform(view)

    def bounds(self) -> QRectF:
        """Everything that is drawn; empty when nothing is."""
        rects = [item.block for item in self._scene.nodes.values()]
        return around(rects + [item.area for item in self._scene.remarks.values()])

    def blocks(self) -> dict[str, list[QRectF]]:
        """The rectangles by color: category, "!error", "!accent", or step of heat."""
        return self._rects(lifted=False) if self._blocks is None else self._blocks[0]

    def lines(self) -> list[QLineF]:
        """The wires, from end to end, or from point to point where they are led through some."""
        return self._lines(lifted=False) if self._blocks is None else self._blocks[1]

    def _collect(self, lifted: bool) -> Blocks:
        return self._rects(lifted), self._lines(lifted)

    def _rects(self, lifted: bool) -> dict[str, list[QRectF]]:
        nodes = self._scene.nodes
        rects: dict[str, list[QRectF]] = defaultdict(list)
        marked: dict[str, list[QRectF]] = defaultdict(list)
        for name in self._lifted if lifted else nodes:
            if lifted or name not in self._lifted:
                item = nodes[name]
                key = _color_key(item)
                (marked if key[0] == "!" else rects)[key].append(item.block)
        return {**rects, **marked}

    def _lines(self, lifted: bool) -> list[QLineF]:
        wires, shown = self._scene.wires, self._wires(lifted)
        lines = [wires[wire].line for wire in shown if not wires[wire].legs]
        legs = [leg for wire in self._scene.document.drawing.bends for leg in wires[wire].legs]
        if self._lifted:
            legs = [leg for wire in shown for leg in wires[wire].legs]
        return lines + legs

    def _wires(self, lifted: bool) -> list[Wire]:
        if not self._lifted:
            return list(self._scene.wires)
        if not lifted:
            return [
                w
                for w in self._scene.wires
                if w.source not in self._lifted and w.target not in self._lifted
            ]
        ends = self._lifted
        return [w for w in self._wires_at_lifted() if w.source in ends and w.target in ends]

    def _wires_to_others(self) -> list[tuple[QLineF, bool]]:
        ends, wires = self._lifted, self._scene.wires
        return [
            (wires[wire].line, wire.source in ends)
            for wire in self._wires_at_lifted()
            if (wire.source in ends) != (wire.target in ends)
        ]

    def _wires_at_lifted(self) -> Iterable[Wire]:
        """Those of the nodes that are moved; of many it is quicker to look at all there are."""
        if len(self._lifted) > FEW:
            return self._scene.wires
        return dict.fromkeys(w for name in self._lifted for w in self._scene.wires_of(name))


def _pulled(line: QLineF, by: QPointF, first: bool) -> QLineF:
    """A line, one end of which has been moved."""
    return QLineF(line.p1() + by, line.p2()) if first else QLineF(line.p1(), line.p2() + by)


def _color_key(item: NodeItem) -> str:
    if item.face.problem == "error":
        return "!error"
    if item.chosen:
        return "!accent"
    key = item.face.category if item.heat is None else f"{HEAT}{item.heat}"
    return MUTED + key if item.face.muted else key


def color_of(key: str) -> QColor:
    """The color that a key of the blocks stands for."""
    colors = theme.current()
    if key[0] == MUTED:
        faint = QColor(color_of(key[1:]))
        faint.setAlphaF(0.4)
        return faint
    if key[0] == HEAT:
        return colors.heat(int(key[1:]), far=True)
    color: QColor = getattr(colors, key[1:]) if key[0] == "!" else colors.category(key)
    return color


def draw_remarks(painter: QPainter, scene: CanvasScene) -> None:
    """Frames, and comments as blocks that hint at text; to be drawn before the nodes."""
    for item in scene.remarks.values():
        if isinstance(item, CommentItem):
            painter.fillRect(item.area, item.colors.frame("", FILL))
    for frame in scene.frames:
        set_frame_paint(painter, frame, thin=True)
        painter.drawRect(frame.area)


def _draw(painter: QPainter, sheets: list[Sheet], area: QRectF) -> None:
    """Draw lines, and then blocks, of all sheets in this area."""
    colors = theme.current()
    seen = [sheet for sheet in sheets if sheet.area.intersects(area)]
    painter.setPen(QPen(colors.wire, 0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for sheet in seen:
        painter.drawPath(sheet.lines)
    far = painter.worldTransform().m11() < OUTLINED
    painter.setPen(Qt.PenStyle.NoPen if far else QPen(colors.line, 0))
    for sheet in seen:
        for key, same in sheet.fills.items():
            painter.setBrush(color_of(key))
            painter.drawPath(same)


def _picture(sheets: list[Sheet], view: QTransform, size: QSize, ratio: float) -> QPixmap:
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(theme.current().canvas)
    painter = QPainter(picture)
    painter.setWorldTransform(view)
    _draw(painter, sheets, view.inverted()[0].mapRect(QRectF(QPointF(), QSizeF(size))))
    painter.end()
    return picture
