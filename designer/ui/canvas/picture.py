"""Why: a project becomes a picture without a window: for the command, the dialog and scripts."""

import os
from pathlib import Path

from PySide6.QtWidgets import QApplication

from designer.model import MAIN, Project
from designer.text import tr
from designer.ui import figure
from designer.ui.picture_look import Look


class PictureError(ValueError):
    """One sentence that says why there is no picture."""


def save_picture(
    project: Project, path: str | Path, look: Look | None = None, graph: str = MAIN
) -> None:
    """Write a graph of the project as .png, .svg or .pdf.

    Raises PictureError for an empty drawing or another suffix, OSError where the file cannot
    be written.
    """
    path = Path(path)
    if graph not in project.graphs:
        raise PictureError(tr("There is no block “{name}” in this project.", name=graph))
    if not project.graphs[graph].nodes:
        raise PictureError(tr("The drawing is empty: there is nothing to make a picture of."))
    if path.suffix.lower() not in (".png", ".svg", ".pdf"):
        raise PictureError(
            tr("'{name}' should end in .png, .svg or .pdf to be a picture.", name=path.name)
        )
    application = QApplication.instance() or _application()
    path.open("ab").close()  # Qt's writers don't say why they cannot write: this does
    with figure.posing(project, graph) as document:
        if not figure.write(figure.draw(document, look or Look()), path):
            raise PictureError(tr("'{path}' could not be written.", path=path))
    del application


def _application() -> QApplication:
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication([])
