"""Why: what is done with an open project is offered at its tab, too."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from designer.text import tr
from designer.ui import closing, files
from designer.ui.rightclick import Item, of_file, offer
from designer.ui.workspace import Workspace

if TYPE_CHECKING:
    from designer.ui.window import Window


def offer_menu(window: "Window") -> None:
    """Give every tab of the window a menu."""
    offer(window.top.tabs, partial(_items, window))


def _items(window: "Window", at: QPoint) -> list[Item]:
    tabs = window.top.tabs
    index = tabs.tabAt(at)
    page = tabs.tabData(index) if index >= 0 else tabs.tabData(tabs.currentIndex())
    items: list[Item] = []
    if isinstance(page, Workspace):
        items.append((tr("Save"), partial(files.save, window, page)))
        items.append(None)
    items.append((tr("Close"), partial(closing.close_page, window, page)))
    if tabs.count() > 1:
        items.append((tr("Close the others"), partial(_close_others, window, page)))
    if isinstance(page, Workspace) and page.document.path is not None:
        items += [None, *of_file(page.document.path)]
    return items


def _close_others(window: "Window", page: object) -> None:
    for other in window.top.tabs.pages():
        if other is not page:
            closing.close_page(window, other)
