"""Why: what is laid out, and what stays, is asked for at the layers themselves."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from designer.text import tr
from designer.ui.canvas import tidier
from designer.ui.keytips import keys_near

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

Do = Callable[["CanvasView"], None]


def add_menu(menu: QMenu, view: "CanvasView") -> None:
    """Offer the ways to tidy, as a menu in a menu."""
    inner = menu.addMenu(tr("Tidy"))
    for key, title, do in _ways(view):
        action = inner.addAction(title)
        action.triggered.connect(lambda _=False, do=do: do(view))
        if keys := keys_near(view, key):
            action.setShortcut(QKeySequence(keys))
            action.setShortcutVisibleInContextMenu(True)


def _ways(view: "CanvasView") -> list[tuple[str, str, Do]]:
    """The action of the window that does the same, the title, and what is done."""
    several = len(view.document.selection) > 1
    first = [("tidy", tr("The selected layers"), tidier.tidy)] if several else []
    return [
        *first,
        ("tidy_before", tr("What leads here"), tidier.tidy_before),
        ("tidy_after", tr("What follows"), tidier.tidy_after),
        ("tidy_around", tr("All but what I moved"), tidier.tidy_around),
        ("tidy_all", tr("The whole drawing"), tidier.tidy_all),
    ]
