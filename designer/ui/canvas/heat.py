"""Why: a color means nothing without its scale, so who colors the nodes is also the legend."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from designer.text import tr
from designer.ui import heat, theme
from designer.ui.canvas.camera import Camera
from designer.ui.meanings import meaning, tip
from designer.ui.readings import flowing, readings
from designer.ui.theme.tokens import HEAT_STEPS

SIZE = QSize(236, 64)  # also the smallest window has room for it beside the zoom
MARGIN = 12.0
BAR = QRectF(MARGIN, 28, SIZE.width() - 2 * MARGIN, 8)


class HeatMap(QWidget):
    """Tints the nodes of a drawing by what they cost or do, and says how much a color is.

    A click on it offers the other measures. While it shows nothing it listens to nothing: it
    costs nothing.
    """

    chosen = Signal(str)  # another measure is wanted: a key of heat.MEASURES, or ""

    def __init__(self, view: Camera) -> None:
        super().__init__(view)
        self._view = view
        self._document = view.document
        self._measure = ""
        self._values: dict[str, float] = {}
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.notifier.changed.connect(self.update)
        self.hide()

    @property
    def measure(self) -> str:
        """What it shows: a key of heat.MEASURES, or ""."""
        return self._measure

    def show_measure(self, measure: str) -> None:
        """Color by another measure, a key of heat.MEASURES; "" for none."""
        if measure == self._measure:
            return
        before, now = self._signals(self._measure), self._signals(measure)
        for signal in set(before) - set(now):
            before[signal].disconnect(self._refresh)
        for signal in set(now) - set(before):
            now[signal].connect(self._refresh)
        if measure:
            self._document.costs.begin()
        self._measure = measure
        said = (
            tr("Each layer says its figure; the stronger its color, the larger it is.")
            if heat.is_live(measure)
            else tr("Each layer says its figure; the stronger its color, the larger its part.")
        )
        self.setToolTip(tip(meaning(measure), said, tr("Click for other figures.")))
        self._refresh()
        self.setVisible(bool(measure))

    def _signals(self, measure: str) -> dict[str, SignalInstance]:
        """What tells of new values of a measure, by name."""
        bridge = self._document.bridge
        every = {"costs": bridge.costs_changed, "times": bridge.times_changed} if measure else {}
        live = {"activity": bridge.activity_changed, "graph": bridge.graph_opened}
        return every | (live if heat.is_live(measure) else {})

    @property
    def words(self) -> tuple[str, ...]:
        """What the legend says: its title, then the scale from nothing to the largest value,
        and what part of the whole that is."""
        title = tr(heat.MEASURES[self._measure].title) if self._measure else ""
        largest = max(self._values.values(), default=0.0)
        live = heat.is_live(self._measure)
        if not self._values or (largest <= 0 and not live):
            return title, self._why_none()
        scale = heat.ends(self._values, self._measure)
        steps = (scale[0], heat.middle(scale, self._measure), scale[1])
        low, middle, high = map(heat.MEASURES[self._measure].text, steps)
        if live:
            return title, low, middle, high, self._when()
        share = f"{100 * largest / sum(self._values.values()):.3g}"
        most = tr("largest part {share} %", share=share)
        return title, "0", middle, high, most

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Offer the other measures."""
        event.accept()
        menu = self.menu()
        menu.popup(event.globalPosition().toPoint() - QPoint(0, menu.sizeHint().height()))

    def menu(self) -> QMenu:
        """All measures, what a layer costs above what went on in it, and none."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key, measure in heat.MEASURES.items():
            if heat.is_live(key) and not heat.is_live(_before(key)):
                menu.addSeparator()
            action = menu.addAction(tr(measure.title))
            action.setCheckable(True)
            action.setChecked(key == self._measure)
            action.triggered.connect(lambda _=False, key=key: self.chosen.emit(key))
        menu.addSeparator()
        menu.addAction(tr("No heat map"), lambda: self.chosen.emit(""))
        return menu

    def paintEvent(self, event: QPaintEvent) -> None:
        """The title, the colors in their order, and what they stand for."""
        if not self._measure:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme.current()
        painter.setPen(colors.line)
        painter.setBrush(colors.panel)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        title, *scale = self.words
        painter.setPen(colors.ink1)
        painter.setFont(colors.font(11, bold=True))
        box = QRectF(MARGIN, 8, BAR.width(), 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, title)
        box.setLeft(MARGIN + painter.fontMetrics().horizontalAdvance(f"{title} "))
        painter.setFont(colors.font(11))
        painter.setPen(colors.ink2)
        sign = heat.MEASURES[self._measure].sign  # as the cards have it
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, sign)
        if len(scale) == 1:
            box = QRectF(MARGIN, 24, BAR.width(), SIZE.height() - 28)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            painter.drawText(box, flags | Qt.TextFlag.TextWordWrap, scale[0])
            return
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        box = QRectF(MARGIN, BAR.bottom() + 4, BAR.width(), 16)
        for side, text in zip((left, Qt.AlignmentFlag.AlignHCenter, right), scale, strict=False):
            painter.drawText(box, side, text)
        painter.drawText(QRectF(MARGIN, 8, BAR.width(), 16), right, scale[-1])
        self._paint_bar(painter)

    def _paint_bar(self, painter: QPainter) -> None:
        colors = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        width = BAR.width() / (HEAT_STEPS + 1)
        for step in range(HEAT_STEPS + 1):
            part = QRectF(BAR.left() + step * width, BAR.top(), width, BAR.height())
            painter.fillRect(part, colors.heat(step))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(colors.line)
        painter.drawRect(BAR)

    def _refresh(self) -> None:
        found = heat.values(self._document, self._measure) if self._measure else {}
        self._values = found
        tint(self._view, heat.levels(found, self._measure) if found else None)
        write(self._view, self._measure, found)
        self.setAccessibleName(" ".join(self.words))
        self.update()

    def _when(self) -> str:
        latest = self._document.activity.latest
        return tr("epoch {epoch}", epoch=latest.epoch) if latest is not None else ""

    def _why_none(self) -> str:
        if heat.is_live(self._measure):
            if self._document.activity.latest is not None:
                return tr("No layer here has this figure.")
            return tr("Nothing measured yet: press Train.")
        if self._document.costs.why:
            return tr("Not yet: the drawing has a problem.")
        if self._measure == "time":
            return tr("No times yet: press Measure in the Costs tab.")
        return tr("Counting…") if self._document.costs.costs is None else tr("There are none.")


def _before(key: str) -> str:
    keys = list(heat.MEASURES)
    return keys[keys.index(key) - 1]


def write(view: Camera, measure: str, found: Mapping[str, float]) -> None:
    """Write these figures on the nodes, and beside wires what flows; shapes for no measure."""
    scene, document = view.canvas, view.document
    told = readings(document, measure, found) if measure else {}
    flows = flowing(document, measure) if measure else {}
    there: list[str] = []  # layers whose wires are told of where they arrive
    for name, item in scene.nodes.items():
        before = item.flows
        item.set_reading(told.get(name), flows.get(name, {}))
        if not item.label_side and item.flows != before:
            there.append(name)
    scene.label(there)


def tint(view: Camera, levels: Mapping[str, int] | None) -> None:
    """Tint the nodes by these steps of the heat map, near and far; None for no heat map."""
    view.canvas.set_heat(levels)
    view.overview.forget()
    view.viewport().update()
    view.recolored.emit()
