"""Why: how a window gets to what the pictures show: drawings, panels, and what opens over them."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget

from benchmarks.drawings import drawing
from designer import edit
from designer.compile import trust
from designer.model import Project
from designer.store.migrations import FAMILY
from designer.ui import closing, comparisons, files
from designer.ui.document import Document
from designer.ui.finder import find_command
from designer.ui.window import Window
from scripts.stage import Stage

ACTIVATION = '''class Snake(nn.Module):
    """x + sin²(αx) / α: keeps the waves that ReLU cuts off."""

    def __init__(self, channels: int, alpha: float = 0.5):
        super().__init__()
        self.alpha = nn.Parameter(torch.full((channels, 1), alpha))

    def forward(self, x):
        return x + torch.sin(self.alpha * x) ** 2 / self.alpha
'''


def recent(stage: Stage) -> None:
    """The start page of somebody who has been here."""
    for name in ("two-branch", "lenet5"):
        document = Document.from_template(name)
        document.save(stage.folder / f"{document.title}.nnd")
        document.close()
        files.open_path(stage.window, stage.folder / f"{document.title}.nnd")
    stage.settle()
    while stage.window.workspaces():
        closing.close_front(stage.window)
        stage.settle()


def block(stage: Stage) -> None:
    """A block's own drawing."""
    stage.open("gpt2").open_graph("Block")
    stage.know()


def layer(stage: Stage) -> None:
    """A network with one layer selected."""
    stage.open("lenet5").select(["conv1"])


def broken(stage: Stage) -> None:
    """One mistake, and its layer selected."""
    document = stage.open("lenet5")
    edit.remove(document.project, ["flatten"], heal=True)
    document.select(["fc1"])
    document.check_now()


def problems(stage: Stage) -> None:
    """A mistake, a loose layer and a setting that data do not allow."""
    broken(stage)
    document = stage.document
    edit.add(document.project, "Dropout", "loose", at=(-280, 80))
    edit.set_training(document.project, batch_size=2000)
    document.check_now()
    stage.workspace.bottom.show_tab("problems")


def compare(stage: Stage) -> None:
    """Two projects that are open, to be compared."""
    document = stage.open("lenet5")
    edit.set_param(document.project, ["conv1"], "out_channels", 16)
    stage.open("mlp")


def data(stage: Stage) -> None:
    """What the data are."""
    stage.open("lenet5")
    stage.workspace.bottom.show_tab("data")


def costs(stage: Stage) -> None:
    """What each layer costs, in the table and as color."""
    stage.open("two-branch")
    stage.workspace.bottom.show_tab("costs")
    stage.window.menus.actions["heat"].trigger()
    document = stage.document
    stage.wait(lambda: document.costs.costs is not None)


def own_layer(stage: Stage, allowed: bool) -> None:
    """A network with a layer in code, which somebody has allowed or nobody yet."""
    project = Project.new("Snake")
    text = ACTIVATION if allowed else ACTIVATION.replace("keeps the", "keeps")
    kind = edit.add_code(project, text)
    if allowed:
        trust.allow(project.codes[kind])
    previous = edit.add(project, "Input", "signal", shape=(1, 128))
    for number, (type_, name, params) in enumerate(
        (
            ("Conv1d", "conv", {"out_channels": 16, "kernel_size": 5}),
            (f"#{kind.removeprefix('#')}", "snake", {"channels": 16}),
            ("Output", "output", {}),
        )
    ):
        node = edit.add(project, type_, name, at=(0, 80 * (number + 1)), **params)
        edit.connect(project, previous, node)
        previous = node
    stage.open(project).select(["snake"])


def editor(stage: Stage) -> None:
    """The code of a layer."""
    stage.workspace.open_code("Snake")


def outputs(stage: Stage) -> None:
    """What several outputs are compared with."""
    stage.open("multi-task")
    stage.workspace.bottom.show_tab("training")


def last_output(stage: Stage) -> None:
    """The settings, scrolled to the last output."""
    settings = stage.workspace.bottom.training
    stage.settle()
    field = settings.findChild(QWidget, "output.picture.weight")
    for area in settings.findChildren(QScrollArea):
        if field is not None and area.isAncestorOf(field):
            area.ensureWidgetVisible(field)


def adder(stage: Stage) -> None:
    """The field that adds a layer, with some letters in it."""
    stage.workspace.canvas.open_adder()
    QTest.keyClicks(stage.workspace.canvas.adder.field, "conv")


def palette(stage: Stage) -> None:
    """The field that finds commands."""
    find_command(stage.window)


def ask_what_to_compare(stage: Stage) -> None:
    """The list of what the network in front could be compared with."""
    comparisons.ask(stage.window)


def template(name: str) -> Callable[[Stage], object]:
    """What opens a template."""
    return lambda stage: stage.open(name)


def frames(stage: Stage) -> None:
    """Frames around layers, a comment and a layer that is bypassed."""
    document = stage.open("two-branch")
    project = document.project
    for names, title, color in (
        (("fine", "relu1", "pool1"), "Small windows", "blue"),
        (("coarse", "relu2", "pool2"), "Large windows", "orange"),
        (("flatten", "fc"), "Head", "purple"),
    ):
        edit.set_frame(project, edit.frame_around(project, names, title), color=color)
    edit.mute(project, ["relu3"])
    edit.tidy(project)
    x, y = project.main.nodes["cat"].at
    edit.add_comment(project, "What both have found is put side by side.", at=(x + 240, y))
    stage.know()


def lens(stage: Stage) -> None:
    """A block that is open in the drawing around it."""
    stage.open("gpt2")
    document = stage.document
    name = next(name for name, node in document.drawing.nodes.items() if node.type == "@Block")
    stage.workspace.canvas.set_zoom(1.0)
    stage.workspace.canvas.center_on_node(name)
    stage.workspace.open_lens(name)
    stage.settle(600)


def open_newer(window: Window) -> None:
    """A file that this version cannot read is told in a dialog."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "net.nnd"
        path.write_text(f'{{"format": "{FAMILY}/99"}}', encoding="utf-8")
        files.open_path(window, path)


def flow(stage: Stage) -> None:
    """A drawing that flows to the right."""
    document = stage.open("two-branch")
    edit.set_flow(document.project, "right")
    stage.know()


def thousand(stage: Stage) -> None:
    """A drawing of many layers."""
    stage.open(drawing(1_000))


def fields(stage: Stage) -> None:
    """The fields on a layer's card."""
    stage.workspace.canvas.quick.open("conv1")
