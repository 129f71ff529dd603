"""Why: what the pictures of the app show: each view, and how a window gets there."""

import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from benchmarks.drawings import drawing
from designer import edit, runs
from designer.compile import trust
from designer.model import Project
from designer.ui import closing, comparisons, dialogs, files, training_commands
from designer.ui.canvas import CanvasView
from designer.ui.document import Document
from designer.ui.figure import Look
from designer.ui.finder import find_command
from designer.ui.looks import edit_shortcuts, show_keys
from designer.ui.preferences import Preferences
from designer.ui.window import Window
from designer.ui.workspace import Workspace

PATIENCE = 120.0  # seconds that a view has to get ready
SOME_STEPS, SOME_EPOCHS = 40, 3
ACTIVATION = '''class Snake(nn.Module):
    """x + sin²(αx) / α: keeps the waves that ReLU cuts off."""

    def __init__(self, channels: int, alpha: float = 0.5):
        super().__init__()
        self.alpha = nn.Parameter(torch.full((channels, 1), alpha))

    def forward(self, x):
        return x + torch.sin(self.alpha * x) ** 2 / self.alpha
'''


class Stage:
    """A window that is made ready for its picture."""

    def __init__(self) -> None:
        folder = tempfile.mkdtemp(prefix="designer-pictures-")
        self.folder = Path(folder)
        Document.scratch = self.folder
        self.window = Window(Preferences(), lambda _: None)
        self.window.resize(1280, 800)
        self.window.show()
        self.window.activateWindow()

    @property
    def workspace(self) -> Workspace:
        """What is in front."""
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def document(self) -> Document:
        """The project in front."""
        return self.workspace.document

    def open(self, what: str | Project) -> Document:
        """A template or a project, with all known about it that there is to know."""
        if isinstance(what, str):
            files.from_template(self.window, what)
        else:
            self.window.add_document(Document(what))
        self.know()
        return self.document

    def know(self) -> None:
        """Wait until data, shapes and costs are there, or are known to be missing."""
        document = self.document
        if document.project.data.source:
            self.wait(lambda: document.data_info is not None)
        report = document.check_now()
        self.wait(lambda: not document.checking.pending and not document.costs.pending)
        with suppress(TimeoutError):  # a network without data has no training to forecast
            self.wait(
                lambda: document.memory is not None,
                10.0 if report.ok and document.project.data.source else 0.0,
            )
        self.workspace.canvas.zoom_to_fit()
        self.settle()

    def wait(self, until: Callable[[], object], patience: float = PATIENCE) -> None:
        """Let the window work until something is so. Raises TimeoutError."""
        end = time.monotonic() + patience
        while not until():
            if time.monotonic() > end:
                raise TimeoutError(f"the window is not ready after {patience:.0f} s")
            QApplication.processEvents()
            time.sleep(0.005)  # the training thread has its turn, which qWait would not give it

    def settle(self, ms: int = 120) -> None:
        """What was put off is done, and painted."""
        QTest.qWait(ms)

    def close(self) -> None:
        """Let go of everything."""
        self.window.close_at_once()
        self.window.deleteLater()
        QApplication.processEvents()


@dataclass(frozen=True)
class View:
    """Something to take a picture of. `prepare` is done once, `show` before every picture, `ask`
    opens a dialog that waits for an answer. `frame` says what part of the drawing is seen."""

    name: str
    title: str
    prepare: Callable[[Stage], object]
    show: Callable[[Stage], object] | None = None
    ask: Callable[[Window], object] | None = None
    frame: Callable[[CanvasView], object] = CanvasView.zoom_to_fit


def _near(name: str, zoom: float = 1.0) -> Callable[[CanvasView], object]:
    """At full size, around a layer, or a little smaller."""

    def frame(canvas: CanvasView) -> None:
        canvas.set_zoom(zoom)
        canvas.center_on_node(name)

    return frame


def _recent(stage: Stage) -> None:
    for name in ("two-branch", "lenet5"):
        document = Document.from_template(name)
        document.save(stage.folder / f"{document.title}.nnd")
        document.close()
        files.open_path(stage.window, stage.folder / f"{document.title}.nnd")
    stage.settle()
    while stage.window.workspaces():
        closing.close_front(stage.window)
        stage.settle()


def _block(stage: Stage) -> None:
    stage.open("gpt2").open_graph("Block")
    stage.know()


def _layer(stage: Stage) -> None:
    stage.open("lenet5").select(["conv1"])


def _broken(stage: Stage) -> None:
    document = stage.open("lenet5")
    edit.remove(document.project, ["flatten"], heal=True)
    document.select(["fc1"])
    document.check_now()


