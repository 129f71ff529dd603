"""Why: the switch of the flow is in the menu and among the commands, and the file keeps it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer import store
from designer.ui import files, motion
from designer.ui.canvas.geometry import BODY
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_commands import finder_of, rows, type_into
from tests.ui.window.test_window_documents import Ctrl, Key, Shift, press


@pytest.fixture
def still() -> Iterator[None]:
    motion.set_motion("off")
    yield
    motion.set_motion("system")


@pytest.mark.hands(44)
def test_the_flow_is_switched_by_name_saved_and_undone(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    action = window.menus.actions["flow"]
    assert not action.isEnabled() and not action.isChecked()
    files.from_template(window, "mlp")
    workspace = window.workspace
    assert workspace is not None
    document = workspace.document
    assert action.isEnabled() and not action.isChecked()
    workspace.canvas.setFocus()
    press(window, Key.Key_P, Ctrl | Shift)
    type_into(finder_of(window), "left to right")
    assert rows(finder_of(window))[0].key == "flow"
    QTest.keyClick(finder_of(window).field, Key.Key_Return)
    settle(window)
    assert document.project.flow == "right" and action.isChecked()
    answers.save_as = tmp_path / "right.nnd"
    press(window, Key.Key_S, Ctrl)
    assert store.load(answers.save_as).flow == "right"
    document.undo()
    settle(window)
    assert document.project.flow == "down" and not action.isChecked() and document.is_modified


def test_an_open_lens_turns_with_the_drawing_around_it(
    window: Window, answers: Answers, still: None
) -> None:
    files.from_template(window, "resnet18")
    workspace = window.workspace
    assert workspace is not None
    name = next(n for n, x in workspace.document.drawing.nodes.items() if x.type.startswith("@"))
    workspace.canvas.lens_wanted.emit(name)
    settle(window)
    inner = workspace.hand
    assert inner is not workspace.canvas
    narrow = inner.width()
    window.menus.actions["flow"].trigger()
    settle(window)
    for view in (inner, workspace.canvas):
        for wire, line in view.canvas.wires.items():
            left, _ = view.document.drawing.nodes[wire.source].at
            assert line.line.x1() == left + BODY.width()
    assert inner.visible().intersects(inner.canvas.nodes["input"].block)
    assert inner.width() > 1.5 * narrow, "it is wide now"


def test_a_kept_view_is_found_again_where_its_layer_went(
    window: Window, answers: Answers, still: None
) -> None:
    files.from_template(window, "lenet5")
    assert window.workspace is not None
    view = window.workspace.canvas
    view.set_zoom(1.0)
    view.centerOn(view.canvas.nodes["fc1"].center())
    view.setFocus()
    press(window, Key.Key_3, Ctrl | Shift)
    window.menus.actions["flow"].trigger()
    assert not view.visible().contains(view.canvas.nodes["fc1"].block)
    press(window, Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert view.visible().contains(view.canvas.nodes["fc1"].block)
    assert (view.visible().center() - view.canvas.nodes["fc1"].center()).manhattanLength() < 4
