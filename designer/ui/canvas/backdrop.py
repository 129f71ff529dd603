"""Why: frames and comments lie behind the nodes; the scene shows those that the model has."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.model import Change, CommentChanged, Frame, FrameChanged, Remark
from designer.ui import theme
from designer.ui.canvas.index import Edges, Index
from designer.ui.canvas.remark_items import CommentItem, FrameItem, RemarkItem
from designer.ui.canvas.wiring import Wiring
from designer.ui.document import Document
from designer.ui.theme import Theme

REACH = 5.0  # px around a border in which it can be taken hold of


class Grip(NamedTuple):
    """What of a frame or comment is under the pointer: a border, or all of it to move it by.

    `dx` and `dy` say which border: -1 left or top, 1 right or bottom, both 0 for none.
    """

    name: str
    dx: int = 0
    dy: int = 0


class Backdrop(Wiring):
    """The frames and comments of the drawing, by name."""

    def __init__(self, document: Document, colors: Theme | None) -> None:
        super().__init__(document)
        self.remarks: dict[str, RemarkItem] = {}
        self.remark_index = Index[RemarkItem](self.stirred.emit)
        self._own_colors = colors

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to see."""
        return not (self.nodes or self.remarks)

    @property
    def frames(self) -> list[FrameItem]:
        """Frames, the largest first, as they are painted."""
        frames = [item for item in self.remarks.values() if isinstance(item, FrameItem)]
        return sorted(frames, key=lambda item: item.zValue())

    def grip_at(self, point: QPointF, zoom: float) -> Grip | None:
        """The frame or comment that can be taken hold of here; nearer the eye comes first.

        A frame is held by its title and its borders; what else lies in it is canvas.
        """
        reach = REACH / zoom
        area = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        for item in reversed(self.remarks_in(area)):
            grip = _grip_of(item, point, reach)
            if grip is not None:
                return grip
        return None

    def remarks_in(self, area: QRectF) -> list[RemarkItem]:
        """Those that reach into an area, in the order in which they are painted."""
        return self.remark_index.inside(area)

    def changes(self) -> Edges:
        """The areas in which anything has to be painted anew since this was asked last."""
        indexes = self.remark_index, self.wire_index, self.node_index
        return np.hstack([index.changes() for index in indexes])

    def shift_remarks(self, names: Iterable[str], by: QPointF) -> None:
        """Show these moved by so much from where the model has them; those that it has still."""
        for name in names:
            item = self.remarks.get(name)
            if item is not None:
                item.place(item.home.translated(by))

    def resize_remark(self, name: str, area: QRectF | None) -> None:
        """Show one in another size; None for that of the model."""
        item = self.remarks.get(name)
        if item is not None:
            item.place(item.home if area is None else area)

    def label(self, names: Iterable[str]) -> None:
        """Where shapes stand is decided, and so where the titles of frames have room."""
        super().label(names)
        for frame in self.frames:
            near = self.nodes_in(frame.strip())
            labels = [(item, label) for item in near for label in item.labels()]
            frame.keep_clear(a.area(item.paints).translated(item.pos()) for item, a in labels)

    # Reading the model

    def fill_remarks(self) -> None:
        """Show what the drawing has, and nothing else."""
        for name in list(self.remarks):
            self._remove(name)
        for name in self.document.drawing.remarks:
            self._show(name)

    def apply_remark(self, change: Change) -> None:
        """Follow a change of a frame or comment; others are passed over."""
        if isinstance(change, FrameChanged | CommentChanged):
            for remark in (change.before, change.after):
                if remark is not None:
                    self._show(remark.name)

    def choose_remarks(self, names: Iterable[str]) -> None:
        """Mark these as selected and no others."""
        chosen = set(names)
        for name, item in self.remarks.items():
            if item.chosen != (name in chosen):
                item.chosen = name in chosen
                item.update()

    def restyle_remarks(self, colors: Theme) -> None:
        """Take the colors of another theme."""
        for item in self.remarks.values():
            item.restyle(colors)

    def _show(self, name: str) -> None:
        """One as the model has it after the whole commit; gone when it is gone there."""
        remark = self.document.drawing.remarks.get(name)
        if name in self.remarks:
            self._remove(name)
        if remark is not None:
            self.remarks[name] = item = self._made(remark)
            self.remark_index.add(item)
            self.addItem(item)

    def _remove(self, name: str) -> None:
        item = self.remarks.pop(name)
        self.remark_index.remove(item)
        self.removeItem(item)

    def _made(self, remark: Remark) -> RemarkItem:
        colors, index = self._own_colors or theme.current(), self.remark_index
        if isinstance(remark, Frame):
            return FrameItem(remark, colors, index)
        return CommentItem(remark, colors, index)


def _grip_of(item: RemarkItem, point: QPointF, reach: float) -> Grip | None:
    if isinstance(item, FrameItem):
        return _frame_grip(item, point, reach)
    return _comment_grip(item, point, reach)


def _frame_grip(item: FrameItem, point: QPointF, reach: float) -> Grip | None:
    area = item.area
    if not area.adjusted(-reach, -reach, reach, reach).contains(point):
        return None
    dx = _side(point.x(), area.left(), area.right(), reach)
    dy = _side(point.y(), area.top(), area.bottom(), reach)
    if dx or dy:
        return Grip(item.remark.name, dx, dy)
    return Grip(item.remark.name) if item.strip().contains(point) else None


def _comment_grip(item: CommentItem, point: QPointF, reach: float) -> Grip | None:
    if not item.sceneBoundingRect().contains(point):
        return None
    dx = 1 if item.chosen and abs(point.x() - item.sceneBoundingRect().right()) <= reach else 0
    return Grip(item.remark.name, dx)


def _side(at: float, low: float, high: float, reach: float) -> int:
    if abs(at - high) <= reach:
        return 1
    return -1 if abs(at - low) <= reach else 0


def covered(items: Mapping[str, RemarkItem], box: QRectF) -> list[str]:
    """What a box that selects has hold of: frames that lie in it, comments that it touches."""
    return [
        name
        for name, item in items.items()
        if (box.contains(item.area) if isinstance(item, FrameItem) else box.intersects(item.area))
    ]
