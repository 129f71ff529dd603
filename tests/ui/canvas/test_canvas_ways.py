"""Why: a wire makes way for what the hand puts there, as for what was there before."""

from collections.abc import Callable
from random import Random

from PySide6.QtCore import QPointF

from designer import edit
from designer.model import Project
from designer.ui.canvas.scene import CanvasScene
from tests.ui.canvas.hands import EITHER_WAY, Hands, drawn

Open = Callable[..., Hands]


@EITHER_WAY
def test_after_a_drag_wires_run_and_shapes_stand_as_if_drawn_anew(canvas: Open) -> None:
    project, chance = Project.new("ways"), Random(5)
    names = [edit.add(project, "ReLU", at=(0, 96 * row)) for row in range(7)]
    for a, b in ((0, 1), (0, 3), (1, 5), (2, 6), (4, 6)):
        edit.connect(project, names[a], names[b])
    edit.set_param(project, [edit.add(project, "Input", "image", at=(0, -96))], "shape", (1, 8, 8))
    edit.connect(project, "image", names[0])
    hands = canvas(project)
    hands.view.set_zoom(0.5)
    changed = 0
    for _ in range(20):
        name = chance.choice(names)
        aside = QPointF(chance.choice([0, 160, -160]), hands.body(name).y())
        before = drawn(hands.view.canvas)
        hands.drag(hands.body(name), aside)
        hands.document.check_now()
        hands.document.select([])
        anew = CanvasScene(hands.document)
        assert drawn(hands.view.canvas) == drawn(anew), name
        anew.deleteLater()
        changed += len(dict(drawn(hands.view.canvas).items() - before.items())) > 1
    assert changed > 5
