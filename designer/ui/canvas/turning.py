"""Why: a drawing that is made to run the other way is seen doing so, and seen from its start."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from designer import edit
from designer.edit.flowing import DOWN, RIGHT

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


def turn(view: "CanvasView") -> None:
    """Let the drawings of the project run from left to right, or from top to bottom again."""
    document, glide = view.document, view.tidier.glide
    glide.finish()
    nodes, flow = document.drawing.nodes, DOWN if view.canvas.flow is RIGHT else RIGHT
    before = {name: QPointF(*node.at) for name, node in nodes.items()}
    document.run_edit(lambda: edit.set_flow(document.project, flow.key))
    glide.start(before)
