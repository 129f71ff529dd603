"""Why: the menus of what is seen of a drawing, and where: View, Tidy, Kept views."""

from functools import partial

from designer.text import tr
from designer.ui import bookmarks, looks
from designer.ui.actions.action import Action, looking, on_canvas
from designer.ui.bookmarks import NUMBERS
from designer.ui.canvas import tidier, turning
from designer.ui.conditions import (
    flows_right,
    with_document,
    with_layers,
    with_selection,
    with_sight,
    with_tab,
    with_view,
)
from designer.ui.state import State


def rows() -> tuple[Action, ...]:
    """In the order of the menus."""
    return (*_view(), *_bookmarks(), *_wheel())


# A table: what belongs to one action stands together.
# fmt: off
def _view() -> tuple[Action, ...]:
    return (
        Action("zoom_in", tr("Zoom &in"), "view", looking(lambda view: view.zoom_in()),
               ("Ctrl++", "Ctrl+="), when=with_tab),
        Action("zoom_out", tr("Zoom &out"), "view", looking(lambda view: view.zoom_out()),
               ("Ctrl+-",), when=with_tab),
        Action("zoom_reset", tr("&100 %"), "view", looking(lambda view: view.zoom_reset()),
               ("Ctrl+0",), when=with_tab),
        Action("fit", tr("Zoom to &fit"), "view", looking(lambda view: view.zoom_to_fit()),
               ("Ctrl+1",), ("F",), when=with_sight, icon="fit"),
        Action("fit_selection", tr("Zoom to &selection"), "view",
               on_canvas(lambda view: view.zoom_to_selection()), ("Ctrl+2",), when=with_selection,
               ends_group=True),
        Action("tidy", tr("&Tidy"), "tidy", on_canvas(tidier.tidy), ("Ctrl+L",),
               when=with_layers, icon="tidy",
               tip=tr("Lay the selection out along the flow, or else the drawing")),
        Action("tidy_all", tr("Tidy &everything"), "tidy", on_canvas(tidier.tidy_all),
               ("Ctrl+Shift+L",), when=with_layers),
        Action("tidy_before", tr("Tidy &upstream"), "tidy", on_canvas(tidier.tidy_before),
               ("Ctrl+Alt+Up",), when=with_selection,
               tip=tr("Lay out what leads to the selection; all else stays")),
        Action("tidy_after", tr("Tidy do&wnstream"), "tidy", on_canvas(tidier.tidy_after),
               ("Ctrl+Alt+Down",), when=with_selection,
               tip=tr("Lay out what follows the selection; all else stays")),
        Action("tidy_around", tr("Tidy, &keeping what I moved"), "tidy",
               on_canvas(tidier.tidy_around), ("Ctrl+Alt+L",), when=with_layers,
               tip=tr("Lay out the drawing, but not the layers moved by hand since it was opened")),
        Action("flow", tr("&Flow from left to right"), "view", on_canvas(turning.turn),
               when=with_document, checked_by=flows_right, ends_group=True,
               tip=tr("Turn the drawings of the project, which run from top to bottom otherwise")),
    )


def _bookmarks() -> tuple[Action, ...]:
    return (
        *(Action(f"go_view_{n}", tr("Go to view {number}", number=f"&{n}"), "bookmarks",
                 bookmarks.go_to_view(n), (f"Alt+{n}",), when=with_view(n),
                 titled=partial(_view_title, n), ends_group=n == NUMBERS[-1]) for n in NUMBERS),
        *(Action(f"keep_view_{n}", tr("Keep this view as {number}", number=n), "bookmarks",
                 bookmarks.keep_view(n), (f"Ctrl+Shift+{n}",), when=with_document)
          for n in NUMBERS),
    )


def _view_title(number: str, state: State) -> str:
    if number in state.views:
        return tr("View {number}: {title}", number=f"&{number}", title=state.views[number])
    return tr("Go to view {number}", number=f"&{number}")


def _wheel() -> tuple[Action, ...]:
    return (
        Action("wheel_zoom", tr("Wheel &zooms"), "wheel", looks.wheel("zoom"),
               checked=lambda preferences: preferences.wheel == "zoom",
               tip=tr("A turn of the wheel zooms; two fingers on a touchpad move the canvas")),
        Action("wheel_scroll", tr("Wheel &scrolls"), "wheel", looks.wheel("scroll"),
               checked=lambda preferences: preferences.wheel == "scroll",
               tip=tr("A turn of the wheel moves the canvas, with Ctrl it zooms; also right for "
                      "touchpads that zoom when two fingers move")),
    )


# fmt: on
