"""Why: a layer is added by typing its name, wherever the pointer is."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from designer import layers
from designer.layers import Layer
from designer.layers.blocks import addable
from designer.text import tr
from designer.ui import theme
from designer.ui.canvas import remarks

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

WIDTH, HEIGHT = 288, 340
LINES_OF_HELP = 5
ROW = 22  # px a layer
COMMENT = "\N{PILCROW SIGN}"  # no layer is of this type
KEYS_FOR_LIST = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Adder(QFrame):
    """A field and the layers that match. Enter or a click takes one, Escape closes."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._choose: Callable[[str], object] = lambda _: None
        self._fits: Callable[[Layer], bool] = lambda _: True
        self._only_fitting = True
        self._usual: Sequence[str] = ()
        self._comment_at: QPointF | None = None  # where one may come to lie
        self.setObjectName("adder")
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Type a layer's name"))
        self.field.setAccessibleName(tr("Layer to add"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Matching layers"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(12, 12))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.help = QLabel()
        self.help.setWordWrap(True)
        self.help.setFixedHeight(LINES_OF_HELP * 13 + 2)
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        for widget in (self.field, self.list, self.help):
            layout.addWidget(widget)
        self.resize(WIDTH, HEIGHT)
        self.hide()
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._take)
        self.list.currentItemChanged.connect(self._explain)

    def open(
        self,
        at: QPointF,
        choose: Callable[[str], object],
        fits: Callable[[Layer], bool] | None = None,
        only_fitting: bool = True,
        comments: bool = False,
        usual: Sequence[str] = (),
    ) -> None:
        """Show the list at a place of the canvas; `choose` takes the type of the chosen layer.

        With `fits`, only layers that it admits are offered, or, unless `only_fitting`, those
        before all others as long as nothing is typed; of those, the `usual` ones stand first.
        With `comments`, a comment is offered too.
        """
        self._comment_at = at if comments else None
        self._choose = choose
        self._only_fitting = only_fitting
        self._usual = usual
        self._fits = fits or (lambda _: True)
        self._restyle()
        self.move(self._corner(self._view.mapFromScene(at)))
        self.field.clear()
        self._fill("")
        self.show()
        self.raise_()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field keeps the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._close()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._take(self.list.currentItem())
        elif key in KEYS_FOR_LIST:
            self.list.keyPressEvent(event)
        else:
            return False
        return True

    def _fill(self, text: str) -> None:
        self.list.clear()
        for layer in self._matching(text):
            title = layers.title_of(layer.type)
            item = QListWidgetItem(swatch(layer.category), title)
            item.setData(Qt.ItemDataRole.UserRole, layer.type)
            item.setSizeHint(QSize(0, ROW))
            item.setToolTip(tr(layer.help))
            self.list.addItem(item)
        if self._comment_at is not None and _means_comment(text):
            item = QListWidgetItem(swatch(""), tr("Comment"))
            item.setData(Qt.ItemDataRole.UserRole, COMMENT)
            item.setToolTip(tr("Plain text on the canvas"))
            item.setSizeHint(QSize(0, ROW))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if not self.list.count():
            self.help.setText(tr("No layer that fits here is called so. Try “conv” or “linear”."))

    def _matching(self, text: str) -> list[Layer]:
        document = self._view.document
        own = [*addable(document.project, document.graph), *document.own_blocks()]
        found = layers.search(text, own)
        if self._only_fitting:
            found = [layer for layer in found if self._fits(layer)]
        if text:
            return found
        ranks = {kind: rank for rank, kind in enumerate(self._usual)}
        last = len(ranks)
        return sorted(found, key=lambda f: (not self._fits(f), ranks.get(f.type, last)))

    def _explain(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.help.setText(item.toolTip())

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._close()
            kind = item.data(Qt.ItemDataRole.UserRole)
            if kind == COMMENT and self._comment_at is not None:
                remarks.comment(self._view, self._comment_at)
            else:
                self._choose(kind)

    def _close(self) -> None:
        self.hide()
        self._view.setFocus()

    def _corner(self, at: QPoint) -> QPoint:
        """As near to the pointer as fits into the view."""
        view = self._view.rect()
        x = min(at.x() - 24, view.width() - WIDTH - 8)
        y = min(at.y() - 20, view.height() - HEIGHT - 8)
        return QPoint(max(8, x), max(8, y))

    def _restyle(self) -> None:
        colors = theme.current()
        self.setStyleSheet(
            f"#adder {{ background: {colors.panel.name()}; border: {colors.border};"
            f" border-radius: 8px; }}"
        )
        self.help.setStyleSheet(f"color: {colors.ink2.name()}")
        self.help.setFont(colors.font(11))


def _means_comment(text: str) -> bool:
    """Whether what is typed may stand for a comment, in the person's language or in English."""
    words = (tr("Comment"), "comment", "note", "text", "注释")
    return any(word.casefold().startswith(text.strip().casefold()) for word in words)


def swatch(category: str) -> QIcon:
    """A small square in the color of a category."""
    ratio = 2
    pixmap = QPixmap(12 * ratio, 12 * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().category(category))
    painter.drawRoundedRect(1, 1, 10, 10, 2.5, 2.5)
    painter.end()
    return QIcon(pixmap)
