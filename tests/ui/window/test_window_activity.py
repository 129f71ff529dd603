"""Why: who trains a network sees in the drawing which layers learn, and which have died."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from designer import edit
from designer.model import Project
from designer.train import probe
from designer.ui.canvas import tips
from designer.ui.canvas.spoken import node_details, node_text
from designer.ui.document import Document
from designer.ui.inspector.training import WhileTraining
from designer.ui.runs import RunsPanel
from designer.ui.theme.tokens import HEAT_STEPS
from designer.ui.window import Window
from designer.ui.workspace import Workspace
from tests.ui.window.conftest import Answers

LEFT = Qt.MouseButton.LeftButton


def dying() -> Project:
    """A network whose ReLU gets nothing but negative values."""
    project = Project.new("Dying")
    last = ""
    for kind, params in (
        ("Input", {"shape": (4,)}),
        ("Linear", {"out_features": 32}),
        ("LogSigmoid", {}),
        ("ReLU", {}),
        ("Linear", {"out_features": 3}),
        ("Output", {}),
    ):
        name = edit.add(project, kind, **params)
        if last:
            edit.connect(project, last, name)
        last = name
    edit.tidy(project)
    edit.set_data(project, source="iris")
    edit.set_training(project, epochs=30, batch_size=40)
    return project


def train(document: Document, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: document.data_info is not None, timeout=30_000)
    document.check_now()
    assert document.start_training()
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=60_000)


@pytest.fixture
def trained(window: Window, answers: Answers, qtbot: QtBot) -> Workspace:
    """A workspace whose network was trained with a dead layer."""
    workspace = window.add_document(Document(dying()))
    train(workspace.document, qtbot)
    workspace.document.history.mark_saved()
    return workspace


@pytest.mark.hands(53)
def test_dead_layers_are_colored_told_and_found(trained: Workspace, window: Window) -> None:
    document, canvas = trained.document, trained.canvas
    window.preferences.last_heat = "dead"
    QTest.keyClick(canvas, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    steps = {name: item.heat for name, item in canvas.canvas.nodes.items()}
    assert steps["relu1"] == HEAT_STEPS and steps["fc1"] == 0
    figures = {name: item.reading for name, item in canvas.canvas.nodes.items() if item.reading}
    assert {name: figure.text for name, figure in figures.items()} == {"relu1": "dead 100 %"}
    assert figures["relu1"].is_bad
    assert [label.text for label in canvas.canvas.nodes["relu1"].labels()] == ["0 ± 0"]
    assert trained.heat_map.words == ("Dead units", "0 %", "50 %", "100 %", "epoch 30")
    live = trained.bottom.training.live
    assert live is not None and live.hint.isVisible()
    assert "units of relu1 give 0 whatever comes in" in live.hint.label.text()
    QTest.mouseClick(live.hint.button, LEFT)
    assert document.selection == ("relu1",)
    section = trained.inspector.findChild(WhileTraining)
    assert section is not None and section.isVisible()
    shown = [text.text() for _, text, _ in section.rows if text.isVisible()]
    assert len(shown) == 2 and shown[1] == "100 %" and "give 0" in section.hint.text()
    assert len(section.rows[1][2].points) >= 2
    relu = canvas.canvas.nodes["relu1"]
    assert "dead units 100 %" in tips.text(canvas, relu.center())
    assert "warning: 100 % of the units" in node_text(document, relu.face)
    assert "dead units 100 %" in node_details(document, relu.face)
    (wire,) = document.drawing.outgoing("relu1")
    assert tips._wire(canvas, wire).endswith("In training: 0 ± 0")


def test_figures_come_while_it_trains_and_the_next_run_begins_without(
    window: Window, answers: Answers, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(probe, "EVERY", 0.05)
    monkeypatch.setattr(probe, "SHARE", 1.0)
    project = dying()
    edit.set_training(project, epochs=100_000)
    workspace = window.add_document(Document(project))
    document, nodes = workspace.document, workspace.canvas.canvas.nodes
    window.menus.actions["heat_update"].trigger()
    qtbot.waitUntil(lambda: document.data_info is not None, timeout=30_000)
    document.check_now()
    assert document.start_training()
    seen: set[str] = set()

    def changed() -> bool:
        seen.add(f"{nodes['fc1'].heat} {workspace.heat_map.words[-1]}")
        return len(document.activity.steps) > 3 and len(seen) > 2

    qtbot.waitUntil(changed, timeout=30_000)
    assert document.training_state == "running" and nodes["fc1"].heat is not None
    document.stop_training()
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=10_000)
    edit.set_training(project, epochs=1)
    document.check_now()
    assert document.start_training() and document.activity.latest is None
    qtbot.waitUntil(lambda: document.training_state == "idle", timeout=30_000)
    assert 2 <= len(document.activity.steps) <= 3, "of three steps"
    document.history.mark_saved()


def test_what_is_inside_a_block_is_seen_on_its_card_and_inside(
    window: Window, answers: Answers, qtbot: QtBot
) -> None:
    project = dying()
    name = edit.group(project, ["logsigmoid1", "relu1"], block="Gate")
    workspace = window.add_document(Document(project))
    document, nodes = workspace.document, workspace.canvas.canvas.nodes
    train(document, qtbot)
    window.menus.actions["heat_dead"].trigger()
    assert nodes[name].heat == HEAT_STEPS and nodes["fc1"].heat == 0
    live = workspace.bottom.training.live
    assert live is not None and f"{name} › relu1" in live.hint.label.text()
    QTest.mouseClick(live.hint.button, LEFT)
    assert document.graph == "Gate" and document.selection == ("relu1",)
    inside = workspace.canvas.canvas.nodes
    assert inside["relu1"].heat == HEAT_STEPS and inside["logsigmoid1"].heat == 0
    document.history.mark_saved()


def test_where_numbers_end_is_said_of_the_layer(
    window: Window, answers: Answers, qtbot: QtBot
) -> None:
    project = dying()
    edit.set_training(project, optimizer="SGD", optimizer_params={"lr": 1e38})
    workspace = window.add_document(Document(project))
    train(workspace.document, qtbot)
    assert workspace.document.session.failure is not None
    live = workspace.bottom.training.live
    assert live is not None and "the first to give NaN or infinity" in live.hint.label.text()
    workspace.document.history.mark_saved()


class Opened(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QObject] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything pass."""
        is_window = isinstance(watched, QWidget) and watched.isWindow()
        if event.type() == QEvent.Type.Show and is_window:
            self.windows.append(watched)
        return False


