"""Why: the main job from an empty canvas to running code, on LeNet-5 and real digits."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from designer.app.tour.driver import Script
from designer.app.tour.stage import CONTROL, Stage
from designer.text import tr
from designer.ui.training.live import LiveView

NAME = "LeNet-5"
EPOCHS = 12
ENOUGH = 0.95  # validation accuracy
# Yann LeCun et al.: Gradient-based learning applied to document recognition, 1998, figure 2,
# with the padding that fits 28 × 28 pixels and a Linear layer in place of C5.
BEFORE_THE_MISTAKE: tuple[tuple[str, dict[str, str]], ...] = (
    ("tanh", {}),
    ("avgpool2d", {}),
    ("conv2d", {"out_channels": "16", "kernel_size": "5"}),
    ("tanh", {}),
    ("avgpool2d", {}),
    ("linear", {"out_features": "120"}),
)
AFTER_IT: tuple[tuple[str, dict[str, str]], ...] = (
    ("tanh", {}),
    ("linear", {"out_features": "84"}),
    ("tanh", {}),
    ("linear", {"out_features": "10"}),
    ("output", {}),
)


@dataclass
class Outcome:
    """What the tour has made, for those who check it."""

    project: Path
    script: Path
    run_dir: Path = field(default_factory=Path)
    accuracy: float = 0.0


def whole_job(stage: Stage, outcome: Outcome) -> Script:
    """Draw, repair, train, save, open again, export."""
    yield from stage.picture("start")
    yield from stage.say(tr("This is the start page. We begin with an empty drawing."))
    yield from stage.hand.key(Qt.Key.Key_N, CONTROL)
    yield from stage.hand.until(tr("a new drawing"), lambda: stage.window.workspace is not None)
    yield from stage.picture("empty")
    name = stage.field(stage.workspace.inspector, "name", QLineEdit)
    yield from stage.hand.fill(name, NAME)
    yield from choose_data(stage)
    yield from draw(stage)
    yield from save(stage, outcome.project)
    yield from train(stage, outcome)
    yield from reopen(stage, outcome.project)
    yield from export(stage, outcome.script)
    yield from stage.say(tr("That is all: drawn, checked, trained, saved, and in plain PyTorch."))


def choose_data(stage: Stage) -> Script:
    """The digits, enlarged to the size that LeNet-5 was made for."""
    hand = stage.hand
    yield from stage.say(tr("First the data: real handwritten digits, enlarged to 28 × 28."))
    yield from stage.show_tab("data")
    panel = stage.workspace.bottom.panel("data")
    yield from hand.choose(stage.field(panel, "source", QComboBox), "digits")
    yield from hand.until(tr("the data"), lambda: stage.document.project.data.source == "digits")
    yield from hand.fill(stage.field(panel, "resize", QLineEdit), "28 x 28")
    yield from hand.until(
        tr("the data"),
        lambda: stage.document.data_info and stage.document.data_info.shape == (1, 28, 28),
    )
    yield from hand.rest(600)
    yield from stage.picture("data")


def draw(stage: Stage) -> Script:
    """LeNet-5, with a mistake on the way."""
    hand, canvas = stage.hand, stage.canvas
    yield from stage.say(tr("A double-click on the canvas and a name add a layer."))
    top = canvas.mapToScene(canvas.viewport().rect().center()) - QPointF(0, 130)
    yield from hand.double_click(canvas.viewport(), stage.pixel(top))
    yield from hand.type("input")
    yield from hand.key(Qt.Key.Key_Return)
    image = only_selected(stage)
    take = stage.field(stage.workspace.inspector, "take_shape", QPushButton)
    yield from hand.click(take)
    yield from stage.say(tr("Pull a wire into the empty canvas: the list offers what fits."))
    start = canvas.canvas.nodes[image].output_at("out")
    yield from hand.drag(canvas.viewport(), stage.pixel(start), stage.pixel(start) + QPoint(0, 36))
    yield from hand.type("conv2d")
    yield from hand.key(Qt.Key.Key_Return)
    yield from set_params(stage, {"out_channels": "6", "kernel_size": "5", "padding": "2"})
    yield from stage.say(tr("Tab adds the next layer and wires it. Every wire tells its shape."))
    for kind, params in BEFORE_THE_MISTAKE:
        yield from add_next(stage, kind, params)
    yield from repair(stage)
    for kind, params in AFTER_IT:
        yield from add_next(stage, kind, params)
    yield from hand.key(Qt.Key.Key_Escape)
    yield from hand.key(Qt.Key.Key_F)
    yield from stage.clean()
    yield from hand.rest(800)
    yield from stage.picture("drawn")


def repair(stage: Stage) -> Script:
    """The mistake everybody makes: an image into a Linear layer. The best repair is a click."""
    yield from stage.checked()
    yield from stage.hand.until(tr("the problem"), lambda: stage.canvas.card.isVisible())
    yield from stage.picture("mistake")
    yield from stage.say(
        tr("A Linear layer takes a row of numbers, not an image. One click repairs it."), 4200
    )
    linear = only_selected(stage)
    yield from stage.hand.click(stage.button(stage.canvas.card, tr("Insert Flatten")))
    yield from stage.checked()
    yield from stage.picture("repaired")
    yield from stage.select(linear)


def add_next(stage: Stage, kind: str, params: dict[str, str]) -> Script:
    """Add a layer after the selected one."""
    before = only_selected(stage)
    yield from stage.select(before)
    yield from stage.hand.key(Qt.Key.Key_Tab)
    yield from stage.hand.type(kind)
    yield from stage.hand.key(Qt.Key.Key_Return)
    yield from stage.hand.until(kind, lambda: only_selected(stage) != before)
    yield from set_params(stage, params)


def set_params(stage: Stage, params: dict[str, str]) -> Script:
    """Type values into the inspector."""
    for name, value in params.items():
        yield 20  # the form of the new selection is laid out
        field = stage.field(stage.workspace.inspector, name, QLineEdit)
        yield from stage.hand.fill(field, value)


def train(stage: Stage, outcome: Outcome) -> Script:
    """Twelve epochs, watched."""
    hand = stage.hand
    yield from stage.say(tr("Now the training: twelve epochs of small batches."))
    yield from stage.show_tab("training")
    settings = stage.workspace.bottom.training.settings
    for key, value in (("epochs", EPOCHS), ("batch_size", 32), ("optimizer.lr", 0.002)):
        yield from hand.fill(stage.field(settings, key, QLineEdit), str(value))
    yield from stage.checked()
    yield from stage.hand.click(stage.window.top.train)
    yield from hand.until(tr("training"), lambda: stage.document.training_state == "running")
    live = stage.workspace.bottom.training.live
    assert isinstance(live, LiveView)
    yield from hand.until(tr("the fourth epoch"), lambda: live.history.epoch >= 4, 120)
    yield from stage.picture("training")
    yield from hand.until(
        tr("the end of the training"), lambda: stage.document.training_state == "idle", 300
    )
    outcome.accuracy = float(live.history.val["accuracy"].y[-1])
    assert stage.document.session.run_dir is not None
    outcome.run_dir = stage.document.session.run_dir
    yield from stage.say(
        tr("{percent} of digits that it has never seen.", percent=f"{outcome.accuracy:.1%}")
    )
    yield from stage.picture("trained")
    yield from show_all(stage)


def show_all(stage: Stage) -> Script:
    """The window with everything in it, as the documentation shows it."""
    yield from stage.hand.key(Qt.Key.Key_Escape)
    yield from stage.hand.click(stage.canvas.viewport(), QPoint(12, 12))
    yield from stage.hand.key(Qt.Key.Key_0, CONTROL)
    first = stage.document.project.main.outgoing("input1")[0].target
    stage.canvas.center_on_node(stage.document.project.main.outgoing(first)[0].target)
    yield from stage.select(first)
    yield from stage.in_both_themes("window")


def save(stage: Stage, path: Path) -> Script:
    """Save under a name that is typed."""
    yield from stage.say(tr("Saving: the project is one readable file."))
    yield from stage.hand.key(Qt.Key.Key_S, CONTROL)
    yield from stage.file(path)
    yield from stage.hand.until(tr("the file"), path.exists)


def reopen(stage: Stage, path: Path) -> Script:
    """Close the tab and open the file."""
    yield from stage.say(tr("Closed and opened again: nothing is lost."))
    saved = stage.document.project.state()
    yield from stage.hand.key(Qt.Key.Key_S, CONTROL)
    yield from stage.hand.until(tr("the file"), lambda: not stage.document.is_modified)
    yield from stage.hand.key(Qt.Key.Key_W, CONTROL)
    yield from stage.hand.until(tr("the end of it"), lambda: stage.window.workspace is None)
    yield from stage.hand.key(Qt.Key.Key_O, CONTROL)
    yield from stage.file(path)
    yield from stage.hand.until(tr("the drawing"), lambda: stage.window.workspace is not None)
    stage.expect(stage.document.project.state() == saved, tr("the same drawing"))
    yield from stage.checked()
    yield from stage.picture("reopened")


def export(stage: Stage, path: Path) -> Script:
    """One script that trains the same network without us."""
    yield from stage.say(tr("At last the code: one script that needs nothing of ours."))
    yield from stage.hand.key(Qt.Key.Key_E, CONTROL)
    yield from stage.export_as(tr("Training script"), path)
    yield from stage.hand.until(tr("the script"), path.exists)


def only_selected(stage: Stage) -> str:
    """The one selected node."""
    selection = stage.document.selection
    stage.expect(len(selection) == 1, tr("one selected layer"))
    return selection[0]
