"""Why: the language changes in the open window, and nothing of the work is lost by it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from designer import edit
from designer.text.languages import language as spoken
from designer.text.languages import set_language
from designer.ui import files, language
from designer.ui.preferences import Preferences
from designer.ui.window import Window
from tests.ui.window.conftest import Answers, settle


@pytest.fixture(autouse=True)
def english_afterwards(qapp: object) -> Iterator[None]:
    yield
    language.speak("en")


def choose(window: Window, code: str) -> None:
    window.menus.actions[f"language_{code}"].trigger()
    settle(window)


def titles(window: Window) -> list[str]:
    return [action.text() for action in window.menus.bar.actions()]


def test_a_choice_in_the_menu_relabels_the_window(
    open_window: Callable[..., Window], answers: Answers
) -> None:
    kept: list[Preferences] = []
    window = open_window(keep=kept.append)
    english = titles(window)
    choose(window, "zh")
    assert titles(window)[0] == "文件(&F)"
    assert kept[-1].language == "zh"
    assert window.menus.actions["language_zh"].isChecked()
    choose(window, "en")
    assert titles(window) == english


def test_the_work_goes_on_in_another_language(window: Window, answers: Answers) -> None:
    for name in ("mlp", "regression"):
        files.from_template(window, name)
    settle(window)
    window.show_start()
    assert window.workspace is None
    first = window.workspaces()[0]
    window.show_workspace(first)
    document = first.document
    edit.rename(document.project, document.project.main.ordered_nodes()[1].name, "renamed")
    document.select(["renamed"])
    first.canvas.set_zoom(1.5)
    first.canvas.center_on_node("renamed")
    seen = first.canvas.visible().center()
    first.bottom.show_tab("problems")
    before = window.documents()
    choose(window, "zh")
    after = window.workspace
    assert after is not None and after is not first
    assert window.documents() == before and after.document is document
    assert document.selection == ("renamed",)
    assert document.history.can_undo
    assert after.bottom.tab == "problems"
    assert after.bottom.tabs.tabText(2) == "运行记录"
    assert after.canvas.zoom == pytest.approx(1.5)
    off = after.canvas.visible().center() - seen
    assert abs(off.x()) < 4 and abs(off.y()) < 4
    assert window.top.tabs.index_of(window.start_page) >= 0
    document.undo()
    settle(window)
    assert "renamed" not in after.canvas.canvas.nodes


def test_problems_are_told_anew(window: Window, answers: Answers) -> None:
    files.new(window)
    assert window.workspace is not None
    document = window.workspace.document
    edit.add(document.project, "Input", shape=[8])
    settle(window)
    english = {problem.message for problem in document.problems}
    choose(window, "zh")
    settle(window)
    assert document.problems and english.isdisjoint({p.message for p in document.problems})


def test_a_mistake_is_told_and_shown_anew_there_and_back(window: Window, answers: Answers) -> None:
    files.from_template(window, "lenet5")
    assert window.workspace is not None
    document = window.workspace.document
    edit.remove(document.project, ["flatten"], heal=True)
    document.select(["fc1"])
    window.workspace.canvas.set_zoom(1.0)
    window.workspace.canvas.center_on_node("fc1")
    settle(window)
    told = [problem.message for problem in document.problems]
    for code in ("zh", "en"):
        choose(window, code)
        settle(window)
        canvas = window.workspace.canvas
        assert canvas.canvas.nodes["fc1"].chosen
        buttons = [b for b in canvas.card.repairs.findChildren(QPushButton) if b.isVisible()]
        assert buttons and all(b.height() >= b.sizeHint().height() for b in buttons)
        assert ([problem.message for problem in document.problems] == told) == (code == "en")


def test_a_run_is_watched_across_the_change(window: Window, answers: Answers, qtbot: QtBot) -> None:
    files.from_template(window, "regression")
    settle(window)
    assert window.workspace is not None
    document = window.workspace.document
    qtbot.waitUntil(lambda: document.data_info is not None, timeout=20_000)
    edit.set_training(document.project, epochs=40)
    settle(window)
    assert document.start_training()
    live = window.workspace.bottom.training._live()
    qtbot.waitUntil(lambda: live.history.epoch >= 2, timeout=60_000)
    choose(window, "zh")
    panel = window.workspace.bottom.training
    assert panel.live is not None and panel.live is not live
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=60_000)
    curve = panel.live.history.val["loss"]
    assert len(curve) == 40, "every epoch is there, and once"


def test_keys_belong_to_the_new_menus(window: Window, answers: Answers) -> None:
    choose(window, "zh")
    actions = [action for action in window.actions() if action.objectName() == "new"]
    assert actions == [window.menus.actions["new"]]
    assert not [menu for menu in window.findChildren(QMenu) if menu.title() == "&File"]


def test_the_system_is_asked(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    monkeypatch.delenv("DESIGNER_LANG")
    monkeypatch.setattr(QLocale, "uiLanguages", lambda self: ["fr-FR", "zh-Hans-CN"])
    language.speak("system")
    assert spoken() == "zh"
    monkeypatch.setenv("DESIGNER_LANG", "xx")
    language.speak("system")
    assert spoken() == "xx"


def test_qt_speaks_the_same_language(qapp: object) -> None:
    from PySide6.QtWidgets import QDialogButtonBox

    cancel = QDialogButtonBox.StandardButton.Cancel
    words = []
    for code in ("en", "zh"):
        language.speak(code)
        box = QDialogButtonBox(cancel)
        words.append(box.button(cancel).text())
        box.deleteLater()
        QTest.qWait(0)
    assert words[0] != words[1]
    set_language("en")


def test_an_open_block_stays_open(window: Window, answers: Answers) -> None:
    files.from_template(window, "siamese")
    settle(window)
    assert window.workspace is not None
    document = window.workspace.document
    document.open_graph("Tower")
    settle(window)
    choose(window, "zh")
    assert window.workspace is not None and document.graph == "Tower"
    assert set(window.workspace.canvas.canvas.nodes) == set(document.drawing.nodes)