def test_figures_are_no_window_of_their_own(trained: Workspace, qapp: QApplication) -> None:
    """Not for a moment: it would take the keyboard away."""
    opened = Opened()
    qapp.installEventFilter(opened)
    trained.document.select(["relu1"])
    QApplication.processEvents()
    qapp.removeEventFilter(opened)
    assert trained.inspector.findChild(WhileTraining) is not None and opened.windows == []


def test_the_legend_offers_the_other_measures(
    trained: Workspace, window: Window, qtbot: QtBot
) -> None:
    trained.heat_map.chosen.emit("gradient")
    legend = trained.heat_map
    QTest.mouseClick(legend, LEFT, pos=QPoint(30, 30))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions()}
    assert actions["Gradient norm"].isChecked() and not actions["FLOPs"].isChecked()
    actions["Update / weight"].trigger()
    assert window.preferences.heat == "update" and legend.words[0] == "Update / weight"
    menu.close()
    legend.chosen.emit("")
    assert not legend.isVisible()


def test_a_run_of_the_past_shows_its_own_figures(trained: Workspace, qtbot: QtBot) -> None:
    document = trained.document
    edit.mute(document.project, ["logsigmoid1"])
    train(document, qtbot)
    document.history.mark_saved()
    live = trained.bottom.training.live
    assert live is not None and not live.hint.isVisible(), "this one is well"
    document.select(["relu1"])
    trained.bottom.show_tab("runs")
    panel = trained.bottom.panel("runs")
    assert isinstance(panel, RunsPanel)
    qtbot.waitUntil(panel.isVisible)
    table = panel.table
    row = table.visualRect(table.model().index(1, 0))
    QTest.mouseClick(table.viewport(), LEFT, pos=row.center())
    texts = [label.text() for label in trained.inspector.findChildren(QLabel)]
    assert any("100 % of the units of relu1" in text for text in texts)
    trained.bottom.show_tab("training")
    latest = document.activity.latest
    assert latest is not None
    dead = latest.layers["relu1",].dead
    assert dead is not None and dead < 0.9


def test_before_any_training_it_says_how_to_get_figures(
    window: Window, open_window: Callable[..., Window]
) -> None:
    workspace = window.add_document(Document(dying()))
    workspace.heat_map.chosen.emit("update")
    assert workspace.heat_map.words[1:] == ("Nothing measured yet: press Train.",)
    workspace.document.history.mark_saved()
