"""Why: two sheets are moved and zoomed by one hand, so that eyes need not search."""

from PySide6.QtCore import QObject

from designer.ui.comparing.sheet import Sheet


class Tie(QObject):
    """Shows on each of two sheets the part of the canvas that the other one shows."""

    def __init__(self, one: Sheet, other: Sheet) -> None:
        super().__init__(one)
        self._busy = False
        one.moved.connect(lambda: self._follow(one, other))
        other.moved.connect(lambda: self._follow(other, one))

    def _follow(self, moved: Sheet, other: Sheet) -> None:
        if not self._busy and moved.isVisible():
            self._busy = True
            other.set_zoom(moved.zoom)
            other.centerOn(moved.visible().center())
            self._busy = False
