"""Why: one item a node, painted from cached text: that is what keeps 5,000 of them quick."""

from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QStaticText,
)
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from designer.edit.flowing import DOWN, Flow
from designer.ui.canvas.face import Face
from designer.ui.canvas.geometry import (
    BAR,
    BODY,
    HEIGHT,
    PORT_RADIUS,
    RADIUS,
    WIDTH,
    input_point,
    label_rect,
    outer,
    output_point,
    port_radius,
    through_path,
)
from designer.ui.canvas.portraits import Portraits
from designer.ui.canvas.stamps import Stamps
from designer.ui.canvas.titles import SMALL_BELOW, TITLES_BELOW, TitleFonts, static, title_size
from designer.ui.theme import Theme
from designer.ui.theme.contrast import readable_on
from designer.ui.theme.tokens import HEAT_STEPS

BELOW = 3.5  # how far the sheet under a block looks out
SHAPES_ABOVE = 0.6  # zoom over which shapes are readable
SMALL_STROKE = 5  # of what is selected or wrong, in a small node
MUTED, FADED = 0.5, 0.4  # opacity of what is bypassed, and of what a pulled wire does not fit


Text = tuple[QPointF, QStaticText, QFont, QColor]  # in a node: where, what, and how it is written


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
        body = QPainterPath()
        body.addRoundedRect(BODY, RADIUS, RADIUS)
        left = QPainterPath()
        left.addRect(QRectF(0, 0, BAR, HEIGHT))
        self.bar_path = body.intersected(left)


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

    def __init__(self, face: Face, paints: Paints) -> None:
        super().__init__(outer(paints.flow))
        self.setZValue(2)
        self.paints = paints
        self.face = face
        self.block = BODY  # the body on the canvas, kept for the overview
        self.corner = 0.0, 0.0  # of the body, for who paints many
        self.known: object = None  # what the face was made from, to see whether it changed
        self.chosen = False
        self.fits: bool | None = None  # while a wire is pulled: may it end here?
        self.lit = False  # while layers are dragged that would go into it
        self.hot_port = ""
        self.heat: int | None = None  # the step of color while there is a heat map
        self.label_side = (
            1  # of the wire: 1 right, -1 left, 0 none: shapes stand at the wires' ends
        )
        self._arriving: dict[str, tuple[str, bool]] = {}
        self._texts: list[Text] = []
        self._shapes: list[tuple[QPointF, QStaticText]] = []
        self._titles: dict[int, tuple[QPointF, QStaticText]] = {}  # by size, when first seen
        self._lay_out()

    def set_face(self, face: Face) -> None:
        """Show something else."""
        if face != self.face:
            self.face = face
            self._lay_out()
            self.update()

    def set_label_side(self, side: int) -> None:
        """On which side of the wire the shape stands: 1 right (or below), -1 left, 0 none."""
        if side != self.label_side:
            self.label_side = side
            self._lay_out_shapes()
            self.update()

    def set_arriving(self, port: str, label: tuple[str, bool] | None) -> None:
        """The shape to write at an input, and whether left of its wire; None for nothing."""
        if self._arriving.get(port) != label:
            if label is None:
                del self._arriving[port]
            else:
                self._arriving[port] = label
            self._lay_out_shapes()
            self.update()

    def labels(self) -> list[Label]:
        """The shapes written at ports."""
        face, flow, found = self.face, self.paints.flow, []
        if self.label_side and face.shapes:  # several ports stand close: the first has room
            port = output_point(face.outputs, face.outputs[0], flow)
            found.append(Label(face.shapes[0], port, self.label_side < 0, True))
        for name, (shape, left) in self._arriving.items():
            found.append(Label(shape, input_point(face.inputs, name, flow), left, False))
        return found

    def set_heat(self, heat: int | None) -> None:
        """The step of the heat map; None for the color that a node has otherwise."""
        if heat != self.heat:
            self.heat = heat
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
        self._lay_out()

    def place(self, at: QPointF) -> None:
        """Put the top left corner of the body here."""
        self.setPos(at)
        self.block = BODY.translated(at)
        self.corner = at.x(), at.y()

    def center(self) -> QPointF:
        """The middle of the body, on the canvas."""
        return self.block.center()

    def input_at(self, port: str) -> QPointF:
        """Where an input port lies on the canvas."""
        return self.pos() + input_point(self.face.inputs, port, self.paints.flow)

    def output_at(self, port: str) -> QPointF:
        """Where an output port lies on the canvas."""
        return self.pos() + output_point(self.face.outputs, port, self.paints.flow)

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
        super().update(*area, **named)

    def draw(self, painter: QPainter, zoom: float, ratio: float) -> None:
        """All but the shapes. `ratio`: device pixels a pixel of a screen, 0 where there is none."""
        opacity = self.opacity() * (FADED if self.fits is False else 1.0)
        painter.setOpacity(opacity * (MUTED if self.face.muted else 1.0))
        small = zoom < SMALL_BELOW
        stamp = self._stamp(zoom, ratio) if ratio else None
        if stamp is not None:
            self.paints.stamps.put(painter, stamp)
        else:
            (self._paint_small if small else self._paint_body)(painter)
        if self.face.muted:
            painter.setOpacity(opacity)
            _paint_bypass(painter, self)
            painter.setOpacity(opacity * MUTED)
        if small:
            self._paint_title(painter, title_size(zoom))
        else:
            for at, text, font, color in self._texts:
                painter.setFont(font)
                painter.setPen(color if self.heat is None else self.paints.theme.ink1)
                painter.drawStaticText(at, text)
        if zoom >= TITLES_BELOW and stamp is None:
            self._paint_ports(painter)
        painter.setOpacity(opacity)
        if self.face.problem:
            _paint_badge(painter, self.paints, self.face.problem)

    def draw_shapes(self, painter: QPainter) -> None:
        """What is written at its ports."""
        painter.setFont(self.paints.shape_font)
        painter.setPen(self.paints.theme.ink2)
        for at, text in self._shapes:
            painter.drawStaticText(at, text)

    def _stamp(self, zoom: float, ratio: float) -> QPixmap | None:
        """The picture of the body, with its ports where they show; None for one unlike others."""
        face, stamps = self.face, self.paints.stamps
        if self.lit or self.hot_port or face.muted or not stamps.fits(zoom, ratio):
            return None
        draw = self._paint_small if zoom < SMALL_BELOW else self._paint_body
        key = (face.category, face.problem, face.is_known, self.heat, self.chosen)
        if zoom < TITLES_BELOW:
            return stamps.picture(key, draw)

        def with_ports(painter: QPainter) -> None:
            draw(painter)
            self._paint_ports(painter)

        both = (*key, self.fits, len(face.inputs), len(face.outputs))
        return stamps.picture(both, with_ports)

    def _paint_title(self, painter: QPainter, size: int) -> None:
        if size not in self._titles:
            self._titles[size] = self.paints.titles.laid_out(self.face.name, size)
        painter.setFont(self.paints.titles.fonts[size])
        painter.setPen(self.paints.theme.ink1)
        painter.drawStaticText(*self._titles[size])

    def _paint_small(self, painter: QPainter) -> None:
        """From further away, where a thin outline is lost, the body has its category's color."""
        fill, outline = self.paints.tints.get(self.face.category, (self._fill(), self._outline()))
        if self.lit or self.heat is not None:
            fill = self._fill()
        if self._outline() is not self.paints.outline:  # it tells something
            outline = QPen(self._outline())
            outline.setWidthF(SMALL_STROKE)
        self._paint_body(painter, fill, outline)

    def _paint_body(
        self, painter: QPainter, fill: QColor | None = None, outline: QPen | None = None
    ) -> None:
        painter.setBrush(fill or self._fill())
        painter.setPen(outline or self._outline())
        if self.face.category == "block":  # more lies below
            painter.drawRoundedRect(BODY.translated(BELOW, BELOW), RADIUS, RADIUS)
        painter.drawRoundedRect(BODY, RADIUS, RADIUS)
        painter.fillPath(self.paints.bar_path, self.paints.theme.category(self.face.category))

    def _fill(self) -> QColor:
        if self.lit:
            return self.paints.theme.accent_soft
        return self.paints.theme.node if self.heat is None else self.paints.heat[self.heat]

    def _outline(self) -> QPen:
        if self.chosen or self.lit:
            return self.paints.accent
        if not self.face.is_known:
            return self.paints.unknown
        if self.face.problem == "error":
            return self.paints.error
        return self.paints.warning if self.face.problem else self.paints.outline

    def _paint_ports(self, painter: QPainter) -> None:
        paints = self.paints
        painter.setPen(paints.accent if self.chosen or self.fits else paints.port)
        painter.setBrush(paints.theme.panel)
        inputs, outputs, flow = self.face.inputs, self.face.outputs, paints.flow
        radius = port_radius(len(inputs), flow)
        for port in inputs:
            _paint_port(painter, self, input_point(inputs, port, flow), port, radius)
        if self.fits:
            painter.setPen(paints.port)
        radius = port_radius(len(outputs), flow)
        for port in outputs:
            _paint_port(painter, self, output_point(outputs, port, flow), port, radius)

    def _lay_out(self) -> None:
        """Cut and place every text once, so that painting only draws."""
        paints, face, colors = self.paints, self.face, self.paints.theme
        left, right = BAR + 12, WIDTH - 12
        # A long name and a long type share the line; the name has the larger part.
        name_width = paints.name_metrics.horizontalAdvance(face.name)
        type_room = right - left - 10 - min(name_width, 0.6 * (right - left))
        small, type_font = paints.type_metrics, paints.type_font
        kind = small.elidedText(face.type, Qt.TextElideMode.ElideRight, type_room)
        type_width = small.horizontalAdvance(kind)
        y = HEIGHT / 2 - 9 if not face.words and not face.count else 6.0
        room = right - left - type_width - 10
        name = QPointF(left, y), paints.name_font, colors.ink1, paints.name_metrics, room
        self._texts = [_text(face.name, *name)]
        self._texts.append(_text(kind, QPointF(right - type_width, y + 2), type_font, colors.ink2))
        count_width = small.horizontalAdvance(face.count)
        room = right - left - (count_width + 8 if face.count else 0)
        if face.words:
            words = QPointF(left, 26), type_font, colors.ink2, small, room
            self._texts.append(_text(face.words, *words))
        if face.count:
            at = QPointF(right - count_width, 26)
            self._texts.append(_text(face.count, at, type_font, colors.ink3))
        self._lay_out_shapes()
        self._titles = {}

    def _lay_out_shapes(self) -> None:
        paints = self.paints
        self._shapes = [
            (label.area(paints).topLeft(), static(label.text, paints.shape_font))
            for label in self.labels()
        ]


