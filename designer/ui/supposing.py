"""Why: while a number is dragged, the drawing shows what it would mean; nothing is edited yet."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from designer import check, edit
from designer.compile import runs_code
from designer.edit import EditError
from designer.model import MAIN, Project

if TYPE_CHECKING:
    from designer.ui.document import Document

MOST = 600  # layers that are checked again at every step of the hand, in some 20 milliseconds


def suppose(document: "Document", change: Callable[[Project], object] | None) -> None:
    """Show the drawing as it would be after a change; None shows it as it is.

    Where that would take long, or run a person's own code, nothing is shown before it is done.
    """
    project = document.project
    if change is None:
        if document.supposed is not None:
            document.supposed = None
            document.bridge.supposed.emit()
        return
    if sum(len(graph.nodes) for graph in project.graphs.values()) > MOST or runs_code(project):
        return
    twin = project.copy()
    try:
        change(twin)
    except EditError:
        return  # the field says why, once it is let go
    if document.graph == MAIN:
        document.supposed = check.run(twin, document.data_info)
    else:
        document.supposed = check.run(twin, graph=document.graph, through=document.through)
    document.bridge.supposed.emit()


def suppose_param(document: "Document", names: Sequence[str], param: str, value: Any) -> None:
    """Show layers with another value of a parameter; None for that which they have."""
    if value is None:
        suppose(document, None)
    else:
        graph = document.graph
        suppose(document, lambda twin: edit.set_param(twin, names, param, value, graph=graph))
