"""Why: a block that is open in place and the drawing around it hand layers to each other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from designer import edit
from designer.ui.canvas import carrying
from designer.ui.canvas.carrying import Carried
from designer.ui.canvas.geometry import snapped

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


def other_at(view: "CanvasView", at: QPointF) -> "CanvasView | None":
    """The other canvas under the pointer: one that lies open over this, or the one below it."""
    where = view.viewport().mapToGlobal(view.mapFromScene(at))
    over, below, frame = view.over, view.below, view.parentWidget()
    if over is not None:
        inside = over.viewport().rect().contains(over.viewport().mapFromGlobal(where))
        return over if over.isVisible() and inside else None
    if below is None or frame is None or frame.rect().contains(frame.mapFromGlobal(where)):
        return None
    outside = below.viewport().rect().contains(below.viewport().mapFromGlobal(where))
    return below if outside else None


def place_in(view: "CanvasView", other: "CanvasView", at: QPointF) -> QPointF:
    """The same place of the screen, on the other canvas."""
    where = view.viewport().mapToGlobal(view.mapFromScene(at))
    return other.mapToScene(other.viewport().mapFromGlobal(where))


def planned(view: "CanvasView", other: "CanvasView", names: Sequence[str]) -> Carried:
    """What becomes of layers that are dropped on the other canvas."""
    if other is view.below:
        return carrying.out_to(view, names, other.document.graph)
    inward = other.document.path_in[len(view.document.path_in) :]
    return carrying.into(view, names, *(place.via for place in inward))


def cross(
    view: "CanvasView", other: "CanvasView", names: Sequence[str], plan: Carried, by: QPointF
) -> None:
    """Do it, as one edit, and select there what has come; `by` is how far they land from here."""
    nodes, graph = view.document.drawing.nodes, other.document.graph
    places = [QPointF(*nodes[name].at) + by for name in names]
    shift = QPointF(*snapped(places[0])) - places[0]
    wanted = [((place + shift).x(), (place + shift).y()) for place in places]

    def work() -> list[str]:
        project = view.document.project
        with project.transaction(plan.label):
            found = plan.work(project)
            if len(found) == len(wanted):
                edit.move(project, dict(zip(found, wanted, strict=True)), graph)
        return found

    found = view.document.run_edit(work)
    if found is not None:
        other.document.select(found)
        other.setFocus()
        view.document.bridge.message.emit(plan.done)
