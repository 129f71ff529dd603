"""Why: menus, buttons, keys and the sheet of shortcuts are made from one table of actions."""

from designer.text import tr
from designer.ui.actions import appearance, edit, file, train, view
from designer.ui.actions.action import Action

__all__ = ["Action", "menu_titles", "table"]


def table() -> tuple[Action, ...]:
    """Every action, in the order of the menus."""
    return tuple(row for menu in (file, edit, view, appearance, train) for row in menu.rows())


def menu_titles() -> dict[str, str]:
    """The menus, in order, by key."""
    return {
        "file": tr("&File"),
        "recent": tr("Open &recent"),
        "edit": tr("&Edit"),
        "blocks": tr("&Blocks"),
        "select": tr("&Select"),
        "align": tr("Al&ign"),
        "view": tr("&View"),
        "tidy": tr("&Tidy"),
        "bookmarks": tr("&Kept views"),
        "heat": tr("&Color layers by"),
        "wheel": tr("Mouse &wheel"),
        "theme": tr("Th&eme"),
        "motion": tr("&Animation"),
        "language": tr("Lan&guage"),
        "train": tr("&Train"),
        "help": tr("&Help"),
    }
