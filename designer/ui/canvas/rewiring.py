"""Why: what hands do with the wires around a layer: bypass it, take it out, put another there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from designer import edit
from designer.text import tr, trn

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


def bypass(view: "CanvasView") -> None:
    """Leave the selected layers out of the network, or take them in again."""
    document = view.document
    names = document.selection
    if names:
        document.run_edit(lambda: edit.mute(document.project, names, graph=document.graph))


def collapse(view: "CanvasView") -> None:
    """Show the selected layers by their names alone, or whole again."""
    document = view.document
    names = document.selection
    if names:
        document.run_edit(lambda: edit.collapse(document.project, names, graph=document.graph))


def detach(view: "CanvasView") -> None:
    """Take the selected layers out of their wires, which close behind them."""
    document = view.document
    names = document.selection
    if names:
        document.run_edit(lambda: edit.detach(document.project, names, graph=document.graph))


def replace(view: "CanvasView", at: QPointF | None = None) -> None:
    """Ask for a type by name, and make the selected layers of that type."""
    document, project = view.document, view.document.project
    names = document.selection
    if not names:
        return

    def choose(kind: str) -> None:
        def work() -> list[str]:
            with project.transaction(_label(names)):
                adopted = document.adopted(kind)
                return [edit.replace(project, n, adopted, graph=document.graph) for n in names]

        new = document.run_edit(work)
        if new is not None:
            document.select(new)

    view.adder.open(at or view.canvas.nodes[names[0]].center(), choose)


def _label(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return tr("Replace {name}", name=names[0])
    return trn("Replace {count} layer", "Replace {count} layers", len(names))


def select_along(view: "CanvasView", upward: bool) -> None:
    """Select what leads to the selected layers, or all that they lead to, besides themselves."""
    document = view.document
    start, drawing = document.selection, document.drawing
    found = drawing.above(start) if upward else drawing.below(start)
    document.select([*start, *sorted(found - set(start))])
