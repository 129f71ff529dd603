"""Why: in a large drawing one comes back to the same few places, each by a key."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from designer.model import MAIN
from designer.text import tr
from designer.ui.document import Document
from designer.ui.preferences import Bookmark

if TYPE_CHECKING:
    from designer.ui.canvas import CanvasView
    from designer.ui.window import Window

NUMBERS = tuple("123456789")
BEHIND = " › "  # between a block and what lies in it


def keep_view(number: str) -> Callable[["Window"], None]:
    """Remember what the canvas in front shows under a number."""

    def do(window: "Window") -> None:
        if window.workspace is None:
            return
        document = window.workspace.document
        document.bookmarks[number] = _here(window.workspace.canvas)
        write_down(window, document)
        document.bridge.message.emit(tr("This view is kept as {number}.", number=number))

    return do


def go_to_view(number: str) -> Callable[["Window"], None]:
    """Show what was remembered under a number, on its level."""

    def do(window: "Window") -> None:
        if window.workspace is None:
            return
        document, canvas = window.workspace.document, window.workspace.canvas
        place = document.bookmarks.get(number)
        if place is None:
            return
        if place.graph not in document.project.graphs:
            text = tr("The block {name} of this view is gone.", name=place.graph)
            document.bridge.message.emit(text)
            return
        document.open_graph(place.graph)
        canvas.set_zoom(place.zoom)
        canvas.centerOn(_middle(place, canvas))
        canvas.moved.emit()
        canvas.setFocus()

    return do


def write_down(window: "Window", document: Document) -> None:
    """Keep the views of a project for the next time that its file is opened."""
    if document.path is not None and document.bookmarks:
        window.preferences.remember_bookmarks(document.path, document.bookmarks)
        window.keep()


def read_back(window: "Window", document: Document) -> None:
    """The views that were kept of a project when its file was last open."""
    if document.path is not None:
        found = window.preferences.bookmarks.get(str(document.path.absolute()), {})
        document.bookmarks = dict(found)


def _middle(place: Bookmark, view: "CanvasView") -> QPointF:
    """Where the view was; when the drawing has been turned since, where what it showed is now."""
    item = view.canvas.nodes.get(place.title.rpartition(BEHIND)[2])
    if item is None or place.flow == view.document.project.flow:
        return QPointF(place.x, place.y)
    return item.center()


def _here(view: "CanvasView") -> Bookmark:
    middle = view.mapToScene(view.viewport().rect().center())
    document = view.document
    nearest = min(
        view.canvas.nodes.values(),
        key=lambda item: (item.center() - middle).manhattanLength(),
        default=None,
    )
    words = [] if document.graph == MAIN else [document.graph]
    words += [nearest.face.name] if nearest is not None else []
    title, flow = BEHIND.join(words), document.project.flow
    return Bookmark(document.graph, middle.x(), middle.y(), view.zoom, title, flow)
