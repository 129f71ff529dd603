"""Why: what floats over the canvas stays in its corner whatever the window's size."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from designer.text import tr
from designer.ui import theme
from designer.ui.canvas import CanvasView
from designer.ui.icons import icon

ICON = 13  # px
GAP = 12  # px from the edge of the canvas


class Pin(QObject):
    """Keeps a child of a widget in one of its corners."""

    def __init__(self, child: QWidget, corner: Qt.Corner) -> None:
        super().__init__(child)
        self._child = child
        self._corner = corner
        parent = child.parentWidget()
        assert parent is not None
        parent.installEventFilter(self)
        child.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the parent, and of the child."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        return False

    def _place(self) -> None:
        parent = self._child.parentWidget()
        if parent is None:
            return
        room = parent.size() - self._child.size()
        left = self._corner in (Qt.Corner.TopLeftCorner, Qt.Corner.BottomLeftCorner)
        top = self._corner in (Qt.Corner.TopLeftCorner, Qt.Corner.TopRightCorner)
        x = GAP if left else room.width() - GAP
        y = GAP if top else room.height() - GAP
        self._child.move(x, y)
        self._child.raise_()


class ZoomControl(QFrame):
    """Minus, the present zoom, plus. The figure goes back to 100 %."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("zoom")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.out = self._button("", tr("Zoom out"), view.zoom_out, "remove")
        self.figure = self._button("", tr("Back to 100 %"), view.zoom_reset)
        self.figure.setFixedWidth(56)
        self.into = self._button("", tr("Zoom in"), view.zoom_in, "add")
        self.fit = self._button(tr("Fit"), tr("Show the whole drawing"), view.zoom_to_fit)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(0)
        for button in (self.out, self.figure, self.into, self.fit):
            row.addWidget(button)
        view.zoom_changed.connect(self._show_zoom)
        theme.notifier.changed.connect(self._restyle)
        self._show_zoom(view.zoom)
        self._restyle()

    def _button(self, text: str, tip: str, do: object, symbol: str = "") -> QToolButton:
        button = QToolButton()
        button.setText(text)
        if symbol:
            button.setIcon(icon(symbol, "ink2"))
            button.setIconSize(QSize(ICON, ICON))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        return button

    def _show_zoom(self, zoom: float) -> None:
        self.figure.setText(tr("{percent} %", percent=round(100 * zoom)))

    def _restyle(self) -> None:
        colors = theme.current()
        self.setStyleSheet(
            f"QFrame#zoom {{ background: {colors.panel.name()};"
            f" border: {colors.border}; border-radius: 8px; }}"
            f"QToolButton {{ color: {colors.ink2.name()}; padding: 2px 7px; font-size: 11px; }}"
        )
        self.adjustSize()
