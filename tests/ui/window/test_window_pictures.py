"""Why: the drawing in front leaves as a picture, as a file and by the clipboard, as last chosen."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from designer.ui import files
from designer.ui.figure import Look
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_documents import Ctrl, Key, Shift, press


def test_a_picture_is_saved_as_chosen_and_the_choice_is_kept(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    files.from_template(window, "mlp")
    path = tmp_path / "mine.svg"
    look = Look(style="paper", legend=False, caption="Mine")
    answers.look, answers.picture = ("save", look), path
    window.menus.actions["picture"].trigger()
    settle(window)
    assert ">Mine<" in path.read_text(encoding="utf-8")
    assert window.preferences.picture == Look(style="paper", legend=False)
    assert window.status.text == f"Wrote {path}"
    answers.look = None
    window.menus.actions["picture"].trigger()
    assert len(answers.told("choose_picture")) == 1


@pytest.mark.hands(43)
def test_the_inside_of_a_block_is_copied_while_it_is_open(window: Window, answers: Answers) -> None:
    files.from_template(window, "gpt2")
    workspace = window.workspace
    assert workspace is not None
    workspace.canvas.setFocus()
    workspace.document.open_graph("Block")
    settle(window)
    press(window, Key.Key_C, Ctrl | Shift)
    mime = QGuiApplication.clipboard().mimeData()
    svg = bytes(mime.data("image/svg+xml").data()).decode()
    assert ">MLP<" in svg
    assert mime.hasImage()
    assert "picture" in window.status.text
    assert QApplication.focusWidget() is not None
