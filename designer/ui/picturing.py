"""Why: the drawing in front goes into a file or onto the clipboard as it was last made to look."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from designer.text import tr

if TYPE_CHECKING:
    from designer.ui.document import Document
    from designer.ui.picture_look import Look
    from designer.ui.window import Window


def save_picture(window: "Window") -> None:
    """Let the person see and choose how the picture looks, and save or copy it."""
    from designer.ui import dialogs

    if window.workspace is None:
        return
    document = window.workspace.document
    chosen = dialogs.choose_look(window, document, window.preferences.picture)
    if chosen is None:
        return
    answer, look = chosen
    window.preferences.picture = replace(look, caption="")  # which belongs to this drawing
    window.keep()
    if answer == "copy":
        _copy(document, look)
    else:
        _save(window, document, look)


def copy_picture(window: "Window") -> None:
    """Put the drawing on the clipboard."""
    if window.workspace is not None:
        _copy(window.workspace.document, window.preferences.picture)


def write_picture(document: "Document", path: Path, look: "Look") -> None:
    """Write what is open. Raises PictureError and OSError."""
    from designer.ui.canvas.picture import save_picture as save

    save(document.project, path, look, document.graph)


def _save(window: "Window", document: "Document", look: "Look") -> None:
    from designer.ui import dialogs, files

    path = dialogs.choose_picture(window, files.suggested(window, document, ".svg"))
    if path is not None:
        failure = files.failure_of(lambda: write_picture(document, path, look))
        files.tell_export(window, path, failure)


def _copy(document: "Document", look: "Look") -> None:
    from designer.ui import figure

    with figure.posing(document.project, document.graph) as posed:
        figure.copy(figure.draw(posed, look))
    document.bridge.message.emit(tr("Copied the drawing as a picture."))
