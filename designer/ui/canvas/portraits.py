"""Why: while the zoom stays, a node that stays as it is is painted only once, texts and all."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

from designer.ui.canvas.stamps import AREA, DIGITS, LARGEST, picture_of

if TYPE_CHECKING:
    from designer.ui.canvas.node_item import NodeItem

MEMORY = 32e6  # bytes that they may take


class Portraits:
    """Pictures of nodes at the zoom at hand. They hold until a node says that it is another now.

    While the zoom changes there are none: they would be thrown away with the next frame.
    """

    def __init__(self) -> None:
        self._made: dict[NodeItem, QPixmap] = {}
        self._for = (0.0, 0.0)
        self._most = 0

    def begin(self, zoom: float, ratio: float) -> bool:
        """Get ready for a frame; False where there are no portraits in it."""
        about = round(zoom, DIGITS), ratio
        if about != self._for:
            self._made.clear()
            self._for = about
            size = AREA.size() * zoom * ratio
            self._most = int(MEMORY / (4 * size.width() * size.height()))
            return False
        if len(self._made) > self._most:
            self._made.clear()
        return zoom * ratio <= LARGEST

    def of(self, item: "NodeItem") -> QPixmap:
        """The portrait of a node."""
        found = self._made.get(item)
        if found is None:
            zoom, ratio = self._for
            found = picture_of(zoom, ratio, lambda painter: item.draw(painter, zoom, ratio))
            self._made[item] = found
        return found

    def forget(self, item: "NodeItem") -> None:
        """It looks otherwise now."""
        self._made.pop(item, None)
