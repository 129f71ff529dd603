"""Why: one item a node, painted from cached text: that is what keeps 5,000 of them quick."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QStaticText,
)
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from designer.edit.flowing import DOWN, Flow
from designer.ui.canvas.bodies import (
    paint_badge,
    paint_body,
    paint_bypass,
    paint_ports,
    paint_small,
)
from designer.ui.canvas.face import Face
from designer.ui.canvas.geometry import (
    BODY,
    input_point,
    label_rect,
    outer,
    output_point,
)
from designer.ui.canvas.index import Index
from designer.ui.canvas.node_text import read, texts_of
from designer.ui.canvas.pill import PILL, bar_of, body_of, fitted
from designer.ui.canvas.portraits import Portraits
from designer.ui.canvas.stamps import Stamps
from designer.ui.canvas.titles import (
    SMALL_BELOW,
    TITLES_BELOW,
    TYPED,
    Text,
    TitleFonts,
    pill_size,
    static,
    title_size,
)
from designer.ui.course import draw_line
from designer.ui.readings import Reading
from designer.ui.theme import Theme
from designer.ui.theme.tokens import HEAT_STEPS

BODIES = {False: BODY, True: PILL}  # whether a node is collapsed
SHAPES_ABOVE = 0.6  # zoom over which shapes are readable
MUTED, FADED = 0.5, 0.4  # opacity of what is bypassed, and of what a pulled wire does not fit


class Paints:
    """Pens, fonts and brushes of a theme, and the way of the flow, shared by all items."""

    def __init__(self, colors: Theme, flow: Flow = DOWN) -> None:
        self.theme = colors
        self.flow = flow
        self.stamps = Stamps()
        self.portraits = Portraits()
        more = colors.stroke - 1
        self.outline = QPen(colors.line, 1 + more)
        self.accent = QPen(colors.accent, 2 + 2 * more)
        self.error = QPen(colors.error, 1.5 + more)
        self.warning = QPen(colors.validation, 1.5 + more)
        self.unknown = QPen(colors.error, 1.5 + more, Qt.PenStyle.DashLine)
        self.port = QPen(colors.wire, 1.5 + more)
        self.bypass = QPen(colors.wire, 2 + more)
        self.name_font: QFont = colors.font(13, bold=True)
        self.type_font: QFont = colors.font(11)
        self.shape_font: QFont = colors.mono(11)
        self.titles = TitleFonts(colors)
        self.shape_metrics = QFontMetricsF(self.shape_font)
        self.name_metrics = QFontMetricsF(self.name_font)
        self.type_metrics = QFontMetricsF(self.type_font)
        self.bars: dict[str, QColor] = dict(colors.categories)
        tints = {key: colors.tint(key) for key in self.bars}
        self.tints = {key: (fill, QPen(edge, 2 + more)) for key, (fill, edge) in tints.items()}
        self.heat = [colors.heat(step) for step in range(HEAT_STEPS + 1)]
        self.bar_paths = {collapsed: bar_of(body) for collapsed, body in BODIES.items()}


class Label(NamedTuple):
    """A shape that is written at a port of a node."""

    text: str
    port: QPointF  # in the node
    left: bool  # of the wire, or above it
    leaves: bool  # the port is an output

    def area(self, paints: Paints) -> QRectF:
        """Where it is written, in the node."""
        size = paints.shape_metrics.size(0, self.text)
        return label_rect(self.port, size, self.leaves, self.left, paints.flow)


class NodeItem(QGraphicsRectItem):
    """A node. Selection, errors and drop targets are flags that the scene sets."""

    def __init__(self, face: Face, paints: Paints, index: "Index[NodeItem]") -> None:
        super().__init__(outer(paints.flow))
        self.index = index
        self.setZValue(2)
        self.paints = paints
        self.face = face
        self.body = body_of(face)
        self.block = self.body  # the body on the canvas, kept for the overview
        self.corner = 0.0, 0.0  # of the item, for who paints many
        self.chosen = False
        self.fits: bool | None = None  # while a wire is pulled: may it end here?
        self.lit = False  # while layers are dragged that would go into it
        self.hot_port = ""
        self.heat: int | None = None  # the step of color while there is a heat map
        self.reading: Reading | None = None  # the figure that is shown then
        self.flows: Mapping[str, str] = {}  # what is written in place of shapes, by output
        self.label_side = (
            1  # of the wire: 1 right, -1 left, 0 none: shapes stand at the wires' ends
        )
        self._arriving: dict[str, tuple[str, bool]] = {}
        # Laid out when first seen: of thousands few are.
        self._texts: tuple[list[Text], QPolygonF] | None = None
        self._shapes: list[tuple[QPointF, QStaticText]] | None = None
        self._titles: dict[int, list[Text]] = {}  # by size

    def set_face(self, face: Face) -> None:
        """Show something else."""
        if face != self.face:
            self.face, before = face, self.body
            self.body = body_of(face)
            if self.body is not before:
                self.place(self.pos())
            self._forget_texts()
            self.update()

    def set_label_side(self, side: int) -> None:
        """On which side of the wire the shape stands: 1 right (or below), -1 left, 0 none."""
        if side != self.label_side:
            self.label_side = side
            self._shapes = None
            self.update()

    def set_arriving(self, port: str, label: tuple[str, bool] | None) -> None:
        """The shape to write at an input, and whether left of its wire; None for nothing."""
        if self._arriving.get(port) != label:
            if label is None:
                del self._arriving[port]
            else:
                self._arriving[port] = label
            self._shapes = None
            self.update()

    def labels(self) -> list[Label]:
        """The shapes written at ports."""
        face, found = self.face, list[Label]()
        if self.label_side and (told := told_at(self, *face.outputs[:1])):
            port = self.output_inside(face.outputs[0])  # several stand close: the first has room
            found.append(Label(told, port, self.label_side < 0, True))
        for name, (shape, left) in self._arriving.items():
            found.append(Label(shape, self.input_inside(name), left, False))
        return found

    def set_heat(self, heat: int | None) -> None:
        """The step of the heat map; None for the color that a node has otherwise."""
        if heat != self.heat:
            self.heat = heat
            self.update()

    def set_reading(self, reading: Reading | None, flows: Mapping[str, str]) -> None:
        """The figure to show, and by output what flows there; what a node says otherwise."""
        if flows != self.flows:
            self.flows = flows
            self._shapes = None
        elif reading == self.reading:
            return
        self.reading = reading
        self._texts, self._titles = None, {}
        self.update()

    def set_lit(self, lit: bool) -> None:
        """Light up as what takes in the layers that are dragged over it."""
        if lit != self.lit:
            self.lit = lit
            self.update()

    def restyle(self, paints: Paints) -> None:
        """Take the colors of another theme, or ports for another flow."""
        self.paints = paints
        self.setRect(outer(paints.flow))
        self.index.touch(self)
        self._forget_texts()

    def place(self, at: QPointF) -> None:
        """Put the top left corner of the body here."""
        self.put(at.x(), at.y())
        self.index.touch(self)

    def put(self, x: float, y: float) -> None:
        """Place it, where the index is told of many at once."""
        self.setPos(x, y)
        self.block = self.body.translated(x, y)
        self.corner = x, y

    def reach(self) -> QRectF:
        """What may be painted of it, on the canvas."""
        return self.rect().translated(*self.corner)

    def center(self) -> QPointF:
        """The middle of the body, on the canvas."""
        return self.block.center()

    def input_at(self, port: str) -> QPointF:
        """Where an input port lies on the canvas."""
        return self.pos() + self.input_inside(port)

    def output_at(self, port: str) -> QPointF:
        """Where an output port lies on the canvas."""
        return self.pos() + self.output_inside(port)

    def input_inside(self, port: str) -> QPointF:
        """Where an input port lies in the node."""
        return fitted(input_point(self.face.inputs, port, self.paints.flow), self.body)

    def output_inside(self, port: str) -> QPointF:
        """Where an output port lies in the node."""
        return fitted(output_point(self.face.outputs, port, self.paints.flow), self.body)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Draw as much as the zoom lets a person see."""
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        self.draw(painter, zoom, painter.device().devicePixelRatioF() if widget else 0.0)
        if zoom > SHAPES_ABOVE:
            self.draw_shapes(painter)

    def update(self, *area: Any, **named: Any) -> None:
        """It looks otherwise: it is painted anew, and the picture of it is out of date."""
        self.paints.portraits.forget(self)
        self.index.mark(self)
        super().update(*area, **named)

    def draw(self, painter: QPainter, zoom: float, ratio: float) -> None:
        """All but the shapes. `ratio`: device pixels a pixel of a screen, 0 where there is none."""
        opacity = self.opacity() * (FADED if self.fits is False else 1.0)
        painter.setOpacity(opacity * (MUTED if self.face.muted else 1.0))
        stamp = self.stamp(zoom, ratio) if ratio else None
        if stamp is not None:
            self.paints.stamps.put(painter, stamp)
        else:
            (paint_small if zoom < SMALL_BELOW else paint_body)(painter, self)
        words = self._words(zoom)
        if self.face.muted:
            painter.setOpacity(opacity)
            paint_bypass(painter, self, words[0])
            painter.setOpacity(opacity * MUTED)
        _draw_texts(painter, self, *words)
        if zoom >= TITLES_BELOW and stamp is None:
            paint_ports(painter, self)
        painter.setOpacity(opacity)
        if self.face.problem:
            paint_badge(painter, self)

    def draw_over(self, painter: QPainter, zoom: float) -> None:
        """What is painted over the stamp of one that can be seen through nowhere."""
        _draw_texts(painter, self, *self._words(zoom))
        if self.face.problem:
            paint_badge(painter, self)

    def _words(self, zoom: float) -> tuple[list[Text], QPolygonF]:
        """What is written, and from near the curve of a figure."""
        if zoom < SMALL_BELOW:
            return title_of(self, title_size(zoom)), QPolygonF()
        if self._texts is None:
            self._texts = texts_of(self.face, self.reading, self.paints, self.body)
        return self._texts

    def draw_shapes(self, painter: QPainter) -> None:
        """What is written at its ports."""
        font = self.paints.shape_font
        if self._shapes is None:
            self._shapes = [
                (label.area(self.paints).topLeft(), static(label.text, font))
                for label in self.labels()
            ]
        painter.setFont(font)
        painter.setPen(self.paints.theme.ink2)
        for at, text in self._shapes:
            painter.drawStaticText(at, text)

    def stamp(self, zoom: float, ratio: float) -> QPixmap | None:
        """The picture of the body, with its ports where they show; None for one unlike others."""
        face, stamps = self.face, self.paints.stamps
        if self.lit or self.hot_port or face.muted or not stamps.fits(zoom, ratio):
            return None
        alike = (face.category, face.problem, face.is_known, self.heat, self.chosen, face.collapsed)
        if zoom < TITLES_BELOW:
            return stamps.picture(alike, partial(paint_small, item=self))
        ports = (self.fits, len(face.inputs), len(face.outputs))
        return stamps.picture((alike, ports), partial(_paint_with_ports, item=self, zoom=zoom))

    def _forget_texts(self) -> None:
        self._texts, self._shapes, self._titles = None, None, {}


