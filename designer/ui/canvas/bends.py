"""Why: what hands do with the reroute points of wires: set them, drag them, take them away."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from designer import edit
from designer.model import Wire
from designer.text import tr
from designer.ui.canvas.geometry import BODY, distance_to, snapped
from designer.ui.canvas.gestures.bend import MoveBend
from designer.ui.canvas.gestures.drag_remarks import DragBends
from designer.ui.canvas.gestures.gesture import Gesture
from designer.ui.canvas.gestures.select import CONTROL, SHIFT, combined
from designer.ui.canvas.wire_choice import choose_bends, choose_wire
from designer.ui.document import Document

if TYPE_CHECKING:
    from designer.ui.canvas.camera import Camera
    from designer.ui.canvas.view import CanvasView

Item = tuple[str, Callable[[], object], str]  # title, what it does, its shortcut

REACH = 8.0  # px around a reroute point
WIRE_REACH = 6.0  # px around a wire


def gesture(view: "CanvasView", at: QPointF, wire: Wire, modifiers: Qt.KeyboardModifier) -> Gesture:
    """What a press on a wire begins: it is selected, its point dragged; with Alt a new one.

    A point that is selected with others takes them along; Shift adds one to them, Ctrl toggles.
    """
    scene, document = view.canvas, view.document
    number = scene.bend_at(wire, at, REACH / view.zoom)
    bends, others = scene.chosen_bends, document.selection or document.selected_remarks
    if number is not None and modifiers & (SHIFT | CONTROL):
        choose_bends(scene, combined(bends, [(wire, number)], modifiers))
        if (wire, number) not in scene.chosen_bends:
            return Gesture(view, at)
        return DragBends(view, at, wire, number)
    if number is not None and (wire, number) in bends and (others or len(bends) > 1):
        return DragBends(view, at, wire, number)
    document.select([])
    if number is not None:
        return MoveBend(view, at, wire, number)
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return MoveBend(view, at, wire, _number_at(view, wire, at), new=True)
    choose_wire(scene, wire)
    return Gesture(view, at)


def wire_at(view: "CanvasView", at: QPointF) -> Wire | None:
    """The wire that a press here means. From far away they are hairs: nobody means one of them."""
    return None if view.is_far else view.canvas.wire_at(at, WIRE_REACH / view.zoom)


def toggle_at(view: "CanvasView", at: QPointF) -> bool:
    """Set a reroute point here, or take the one away that is here; False where no wire is."""
    wire = wire_at(view, at)
    if wire is None:
        return False
    number = view.canvas.bend_at(wire, at, REACH / view.zoom)
    if number is None:
        add(view, wire, at)
    else:
        _remove(view.document, wire, number)
    return True


def add(view: "CanvasView", wire: Wire, at: QPointF) -> None:
    """Set a reroute point on a wire, and select it."""
    document, number = view.document, _number_at(view, wire, at)
    points = list(document.drawing.bends.get(wire, ()))
    points.insert(number, snapped(at))
    document.run_edit(lambda: edit.bend(document.project, wire, points, graph=document.graph))
    choose_wire(view.canvas, wire, number)


def place_on(view: "Camera", wire: Wire) -> tuple[float, float] | None:
    """Where a layer that is put into a wire comes to lie; None where the wire runs its own way."""
    item = view.canvas.wires.get(wire)
    if item is None or wire not in view.document.drawing.bends:
        return None
    return snapped(item.path().pointAtPercent(0.5) - BODY.center())


def menu_items(view: "CanvasView", wire: Wire, at: QPointF) -> list[Item]:
    """What a menu offers for the way of a wire."""
    document = view.document
    number = view.canvas.bend_at(wire, at, REACH / view.zoom)
    if number is None:
        items: list[Item] = [(tr("Add reroute point"), lambda: add(view, wire, at), "")]
    else:
        items = [(tr("Delete reroute point"), lambda: _remove(document, wire, number), "")]
    if wire in document.drawing.bends:
        items.append((tr("Straighten wire"), lambda: _straighten(document, wire), ""))
    return items


def _remove(document: Document, wire: Wire, number: int) -> None:
    document.run_edit(lambda: edit.remove_bends(document.project, [(wire, number)], document.graph))


def _straighten(document: Document, wire: Wire) -> None:
    document.run_edit(lambda: edit.straighten(document.project, [wire], graph=document.graph))


def _number_at(view: "CanvasView", wire: Wire, at: QPointF) -> int:
    """The number that a new point here would have: after those that the wire passes before."""
    item = view.canvas.wires[wire]
    legs = item.legs or [item.line]
    return min(range(len(legs)), key=lambda number: distance_to(legs[number], at))
