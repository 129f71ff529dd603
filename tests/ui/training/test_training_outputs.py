"""Why: what each Output is compared with is set by hand, undone, and is what is trained."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from designer import edit
from designer.layers import LOSSES
from designer.protocol import OutputSpec
from designer.ui.document import Document
from designer.ui.fields import is_field
from designer.ui.training import TrainingPanel
from designer.ui.training.figures import metric_title
from designer.ui.training.settings import Settings

Opened = Callable[..., Document]
Shown = Callable[..., QWidget]


def field(settings: QWidget, key: str) -> QWidget:
    QApplication.processEvents()
    (found,) = [f for f in settings.findChildren(QWidget, key) if f.isVisible() and is_field(f)]
    return found


def there(settings: QWidget, key: str) -> bool:
    QApplication.processEvents()
    return any(found.isVisible() for found in settings.findChildren(QWidget, key))


def choose(settings: QWidget, key: str, value: str) -> None:
    """With the keys, as a person does."""
    box = field(settings, key)
    assert isinstance(box, QComboBox)
    wanted = box.findData(value)
    assert wanted >= 0
    box.setFocus()
    while box.currentIndex() != wanted:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)
        QApplication.processEvents()
        box = field(settings, key)
        assert isinstance(box, QComboBox)
        box.setFocus()


def say(settings: QWidget, key: str, text: str) -> None:
    line = field(settings, key)
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def titles(settings: QWidget) -> list[str]:
    QApplication.processEvents()
    labels = [label.text() for label in settings.findChildren(QLabel) if label.isVisible()]
    return [text for text in labels if text.startswith("Output ")]


def test_a_single_output_may_be_compared_with_the_samples(
    opened: Opened, shown: Shown, qtbot: QtBot
) -> None:
    document = opened("mlp", data=True)
    settings = shown(Settings(document), 420, 1200)
    before = document.project.state()
    assert titles(settings) == [] and not there(settings, "output.output.weight")
    choose(settings, "output.output.target", "inputs")
    training = document.project.training
    assert training.outputs == {"output": OutputSpec(target="inputs")}
    assert training.loss == "MSELoss", "a loss for numbers, in the same step"
    document.history.undo()
    assert document.project.state() == before
    assert field(settings, "output.output.target").currentData() == "labels"  # type: ignore[attr-defined]


def test_several_outputs_have_a_section_each(opened: Opened, shown: Shown) -> None:
    document = opened("mlp", data=True)
    project = document.project
    settings = shown(Settings(document), 420, 1600)
    last = project.main.incoming("output")[0].source
    edit.connect(project, last, edit.add(project, "Output", "second"))
    assert titles(settings) == ["Output output", "Output second"]
    assert field(settings, "output.second.target").currentData() is None  # type: ignore[attr-defined]
    assert not there(settings, "output.second.weight"), "nothing is said of it yet"
    edit.set_output(project, "second", target="labels")
    say(settings, "output.second.weight", "0.25")
    edit.set_output(project, "second", loss="CrossEntropyLoss")
    say(settings, "output.second.label_smoothing", "0.1")
    wanted = OutputSpec(loss="CrossEntropyLoss", weight=0.25, loss_params={"label_smoothing": 0.1})
    assert project.training.outputs == {"second": wanted}
    edit.rename(project, "second", "other")
    assert titles(settings) == ["Output output", "Output other"]
    assert field(settings, "output.other.weight").text() == "0.25"  # type: ignore[attr-defined]
    document.history.undo()
    document.history.undo()
    assert field(settings, "output.second.label_smoothing").text() == "0"  # type: ignore[attr-defined]
    edit.set_output(project, "second", target="none")
    assert not there(settings, "output.second.loss")
    edit.remove(project, ["second"])
    assert titles(settings) == []


def test_partners_are_chosen_by_hand(opened: Opened, shown: Shown) -> None:
    document = opened("mlp", data=True)
    project = document.project
    settings = shown(Settings(document), 420, 2000)
    last = project.main.incoming("output")[0].source
    for name in ("near", "far"):
        edit.connect(project, last, edit.add(project, "Output", name))
    edit.set_output(project, "output", loss="CosineEmbeddingLoss")
    choose(settings, "output.output.input2", "far")
    assert project.training.outputs["output"].partners == ("far",)
    edit.set_output(project, "output", loss="TripletMarginLoss")
    targets = field(settings, "output.output.target")
    assert isinstance(targets, QComboBox) and targets.currentText() == "the outputs below"
    choose(settings, "output.output.negative", "far")
    assert project.training.outputs["output"].partners == ("", "far")
    box = field(settings, "output.output.positive")
    assert isinstance(box, QComboBox)
    assert [box.itemText(i) for i in range(box.count())] == ["choose…", "near"], "each one once"
    choose(settings, "output.output.positive", "near")
    assert project.training.outputs["output"].partners == ("near", "far")
    said = field(settings, "output.near.target")
    assert isinstance(said, QComboBox)
    assert said.currentText() == "goes with output"
    assert not there(settings, "output.near.loss")
    document.check_now()
    assert document.report is not None
    assert [problem.message for problem in document.report.problems] == []
    document.history.undo()
    assert field(settings, "output.output.positive").currentData() == ""  # type: ignore[attr-defined]


def test_every_loss_of_an_output_has_a_form(opened: Opened, shown: Shown) -> None:
    """Each parameter has a field that shows its default and takes it back without a change."""
    document = opened("mlp")
    project = document.project
    edit.add(project, "Output", "second")
    edit.set_output(project, "second")
    edit.set_output(project, "second", weight=2)
    settings = shown(Settings(document), 420, 1600)
    for key, option in LOSSES.items():
        edit.set_output(project, "second", loss=key)
        before = project.training
        for param in option.params:
            found = field(settings, f"output.second.{param.name}")
            if isinstance(found, QLineEdit):
                found.setFocus()
                QTest.keyClick(found, Qt.Key.Key_Return)
        assert project.training == before, key


def test_columns_are_chosen_where_there_are_several(
    opened: Opened, shown: Shown, qtbot: QtBot, tmp_path: Path
) -> None:
    document = opened("regression", data=True)
    settings = shown(Settings(document), 420, 1200)
    assert not there(settings, "output.output.columns")
    chance = np.random.default_rng(0)
    np.savez(tmp_path / "rows.npz", x=chance.random((30, 10)), y=chance.random((30, 3)))
    edit.set_data(document.project, source="npy", path=str(tmp_path / "rows.npz"))
    qtbot.waitUntil(
        lambda: document.data_info is not None and document.data_info.targets == 3, timeout=20_000
    )
    say(settings, "output.output.columns", "0, 2")
    assert document.project.training.outputs == {"output": OutputSpec(columns=(0, 2))}
    say(settings, "output.output.columns", "")
    assert document.project.training.outputs == {}


def test_the_losses_of_all_outputs_are_shown(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened("mlp", data=True)
    project = document.project
    last = project.main.incoming("output")[0].source
    edit.connect(project, last, edit.add(project, "Output", "second"))
    edit.set_output(project, "second", weight=0.5)
    edit.set_output(project, "second", loss="MultiMarginLoss")
    edit.set_training(project, epochs=2)
    panel = shown(TrainingPanel(document), 1000, 400)
    document.check_now()
    assert document.start_training()
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=60_000)
    assert isinstance(panel, TrainingPanel) and panel.live is not None
    assert {"output_loss", "second_loss", "accuracy"} < set(panel.live.history.metrics())
    QApplication.processEvents()
    said = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert "loss of second" in said


@pytest.mark.parametrize(
    ("name", "title"), [("age_loss", "loss of age"), ("loss", "loss"), ("r2", "R²"), ("x_y", "x_y")]
)
def test_figures_have_titles(name: str, title: str) -> None:
    assert metric_title(name) == title
