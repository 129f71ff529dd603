"""Why: a person's own keys take the place of those in the table, everywhere at once."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from designer.text import tr
from designer.ui.canvas.manual import KEPT_KEYS

if TYPE_CHECKING:
    from designer.ui.actions import Action
    from designer.ui.preferences import Preferences

NATIVE, PORTABLE = QKeySequence.SequenceFormat.NativeText, QKeySequence.SequenceFormat.PortableText
HELD = ("Ctrl+", "Alt+", "Meta+")
FIELDS = ("Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+Left", "Ctrl+Right", "Alt+F4")


def keys_of(row: "Action", preferences: "Preferences") -> tuple[str, ...]:
    """The keys of an action that work everywhere in the window."""
    return tuple(preferences.shortcuts.get(row.key, row.keys))


def shown_keys(row: "Action", preferences: "Preferences") -> str:
    """All keys of an action as the system writes them, those of the canvas too."""
    return in_words((*keys_of(row, preferences), *row.canvas_keys))


def in_words(keys: Iterable[str]) -> str:
    """Keys as the system writes them."""
    return ", ".join(QKeySequence(one).toString(NATIVE) for one in keys)


def set_keys(
    row: "Action", keys: Sequence[str], rows: Iterable["Action"], preferences: "Preferences"
) -> None:
    """Give an action these keys and no others; whoever had one of them loses it."""
    for other in rows:
        had = keys_of(other, preferences)
        if other.key != row.key and any(one in keys for one in had):
            _put(other, [one for one in had if one not in keys], preferences)
    _put(row, list(keys), preferences)


def reset(row: "Action", rows: Iterable["Action"], preferences: "Preferences") -> None:
    """The keys that an action comes with, taken from whoever has them now."""
    set_keys(row, row.keys, rows, preferences)


def owner(
    keys: str, row: "Action", rows: Iterable["Action"], preferences: "Preferences"
) -> "Action | None":
    """Another action that these keys belong to."""
    others = (other for other in rows if other.key != row.key)
    return next((other for other in others if keys in keys_of(other, preferences)), None)


def objection(keys: str, rows: Iterable["Action"]) -> str:
    """Why these keys cannot be given to an action; "" when they can."""
    from designer.ui.menus import plain

    shown = in_words([keys])
    for row in rows:
        if keys in row.canvas_keys:
            what = plain(row.title)
            return tr("{keys} is “{what}” on the canvas and stays so.", keys=shown, what=what)
    if keys in KEPT_KEYS:
        return tr("{keys} has a meaning on the canvas and keeps it.", keys=shown)
    if keys in FIELDS:
        return tr("{keys} has a meaning in every field and keeps it.", keys=shown)
    if keys in _menu_letters():
        return tr("{keys} opens a menu and goes on to do so.", keys=shown)
    name = keys.removeprefix("Shift+")
    function = name[:1] == "F" and name[1:].isdigit()
    if not function and not any(held in keys for held in HELD):
        return tr("{keys} alone is for typing. Hold Ctrl or Alt with it.", keys=shown)
    return ""


def _menu_letters() -> set[str]:
    from designer.ui.actions import menu_titles

    titles = [title for title in menu_titles().values() if "&" in title]
    return {f"Alt+{title[title.index('&') + 1].upper()}" for title in titles}


def _put(row: "Action", keys: list[str], preferences: "Preferences") -> None:
    if tuple(keys) == row.keys:
        preferences.shortcuts.pop(row.key, None)
    else:
        preferences.shortcuts[row.key] = keys
