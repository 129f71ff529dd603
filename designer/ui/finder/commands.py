"""Why: every action can be had by typing a part of its name, whichever menu it is in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from designer.text import tr
from designer.ui.finder.fuzzy import distance
from designer.ui.finder.popup import Finder, Found
from designer.ui.reasons import why_not
from designer.ui.state import State, state_in

if TYPE_CHECKING:
    from designer.ui.actions import Action
    from designer.ui.preferences import Preferences
    from designer.ui.window import Window

NOT_HERE = ("recent", "commands")  # a menu of its own, and this list itself
BY_HELP = 8.0  # a match in the words of help comes after those in names
DISABLED = 2.0
RECENT = 0.5  # of two that match as well, the one that was used lately comes first


def find_command(window: "Window") -> None:
    """The list of all actions; a second time, it closes."""
    there = window.findChild(Finder)
    if isinstance(there, Finder) and there.isVisible():
        there.shut()
        return
    from designer.ui.actions import table

    rows = [row for row in table() if row.key not in NOT_HERE]
    state = state_in(window)
    finder = Finder(
        window,
        tr("Type what you want to do"),
        lambda text: commands(text, rows, state, window.preferences),
        tr("No command is called so. Try “zoom” or “export”."),
    )

    def choose(key: str) -> None:
        window.preferences.remember_command(key)
        window.keep()
        window.menus.actions[key].trigger()

    finder.open(choose)


def commands(
    text: str, rows: Sequence["Action"], state: State, preferences: "Preferences"
) -> list[Found]:
    """The actions that match, the nearest first; with nothing typed, those used lately first."""
    recent = {key: place for place, key in enumerate(preferences.commands)}
    if not text:
        order = sorted(rows, key=lambda row: recent.get(row.key, len(recent)))
        return [_found(row, state, preferences) for row in order]
    far = {row.key: _far(text, row, state, row.key in recent) for row in rows}
    matching = [(number, row) for row in rows if (number := far[row.key]) is not None]
    matching.sort(key=lambda pair: pair[0])
    return [_found(row, state, preferences) for _, row in matching]


def _far(text: str, row: "Action", state: State, recent: bool) -> float | None:
    far = distance(text, _title(row, state))
    if far is None:
        far = distance(text, f"{_menu(row)} {_title(row, state)} {row.tip}", letters=False)
        far = None if far is None else far + BY_HELP
    if far is None:
        return None
    return far + DISABLED * (not row.when(state)) - RECENT * recent


def _found(row: "Action", state: State, preferences: "Preferences") -> Found:
    from designer.ui.shortcuts import shown_keys

    return Found(
        row.key,
        _title(row, state),
        _menu(row),
        shown_keys(row, preferences),
        why_not(row, state),
        row.icon,
    )


def _title(row: "Action", state: State) -> str:
    from designer.ui.menus import plain

    return plain(row.titled(state) if row.titled is not None else row.title)


def _menu(row: "Action") -> str:
    from designer.ui.actions import menu_titles
    from designer.ui.menus import plain

    return plain(menu_titles()[row.menu])
