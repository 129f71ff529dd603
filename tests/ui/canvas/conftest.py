"""Why: a canvas as a person has it before them: shown, sized, and closed at the end."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer import edit, gallery
from designer.model import Project
from designer.ui.canvas import CanvasView
from designer.ui.document import Document
from tests.ui.canvas.hands import Hands


@pytest.fixture
def canvas(
    qtbot: QtBot, request: pytest.FixtureRequest
) -> Iterator[Callable[[Project | str | None], Hands]]:
    """A function that opens a project, a template or an empty drawing and gives the hands.

    Asked for `EITHER_WAY`, it is once turned so that it flows from left to right.
    """
    documents: list[Document] = []

    def open_canvas(project: Project | str | None = None) -> Hands:
        if isinstance(project, str):
            project = gallery.create(project)
            project.data = type(project.data)()  # no data to read: this is about the drawing
        project = project or Project.new("Untitled")
        if getattr(request, "param", ""):
            edit.set_flow(project, request.param)
        document = Document(project)
        documents.append(document)
        view = CanvasView(document)
        qtbot.addWidget(view)
        view.resize(1000, 800)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        view.set_zoom(1.0)
        document.check_now()
        return Hands(view)

    yield open_canvas
    for document in documents:
        document.close()


@pytest.fixture
def no_menu_stays() -> Iterator[None]:
    """A menu that a test has opened is closed after it."""
    yield
    menu = QApplication.activePopupWidget()
    if menu is not None:
        menu.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
