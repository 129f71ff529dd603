"""Why: a run is watched as it is: curves, figures, failures; and its settings reach the trainer."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from designer import edit, runs
from designer.protocol import Epoch
from designer.ui import theme
from designer.ui.document import Document
from designer.ui.fields import is_field
from designer.ui.memory import MemoryReader, present_memory
from designer.ui.problems import ProblemsPanel
from designer.ui.runs import RunsPanel
from designer.ui.runs.rows import HEADERS
from designer.ui.training import TrainingPanel
from designer.ui.training.live import LiveView
from designer.ui.training.settings import CHOICES, Settings

Opened = Callable[..., Document]
Shown = Callable[..., TrainingPanel]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def train(document: Document, qtbot: QtBot, epochs: int = 3) -> None:
    edit.set_training(document.project, epochs=epochs)
    document.check_now()
    assert document.start_training()
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=60_000)


def live_of(panel: TrainingPanel) -> LiveView:
    assert panel.live is not None
    return panel.live


def said(panel: TrainingPanel) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_before_the_first_run_it_says_what_to_do(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened("mlp")
    panel = shown(TrainingPanel(document), 1000, 300)
    assert "Choose a dataset" in said(panel)
    edit.set_data(document.project, source="digits", shape=(64,))
    qtbot.waitUntil(lambda: document.data_info is not None, timeout=20_000)
    document.check_now()
    assert "Press Train" in said(panel)
    edit.remove(document.project, ["output"])
    document.check_now()
    assert "Problems are left" in said(panel)


def test_curves_and_figures_are_those_of_the_run(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened("mlp", data=True)
    panel = shown(TrainingPanel(document), 1000, 300)
    train(document, qtbot)
    live = live_of(panel)
    run_dir = document.session.run_dir
    assert run_dir is not None
    epochs = runs.read_run(run_dir).epochs
    assert [float(y) for y in live.history.val["accuracy"].y] == [e.val["accuracy"] for e in epochs]
    assert "Finished 3 epochs" in said(panel)
    assert f"{epochs[-1].val['f1']:.4f}" in said(panel)
    assert np.isfinite(live.history.steps.y).all() and live.history.share == 1.0
    drawn = live.loss.plot.listDataItems()
    assert sum(len(item.xData) for item in drawn if item.xData is not None) > 10
    confusion = epochs[-1].confusion
    assert confusion and sum(map(sum, confusion)) == document.data_info.val_rows  # type: ignore[union-attr]


def test_settings_hide_while_it_runs_and_come_back(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened("mlp", data=True)
    panel = shown(TrainingPanel(document), 1000, 300)
    assert panel.settings.isVisible()
    train(document, qtbot, 1)
    assert not panel.settings.isVisible()
    QTest.mouseClick(live_of(panel).controls.settings_button, LEFT)
    assert panel.settings.isVisible()


def test_what_is_set_is_what_is_trained(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened("mlp", data=True)
    panel = shown(TrainingPanel(document), 1000, 700)
    optimizer = panel.settings.findChildren(QComboBox, "optimizer")[-1]
    optimizer.setFocus()
    QTest.keyClicks(optimizer, "AdamW")
    assert document.project.training.optimizer == "AdamW"
    QApplication.processEvents()
    for key, text in (("optimizer.lr", "0.01"), ("optimizer.betas", "0.8, 0.9"), ("epochs", "2")):
        field = next(f for f in panel.settings.findChildren(QLineEdit, key) if f.isVisible())
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    document.check_now()
    assert document.start_training()
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=60_000)
    assert document.session.spec is not None
    spec = document.session.spec.training
    assert (spec.optimizer, spec.epochs) == ("AdamW", 2)
    assert spec.optimizer_params == {"lr": 0.01, "betas": (0.8, 0.9)}


def test_every_choice_has_a_form_and_fits(opened: Opened, shown: Shown) -> None:
    """Each parameter has a field that shows its default and takes it back without a change."""
    document = opened("mlp")
    settings = shown(Settings(document), 420, 900)
    for name, _, table in CHOICES:
        for key, option in table.items():
            edit.set_training(document.project, **{name: key})
            QApplication.processEvents()
            before = document.project.training
            for param in option.params:
                fields = settings.findChildren(QWidget, f"{name}.{param.name}")
                (found,) = [field for field in fields if field.isVisible() and is_field(field)]
                if isinstance(found, QLineEdit):
                    found.setFocus()
                    QTest.keyClick(found, Qt.Key.Key_Return)
            assert document.project.training == before, option.title


def facts(panel: TrainingPanel) -> str:
    return next(text for text in said(panel).splitlines() if text.startswith("≈"))


def test_memory_is_told_beside_the_batch_size(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened("mlp", data=True)
    panel = shown(TrainingPanel(document), 1000, 700)
    reader = MemoryReader(document)
    qtbot.waitUntil(lambda: document.memory is not None, timeout=20_000)
    first = facts(panel)
    assert first.endswith("; all rows fit") and not document.problems
    field = next(f for f in panel.settings.findChildren(QLineEdit, "batch_size") if f.isVisible())
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "1000")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert facts(panel) != first, "at once: the forecast is one of all batch sizes"
    edit.remove(document.project, ["output"])
    document.check_now()
    qtbot.waitUntil(lambda: document.memory is None, timeout=20_000)
    assert reader is not None and "≈" not in said(panel)


def test_a_batch_that_does_not_fit_is_a_problem_with_a_repair(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("designer.compile.fit.memory_of", lambda device: 10_000_000)
    document = opened("mlp")
    problems = ProblemsPanel(document)
    qtbot.addWidget(problems)
    edit.set_training(document.project, batch_size=1_000_000)
    reader = MemoryReader(document)
    qtbot.waitUntil(lambda: document.memory is not None, timeout=20_000)
    (problem,) = [p for p in document.problems if p.code == "memory"]
    assert problem.severity == "warning" and problems.list.count() == len(document.problems)
    problem.fixes[0].apply(document.project)
    document.check_now()
    assert not [p for p in document.problems if p.code == "memory"]
    assert problems.list.count() == len(document.problems)
    memory = present_memory(document)
    assert memory is not None and memory.fits and reader is not None
    assert memory.batch_size == memory.largest_batch


def test_metric_scale_smoothing_hover_zoom_and_theme(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened("mlp", data=True)
    panel = shown(TrainingPanel(document), 1100, 360)
    train(document, qtbot, 4)
    live = live_of(panel)
    box = live.findChildren(QComboBox)[0]
    box.setFocus()
    QTest.keyClicks(box, "recall")
    assert live.metric_plot.plot.accessibleName() == "recall"
    view = live.loss.plot.getPlotItem().getViewBox()
    center = QPointF(live.loss.plot.viewport().rect().center())
    QTest.mouseDClick(live.loss.plot.viewport(), LEFT, NONE, center.toPoint())
    whole = view.viewRange()
    losses = [y for series in (live.history.steps, live.history.val["loss"]) for y in series.y]
    assert whole[1][0] <= min(losses) <= max(losses) <= whole[1][1]
    _wheel(live.loss.plot.viewport(), center)
    assert view.viewRange() != whole, "the wheel zooms"
    QTest.mouseDClick(live.loss.plot.viewport(), LEFT, NONE, center.toPoint())
    assert view.viewRange() == whole, "a double-click shows everything"
    QTest.mouseMove(live.loss.plot.viewport(), center.toPoint())
    qtbot.waitUntil(lambda: "epoch" in said(panel), timeout=3000)
    try:
        for scheme in ("dark", "light"):
            theme.set_scheme(scheme)
            assert live.loss.plot.backgroundBrush().color() == theme.current().panel
    finally:
        theme.set_scheme("system")


def _wheel(widget: QWidget, at: QPointF) -> None:
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("suffix", [".png", ".svg"])
def test_curves_are_saved_as_pictures(
    opened: Opened, shown: Shown, qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    document = opened("mlp", data=True)
    panel = shown(TrainingPanel(document), 1000, 300)
    train(document, qtbot, 2)
    live_of(panel).save_pictures(tmp_path / f"curves{suffix}")
    for name in ("curves", "curves-accuracy"):
        file = tmp_path / f"{name}{suffix}"
        assert file.stat().st_size > 1000
        if suffix == ".png":
            assert QImage(str(file)).width() >= 1600


def test_a_run_that_fails_says_why_on_its_node(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened("regression", data=True)
    panel = shown(TrainingPanel(document), 1000, 300)
    edit.set_training(
        document.project, optimizer="SGD", optimizer_params={"lr": 1e30}, batch_size=32
    )
    train(document, qtbot)
    assert document.session.failure is not None
    assert document.session.failure.message in said(panel)
    assert document.check_now().ok, "nothing is wrong with the drawing"
    assert [p.node for p in document.problems if p.code == "run"] == [document.session.failure.node]
    run_dir = document.session.run_dir
    assert run_dir is not None and runs.read_run(run_dir).status == "failed"
    edit.set_training(document.project, optimizer="Adam")
    document.check_now()
    assert not document.problems, "an edit takes the note away"


def test_a_stopped_run_goes_on_from_the_list_as_if_it_had_never_stopped(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened("mlp", data=True)
    training = shown(TrainingPanel(document), 1000, 300)
    train(document, qtbot, 40)
    whole = [e.val["loss"] for e in _epochs(document)]
    assert document.start_training()
    qtbot.waitUntil(lambda: live_of(training).history.epoch >= 2, timeout=30_000)
    document.stop_training()
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=10_000)
    panel = RunsPanel(document)
    shown(panel, 1000, 300)
    status = HEADERS.index("Status")
    row = next(i for i in range(panel.table.rowCount()) if "stopped" in _text(panel, i, status))
    panel.table.selectRow(row)
    resume = next(b for b in panel.findChildren(type(panel._resume)) if b.text() == "Resume")
    QTest.mouseClick(resume, LEFT)
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=60_000)
    assert [e.val["loss"] for e in _epochs(document)] == whole


def _epochs(document: Document) -> tuple[Epoch, ...]:
    assert document.session.run_dir is not None
    return runs.read_run(document.session.run_dir).epochs


def _text(panel: RunsPanel, row: int, column: int) -> str:
    item = panel.table.item(row, column)
    return item.text() if item is not None else ""
