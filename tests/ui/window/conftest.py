"""Why: a window as a person has it: shown, with answers for its questions, closed at the end."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer import gallery, store
from designer.model import Project
from designer.ui import comparisons, dialogs, theme
from designer.ui.comparing import ComparisonPage, Other
from designer.ui.document import Document
from designer.ui.figure import Look
from designer.ui.preferences import Preferences
from designer.ui.window import Window


@dataclass
class Answers:
    """What a person would answer; `asked` is what they were asked and told."""

    save: str = "cancel"
    overwrite: str = "cancel"
    stop: bool = False
    open: Path | None = None
    run: Path | None = None
    save_as: Path | None = None
    export: tuple[Path, str] | None = None
    look: tuple[str, Look] | None = None
    picture: Path | None = None
    keys: tuple[str, Path | None] = ("", None)  # the button of the sheet, and a file for it
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def told(self, what: str) -> list[Any]:
        return [about for kind, about in self.asked if kind == what]


def settle(window: Window) -> None:
    """Let the window do what it has put off to the end of the present events."""
    QTest.qWait(20)
    end = time.monotonic() + 5
    while window._soon.isActive() and time.monotonic() < end:
        QTest.qWait(5)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    given = Answers()

    def answer(what: str, value: Callable[[], Any]) -> Callable[..., Any]:
        def ask(parent: object, *about: Any) -> Any:
            given.asked.append((what, about))
            return value()

        return ask

    for what, value in {
        "ask_to_save": lambda: given.save,
        "ask_to_overwrite": lambda: given.overwrite,
        "ask_to_stop_training": lambda: given.stop,
        "choose_open": lambda: given.open,
        "choose_run": lambda: given.run,
        "choose_save": lambda: given.save_as,
        "choose_export": lambda: given.export,
        "choose_look": lambda: given.look,
        "choose_picture": lambda: given.picture,
        "show_error": lambda: None,
        "show_remarks": lambda: None,
        "show_cheat_sheet": lambda: given.keys[0],
        "choose_keys": lambda: given.keys[1],
        "about": lambda: None,
    }.items():
        monkeypatch.setattr(dialogs, what, answer(what, value))
    return given


@pytest.fixture
def open_window(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Window]]:
    """A function that shows a window; each one is closed at the end, without a question."""
    monkeypatch.setattr(Document, "scratch", tmp_path / "scratch")
    windows: list[Window] = []

    def show(preferences: Preferences | None = None, **more: Any) -> Window:
        window = Window(preferences or Preferences(), **more)
        windows.append(window)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield show
    for window in windows:
        window.close_at_once()
        window.deleteLater()
    theme.set_scheme("system")


@pytest.fixture
def window(open_window: Callable[..., Window], answers: Answers) -> Window:
    return open_window()


@pytest.fixture
def compared(window: Window) -> Callable[[Project, Project], ComparisonPage]:
    """A function that shows what differs from one project to another."""

    def show(before: Project, after: Project) -> ComparisonPage:
        document = window.add_document(Document(after)).document
        page = comparisons.show(window, document, Other(lambda: ("before", "a file"), before))
        settle(window)
        return page

    return show


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str], Path]:
    """A function that writes a template to a file."""

    def write(name: str = "regression") -> Path:
        path = tmp_path / f"{name}.nnd"
        store.save(gallery.create(name), path)
        return path

    return write
