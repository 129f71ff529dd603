"""Why: what differs stands out on a sheet by color and by shape, and all else steps back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from designer.edit import sentence
from designer.edit.differences import Difference, Mark
from designer.model import Wire
from designer.ui import theme
from designer.ui.canvas.bodies import paint_ports
from designer.ui.canvas.geometry import RADIUS
from designer.ui.canvas.node_item import NodeItem
from designer.ui.canvas.titles import TITLES_BELOW
from designer.ui.theme.contrast import readable_on

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene
    from designer.ui.comparing.sheet import Sheet

COLORS = {"added": "good", "removed": "error", "changed": "validation"}
SIGNS = {"added": "+", "removed": "−", "changed": "≠"}
VEIL = 0.66  # how far what is the same steps back
AWAY = 3.0  # units from a layer to the ring around it
RING, HALO, WIRE = 2.5, 10.0, 3.0  # px
HALO_OPACITY = 0.4
BADGE, LEAST_BADGE = 10.0, 7.0  # radius: in units of the canvas, and in px from far away
BADGES_ABOVE = 0.12  # zoom under which badges would hide what they stand at


@dataclass(frozen=True)
class Marks:
    """What is marked on one sheet: layers and wires, and the places of layers missing here.

    `tips` say what differs, by layer. Where nothing differs at all, nothing is `veiled`.
    """

    nodes: Mapping[str, Mark] = field(default_factory=dict)
    wires: Mapping[Wire, Mark] = field(default_factory=dict)
    missing: Mapping[str, tuple[QRectF, Mark]] = field(default_factory=dict)
    tips: Mapping[str, str] = field(default_factory=dict)
    veiled: bool = False


NOTHING = Marks()


def marks_of(differences: Sequence[Difference], graph: str, first: bool) -> Marks:
    """What to mark of a graph on the sheet of the first drawing, or on that of the second."""
    nodes: dict[str, Mark] = {}
    tips: dict[str, list[str]] = defaultdict(list)
    wires: dict[Wire, Mark] = {}
    for difference in differences:
        side = difference.before if first else difference.after
        if side is None or side.graph != graph:
            continue
        if side.node:
            nodes[side.node] = difference.mark
            tips[side.node].append(sentence(difference))
        wires |= dict.fromkeys(side.wires, difference.mark)
    told = {name: "\n".join(lines) for name, lines in tips.items()}
    return Marks(nodes, wires, tips=told, veiled=bool(differences))


def with_missing(
    own: Marks, others: Marks, here: "CanvasScene", there: "CanvasScene | None"
) -> Marks:
    """With the places of layers that only the other sheet has, where nothing else lies."""
    missing: dict[str, tuple[QRectF, Mark]] = {}
    for name, mark in others.nodes.items() if there is not None else ():
        item = there.nodes.get(name) if there is not None else None
        if mark == "changed" or item is None or name in here.nodes:
            continue
        if not any(other.block.intersects(item.block) for other in here.nodes_in(item.block)):
            missing[name] = (item.block, mark)
    return replace(own, missing=missing)


def color_of(mark: Mark) -> QColor:
    """The color that stands for having come, gone or become something else."""
    color: QColor = getattr(theme.current(), COLORS[mark])
    return color


def paint_marks(painter: QPainter, sheet: "Sheet") -> None:
    """Veil all that is the same, and mark what is not; in units of the canvas."""
    marks, view = sheet.marks, sheet.visible()
    nodes = sheet.canvas.nodes
    seen = [
        (nodes[name].block, mark)
        for name, mark in marks.nodes.items()
        if name in nodes and view.intersects(nodes[name].block)
    ]
    if marks.veiled:
        _paint_veil(painter, view, [block for block, _ in seen])
    _paint_wires(painter, sheet)
    missing = [(block, mark) for block, mark in marks.missing.values() if view.intersects(block)]
    _paint_chosen(painter, sheet.chosen_blocks(), [block for block, _ in (*seen, *missing)])
    for block, mark in missing:
        _paint_ring(painter, block, color_of(mark), Qt.PenStyle.DashLine)
    for block, mark in seen:
        _paint_ring(painter, block, color_of(mark), Qt.PenStyle.SolidLine)
    if sheet.zoom >= TITLES_BELOW:
        for name in marks.nodes.keys() & nodes.keys():
            _paint_ports(painter, nodes[name], view)
    if sheet.zoom >= BADGES_ABOVE:
        for block, mark in seen:
            paint_badge(painter, block.topLeft(), mark, max(BADGE, LEAST_BADGE / sheet.zoom))


def _paint_ports(painter: QPainter, item: NodeItem, view: QRectF) -> None:
    """Whole, over veil and ring: they stand half outside the body."""
    if view.intersects(item.block):
        painter.save()
        painter.translate(item.pos())
        paint_ports(painter, item)
        painter.restore()


def _paint_veil(painter: QPainter, view: QRectF, holes: Iterable[QRectF]) -> None:
    color = QColor(theme.current().canvas)
    color.setAlphaF(VEIL)
    veil = QPainterPath()
    veil.addRect(view.adjusted(-1, -1, 1, 1))
    for hole in holes:
        veil.addRoundedRect(hole, RADIUS, RADIUS)
    painter.fillPath(veil, color)


def _paint_wires(painter: QPainter, sheet: "Sheet") -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for wire, mark in sheet.marks.wires.items():
        item = sheet.canvas.wires.get(wire)
        if item is not None:
            gone = mark == "removed"
            style = Qt.PenStyle.DashLine if gone else Qt.PenStyle.SolidLine
            pen = QPen(color_of(mark), WIRE, style)
            pen.setCosmetic(sheet.zoom < 1)
            painter.setPen(pen)
            painter.drawPath(item.path())


def _paint_chosen(painter: QPainter, chosen: Iterable[QRectF], ringed: Sequence[QRectF]) -> None:
    """A halo, and a ring where none says what has happened: two would be read as two things."""
    accent = theme.current().accent
    halo = QColor(accent)
    halo.setAlphaF(HALO_OPACITY)
    for block in chosen:
        _paint_ring(painter, block, halo, Qt.PenStyle.SolidLine, HALO)
        if block not in ringed:
            _paint_ring(painter, block, accent, Qt.PenStyle.SolidLine)


def _paint_ring(
    painter: QPainter, block: QRectF, color: QColor, style: Qt.PenStyle, width: float = RING
) -> None:
    pen = QPen(color, width, style)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = block.adjusted(-AWAY, -AWAY, AWAY, AWAY)
    painter.drawRoundedRect(ring, RADIUS + AWAY, RADIUS + AWAY)


def paint_badge(painter: QPainter, at: QPointF, mark: Mark, radius: float) -> None:
    """A disk with the sign of what happened."""
    color = color_of(mark)
    ink = readable_on(color, theme.current())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(at, radius, radius)
    # Drawn, not written: a sign of a font is never quite in the middle.
    pen = QPen(ink, radius * 0.22)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    arm, gap = QPointF(radius * 0.48, 0), QPointF(0, radius * 0.2)
    if mark == "changed":
        painter.drawLine(at - arm - gap, at + arm - gap)
        painter.drawLine(at - arm + gap, at + arm + gap)
        slant = QPointF(radius * 0.22, -radius * 0.52)
        painter.drawLine(at - slant, at + slant)
        return
    painter.drawLine(at - arm, at + arm)
    if mark == "added":
        up = QPointF(0, radius * 0.48)
        painter.drawLine(at - up, at + up)
