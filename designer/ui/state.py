"""Why: what menus and buttons depend on, read once from the document in front."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from designer.edit.flowing import DOWN
from designer.ui.document import Document

if TYPE_CHECKING:
    from designer.ui.window import Window


@dataclass(frozen=True)
class State:
    """The document in front, as far as actions care; as it is when there is none."""

    open: bool = False
    comparing: bool = False  # two drawings are in front, side by side
    past: bool = False  # and neither of them can be changed
    modified: bool = False
    has_file: bool = False
    empty: bool = True
    selected: int = 0  # layers, frames and comments
    undo: str = ""
    redo: str = ""
    can_undo: bool = False
    can_redo: bool = False
    training: str = "idle"
    device: str = ""
    inside: bool = False
    flow: str = DOWN.key  # which way the drawings run
    views: dict[str, str] = field(default_factory=dict)  # kept ones: what is there, by number


def state_in(window: "Window") -> State:
    """The state of what is in front of a window."""
    from designer.ui import comparisons

    workspace = window.workspace
    if workspace is not None:
        return state_of(workspace.hand.document)
    page = comparisons.front(window)
    if page is None:
        return State()
    own = state_of(page.now)
    return State(
        comparing=True,
        past=page.later is not None,
        undo=own.undo,
        redo=own.redo,
        can_undo=own.can_undo,
        can_redo=own.can_redo,
    )


def state_of(document: Document | None) -> State:
    """The state of a document; None is for the start page."""
    if document is None:
        return State()
    history = document.history
    return State(
        open=True,
        modified=document.is_modified,
        has_file=document.path is not None,
        empty=not document.project.main.nodes,
        selected=len(document.selection) + len(document.selected_remarks),
        undo=history.undo_label,
        redo=history.redo_label,
        can_undo=history.can_undo,
        can_redo=history.can_redo,
        training=document.training_state,
        device=document.project.training.device,
        inside=bool(document.path_in),
        flow=document.project.flow,
        views={number: place.title for number, place in document.bookmarks.items()},
    )
