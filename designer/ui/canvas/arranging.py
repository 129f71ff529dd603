"""Why: one table of the ways to put layers in line, for the menu bar and the right button."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from designer import edit
from designer.edit.aligning import DIRECTIONS, SIDES
from designer.text import tr

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

Do = Callable[["CanvasView"], None]


def ways() -> dict[str, tuple[str, Do]]:
    """The title of each way, with the letter of its menu, and what it does."""
    titles = {
        "left": tr("&Left edges"),
        "center": tr("&Centers in a column"),
        "right": tr("&Right edges"),
        "top": tr("&Top edges"),
        "middle": tr("&Middles in a row"),
        "bottom": tr("&Bottom edges"),
        "horizontally": tr("Distribute &horizontally"),
        "vertically": tr("Distribute &vertically"),
    }
    return {key: (titles[key], partial(_arrange, key)) for key in (*SIDES, *DIRECTIONS)}


def least(way: str) -> int:
    """How many layers have to be selected."""
    return 2 if way in SIDES else 3


def add_menu(menu: QMenu, view: "CanvasView") -> None:
    """Offer the ways that there are for what is selected."""
    count = len(view.document.selection)
    if count < min(map(least, ways())):
        return
    below = menu.addMenu(tr("Align"))
    for key, (title, do) in ways().items():
        action = below.addAction(title)
        action.setEnabled(count >= least(key))
        action.triggered.connect(lambda _=False, do=do: do(view))
        if key == next(reversed(SIDES)):
            below.addSeparator()


def _arrange(way: str, view: "CanvasView") -> None:
    document = view.document
    command = edit.align if way in SIDES else edit.distribute
    names = document.selection
    document.run_edit(lambda: command(document.project, names, way, document.graph))
