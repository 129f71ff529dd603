"""Why: before a file is let go, the window says what it would do with it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.ui import files
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle

AT, LEFT = QPoint(600, 400), Qt.MouseButton.LeftButton
NONE, COPY = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction


class Visit:
    """Files that are dragged over a window."""

    def __init__(self, window: Window, *paths: Path) -> None:
        self.window = window
        self._mime = QMimeData()
        self._mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        enter = QDragEnterEvent(AT, COPY, self._mime, LEFT, NONE)
        QApplication.sendEvent(window, enter)
        move = QDragMoveEvent(AT, COPY, self._mime, LEFT, NONE)
        QApplication.sendEvent(window, move)
        self.welcome = enter.isAccepted() and move.isAccepted()

    @property
    def says(self) -> str:
        hint = self.window.dropping.hint
        return hint.text if hint.isVisible() else ""

    def let_go(self) -> None:
        QApplication.sendEvent(self.window, QDropEvent(QPointF(AT), COPY, self._mime, LEFT, NONE))
        settle(self.window)

    def go_away(self) -> None:
        QApplication.sendEvent(self.window, QDragLeaveEvent())


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "flowers.csv"
    rows = [f"{i},{i % 3},{'ab'[i % 2]}" for i in range(20)]
    path.write_text("\n".join(["length,width,kind", *rows]), encoding="utf-8")
    return path


@pytest.mark.hands(51)
@pytest.mark.hands(51)
def test_a_table_becomes_the_data_as_one_step(
    window: Window, answers: Answers, table: Path, qtbot: QtBot
) -> None:
    files.new(window)
    workspace = window.workspace
    assert workspace is not None
    document = workspace.document
    before = document.project.state()
    visit = Visit(window, table)
    assert visit.welcome
    assert visit.says == f"flowers.csv becomes the data of {document.title}"
    visit.go_away()
    assert not visit.says and document.project.state() == before
    visit = Visit(window, table)
    visit.let_go()
    assert not visit.says
    assert (document.project.data.source, document.project.data.path) == ("csv", str(table))
    assert workspace.bottom.tab == "data"
    qtbot.waitUntil(lambda: document.data_info is not None, timeout=20_000)
    assert document.data_info is not None and document.data_info.classes == ("a", "b")
    document.undo()
    assert document.project.state() == before and not document.history.can_undo


def test_beside_the_project_it_is_known_by_a_relative_path(
    window: Window, answers: Answers, table: Path
) -> None:
    files.new(window)
    assert window.workspace is not None
    document = window.workspace.document
    document.save(table.with_name("mine.nnd"))
    Visit(window, table).let_go()
    assert document.project.data.path == "flowers.csv"


def test_on_the_start_page_it_begins_a_project(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    np.savez(tmp_path / "arrays.npz", x=np.zeros((6, 4)), y=np.arange(6) % 2)
    visit = Visit(window, tmp_path / "arrays.npz")
    assert visit.says == "A new project with arrays.npz as its data"
    visit.let_go()
    assert [document.project.data.source for document in window.documents()] == ["npy"]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["model.pt"], "cannot be read as a drawing"),
        (["notes.txt"], "no data that Designer reads"),
        (["a.nnd", "flowers.csv"], "not both at once"),
        (["x.npy"], "together with x.npy"),
    ],
)
def test_what_is_of_no_use_is_refused_with_a_reason(
    window: Window, answers: Answers, table: Path, names: list[str], said: str
) -> None:
    files.new(window)
    for name in names:
        (table.parent / name).touch()
    before = [document.project.state() for document in window.documents()]
    visit = Visit(window, *(table.parent / name for name in names))
    assert not visit.welcome and said in visit.says and said in window.status.text
    visit.let_go()
    assert [document.project.state() for document in window.documents()] == before
    assert not visit.says


def test_several_projects_are_counted(
    window: Window, answers: Answers, saved: Callable[[str], Path]
) -> None:
    visit = Visit(window, saved("neuron"))
    assert visit.says == "Open neuron.nnd" and visit.welcome
    visit.go_away()
    assert Visit(window, saved("neuron"), saved("regression")).says == "Open 2 projects"


def test_data_wait_for_the_end_of_a_training(
    window: Window, answers: Answers, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.new(window)
    assert window.workspace is not None
    document = window.workspace.document
    monkeypatch.setattr(type(document), "training_state", "running")
    visit = Visit(window, table)
    assert not visit.welcome and "under way" in visit.says
    visit.go_away()


def test_other_things_pass_by(window: Window) -> None:
    mime = QMimeData()
    mime.setText("hello")
    enter = QDragEnterEvent(AT, COPY, mime, LEFT, NONE)
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted() and not window.dropping.hint.isVisible()
