"""Why: five mistakes that everybody makes, each repaired by the repair that is offered."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from designer.app.tour.driver import Script, drive
from designer.app.tour.stage import CONTROL, Stage
from designer.ui import files
from designer.ui.problems import ProblemsPanel

SHIFT = Qt.KeyboardModifier.ShiftModifier


def without_flatten(stage: Stage) -> Script:
    """An image into a Linear layer."""
    yield from stage.select("flatten")
    yield from stage.hand.key(Qt.Key.Key_Delete, SHIFT)


def without_output(stage: Stage) -> Script:
    """A network that gives nothing."""
    yield from stage.select("output")
    yield from stage.hand.key(Qt.Key.Key_Delete)


def seven_classes(stage: Stage) -> Script:
    """Seven outputs for ten digits."""
    yield from stage.select("fc3")
    yield 20
    field = stage.field(stage.workspace.inspector, "out_features", QLineEdit)
    yield from stage.hand.fill(field, "7")


def other_image(stage: Stage) -> Script:
    """An Input of another size than the data."""
    yield from stage.select("image")
    yield 20
    field = stage.field(stage.workspace.inspector, "shape", QLineEdit)
    yield from stage.hand.fill(field, "3 x 40 x 40")


def cut_wire(stage: Stage) -> Script:
    """A layer that nothing reaches."""
    scene = stage.canvas.canvas
    start, end = scene.nodes["conv1"].output_at("out"), scene.nodes["tanh1"].input_at("in")
    place = stage.pixel((start + end) / 2)
    yield from stage.hand.click(stage.canvas.viewport(), place)
    yield from stage.hand.key(Qt.Key.Key_Delete)


MISTAKES: dict[str, Callable[[Stage], Script]] = {
    "rank": without_flatten,
    "no-output": without_output,
    "data-classes": seven_classes,
    "data-shape": other_image,
    "missing-input": cut_wire,
}


def errors(stage: Stage) -> set[str]:
    return {problem.code for problem in stage.document.problems}


def make_and_repair(stage: Stage, code: str) -> Script:
    files.from_template(stage.window, "lenet5")
    yield from stage.hand.until("the data", lambda: stage.document.data_info is not None)
    yield from stage.checked()
    assert not stage.document.problems
    before = stage.document.project.main.state()

    yield from MISTAKES[code](stage)
    yield from stage.checked()
    assert code in errors(stage), errors(stage)
    mistaken = stage.document.project.main.state()

    yield from stage.show_tab("problems")
    panel = stage.workspace.bottom.panel("problems")
    assert isinstance(panel, ProblemsPanel)
    yield 50
    rows = [b for b in panel.list.findChildren(QPushButton) if b.isVisible()]
    yield from stage.hand.click(rows[0])
    yield from stage.checked()
    assert not stage.document.problems
    repaired = stage.document.project.main.state()

    stage.canvas.setFocus()
    yield from stage.hand.key(Qt.Key.Key_Z, CONTROL)
    assert stage.document.project.main.state() == mistaken, "one undo takes the repair back"
    yield from stage.hand.key(Qt.Key.Key_Z, CONTROL)
    assert stage.document.project.main.state() == before, "and one the mistake"
    for _ in range(2):
        yield from stage.hand.key(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert stage.document.project.main.state() == repaired


@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_is_told_and_repaired(stage: Stage, code: str) -> None:
    drive(make_and_repair(stage, code))