def told_at(item: NodeItem, port: str = "") -> str:
    """What is written beside the wires of an output: what flows there, or its shape."""
    shapes = dict(zip(item.face.outputs, item.face.shapes, strict=False))
    return item.flows.get(port) or shapes.get(port, "")


def choose(item: NodeItem, chosen: bool) -> None:
    """Show a node as selected, and over all others, or as one of them."""
    item.chosen = chosen
    item.setZValue(3 if chosen else 2)
    item.index.touch(item)
    item.update()


def title_of(item: NodeItem, size: int) -> list[Text]:
    """The name, and what there is room for besides, in letters of this size."""
    if size not in item._titles:
        small = item.face.collapsed
        # A figure in smaller letters, as a collapsed layer would need, cannot be read.
        told = item.reading if size <= TYPED or not small else None
        kind, figures = "" if small else item.face.type, read(told) if told else ()
        letters = pill_size(size) if small else size
        found = item.paints.titles.laid_out(item.face.name, kind, letters, item.body, figures)
        item._titles[size] = found
    return item._titles[size]


def _paint_with_ports(painter: QPainter, item: NodeItem, zoom: float) -> None:
    (paint_small if zoom < SMALL_BELOW else paint_body)(painter, item)
    paint_ports(painter, item)


def _draw_texts(painter: QPainter, item: NodeItem, texts: list[Text], line: QPolygonF) -> None:
    ink = None if item.heat is None else item.paints.theme.ink1  # readable on all its colors
    for at, text, font, color in texts:
        painter.setFont(font)
        painter.setPen(ink or color)
        painter.drawStaticText(at, text)
    if not line.isEmpty():
        draw_line(painter, line, ink or item.paints.theme.ink2)
