"""Why: a picture is more than the drawing: ground, legend and caption belong to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from designer.check import Report
from designer.model import MAIN, Node, Project
from designer.ui.canvas.face import Face
from designer.ui.canvas.geometry import BODY
from designer.ui.canvas.node_item import NodeItem
from designer.ui.canvas.scene import CanvasScene
from designer.ui.document import Document
from designer.ui.figure.legend import Legend, used
from designer.ui.figure.paper import Paper, fills
from designer.ui.picture_look import Look
from designer.ui.theme import Theme
from designer.ui.theme.tokens import build

MARGIN = 24.0
TIGHT = 8.0  # margin of a figure that is set into text
APART = 16.0  # between drawing, legend and caption
NARROWEST = 200.0
CAPTION = 12  # px


@dataclass(frozen=True)
class Figure:
    """A picture to be painted on anything: screen, image, SVG or PDF."""

    title: str
    size: QSize
    paint: Callable[[QPainter], None]


@contextmanager
def posing(project: Project, graph: str = MAIN) -> Iterator[Document]:
    """A copy of a project, checked, with this graph open: what a picture is taken of."""
    document = Document(project.copy())
    try:
        if graph != MAIN:
            document.open_graph(graph)
        document.check_now()
        yield document
    finally:
        document.close()


class _Scene(CanvasScene):
    """The drawing with only what the look asks for on its nodes."""

    def __init__(self, document: Document, colors: Theme, look: Look) -> None:
        self._look = look
        super().__init__(document, colors)

    def _face(self, node: Node, report: Report | None) -> Face:
        face = super()._face(node, report)
        shapes = face.shapes if self._look.shapes else ()
        count = face.count if self._look.counts else ""
        collapsed = face.collapsed and self._look.style != "paper"  # whose cards are small already
        return replace(face, shapes=shapes, count=count, collapsed=collapsed)


def draw(document: Document, look: Look) -> Figure:
    """The figure of the graph that is open."""
    colors = build(dark=look.ground == "dark")
    scene = _Scene(document, colors, look)
    keys = used(item.face.category for item in scene.nodes.values())
    if look.style == "paper":
        shades = fills(colors, keys)
        paper = Paper(scene, shades)
        body, size = _set(paper, look.across and not scene.flow.is_turned)
    else:
        shades = {key: colors.category(key) for key in keys}
        body, size = _on_canvas(scene)
    ground = {"light": QColor("white"), "dark": colors.canvas, "transparent": None}[look.ground]
    margin = TIGHT if look.style == "paper" else MARGIN
    return _put_together(document.project.name, look, colors, shades, (body, size, ground, margin))


Body = Callable[[QPainter, QPointF], None]
"""Paints the drawing with its top left corner at a point."""


def _on_canvas(scene: CanvasScene) -> tuple[Body, QSizeF]:
    area = QRectF()
    for item in scene.items():
        rect = _reach(item) if isinstance(item, NodeItem) else item.sceneBoundingRect()
        area = area.united(rect)

    def paint(painter: QPainter, corner: QPointF) -> None:
        scene.render(painter, QRectF(corner, area.size()), area)

    return paint, area.size()


def _reach(item: NodeItem) -> QRectF:
    """A node with its ports, its badge, and the shapes that are written beside its wires."""
    area = BODY.adjusted(-5, -10, 10, 10)
    for label in item.labels():
        area = area.united(label.area(item.paints).adjusted(-4, -4, 4, 4))
    return area.translated(item.pos())


def _set(paper: Paper, across: bool) -> tuple[Body, QSizeF]:
    """A paper figure as it stands, or one that flows down laid on its side."""
    area = paper.area

    def paint(painter: QPainter, corner: QPointF) -> None:
        painter.save()
        painter.translate(corner)
        if across:
            painter.translate(0, area.width())
            painter.rotate(-90)
        painter.translate(-area.topLeft())
        paper.paint(painter)
        painter.restore()

    return paint, area.size().transposed() if across else area.size()


def _put_together(
    title: str,
    look: Look,
    colors: Theme,
    shades: dict[str, QColor],
    drawing: tuple[Body, QSizeF, QColor | None, float],
) -> Figure:
    body, room, ground, margin = drawing
    legend = Legend(colors, shades if look.legend else {}, max(room.width(), NARROWEST))
    width = max(room.width(), legend.width, NARROWEST if look.caption else 0.0)
    font = colors.font(CAPTION)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    needed = QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e5), int(flags), look.caption)
    words = needed.height() if look.caption else 0.0
    below_legend = room.height() + (legend.height + APART if legend.height else 0.0)
    height = below_legend + (words + APART if look.caption else 0.0)
    size = QSize(ceil(width + 2 * margin), ceil(height + 2 * margin))

    def paint(painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if ground is not None:
            painter.fillRect(QRectF(0, 0, size.width(), size.height()), ground)
        body(painter, QPointF((size.width() - room.width()) / 2, margin))
        top = margin + room.height() + APART
        legend.paint(painter, QPointF((size.width() - legend.width) / 2, top))
        if look.caption:
            painter.setFont(font)
            painter.setPen(colors.ink1)
            box = QRectF(margin, margin + below_legend + APART, width, words)
            painter.drawText(box, int(flags), look.caption)

    return Figure(title, size, paint)
