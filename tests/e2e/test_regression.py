"""Why: from the start page by a template to a trained regression, saved under a name."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from designer import store
from designer.app.tour.driver import Script, drive
from designer.app.tour.stage import CONTROL, Stage
from designer.runs import list_runs


def card(stage: Stage, title: str) -> QWidget:
    """A template's card on the start page."""
    for widget in stage.window.start_page.findChildren(QWidget):
        if widget.accessibleName() == title and widget.isVisible():
            return widget
    raise AssertionError(f"no card {title}")


def predict_diabetes(stage: Stage, path: Path) -> Script:
    yield from stage.hand.click(card(stage, "Template Regression"))
    yield from stage.hand.until("the drawing", lambda: stage.window.workspace is not None)
    yield from stage.hand.until("the data", lambda: stage.document.data_info is not None)
    yield from stage.hand.key(Qt.Key.Key_S, CONTROL)
    yield from stage.file(path)
    yield from stage.show_tab("training")
    settings = stage.workspace.bottom.training.settings
    yield from stage.hand.fill(stage.field(settings, "epochs", QLineEdit), "60")
    yield from stage.checked()
    yield from stage.hand.click(stage.window.top.train)
    state = stage.document
    yield from stage.hand.until("training", lambda: state.training_state == "running")
    yield from stage.hand.until("the end", lambda: state.training_state == "idle", 120)
    live = stage.workspace.bottom.training.live
    assert live is not None
    figures = live.history.val
    assert set(figures) >= {"loss", "mse", "rmse", "mae", "r2"}
    assert figures["r2"].y[-1] > 0.3, "better than guessing the mean"
    assert figures["rmse"].y[-1] == pytest.approx(figures["mse"].y[-1] ** 0.5, rel=1e-5)
    yield from stage.hand.key(Qt.Key.Key_S, CONTROL)
    yield from stage.hand.until("the file", lambda: not state.is_modified)


def test_a_template_is_trained_and_saved(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "diabetes.nnd"
    drive(predict_diabetes(stage, path))
    assert store.load(path).training.epochs == 60
    (past,) = list_runs(path)
    assert past.status == "completed" and len(past.epochs) == 60
