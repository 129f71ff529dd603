"""Why: the right button and the menu key say what can be done with a row or a tab, everywhere."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QMenu, QWidget

from designer.text import tr

Item = tuple[str, Callable[[], object]] | None
"""A title and what it does; None for a line between."""


def offer(widget: QWidget, items: Callable[[QPoint], Sequence[Item]]) -> None:
    """Open a menu of these items for a place of the widget; none where there are none."""
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    widget.customContextMenuRequested.connect(partial(_open, widget, items))


def as_buttons(*buttons: QAbstractButton) -> list[Item]:
    """What these buttons do, as far as they can do it now."""
    return [(button.text(), button.click) for button in buttons if button.isEnabled()]


def of_file(path: Path) -> list[Item]:
    """What can be done with a file on the disk."""
    return [
        (tr("Show in folder"), partial(show_folder, path.parent)),
        (tr("Copy path"), partial(QGuiApplication.clipboard().setText, str(path))),
    ]


def show_folder(folder: Path) -> None:
    """Open a folder in the system's own window."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _open(widget: QWidget, items: Callable[[QPoint], Sequence[Item]], at: QPoint) -> None:
    offered = items(at)
    if not offered:
        return
    menu = QMenu(widget)
    menu.aboutToHide.connect(menu.deleteLater)
    for item in offered:
        if item is None:
            menu.addSeparator()
        else:
            title, do = item
            menu.addAction(title).triggered.connect(lambda _=False, do=do: do())
    place = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    menu.popup(place.mapToGlobal(at))
