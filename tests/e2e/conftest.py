"""Why: the whole window, with a hand for mouse and keys, as people use it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.app.tour.driver import drive
from designer.app.tour.hand import Hand
from designer.app.tour.stage import Stage
from designer.ui import dialogs
from designer.ui.document import Document
from designer.ui.preferences import Preferences
from designer.ui.window import Window


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A window with the start page, and the hand that works in it."""
    monkeypatch.setattr(dialogs.options, "native", False)
    monkeypatch.setattr(Document, "scratch", tmp_path / "scratch")
    (tmp_path / "pictures").mkdir()
    window = Window(Preferences(scheme="light"))
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hand = Hand()
    yield Stage(window, hand, tmp_path)
    window.close_at_once()
    drive(hand.until("the end", lambda: not window.isVisible()))
    window.deleteLater()
    QApplication.processEvents()
