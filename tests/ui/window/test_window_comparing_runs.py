"""Why: a run is seen beside the drawing of now, and two beside each other, while they go on."""

import shutil
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from designer import edit, store
from designer.protocol import Epoch, Event, Failed, Finished, Started
from designer.runs.folder import EventLog, begin
from designer.ui import comparisons, theme
from designer.ui.actions import table
from designer.ui.comparing import ComparisonPage
from designer.ui.document import Document
from designer.ui.reasons import why_not
from designer.ui.runs import RunsPanel, following
from designer.ui.sideways import Sideways
from designer.ui.state import state_in
from designer.ui.window import Window
from tests.edit.test_edit_blocks import conv_net
from tests.ui.window.comparing import LEFT, lines, press, spec_of
from tests.ui.window.conftest import Answers, settle
from tests.ui.window.test_window_rightclick import offered, take

CTRL = Qt.KeyboardModifier.ControlModifier
STARTED = Started(
    run_dir="", epochs=10, steps_per_epoch=2, device="cpu", threads=1, parameters=2690, task=""
)


def epoch(number: int, loss: float) -> Epoch:
    train, val = {"loss": loss + 1, "accuracy": 0.4}, {"loss": loss, "accuracy": 1 - loss}
    return Epoch(epoch=number, train=train, val=val, lr=0.1, seconds=2.0)


def tell(folder: Path, *events: Event) -> None:
    with EventLog(folder) as log:
        for event in events:
            log.write(event)


