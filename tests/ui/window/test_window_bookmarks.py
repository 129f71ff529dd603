"""Why: a view that was kept is there again by its key, on its level, the next time too."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt

from designer import edit
from designer.app import settings
from designer.ui import files
from designer.ui.canvas import CanvasView
from designer.ui.preferences import MOST_BOOKMARKED, Bookmark, Preferences
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_documents import Ctrl, Key, Shift, press

Alt = Qt.KeyboardModifier.AltModifier


def seen(view: CanvasView) -> tuple[float, int, int]:
    middle = view.mapToScene(view.viewport().rect().center())
    return round(view.zoom, 3), round(middle.x()), round(middle.y())


def look(view: CanvasView, name: str, zoom: float) -> None:
    view.set_zoom(zoom)
    view.centerOn(view.canvas.nodes[name].center())


def near(one: tuple[float, int, int], other: tuple[float, int, int]) -> bool:
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))


@pytest.mark.hands(39)
def test_views_are_kept_and_come_back(window: Window, answers: Answers) -> None:
    files.from_template(window, "lenet5")
    assert window.workspace is not None
    document, view = window.workspace.document, window.workspace.canvas
    action = window.menus.actions["go_view_1"]
    assert not action.isEnabled()
    look(view, "conv2", 1.5)
    kept = seen(view)
    view.setFocus()
    press(window, Key.Key_1, Ctrl | Shift)
    assert action.isEnabled() and action.text() == "View &1: conv2"
    edit.group(document.project, ["fc1", "tanh3"], "Head")
    document.open_graph("Head")
    look(view, "fc1", 0.9)
    inside = seen(view)
    press(window, Key.Key_9, Ctrl | Shift)
    press(window, Key.Key_1, Alt)
    assert document.graph == "main" and near(seen(view), kept)
    press(window, Key.Key_9, Alt)
    assert document.graph == "Head" and near(seen(view), inside)
    edit.unpack(document.project, "head1")
    press(window, Key.Key_9, Alt)
    assert document.graph == "main" and "Head" in window.status.text


def test_they_belong_to_the_file(
    open_window: Callable[..., Window], answers: Answers, tmp_path: Path
) -> None:
    window = open_window(keep=settings.save)
    files.from_template(window, "lenet5")
    assert window.workspace is not None
    look(window.workspace.canvas, "fc2", 2.0)
    window.workspace.canvas.setFocus()
    press(window, Key.Key_3, Ctrl | Shift)
    assert not window.preferences.bookmarks, "nothing to remember it by"
    answers.save_as = tmp_path / "mine.nnd"
    press(window, Key.Key_S)
    again = open_window(settings.load())
    files.open_path(again, tmp_path / "mine.nnd")
    settle(again)
    assert again.workspace is not None
    again.workspace.canvas.setFocus()
    press(again, Key.Key_3, Alt)
    assert again.workspace.canvas.zoom == pytest.approx(2.0)


def test_damaged_and_many() -> None:
    preferences = Preferences()
    view = Bookmark("main", 1.0, 2.0, 1.0, "conv1")
    for number in range(MOST_BOOKMARKED + 5):
        preferences.remember_bookmarks(Path(f"/{number}.nnd"), {"1": view})
    assert len(preferences.bookmarks) == MOST_BOOKMARKED
    assert next(iter(preferences.bookmarks)).endswith(f"{MOST_BOOKMARKED + 4}.nnd")
    settings.save(preferences)
    assert settings.load() == preferences
    path = settings.config_dir() / settings.FILE
    broken = asdict(preferences) | {"bookmarks": {"/a.nnd": {"1": {"graph": 3}}}}
    path.write_bytes(msgspec.json.encode(broken))
    assert settings.load().bookmarks == {}
