"""Why: a layer dragged in from the palette lands on the grid, or in the wire it is dropped on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from designer.model import Wire
from designer.ui.canvas.geometry import BODY, snapped

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

MIME = "application/x-designer-layer"
REACH = 16.0  # how near its middle must come to a wire


def entered(event: QDragMoveEvent) -> None:
    """Take layers; leave files to the window."""
    if dragged(event):
        event.acceptProposedAction()
    else:
        event.ignore()


def moved(view: "CanvasView", event: QDragMoveEvent) -> None:
    """Show the layer where it would be, and the wire it would go into."""
    kind = known_kind(view, event)
    if not kind:
        event.ignore()
        return
    at = view.mapToScene(event.position().toPoint())
    wire = wire_for(view, kind, at)
    view.show_target(wire)
    view.show_ghost(QPointF(*snapped(at - BODY.center())), kind)
    event.acceptProposedAction()


def left(view: "CanvasView") -> None:
    """Show nothing any more."""
    view.show_target(None)
    view.show_ghost(None)


def dropped(view: "CanvasView", event: QDropEvent) -> None:
    """Add the layer."""
    left(view)
    kind = known_kind(view, event)
    if not kind:
        event.ignore()
        return
    at = view.mapToScene(event.position().toPoint())
    wire = wire_for(view, kind, at)
    if wire is not None:
        view.insert_on(kind, wire)
    else:
        view.add_at(kind, snapped(at - BODY.center()))
    view.setFocus()
    event.acceptProposedAction()


def dragged(event: QDropEvent) -> str:
    """The layer type that is dragged, "" for anything else."""
    data = event.mimeData().data(MIME).data()
    return bytes(data).decode("utf-8", "replace")


def known_kind(view: "CanvasView", event: QDropEvent) -> str:
    """The layer type that is dragged, if the drawing can have it."""
    kind = dragged(event)
    return kind if kind and view.document.layer(kind) is not None else ""


def wire_for(view: "CanvasView", kind: str, at: QPointF) -> Wire | None:
    """The wire under the pointer, if the layer has both an input and an output."""
    layer = view.document.layer(kind)
    if layer is None or not layer.inputs or not layer.outputs:
        return None
    return view.canvas.wire_at(at, REACH)