def _problems(stage: Stage) -> None:
    _broken(stage)
    document = stage.document
    edit.add(document.project, "Dropout", "loose", at=(-280, 80))
    edit.set_training(document.project, batch_size=2000)
    document.check_now()
    stage.workspace.bottom.show_tab("problems")


def _train(stage: Stage, name: str, **settings: Any) -> None:
    document = stage.open(name)
    edit.set_training(document.project, **settings)
    document.check_now()
    stage.workspace.bottom.show_tab("training")
    _begin(stage)


def _begin(stage: Stage) -> None:
    stage.settle()
    training_commands.start(stage.window)
    stage.wait(lambda: stage.workspace.bottom.training.live is not None)


def _training(stage: Stage) -> None:
    _train(stage, "lenet5", epochs=40, patience=0)
    live = stage.workspace.bottom.training.live
    assert live is not None
    stage.wait(lambda: live.history.epoch >= SOME_EPOCHS and live.history.step > SOME_STEPS)
    training_commands.pause_or_resume(stage.window)
    stage.settle()


def _end(stage: Stage) -> None:
    stage.wait(lambda: stage.document.training_state == "idle")
    stage.settle(400)


def _finished(stage: Stage) -> None:
    _train(stage, "lenet5", epochs=12, patience=0)
    _end(stage)
    stage.document.select(["conv1"])


def _activity(stage: Stage) -> None:
    _train(stage, "lenet5", epochs=6, patience=0)
    _end(stage)
    stage.window.menus.actions["heat_gradient"].trigger()
    stage.document.select(["conv2"])


def _runs(stage: Stage) -> None:
    _train(stage, "mlp", epochs=6)
    _end(stage)
    for change in (
        {"optimizer_params": {"lr": 0.0003}},
        {"optimizer": "SGD", "optimizer_params": {"lr": 0.05}},
    ):
        edit.set_training(stage.document.project, **change)
        _begin(stage)
        _end(stage)
    stage.workspace.bottom.show_tab("runs")


def _compared(stage: Stage) -> None:
    _train(stage, "lenet5", epochs=2, patience=0)
    _end(stage)
    document = stage.document
    project, runs_there = document.project, runs.list_runs(document.runs_root())
    edit.set_param(project, ["conv1"], "out_channels", 16)
    edit.set_param(project, ["conv2"], "out_channels", 32)
    (wire,) = project.main.outgoing("tanh3")
    edit.insert(project, wire, "Dropout", p=0.2)
    edit.remove(project, ["tanh4"], heal=True)
    edit.set_training(project, epochs=20, optimizer_params={"lr": 0.0005})
    stage.know()
    comparisons.show_runs(stage.window, document, [runs_there[0].dir])
    page = comparisons.front(stage.window)
    assert page is not None
    stage.wait(lambda: page.now.costs.costs is not None and page.then.costs.costs is not None)
    stage.settle()


def _two_runs(stage: Stage) -> None:
    _train(stage, "lenet5", epochs=6, patience=0)
    _end(stage)
    edit.set_param(stage.document.project, ["conv1"], "out_channels", 16)
    edit.set_training(stage.document.project, epochs=8, optimizer_params={"lr": 0.0005}, seed=3)
    stage.document.check_now()
    _begin(stage)
    _end(stage)
    folders = [run.dir for run in runs.list_runs(stage.document.runs_root())]
    comparisons.show_runs(stage.window, stage.document, folders)
    page = comparisons.front(stage.window)
    assert page is not None
    stage.wait(lambda: page.now.costs.costs is not None and len(page.told.found) == len(folders))
    stage.settle()


def _compare(stage: Stage) -> None:
    document = stage.open("lenet5")
    edit.set_param(document.project, ["conv1"], "out_channels", 16)
    stage.open("mlp")


def _data(stage: Stage) -> None:
    stage.open("lenet5")
    stage.workspace.bottom.show_tab("data")


def _costs(stage: Stage) -> None:
    stage.open("two-branch")
    stage.workspace.bottom.show_tab("costs")
    stage.window.menus.actions["heat"].trigger()
    document = stage.document
    stage.wait(lambda: document.costs.costs is not None)


def _own_layer(stage: Stage, allowed: bool) -> None:
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


def _editor(stage: Stage) -> None:
    stage.workspace.open_code("Snake")


def _outputs(stage: Stage) -> None:
    stage.open("multi-task")
    stage.workspace.bottom.show_tab("training")


def _last_output(stage: Stage) -> None:
    settings = stage.workspace.bottom.training
    stage.settle()
    field = settings.findChild(QWidget, "output.picture.weight")
    for area in settings.findChildren(QScrollArea):
        if field is not None and area.isAncestorOf(field):
            area.ensureWidgetVisible(field)


