"""Why: a wire tells at a glance, and in words, what kind of data it carries."""

from collections.abc import Callable
from random import Random

import pytest

from designer import edit
from designer.model import Wire
from designer.ui.canvas import tips
from tests.ui.canvas.hands import Hands

Open = Callable[..., Hands]


def width(hands: Hands, wire: Wire) -> float:
    return hands.view.canvas.wires[wire].pen().widthF()


def test_more_axes_make_a_wider_wire(canvas: Open) -> None:
    hands = canvas("lenet5")
    image, vector = Wire("conv1", "tanh1"), Wire("fc1", "tanh3")
    before = width(hands, vector)
    assert width(hands, image) > before
    hands.document.select(["fc1"])
    assert width(hands, vector) == before
    color = hands.view.canvas.wires[vector].pen().color()
    assert color == hands.view.canvas.paints.theme.accent
    steps = canvas("row-transformer")
    names = [w for w in steps.project.main.wires if steps.document.here is not None]
    widths = {width(steps, wire) for wire in names}
    assert len(widths) == 2 and before in widths and width(hands, image) not in widths


def test_a_wire_says_what_it_carries(canvas: Open) -> None:
    hands = canvas("lenet5")
    wire = Wire("pool1", "conv2")
    middle = hands.view.canvas.wires[wire].line.center()
    tip = tips.text(hands.view, middle)
    assert "pool1 → conv2" in tip and "an image of 6 × 14 × 14, float32" in tip


@pytest.mark.parametrize("seed", range(4))
def test_long_wires_share_the_room_beside_a_row_as_if_drawn_anew(canvas: Open, seed: int) -> None:
    hands, chance = canvas(), Random(seed)
    project, scene = hands.project, hands.view.canvas
    names = [edit.add(project, "Add", at=(0, 96 * row)) for row in range(12)]
    lanes = set[float | None]()
    for _ in range(40):
        a, b = sorted(chance.sample(range(len(names)), 2))
        match chance.randint(0, 5):
            case 0 if project.main.wires:
                edit.disconnect(project, [chance.choice(list(project.main.wires))])
            case 1:
                edit.rename(project, names[a], new := f"{names[a]}x")
                names[a] = new
            case 2:
                edit.move(project, {names[a]: (chance.choice([0, 0, 120]), 96 * a)})
            case 3:
                hands.document.undo()
                names = [node.name for node in project.main.ordered_nodes()]
            case _:
                edit.connect(project, names[a], names[b])
        there = {wire: (item.lane, item.path()) for wire, item in scene.wires.items()}
        scene.route_long()
        assert there == {wire: (item.lane, item.path()) for wire, item in scene.wires.items()}
        assert set(scene.ways) | set(scene.lanes.taken()) <= set(scene.wires)
        lanes |= {item.lane for item in scene.wires.values()}
    assert len(lanes) > 4
