"""Why: how a window gets to what the pictures show of trainings: in the middle, after, compared."""

from typing import Any

from designer import edit, runs
from designer.ui import comparisons, training_commands
from scripts.stage import Stage

SOME_STEPS, SOME_EPOCHS = 40, 3


def train(stage: Stage, name: str, **settings: Any) -> None:
    """Open a template with these settings and start to train it."""
    document = stage.open(name)
    edit.set_training(document.project, **settings)
    document.check_now()
    stage.workspace.bottom.show_tab("training")
    begin(stage)


def begin(stage: Stage) -> None:
    """Start, and wait until it runs."""
    stage.settle()
    training_commands.start(stage.window)
    stage.wait(lambda: stage.workspace.bottom.training.live is not None)


def training(stage: Stage) -> None:
    """A training that has paused after some epochs."""
    train(stage, "lenet5", epochs=40, patience=0)
    live = stage.workspace.bottom.training.live
    assert live is not None
    stage.wait(lambda: live.history.epoch >= SOME_EPOCHS and live.history.step > SOME_STEPS)
    training_commands.pause_or_resume(stage.window)
    stage.settle()


def end(stage: Stage) -> None:
    """Wait until the training is over."""
    stage.wait(lambda: stage.document.training_state == "idle")
    stage.settle(400)


def finished(stage: Stage) -> None:
    """A training to its end."""
    train(stage, "lenet5", epochs=12, patience=0)
    end(stage)
    stage.document.select(["conv1"])


def activity(stage: Stage) -> None:
    """After a training, the gradients as color."""
    train(stage, "lenet5", epochs=6, patience=0)
    end(stage)
    stage.window.menus.actions["heat_gradient"].trigger()
    stage.document.select(["conv2"])


def three_runs(stage: Stage) -> None:
    """Three trainings with different settings."""
    train(stage, "mlp", epochs=6)
    end(stage)
    for change in (
        {"optimizer_params": {"lr": 0.0003}},
        {"optimizer": "SGD", "optimizer_params": {"lr": 0.05}},
    ):
        edit.set_training(stage.document.project, **change)
        begin(stage)
        end(stage)
    stage.workspace.bottom.show_tab("runs")


def compared(stage: Stage) -> None:
    """A drawing that has changed since its run."""
    train(stage, "lenet5", epochs=2, patience=0)
    end(stage)
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


def two_runs(stage: Stage) -> None:
    """Two runs whose drawing and settings differ."""
    train(stage, "lenet5", epochs=6, patience=0)
    end(stage)
    edit.set_param(stage.document.project, ["conv1"], "out_channels", 16)
    edit.set_training(stage.document.project, epochs=8, optimizer_params={"lr": 0.0005}, seed=3)
    stage.document.check_now()
    begin(stage)
    end(stage)
    folders = [run.dir for run in runs.list_runs(stage.document.runs_root())]
    comparisons.show_runs(stage.window, stage.document, folders)
    page = comparisons.front(stage.window)
    assert page is not None
    stage.wait(lambda: page.now.costs.costs is not None and len(page.told.found) == len(folders))
    stage.settle()
