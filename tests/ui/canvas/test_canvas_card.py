"""Why: what is said of a mistake must not cover the layer that it is said of, nor its wires."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from designer import edit
from designer.model import Project
from designer.ui.repairs import SPACING, Repairs
from tests.ui.canvas.hands import Hands

Open = Callable[..., Hands]


def broken(flow: str) -> Project:
    """A column, or a row, of layers of which the third gets an image."""
    project = Project.new("Image to Linear")
    previous = edit.add(project, "Input", shape=(16, 8, 8))
    for type_ in ("ReLU", "Linear", "Tanh", "Output"):
        name = edit.add(project, type_)
        edit.connect(project, previous, name)
        previous = name
    if flow == "right":
        edit.set_flow(project, "right")
    edit.tidy(project)
    return project


@pytest.mark.parametrize(("flow", "width", "height"), [("down", 747, 443), ("right", 900, 420)])
def test_a_note_covers_neither_its_layer_nor_the_wires_there(
    canvas: Open, flow: str, width: int, height: int
) -> None:
    hands = canvas(broken(flow))
    view, card = hands.view, hands.view.card
    view.resize(width, height)
    view.set_zoom(1.0)
    view.center_on_node("fc1")
    hands.document.check_now()
    QApplication.processEvents()
    node = view.mapFromScene(view.canvas.nodes["fc1"].block).boundingRect()
    assert card.isVisible() and view.rect().contains(card.geometry())
    lane = QRect(node.center().x(), 0, 1, height)
    if flow == "right":
        lane = QRect(0, node.center().y(), width, 1)
    assert not card.geometry().intersects(node) and not card.geometry().intersects(lane)
    assert card.sentence.height() >= card.sentence.heightForWidth(card.sentence.width())
    for button in card.repairs.buttons:
        assert button.text() == button.title and button.height() >= button.sizeHint().height()


def test_repairs_stand_side_by_side_where_there_is_room(canvas: Open) -> None:
    hands = canvas(broken("down"))
    repairs = Repairs(hands.document, 100, parent=hands.view)
    repairs.show_problem(hands.document.problems_here[0])
    height, count = repairs.buttons[0].sizeHint().height(), len(repairs.buttons)
    assert count > 1
    for width, rows in ((100, count), (600, 1), (100, count)):
        repairs.arrange(width)
        assert repairs.sizeHint().height() == rows * height + (rows - 1) * SPACING
