"""Why: a wire tells at a glance, and in words, what kind of data it carries."""

from collections.abc import Callable

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
