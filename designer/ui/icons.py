"""Why: one set of line icons, in the ink of whatever theme is on, crisp on every screen."""

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from designer.ui import theme
from designer.ui.resources import resource

# What an icon means to us, and the drawing that says it. Any other name is a drawing's own.
MEANINGS = {
    "stop": "square",
    "undo": "undo-2",
    "redo": "redo-2",
    "open": "folder-open",
    "new": "file-plus",
    "close": "x",
    "add": "plus",
    "remove": "minus",
    "system": "monitor",
    "fit": "maximize",
    "duplicate": "copy-plus",
    "cut": "scissors",
    "paste": "clipboard-paste",
    "delete": "trash-2",
    "tidy": "workflow",
    "export": "download",
    "warning": "triangle-alert",
    "error": "circle-alert",
    "good": "circle-check",
    "more": "ellipsis",
    "help": "circle-question-mark",
    "tour": "graduation-cap",
    "data": "database",
    "runs": "rotate-ccw-clock",
    "history": "rotate-ccw-clock",
    "training": "activity",
    "layout": "workflow",
    # Categories of layers.
    "io": "arrow-down-up",
    "linear": "waypoints",
    "convolution": "grid-3x3",
    "pooling": "shrink",
    "activation": "chart-spline",
    "normalization": "scale",
    "dropout": "circle-slash",
    "recurrent": "iteration-cw",
    "attention": "eye",
    "resizing": "frame",
    "shape": "scaling",
    "arithmetic": "merge",
    "math": "sigma",
    "block": "blocks",
    "library": "library",
    "custom": "code",
}
STROKE = "1.75"  # of 24: a hair lighter than drawn, to stand beside 12 px type


def icon(name: str, color: QColor | str | None = None) -> QIcon:
    """The icon of that name, in ink unless `color` says otherwise.

    A color given as text is a token of the theme ("accent_ink") or a category ("pooling"), and
    follows the theme like ink does. Raises FileNotFoundError for a name that has no drawing.
    """
    _drawing(name)
    return QIcon(_Engine(name, color))


def pixmap(name: str, size: int, color: QColor | str | None = None, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` units, for painting by hand."""
    drawn = _rendered(name, _ink(color, QIcon.Mode.Normal), QSize(size, size) * ratio)
    drawn.setDevicePixelRatio(ratio)
    return drawn


class _Engine(QIconEngine):
    """Asks for the theme each time it paints, so that nobody has to hand out icons anew."""

    def __init__(self, name: str, color: QColor | str | None) -> None:
        super().__init__()
        self._name = name
        self._color = color

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw at the resolution of the device."""
        device = painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of that many pixels."""
        return _rendered(self._name, _ink(self._color, mode), size)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """A picture of that many units for a screen with `scale` pixels a unit."""
        drawn = self.pixmap(size * scale, mode, state)
        drawn.setDevicePixelRatio(scale)
        return drawn

    def clone(self) -> QIconEngine:
        """Another of the same kind."""
        return _Engine(self._name, self._color)


def _ink(color: QColor | str | None, mode: QIcon.Mode) -> QColor:
    colors = theme.current()
    if mode == QIcon.Mode.Disabled:
        faint = QColor(colors.ink3)
        faint.setAlphaF(0.6)
        return faint
    if isinstance(color, QColor):
        return color
    if color is None:
        return colors.ink1
    token = getattr(colors, color, None)
    return token if isinstance(token, QColor) else colors.category(color)


def _rendered(name: str, ink: QColor, size: QSize) -> QPixmap:
    key = f"designer-{name}-{ink.rgba():08x}-{size.width()}x{size.height()}"
    drawn = QPixmap()
    if QPixmapCache.find(key, drawn):
        return QPixmap(drawn)
    drawn = QPixmap(size)
    drawn.fill(Qt.GlobalColor.transparent)
    if not size.isEmpty():
        side = min(size.width(), size.height())
        corner = QPoint((size.width() - side) // 2, (size.height() - side) // 2)
        painter = QPainter(drawn)
        painter.setOpacity(ink.alphaF())
        _renderer(name, ink.name()).render(painter, QRectF(QRect(corner, QSize(side, side))))
        painter.end()
    QPixmapCache.insert(key, drawn)
    return QPixmap(drawn)


def _renderer(name: str, color: str) -> QSvgRenderer:
    text = _drawing(name).replace("currentColor", color)
    text = text.replace('stroke-width="2"', f'stroke-width="{STROKE}"')
    return QSvgRenderer(QByteArray(text.encode()))


@cache
def _drawing(name: str) -> str:
    return resource(f"icons/{MEANINGS.get(name, name)}.svg").read_text(encoding="utf-8")
