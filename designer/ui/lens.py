"""Why: the inside of a block opens over the drawing, at its card, and is edited there."""

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout

from designer.model import Commit
from designer.text import tr
from designer.ui import theme
from designer.ui.breadcrumbs import Breadcrumbs
from designer.ui.canvas import CanvasView, HeatMap
from designer.ui.canvas.camera import show_start
from designer.ui.icons import icon
from designer.ui.levels import followed
from designer.ui.overlays import Pin

EDGE = 34  # px of the drawing around it that stay in view, at least
SHARE = 0.8  # of the canvas: no larger than this
LEAST = QSize(372, 362)  # room for the path above, and for the list of layers to add
AROUND = QSize(84, 144)  # px around the layers inside, and for the path above them
BESIDE = 60  # px around the path and the button at its right
MOAT = 6  # px around its border where the drawing outside is veiled: neither runs into the other
FRAME = 4  # px from its border to the canvas inside
RADIUS = 10
VEIL = 0.85  # opacity
LARGEST_ZOOM, LEAST_ZOOM = 1.0, 0.6


class Lens(QFrame):
    """A canvas of its own on the inside of a block, over the canvas that shows its instance.

    Escape and the button in its corner close it, and so does whatever takes the block away.
    """

    closed = Signal()

    def __init__(self, canvas: CanvasView, name: str, measure: str = "") -> None:
        super().__init__(canvas)
        outer = canvas.document
        self.name, self.graph = name, outer.graph
        self.canvas = canvas
        self.document = outer.beside(outer.path_into(name))
        self._depth = len(self.document.path_in)
        self.document.companion, outer.companion = outer, self.document
        self.view = CanvasView(self.document)
        self.view.wheel_zooms = canvas.wheel_zooms
        canvas.over, self.view.below = self.view, canvas
        self.breadcrumbs = Breadcrumbs(self.view)
        self.button = self._button()
        self.setObjectName("lens")
        self.setAccessibleName(tr("Inside of {name}", name=name))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(FRAME, FRAME, FRAME, FRAME)
        layout.addWidget(self.view)
        Pin(self.breadcrumbs, Qt.Corner.TopLeftCorner)
        Pin(self.button, Qt.Corner.TopRightCorner)
        self.heat_map = HeatMap(self.view)
        Pin(self.heat_map, Qt.Corner.BottomLeftCorner)
        self.show_measure(measure)
        self._size = self._wanted_size()
        self._shown: tuple[float, QPointF] | None = None  # the zoom and the middle, as it opens
        self._listen()
        self._restyle()
        self.place()
        self.show()
        self._show_all()
        self.view.setFocus()

    def let_go(self) -> None:
        """End it; to be called once, by whoever opened it."""
        self.canvas.document.companion = None
        self.canvas.over = self.view.below = None
        self.hide()
        self.document.close()
        self.document.bridge.deleteLater()
        self.deleteLater()

    def show_measure(self, measure: str) -> None:
        """Color the layers inside by a measure, with room for its legend; "" for none."""
        self.heat_map.show_measure(measure)
        self.view.foot = self.heat_map.height() if measure else 0

    def shut(self) -> None:
        """Ask to be closed, when the present event has been handled."""
        if self.isHidden():
            return
        self.hide()
        # Later: a document is not to be closed from within its own signal.
        QTimer.singleShot(0, self, self.closed.emit)

    def place(self) -> None:
        """Over the card of its block, as far as the drawing around it stays in view."""
        item = self.canvas.canvas.nodes.get(self.name)
        if item is None:
            return
        view = self.canvas.viewport().rect()
        most = view.size() * SHARE + QSize(2 * MOAT, 2 * MOAT)
        path = self.breadcrumbs.width() + self.button.width() + BESIDE
        place = QRect(QPoint(), self._size.expandedTo(QSize(path, 0)).boundedTo(most))
        place.moveCenter(self.canvas.mapFromScene(item.center()))
        room = view.adjusted(EDGE, EDGE, -EDGE, -EDGE)
        place.moveRight(min(place.right(), room.right()))
        place.moveBottom(min(place.bottom(), room.bottom()))
        place.moveLeft(max(place.left(), room.left()))
        place.moveTop(max(place.top(), room.top()))
        if place != self.geometry():
            is_untouched, grows = self._shown == self._here(), place.size() != self.size()
            self.setGeometry(place)
            if is_untouched and grows:  # as much is seen as there is room for
                self._show_all()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The veil around the border."""
        veil = QColor(theme.current().canvas)
        veil.setAlphaF(VEIL)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        ring = QPainterPath()
        ring.addRoundedRect(self.rect(), RADIUS + MOAT, RADIUS + MOAT)
        ring.addRoundedRect(self.rect().adjusted(MOAT, MOAT, -MOAT, -MOAT), RADIUS, RADIUS)
        painter.drawPath(ring)
        painter.end()
        super().paintEvent(event)

    # What is not for the canvas inside is for nobody: the one below must not act on it.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that means nothing inside."""
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The border is no part of the canvas below."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """As for a press."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """As for a press."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """As for a press."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """As for a press."""
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """As for a press."""
        event.accept()

    def _button(self) -> QToolButton:
        button = QToolButton(self.view)
        button.setObjectName("shut")
        button.setIcon(icon("close", "ink2"))
        button.setIconSize(QSize(14, 14))
        button.setFixedSize(28, 28)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.setToolTip(tr("Close (Esc)"))
        button.setAccessibleName(tr("Close the inside of {name}", name=self.name))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.shut)
        return button

    def _wanted_size(self) -> QSize:
        """Room for all that is inside, at the size at which the drawing around it is seen."""
        zoom = min(LARGEST_ZOOM, max(LEAST_ZOOM, self.canvas.zoom))
        inside = self.view.overview.bounds().size() * zoom
        return (inside.toSize() + AROUND + QSize(0, self.view.foot)).expandedTo(LEAST)

    def _show_all(self) -> None:
        """All that is inside, somewhat smaller if it must be; what is too large, from its start."""
        self.view.zoom_to_fit()
        if self.view.zoom < LEAST_ZOOM:
            self.view.set_zoom(max(LEAST_ZOOM, min(LARGEST_ZOOM, self.canvas.zoom)))
            show_start(self.view)
        self._shown = self._here()

    def _here(self) -> tuple[float, QPointF]:
        return self.view.zoom, self.view.visible().center()

    def _listen(self) -> None:
        outer, inner = self.canvas.document.bridge, self.document.bridge
        for name in ("message", "tab_wanted", "code_wanted", "library_changed"):
            getattr(inner, name).connect(getattr(outer, name))
        self.view.asked.connect(self.canvas.asked)
        self.view.lens_wanted.connect(self.document.enter)
        inner.graph_opened.connect(self._went)
        inner.committed.connect(self._turned)
        outer.graph_opened.connect(self.shut)
        outer.committed.connect(self._committed)
        self.canvas.moved.connect(self.place)
        theme.notifier.changed.connect(self._restyle)

    def _went(self) -> None:
        if len(self.document.path_in) < self._depth:
            self.shut()
        else:
            self.place()  # the path is longer or shorter now

    def _turned(self, commit: Commit) -> None:
        """What was tall may be wide now."""
        if commit.sets("flow"):
            self._size = self._wanted_size()
            self.place()
            self._show_all()

    def _committed(self, commit: Commit) -> None:
        document = self.canvas.document
        names = followed((self.name,), commit, document.graph)
        if not names or not document.path_into(names[0]):
            self.shut()
            return
        self.name = names[0]
        self.place()

    def _restyle(self) -> None:
        colors = theme.current()
        self.setStyleSheet(
            f"QFrame#lens {{ background: {colors.canvas.name()};"
            f" border: 2px solid {colors.accent.name()}; border-radius: {RADIUS}px;"
            f" margin: {MOAT}px; }}"
            f"QToolButton#shut {{ background: {colors.panel.name()}; padding: 0;"
            f" border: 1px solid {colors.line.name()}; border-radius: 8px; }}"
            f"QToolButton#shut:hover {{ border-color: {colors.accent.name()}; }}"
        )
