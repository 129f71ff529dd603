"""Why: what the View and Help menus do: theme, panels, tabs, and windows that explain."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from designer.ui import motion, theme
from designer.ui.preferences import Heat, Motion, Scheme, Wheel

if TYPE_CHECKING:
    from designer.ui.window import Window


def scheme(name: Scheme) -> Callable[["Window"], None]:
    """Change to a color scheme."""

    def do(window: "Window") -> None:
        window.preferences.scheme = name
        theme.set_scheme(name)
        window.keep()

    return do


def let_move(choice: Motion) -> Callable[["Window"], None]:
    """Let things glide to their places, or be there at once."""

    def do(window: "Window") -> None:
        window.preferences.motion = choice
        motion.set_motion(choice)
        window.keep()

    return do


def toggle(panel: str) -> Callable[["Window"], None]:
    """Show a panel, or hide it."""

    def do(window: "Window") -> None:
        window.preferences.show_panel(panel, not window.preferences.shows(panel))
        window.show_panels()
        window.keep()

    return do


def wheel(does: Wheel) -> Callable[["Window"], None]:
    """Have the wheel zoom, or scroll."""

    def do(window: "Window") -> None:
        window.preferences.wheel = does
        window.show_panels()
        window.keep()

    return do


def heat(measure: Heat) -> Callable[["Window"], None]:
    """Color the drawing by a measure; "" for none."""

    def do(window: "Window") -> None:
        window.preferences.heat = measure
        window.preferences.last_heat = measure or window.preferences.last_heat
        window.show_panels()
        window.keep()

    return do


def toggle_heat(window: "Window") -> None:
    """Color the drawing as it was last colored, or no more."""
    heat("" if window.preferences.heat else window.preferences.last_heat)(window)


def step_tab(by: int) -> Callable[["Window"], None]:
    """Go to the next tab, or to the previous one."""
    return lambda window: window.top.tabs.step(by)


def find_layer(window: "Window") -> None:
    """Put the cursor into the search of the palette."""
    window.preferences.show_panel("palette", True)
    window.show_panels()
    window.palette_panel.focus_search()


def show_history(window: "Window") -> None:
    """The list of all steps, with the keyboard in it."""
    window.show_panel("bottom")
    if window.workspace is not None:
        bottom = window.workspace.bottom
        bottom.show_tab("history")
        bottom.panel("history").setFocus()


def find_node(window: "Window") -> None:
    """The bar that finds layers of the drawing in front."""
    if window.workspace is not None:
        window.workspace.find_bar.open_bar()


def show_keys(window: "Window") -> None:
    """The sheet of all keys."""
    from designer.ui.dialogs import show_cheat_sheet
    from designer.ui.dialogs.cheat_sheet import CHANGE, SAVE
    from designer.ui.menus import shortcut_rows

    answer = show_cheat_sheet(window, shortcut_rows(window.preferences))
    if answer == CHANGE:
        edit_shortcuts(window)
    elif answer == SAVE:
        save_keys(window)


def save_keys(window: "Window") -> None:
    """Write the sheet of all keys where the person says."""
    from designer.ui import dialogs, files
    from designer.ui.dialogs.key_paper import write_keys
    from designer.ui.menus import shortcut_rows

    path = dialogs.choose_keys(window, files.folder_of(window))
    if path is not None:
        rows = shortcut_rows(window.preferences)
        files.tell_export(window, path, files.failure_of(lambda: write_keys(rows, path)))


def edit_shortcuts(window: "Window") -> None:
    """Change the keys of actions; menus and buttons follow at once."""
    from designer.ui.actions import table
    from designer.ui.dialogs import edit_shortcuts as edit

    def changed() -> None:
        window.menus.refresh_keys()
        window.keep()

    edit(window, [row for row in table() if row.key != "recent"], window.preferences, changed)


def show_about(window: "Window") -> None:
    """What this program is."""
    from designer.ui.dialogs import about

    about(window)
