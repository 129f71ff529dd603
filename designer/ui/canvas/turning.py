"""Why: a drawing that is made to run the other way is seen doing so, and seen from its start."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from designer import edit
from designer.edit.flowing import DOWN, RIGHT
from designer.model import Project
from designer.text import tr
from designer.ui.canvas.tidier import AT_ONCE, Words

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


def turn(view: "CanvasView") -> None:
    """Let the drawings of the project run from left to right, or from top to bottom again.

    What has to be laid out anew for it, and is large, is laid out in the background.
    """
    project, flow = view.document.project, DOWN if view.canvas.flow is RIGHT else RIGHT
    if view.tidier.running:
        return
    if _laid_out(project) <= AT_ONCE:
        view.document.run_edit(lambda: _glide(view, lambda: edit.set_flow(project, flow.key)))
        return
    copy = project.copy()
    view.tidier.work_out(
        lambda: edit.rehearsed(copy, lambda copied: edit.set_flow(copied, flow.key)),
        lambda steps: _glide(view, lambda: edit.perform(project, steps)),
        Words(
            tr("Laying the drawing out the other way… Escape leaves it as it is."),
            tr("The drawing has changed meanwhile, so it runs as it did. Turn it again."),
        ),
        project.graph_names(),
    )


def _glide(view: "CanvasView", work: Callable[[], object]) -> None:
    """Change the flow, and show the layers on their way."""
    glide = view.tidier.glide
    glide.finish()
    before = {name: QPointF(*node.at) for name, node in view.document.drawing.nodes.items()}
    work()
    glide.start(before)


def _laid_out(project: Project) -> int:
    """How many layers the drawings have that are laid out anew: those with frames."""
    return sum(len(drawing.nodes) for drawing in project.graphs.values() if drawing.frames)
