"""Why: what the pictures of the app show: each view, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from designer.ui import dialogs, files
from designer.ui.canvas import CanvasView
from designer.ui.figure import Look
from designer.ui.looks import edit_shortcuts, show_keys
from designer.ui.window import Window
from scripts import scenes, trained
from scripts.stage import Stage


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


def _look(window: Window, look: Look) -> object:
    assert window.workspace is not None
    return dialogs.choose_look(window, window.workspace.document, look)


PAPER = Look(style="paper", across=True, caption="LeNet-5")
VIEWS = (
    View("start", "Start page", lambda stage: stage.settle()),
    View("recent", "Start page with recent files", scenes.recent),
    View("empty", "An empty canvas", lambda stage: files.new(stage.window)),
    View("small", "A small network: two layers", scenes.template("mlp")),
    View("layer", "LeNet-5, a layer selected", scenes.layer, frame=_near("conv1")),
    View("resnet50", "ResNet-50, drawn with blocks", scenes.template("resnet50")),
    View("large", "A large drawing: GoogLeNet", scenes.template("googlenet")),
    View("block", "A block of GPT-2, open", scenes.block),
    View("lens", "A block of GPT-2, open in its place", scenes.lens, frame=lambda _: None),
    View("frames", "Frames, a comment and a bypassed layer", scenes.frames),
    View("flow", "A drawing that flows from left to right", scenes.flow),
    View("thousand", "A thousand layers", scenes.thousand),
    View(
        "fields",
        "Parameters, changed on the card",
        scenes.layer,
        scenes.fields,
        frame=_near("conv1"),
    ),
    View("broken", "A mistake and its repairs", scenes.broken, frame=_near("fc1")),
    View("problems", "Several problems", scenes.problems, frame=_near("fc1")),
    View("training", "In the middle of a training", trained.training, frame=_near("pool1")),
    View("finished", "After a training", trained.finished, frame=_near("pool1")),
    View("activity", "What layers do in training", trained.activity, frame=_near("pool2", 0.8)),
    View("runs", "Three runs", trained.three_runs),
    View("compared", "A drawing beside what a run had", trained.compared, frame=lambda _: None),
    View("two-runs", "Two runs, compared", trained.two_runs, frame=lambda _: None),
    View(
        "compare", "Choosing what to compare with", scenes.compare, show=scenes.ask_what_to_compare
    ),
    View("data", "The data", scenes.data),
    View("costs", "What layers cost, and the heat map", scenes.costs),
    View("custom", "A layer of one's own", lambda stage: scenes.own_layer(stage, allowed=True)),
    View(
        "code",
        "Code that nobody has allowed yet",
        lambda stage: scenes.own_layer(stage, allowed=False),
        show=scenes.editor,
    ),
    View("outputs", "Several outputs and their losses", scenes.outputs, show=scenes.last_output),
    View("adder", "Adding a layer", scenes.layer, show=scenes.adder),
    View("commands", "Finding a command", scenes.layer, show=scenes.palette),
    View(
        "export",
        "Exporting",
        scenes.layer,
        ask=lambda window: dialogs.choose_export(window, Path("lenet.py")),
    ),
    View("picture", "A picture for slides", scenes.layer, ask=lambda window: _look(window, Look())),
    View("paper", "A figure for a paper", scenes.layer, ask=lambda window: _look(window, PAPER)),
    View("keys", "The keys at a glance", scenes.layer, ask=show_keys),
    View("shortcuts", "Changing the keys", scenes.layer, ask=edit_shortcuts),
    View("about", "About", scenes.layer, ask=dialogs.about),
    View(
        "unsaved",
        "Closing with changes",
        scenes.layer,
        ask=lambda window: dialogs.ask_to_save(window, ["LeNet-5"]),
    ),
    View("error", "A file that cannot be opened", scenes.layer, ask=scenes.open_newer),
)
