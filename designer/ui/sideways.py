"""Why: a panel that is wider than its place is moved sideways, by a bar that is to be seen."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

LEAST = 120  # px: as narrow as its place may be
ELSEWHERE = 460  # px of the window that other panels need


class Sideways(QScrollArea):
    """A panel as wide as its place, or as wide as it has to be; as high as it wants."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(panel)

    def minimumSizeHint(self) -> QSize:
        """As wide as the panel has to be, where the window has room; high enough for its bar."""
        panel: QWidget | None = self.widget()
        least = panel.minimumSizeHint() if panel is not None else QSize()
        room = max(LEAST, self.window().width() - ELSEWHERE)
        bar = self.horizontalScrollBar().sizeHint().height()
        return QSize(max(LEAST, min(least.width(), room)), least.height() + bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The window may have another width, too."""
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """What the panel wants."""
        panel: QWidget | None = self.widget()
        return panel.sizeHint() if panel is not None else super().sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another panel inside the panel may be higher."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