def _adder(stage: Stage) -> None:
    stage.workspace.canvas.open_adder()
    QTest.keyClicks(stage.workspace.canvas.adder.field, "conv")


def _palette(stage: Stage) -> None:
    find_command(stage.window)


def _ask_what_to_compare(stage: Stage) -> None:
    comparisons.ask(stage.window)


def _template(name: str) -> Callable[[Stage], object]:
    return lambda stage: stage.open(name)


def _frames(stage: Stage) -> None:
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


def _lens(stage: Stage) -> None:
    stage.open("gpt2")
    document = stage.document
    name = next(name for name, node in document.drawing.nodes.items() if node.type == "@Block")
    stage.workspace.canvas.set_zoom(1.0)
    stage.workspace.canvas.center_on_node(name)
    stage.workspace.open_lens(name)
    stage.settle(600)


def _flow(stage: Stage) -> None:
    document = stage.open("two-branch")
    edit.set_flow(document.project, "right")
    stage.know()


def _thousand(stage: Stage) -> None:
    stage.open(drawing(1_000))


def _fields(stage: Stage) -> None:
    stage.workspace.canvas.quick.open("conv1")


def _look(window: Window, look: Look) -> object:
    assert window.workspace is not None
    return dialogs.choose_look(window, window.workspace.document, look)


PAPER = Look(style="paper", across=True, caption="LeNet-5")
VIEWS = (
    View("start", "Start page", lambda stage: stage.settle()),
    View("recent", "Start page with recent files", _recent),
    View("empty", "An empty canvas", lambda stage: files.new(stage.window)),
    View("small", "A small network: two layers", _template("mlp")),
    View("layer", "LeNet-5, a layer selected", _layer, frame=_near("conv1")),
    View("resnet50", "ResNet-50, drawn with blocks", _template("resnet50")),
    View("large", "A large drawing: GoogLeNet", _template("googlenet")),
    View("block", "A block of GPT-2, open", _block),
    View("lens", "A block of GPT-2, open in its place", _lens, frame=lambda _: None),
    View("frames", "Frames, a comment and a bypassed layer", _frames),
    View("flow", "A drawing that flows from left to right", _flow),
    View("thousand", "A thousand layers", _thousand),
    View("fields", "Parameters, changed on the card", _layer, _fields, frame=_near("conv1")),
    View("broken", "A mistake and its repairs", _broken, frame=_near("fc1")),
    View("problems", "Several problems", _problems, frame=_near("fc1")),
    View("training", "In the middle of a training", _training, frame=_near("pool1")),
    View("finished", "After a training", _finished, frame=_near("pool1")),
    View("activity", "What layers do in training", _activity, frame=_near("pool2", 0.8)),
    View("runs", "Three runs", _runs),
    View("compared", "A drawing beside what a run had", _compared, frame=lambda _: None),
    View("two-runs", "Two runs, compared", _two_runs, frame=lambda _: None),
    View("compare", "Choosing what to compare with", _compare, show=_ask_what_to_compare),
    View("data", "The data", _data),
    View("costs", "What layers cost, and the heat map", _costs),
    View("custom", "A layer of one's own", lambda stage: _own_layer(stage, allowed=True)),
    View(
        "code",
        "Code that nobody has allowed yet",
        lambda stage: _own_layer(stage, allowed=False),
        show=_editor,
    ),
    View("outputs", "Several outputs and their losses", _outputs, show=_last_output),
    View("adder", "Adding a layer", _layer, show=_adder),
    View("commands", "Finding a command", _layer, show=_palette),
    View(
        "export",
        "Exporting",
        _layer,
        ask=lambda window: dialogs.choose_export(window, Path("lenet.py")),
    ),
    View("picture", "A picture for slides", _layer, ask=lambda window: _look(window, Look())),
    View("paper", "A figure for a paper", _layer, ask=lambda window: _look(window, PAPER)),
    View("keys", "The keys at a glance", _layer, ask=show_keys),
    View("shortcuts", "Changing the keys", _layer, ask=edit_shortcuts),
    View("about", "About", _layer, ask=dialogs.about),
    View(
        "unsaved",
        "Closing with changes",
        _layer,
        ask=lambda window: dialogs.ask_to_save(window, ["LeNet-5"]),
    ),
    View(
        "error",
        "A file that cannot be opened",
        _layer,
        ask=lambda window: dialogs.show_error(
            window, "net.nnd was not opened", "It was written by a newer version of Designer."
        ),
    ),
)