@pytest.fixture
def folders(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A run, and one that is under way of a drawing that has changed; both of the open project."""
    monkeypatch.setattr(following, "EVERY", 10)
    path, project = tmp_path / "net.nnd", conv_net()
    edit.set_data(project, source="mnist5k")
    store.save(project, path)
    made = [tmp_path / "net.runs" / f"20260102-03040{second}-net" for second in (5, 9)]
    begin(made[0], msgspec.structs.replace(spec_of(project), versions={"torch": "2.12"}), "")
    edit.set_param(project, ["conv1"], "stride", 2)
    edit.set_training(project, seed=7)
    begin(made[1], msgspec.structs.replace(spec_of(project), versions={"torch": "2.13"}), "")
    tell(made[0], STARTED, epoch(1, 0.5), epoch(2, 0.75))
    tell(made[0], Finished(run_dir="", reason="stopped", epochs=2))
    tell(made[1], STARTED, epoch(1, 0.25))
    document = window.add_document(Document.open(path)).document
    edit.set_param(document.project, ["conv1"], "out_channels", 16)
    assert window.workspace is not None
    window.workspace.bottom.show_tab("runs")
    settle(window)
    return made


def panel(window: Window) -> RunsPanel:
    assert window.workspace is not None
    found = window.workspace.bottom.panel("runs")
    assert isinstance(found, RunsPanel)
    return found


def row(window: Window, number: int) -> QPoint:
    table = panel(window).table
    return table.visualRect(table.model().index(number, 0)).center()


def click(window: Window, number: int, more: Qt.KeyboardModifier | None = None) -> None:
    keys = more or Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(panel(window).table.viewport(), LEFT, keys, row(window, number))


def from_menu(window: Window, number: int, title: str) -> ComparisonPage:
    """Take what the right button offers on a row; the comparison that it opens."""
    take(window, offered((panel(window).table.viewport(), row(window, number))), title)
    window.activateWindow()  # no window is, after a menu, where there is no desktop
    settle(window)
    page = comparisons.front(window)
    assert page is not None
    page.setFocus()
    return page


def texts(window: Window, number: int) -> list[str]:
    table = panel(window).table
    items = [table.item(number, column) for column in range(table.columnCount())]
    return [item.text() for item in items if item is not None]


def figures(page: ComparisonPage) -> dict[str, tuple[str, str]]:
    return {what: (before, after) for what, before, after, _ in page.figures.texts}


@pytest.mark.hands(52)
def test_a_run_is_compared_with_the_drawing_from_its_menu(
    window: Window, folders: list[Path], qtbot: QtBot
) -> None:
    click(window, 1)
    page = from_menu(window, 1, "Compare with the drawing")
    assert page.other.run == folders[0] and page.later is None
    assert lines(page) == ["conv1: out_channels 4 → 16"]
    assert page.list.take.isVisible() and window.menus.actions["take_difference"].isEnabled()
    qtbot.waitUntil(lambda: figures(page).get("Best loss") == ("0.5000", "–"))
    press(window, Qt.Key.Key_Escape)
    panel(window).table.setFocus()
    press(window, Qt.Key.Key_Return)  # what is chosen stays chosen, and needs no mouse
    again = comparisons.front(window)
    assert again is not None and again.other.run == folders[0]


def test_a_run_has_its_curves_beside_the_drawing_of_now_and_those_of_its_latest_run(
    window: Window, folders: list[Path], qtbot: QtBot
) -> None:
    document = window.documents()[0]
    comparisons.show_runs(window, document, folders[:1])
    page = comparisons.front(window)
    assert page is not None and page.told.curves is not None
    curves = page.told.curves
    qtbot.waitUntil(lambda: curves.legend.text() == "■ ── 2 Jan 2026, 03:04     now: no run")
    assert curves.isVisible() and curves.metric_plot.isVisible()
    assert [(len(c.series), c.dashed) for c in curves.loss._curves] == [(2, False), (2, False)]
    third = folders[0].with_name("20260102-030411-net")
    begin(third, spec_of(document.project), "")
    tell(third, STARTED, epoch(1, 0.125), Finished(run_dir="", reason="stopped", epochs=1))
    document.work.bridge.run_ended.emit()
    qtbot.waitUntil(lambda: figures(page).get("Best loss") == ("0.5000", "0.1250"))
    assert [(len(c.series), c.dashed) for c in curves.loss._curves] == [
        (2, True),
        (2, True),
        (1, False),
        (1, False),
    ]
    assert "no run" not in curves.legend.text()
    edit.set_param(document.project, ["conv1"], "bias", False)  # no run had that
    qtbot.waitUntil(lambda: figures(page).get("Best loss") == ("0.5000", "–"))
    assert "no run" in curves.legend.text()
    edit.set_param(document.project, ["conv1"], "bias", True)
    edit.set_param(document.project, ["conv1"], "out_channels", 4)  # as the run had it
    qtbot.waitUntil(lambda: curves.legend.text() == "■ ── 2 Jan 2026, 03:04")


@pytest.mark.hands(52)
def test_two_runs_are_compared_and_the_one_that_goes_on_is_followed(
    window: Window, folders: list[Path], qtbot: QtBot
) -> None:
    click(window, 0)
    click(window, 1, CTRL)
    together = panel(window)._together
    assert together is not None and together.isVisible()
    page = from_menu(window, 0, "Compare these runs")
    assert (page.before.title.text(), page.after.title.text()) == (
        "Run of 2 Jan 2026, 03:04:05",
        "Run of 2 Jan 2026, 03:04:09",
    )
    assert lines(page) == ["conv1: stride 1 → 2", "Training: seed 0 → 7"]
    assert page.after.note.text() == "running · 1/10 epochs · loss 0.2500"
    qtbot.waitUntil(lambda: "Epochs" in figures(page))
    told = figures(page)
    assert told["Best loss"] == ("0.5000", "0.2500") and told["Last loss"] == ("0.7500", "0.2500")
    assert told["Epochs"] == ("2/10", "1/10") and told["Time"] == ("4.0 s", "2.0 s")
    assert told["Status"] == ("stopped", "running") and told["torch"] == ("2.12", "2.13")
    curves = page.told.curves
    assert curves is not None and [len(c.series) for c in curves.loss._curves] == [2, 2, 1, 1]
    settle(window)
    assert page.figures.verticalScrollBar().isVisible()
    assert not page.figures.horizontalScrollBar().isVisible(), "the last column is in sight"
    tell(folders[1], epoch(2, 0.125), Failed(run_dir="", node="", message="the disk is full"))
    qtbot.waitUntil(lambda: figures(page)["Status"] == ("stopped", "failed"))
    assert figures(page)["Best loss"] == ("0.5000", "0.1250")
    assert page.after.note.text() == "failed · 2/10 epochs · loss 0.1250 · the disk is full"
    assert [len(c.series) for c in curves.loss._curves] == [2, 2, 2, 2]


@pytest.mark.parametrize("count", [1, 2])
def test_below_the_drawings_nothing_is_cut_in_a_narrow_window(
    window: Window, folders: list[Path], qtbot: QtBot, count: int
) -> None:
    comparisons.show_runs(window, window.documents()[0], folders[:count])
    page = comparisons.front(window)
    assert page is not None and page.told.curves is not None
    qtbot.waitUntil(lambda: "Best loss" in figures(page))
    below = page.findChild(Sideways)
    assert below is not None
    for width in (960, 1280, 960):
        window.resize(width, 700)
        settle(window)
        assert window.width() == width
        parts: list[QWidget] = [page.list, page.told.curves, page.figures]
        for part, beside in pairwise(parts):
            assert part.geometry().right() < beside.geometry().left(), "none covers another"
        bar = below.horizontalScrollBar()
        assert bar.isVisible() == (width == 960)
        bar.setValue(bar.maximum())
        right = page.figures.mapTo(below, QPoint(page.figures.width() - 1, 0)).x()
        assert right < below.width() and not page.figures.horizontalScrollBar().isVisible()
    at = page.figures.mapTo(page, page.figures.rect().bottomRight() - QPoint(6, 6))
    assert page.grab().toImage().pixelColor(at) == theme.current().panel


@pytest.mark.parametrize("chosen", [(0,), (0, 1)])
def test_what_is_shown_of_a_run_that_goes_on_goes_on(
    window: Window, folders: list[Path], qtbot: QtBot, chosen: tuple[int, ...]
) -> None:
    for number in chosen:
        click(window, number, CTRL if number else None)
    shown = panel(window)
    tell(folders[1], epoch(2, 0.125))
    qtbot.waitUntil(lambda: "2/10" in texts(window, 0))
    tell(folders[1], epoch(3, 0.0625), Finished(run_dir="", reason="completed", epochs=3))
    qtbot.waitUntil(lambda: "3/10" in texts(window, 0) and "completed" in texts(window, 0))
    assert [run.dir for run in shown.table.chosen] == [folders[number - 1] for number in chosen]
    curves = shown._live if len(chosen) == 1 else shown._together
    assert curves is not None and curves.isVisible()
    assert max(len(curve.series) for curve in curves.loss._curves) == 3


def test_what_runs_were_made_from_does_not_change(window: Window, folders: list[Path]) -> None:
    comparisons.show_runs(window, window.documents()[0], folders)
    page = comparisons.front(window)
    assert page is not None
    settle(window)
    state = page.now.project.state()
    taking = window.menus.actions["take_difference"]
    assert not page.list.take.isVisible() and not taking.isEnabled()
    (action,) = [row for row in table() if row.key == "take_difference"]
    assert why_not(action, state_in(window)) == "What a run was made from does not change"
    page.list.list.setCurrentRow(0)
    press(window, Qt.Key.Key_F7)
    assert page.now.project.state() == state
    window.remove_workspace(window.workspaces()[0])
    assert comparisons.pages(window) == [], "it goes with the project of the runs"


def test_a_folder_that_cannot_be_read_is_told(
    window: Window, folders: list[Path], answers: Answers, qtbot: QtBot
) -> None:
    document = window.documents()[0]
    comparisons.show_runs(window, document, folders)
    page = comparisons.front(window)
    assert page is not None
    qtbot.waitUntil(lambda: "Epochs" in figures(page))
    shutil.rmtree(folders[1])
    qtbot.waitUntil(lambda: page.after.note.text().startswith("This run cannot be read any more"))
    assert "run.json" in page.after.note.text() and figures(page)["Epochs"] == ("2/10", "1/10")
    press(window, Qt.Key.Key_Escape)
    for damage in (lambda: None, lambda: (folders[0] / "run.json").write_text("{")):
        damage()
        comparisons.show_runs(window, document, folders)
        assert comparisons.front(window) is None
    assert len(answers.told("show_error")) == 2