def _text(
    text: str,
    at: QPointF,
    font: QFont,
    color: QColor,
    metrics: QFontMetricsF | None = None,
    room: float = 0,
) -> Text:
    if metrics is not None:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    return at, static(text, font), font, color


def _paint_port(painter: QPainter, item: NodeItem, at: QPointF, port: str, radius: float) -> None:
    if port and port == item.hot_port:
        painter.setBrush(item.paints.theme.accent)
        painter.drawEllipse(at, PORT_RADIUS + 2, PORT_RADIUS + 2)
        painter.setBrush(item.paints.theme.panel)
    else:
        painter.drawEllipse(at, radius, radius)


def _paint_bypass(painter: QPainter, item: NodeItem) -> None:
    """The wire goes on, from the input that stands for the outputs to each of them."""
    painter.setPen(item.paints.accent if item.chosen else item.paints.bypass)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    face, flow = item.face, item.paints.flow
    start = input_point(face.inputs, face.passing, flow)
    for port in face.outputs:
        painter.drawPath(through_path(start, output_point(face.outputs, port, flow), flow))


def _paint_badge(painter: QPainter, paints: Paints, problem: str) -> None:
    """A mark at the corner of what is wrong ("error") or doubtful."""
    colors = paints.theme
    at = QPointF(WIDTH - 1, 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colors.error if problem == "error" else colors.validation)
    painter.drawEllipse(at, 8.5, 8.5)
    painter.setPen(readable_on(painter.brush().color(), colors))
    painter.setFont(paints.name_font)
    square = QRectF(at.x() - 8.5, at.y() - 8.5, 17, 17)
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, "!")
