"""Why: what can be done is a row of a table: its words, its keys, when it can be done, and how."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from designer.ui import comparisons
from designer.ui.conditions import always
from designer.ui.state import State

if TYPE_CHECKING:
    from designer.ui.canvas import CanvasView
    from designer.ui.canvas.camera import Camera
    from designer.ui.preferences import Preferences
    from designer.ui.window import Window


@dataclass(frozen=True)
class Action:
    """One thing that can be done.

    `keys` work everywhere in the window. `canvas_keys` are shown beside it and belong to the
    canvas, which acts on them itself while it has the focus: so no letter typed into a field
    ever does something to the drawing.
    """

    key: str
    title: str
    menu: str
    do: Callable[["Window"], object]
    keys: tuple[str, ...] = ()
    canvas_keys: tuple[str, ...] = ()
    tip: str = ""
    icon: str = ""
    when: Callable[[State], bool] = always
    checked: Callable[["Preferences"], bool] | None = None
    checked_by: Callable[[State], bool] | None = None  # what is in front, not the preferences
    titled: Callable[[State], str] | None = None  # a title that changes
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    ends_group: bool = False


def on_canvas(work: Callable[["CanvasView"], object]) -> Callable[["Window"], object]:
    """Something to do to the canvas in front, unless the hand is in the middle of a gesture."""

    def do(window: "Window") -> None:
        workspace = window.workspace
        if workspace is not None and workspace.hand.gesture is None:
            workspace.hand.setFocus()  # first: what is done may open a field to type into
            work(workspace.hand)

    return do


def looking(work: Callable[["Camera"], object]) -> Callable[["Window"], object]:
    """A way to look at the canvas in front, or at drawings that are compared."""

    def do(window: "Window") -> None:
        page = comparisons.front(window)
        if page is not None:
            work(page.sheet)
        else:
            on_canvas(work)(window)

    return do
