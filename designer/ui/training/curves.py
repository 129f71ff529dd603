"""Why: live curves that cost half a millisecond a frame, so that training keeps the processor.

What makes them cheap (each measured): no automatic range, pens of width 1, few hundred points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from designer.text import tr
from designer.ui import theme
from designer.ui.training.pictures import ink_of, write_picture
from designer.ui.training.series import Series, steady_range

GAP = 8  # px between a title and the values beside it


@dataclass(frozen=True)
class Curve:
    """One line of a plot: `role` is "train" or "validation" and decides its color."""

    label: str
    role: str
    series: Series
    faint: Series | None = None  # the unsmoothed values behind a smoothed line
    dashed: bool = False  # the earlier of two runs

    @property
    def key(self) -> tuple[str, bool]:
        """What tells it from the other lines of its plot."""
        return self.role, self.dashed


Values = Sequence[tuple[Curve, float | None]]
"""Of each curve, at one place."""


class CurvePlot(QWidget):
    """A titled plot of curves over epochs: wheel and drag zoom, double-click shows everything."""

    hovered = Signal(object)  # x in epochs, or None when the pointer has left

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(title)
        self._values = QLabel()
        self._values.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.plot = pg.PlotWidget(enableMenu=False)
        self.plot.setAccessibleName(title)
        self.plot.setMinimumHeight(90)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        head = QWidget()
        row = pg.QtWidgets.QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._title)
        row.addWidget(self._values, 1)
        # They take what room there is: two plots side by side are never wider than their panel.
        self._values.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout.addWidget(head)
        layout.addWidget(self.plot, 1)
        self._items: dict[tuple[str, bool], tuple[pg.PlotDataItem, pg.PlotDataItem]] = {}
        self._curves: tuple[Curve, ...] = ()
        self._zoomed = False
        self._range: tuple[float, float] | None = None  # of y, as the curves last needed it
        self._log = False
        self._smoothing = 0.0
        self._epochs = 1.0
        self._set_up()
        self.restyle()

    def _set_up(self) -> None:
        item = self.plot.getPlotItem()
        item.hideButtons()
        item.showGrid(x=False, y=True, alpha=0.35)
        item.setMenuEnabled(False)
        menu = item.ctrlMenu  # pyqtgraph makes it anyway, and lets nobody own it
        menu.setParent(self, menu.windowFlags())
        view = item.getViewBox()
        view.disableAutoRange()
        view.setDefaultPadding(0.0)
        view.sigRangeChangedManually.connect(self._was_zoomed)
        view.mouseDoubleClickEvent = self._reset  # pyqtgraph has no signal for it
        self._cursor = pg.InfiniteLine(angle=90, movable=False)
        self._cursor.hide()
        item.addItem(self._cursor, ignoreBounds=True)
        self.plot.scene().sigMouseMoved.connect(self._mouse_moved)

    def restyle(self) -> None:
        """Take the colors of the present theme."""
        colors = theme.current()
        self.plot.setBackground(colors.panel)
        for name in ("left", "bottom"):
            axis = self.plot.getAxis(name)
            axis.setPen(pg.mkPen(colors.line))
            axis.setTextPen(pg.mkPen(colors.ink3))
            axis.setTickFont(colors.font(10))
            axis.setStyle(tickLength=0, tickTextOffset=5)
        self.plot.getAxis("left").setWidth(46)
        self._cursor.setPen(pg.mkPen(colors.ink3, style=Qt.PenStyle.DotLine))
        self._title.setStyleSheet(f"color: {colors.ink2.name()}")
        self._values.setFont(colors.mono(11))
        self._values.setStyleSheet(f"color: {colors.ink2.name()}")
        for key, pair in self._items.items():
            self._paint_item(key, pair)
        self._show_latest()

    def set_title(self, title: str) -> None:
        """What the plot shows."""
        self._title.setText(title)
        self.plot.setAccessibleName(title)

    def show_curves(self, curves: Sequence[Curve], epochs: float) -> None:
        """Draw these curves over 0 to `epochs`; called again for every repaint."""
        self._epochs = max(1.0, epochs)
        self._curves = tuple(curves)
        wanted = {curve.key for curve in curves}
        for key in [key for key in self._items if key not in wanted]:
            for item in self._items.pop(key):
                self.plot.removeItem(item)
        for curve in curves:
            self._draw(curve)
        if not self._zoomed:
            self._fit()

    def set_log(self, log: bool) -> None:
        """A logarithmic y axis; values that are not positive are left out."""
        self._log = log
        self.plot.getPlotItem().setLogMode(x=False, y=log)
        self._zoomed = False
        self._range = None
        self.show_curves(self._curves, self._epochs)

    def set_smoothing(self, weight: float) -> None:
        """Weight of the past in the moving average of the drawn curves, in [0, 1)."""
        self._smoothing = weight
        self.show_curves(self._curves, self._epochs)

    def show_at(self, x: float | None) -> None:
        """Show the values nearest to x, as the pointer over any of the plots asks."""
        self._cursor.setVisible(x is not None)
        if x is None:
            self._show_latest()
            return
        self._cursor.setPos(x)
        self._say([(c, c.series.at(x)) for c in self._curves], x)

    def save_picture(self, path: Path) -> None:
        """Write the plot with its title and legend as SVG or PNG, by the file's suffix.

        Raises OSError when the file cannot be written.
        """
        write_picture(
            self.plot, self._title.text(), [(c.label, c.role) for c in self._curves], path
        )

    def leaveEvent(self, event: object) -> None:
        """The pointer has left: show the latest values again."""
        self.hovered.emit(None)

    def _draw(self, curve: Curve) -> None:
        if curve.key not in self._items:
            pair = (pg.PlotDataItem(skipFiniteCheck=False), pg.PlotDataItem())
            for item in pair:
                self.plot.addItem(item)
            self._items[curve.key] = pair
            self._paint_item(curve.key, pair)
        line, faint = self._items[curve.key]
        x, y = curve.series.drawn(self._smoothing)
        # A single epoch is a point, not a line: it must be seen all the same.
        line.setData(self._safe(x), self._safe(y), symbol="o" if len(x) == 1 else None)
        if self._smoothing > 0 or curve.faint is not None:
            behind = curve.faint or curve.series
            faint.setData(*behind.drawn(0.0))
        elif faint.xData is not None:
            faint.setData([], [])

    def _safe(self, values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> object:
        return np.where(np.isfinite(values), values, np.nan)

    def _paint_item(
        self, key: tuple[str, bool], pair: tuple[pg.PlotDataItem, pg.PlotDataItem]
    ) -> None:
        color, style = ink_of(key[0]), Qt.PenStyle.DashLine if key[1] else Qt.PenStyle.SolidLine
        pale = QColor(color)
        pale.setAlpha(70)
        pair[0].setPen(pg.mkPen(color, width=1, style=style))
        pair[0].setSymbolBrush(color)
        pair[0].setSymbolPen(None)
        pair[0].setSymbolSize(6)
        pair[1].setPen(pg.mkPen(pale, width=1))

    def _fit(self) -> None:
        values = [c.series.drawn(0.0)[1] for c in self._curves if len(c.series)]
        finite = np.concatenate([v[np.isfinite(v)] for v in values]) if values else np.empty(0)
        if self._log:
            finite = np.log10(finite[finite > 0])
        view = self.plot.getPlotItem().getViewBox()
        present = self._range
        if len(finite):
            ends = float(finite.min()), float(finite.max())
            self._range = steady_range(present, *ends, self._log)
        else:
            self._range = 0.0, 1.0
        if self._range != present or view.viewRange()[0] != [0, self._epochs]:
            view.setRange(xRange=(0, self._epochs), yRange=self._range, padding=0)
        self._zoomed = False
        if not self._cursor.isVisible():
            self._show_latest()

    def _show_latest(self) -> None:
        self._say([(c, float(c.series.y[-1])) for c in self._curves if len(c.series)], None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is room for more, or for less."""
        super().resizeEvent(event)
        if not self._cursor.isVisible():
            self._show_latest()

    def _say(self, values: Values, x: float | None) -> None:
        """The values beside the title: in fewer digits, or the last alone, where room is short."""
        room = self.width() - self._title.sizeHint().width() - GAP
        for some, digits in ((values, 4), (values, 3), (values[-1:], 4)):
            self._values.setText(self._text(some, x, digits))
            if self._values.sizeHint().width() <= room:
                break

    def _text(self, values: Values, x: float | None, digits: int) -> str:
        if any(curve.dashed for curve, _ in values):  # of two runs there is room for what counts
            validated = [pair for pair in values if pair[0].role == "validation"]
            values = validated or values
        parts = [
            f'<span style="color:{ink_of(curve.role).name()}">{"□" if curve.dashed else "■"}</span>'
            f" {value:#.{digits}g}"
            for curve, value in values
            if value is not None
        ]
        if x is not None and parts:
            parts.insert(0, tr("epoch {x}", x=f"{x:.2f}"))
        return "&nbsp;&nbsp;".join(parts)

    def _was_zoomed(self, *_: object) -> None:
        self._zoomed = True

    def _reset(self, event: QMouseEvent) -> None:
        self._zoomed = False
        self._range = None
        self._fit()
        event.accept()

    def _mouse_moved(self, position: QPointF) -> None:
        view = self.plot.getPlotItem().getViewBox()
        inside = view.sceneBoundingRect().contains(position)
        self.hovered.emit(view.mapSceneToView(position).x() if inside else None)
