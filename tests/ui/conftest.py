"""Why: a panel is tested with a document behind it, shown, with the keyboard, and let go after."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer import gallery
from designer.model import Project
from designer.ui.document import Document

Panel = TypeVar("Panel", bound=QWidget)
Opened = Callable[..., Document]
Shown = Callable[..., QWidget]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """A function that opens a template, a project, or an empty drawing; data only when asked."""
    monkeypatch.setattr(Document, "scratch", tmp_path / "scratch")
    documents: list[Document] = []

    def open_document(what: str | Project = "", data: bool = False) -> Document:
        project = what if isinstance(what, Project) else Project.new("Untitled")
        if isinstance(what, str) and what:
            project = gallery.create(what)
            if not data:
                project.data = type(project.data)()
        document = Document(project)
        documents.append(document)
        if data:
            qtbot.waitUntil(lambda: document.data_info is not None, timeout=20_000)
        document.check_now()
        return document

    yield open_document
    for document in documents:
        document.close()


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Panel], Panel]:
    """A function that shows a panel as a window with the keyboard."""

    def show(panel: Panel, width: int = 640, height: int = 480) -> Panel:
        qtbot.addWidget(panel)
        panel.resize(width, height)
        panel.show()
        panel.activateWindow()
        qtbot.waitUntil(panel.isActiveWindow)
        QApplication.processEvents()
        return panel

    return show
