"""Why: layers dragged onto a block go into it; onto the path above or past its border, out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from designer.ui.canvas import blocks, carrying, crossing
from designer.ui.canvas.carrying import Carried

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

SEE_THROUGH = 0.45  # of what is dragged, over the card that it would go into
BELOW = 12.0  # px under the path, where it says what would happen


class Aim:
    """What dragged layers would go into if they were let go now, lit up, or why they cannot."""

    def __init__(self, view: "CanvasView", names: tuple[str, ...], start: QPointF) -> None:
        """`start` is where they were taken hold of."""
        self._view = view
        self._names = names
        self._start = self._at = start
        self._other: CanvasView | None = None
        self._block = ""
        self._level = ""
        self._plan: Carried | None = None

    @property
    def is_on(self) -> bool:
        """True while the pointer is over something that layers can go into."""
        return bool(self._block or self._level or self._other)

    @property
    def is_elsewhere(self) -> bool:
        """True while the pointer is over the path above the canvas, or over another canvas."""
        return bool(self._level or self._other)

    def look(self, at: QPointF) -> None:
        """The pointer is here now."""
        view = self._view
        if not self._names:
            return
        self._at = at
        other = crossing.other_at(view, at)
        level = "" if other else self._level_at(at)
        block = "" if other or level else self._block_at(at)
        if (block, level, other) != (self._block, self._level, self._other):
            self._light(False)
            self._block, self._level, self._other = block, level, other
            self._plan = self._planned()
            self._light(True)
        if self._plan is None:
            return
        text, good = self._plan.refusal or self._plan.says, not self._plan.refusal
        if other is None:
            view.show_reason(self._beside(at), text, good=good)
            return
        there = crossing.place_in(view, other, at)
        other.show_reason(there, text, good=good)
        corner = QPointF(*view.document.drawing.nodes[self._names[0]].at)
        other.show_ghost(there + corner - self._start, self._names[0])

    def drop(self) -> bool:
        """Let go: carry the layers there. False where the pointer is over nothing of the kind."""
        plan, other, view = self._plan, self._other, self._view
        self.clear()
        if plan is not None and other is not None:
            by = crossing.place_in(view, other, self._at) - self._start
            crossing.cross(view, other, self._names, plan, by)
        elif plan is not None:
            carrying.carry(view, plan)
        return plan is not None

    def clear(self) -> None:
        """Show nothing any more."""
        self._light(False)
        self._block, self._level, self._plan, self._other = "", "", None, None
        self._view.show_reason(None)

    def _planned(self) -> Carried | None:
        if self._other is not None:
            return crossing.planned(self._view, self._other, self._names)
        if self._block:
            return carrying.into(self._view, self._names, self._block)
        return carrying.out_to(self._view, self._names, self._level) if self._level else None

    def _block_at(self, at: QPointF) -> str:
        """The block whose card is under the pointer, below what is dragged."""
        item = self._view.canvas.node_at(at, without=self._names)
        name = item.face.name if item is not None else ""
        return name if blocks.is_block(self._view, name) else ""

    def _level_at(self, at: QPointF) -> str:
        crumbs, viewport = self._view.crumbs, self._view.viewport()
        where = viewport.mapToGlobal(self._view.mapFromScene(at))
        return crumbs.level_at(where) if crumbs is not None else ""

    def _light(self, on: bool) -> None:
        """Light up what it would go into, and see through what covers it."""
        scene, plan = self._view.canvas, self._plan
        for view in (self._view, self._other):
            if not on and view is not None:
                view.show_reason(None)
                view.show_ghost(None)
        may = on and plan is not None and not plan.refusal
        if self._view.crumbs is not None:
            self._view.crumbs.light(self._level if may else "")
        if self._block in scene.nodes:
            scene.nodes[self._block].set_lit(may)
        for name in self._names:
            if name in scene.nodes:
                scene.nodes[name].setOpacity(SEE_THROUGH if on and self.is_on else 1.0)
                scene.nodes[name].update()

    def _beside(self, at: QPointF) -> QPointF:
        """Where to say it: at the pointer, or right below the path, which would cover it."""
        return at + QPointF(0, BELOW / self._view.zoom) if self._level else at
