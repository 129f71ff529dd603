"""Why: a color that cannot be read, or that stays when it is switched off, is worse than none."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from designer import edit
from designer.compile import Timing
from designer.ui import heat
from designer.ui.canvas import CanvasView, HeatMap, Minimap
from designer.ui.canvas.overview import color_of
from designer.ui.document import Document
from designer.ui.theme.tokens import HEAT_STEPS, build

Opened = Callable[..., Document]
Shown = Callable[..., CanvasView]
Heated = Callable[[str], tuple[HeatMap, CanvasView]]


def light(color: QColor) -> float:
    """Relative luminance, as in WCAG."""
    parts = [color.redF(), color.greenF(), color.blueF()]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: QColor, b: QColor) -> float:
    low, high = sorted((light(a), light(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read_on_every_color_and_colors_be_told_apart(dark: bool) -> None:
    colors = build(dark)
    steps = [colors.heat(step) for step in range(HEAT_STEPS + 1)]
    assert all(contrast(colors.ink1, step) >= 4.5 for step in steps)
    assert steps[0] == colors.node and steps[-1] == colors.hot
    lightness = [light(step) for step in steps]
    assert lightness == sorted(lightness, reverse=not dark), "also without seeing hues"
    assert contrast(steps[0], steps[-1]) > 1.8
    assert contrast(colors.heat(0, far=True), colors.canvas) > 1.15


@pytest.fixture
def heated(opened: Opened, shown: Shown, qtbot: QtBot) -> Heated:
    """A function that shows LeNet-5 with a heat map, and has waited for it."""

    def show(measure: str) -> tuple[HeatMap, CanvasView]:
        document = opened("lenet5")
        view = shown(CanvasView(document), 900, 900)
        made = HeatMap(view)
        made.show_measure(measure)
        qtbot.waitUntil(lambda: document.costs.costs is not None, timeout=60_000)
        return made, view

    return show


def test_nodes_are_tinted_by_their_share(
    heated: Heated,
) -> None:
    made, view = heated("parameters")
    steps = {name: item.heat for name, item in view.canvas.nodes.items()}
    assert steps["fc1"] == HEAT_STEPS and steps["image"] == 0
    assert steps["conv1"] == heat.level(156, 48_120) == 1
    title, nothing, middle, most, share = made.words
    assert (title, nothing, middle, most) == ("Parameters", "0", "12,030", "48,120")
    assert "78 %" in share and made.isVisible()
    made.show_measure("flops")
    assert view.canvas.nodes["conv2"].heat == HEAT_STEPS
    made.show_measure("")
    assert {item.heat for item in view.canvas.nodes.values()} == {None}
    assert not made.isVisible()


def test_it_follows_the_drawing_and_falls_silent_with_it(heated: Heated, qtbot: QtBot) -> None:
    made, view = heated("parameters")
    document = view.document
    edit.set_param(document.project, ["fc2"], "out_features", 4000)
    document.check_now()
    qtbot.waitUntil(lambda: view.canvas.nodes["fc2"].heat == HEAT_STEPS, timeout=5000)
    edit.disconnect(document.project, document.project.main.incoming("fc2"))
    document.check_now()
    qtbot.waitUntil(lambda: view.canvas.nodes["fc2"].heat is None, timeout=5000)
    assert "problem" in made.words[1]


def test_times_color_as_they_come(heated: Heated, qtbot: QtBot) -> None:
    made, view = heated("time")
    times = view.document.times
    assert "press Measure" in made.words[1] and view.canvas.nodes["conv1"].heat is None
    times._times = {
        name: (times._key(name), Timing(name, forward, backward, 3))
        for name, forward, backward in (("conv1", 1.0, 3.0), ("fc1", 1.0, None))
    }
    view.document.bridge.times_changed.emit()
    assert view.canvas.nodes["conv1"].heat == HEAT_STEPS
    assert view.canvas.nodes["fc1"].heat == HEAT_STEPS // 2
    assert made.words[1:] == ("0", "1 ms", "4 ms", "largest part 80 %")


def test_far_away_and_in_the_minimap_the_blocks_have_the_same_colors(
    heated: Heated, shown: Callable[..., Minimap]
) -> None:
    made, view = heated("flops")
    shown(Minimap(view))
    keys = view.overview.blocks()
    hottest = [key for key in keys if color_of(key) == build(False).hot]
    assert [view.canvas.nodes["conv2"].block] == keys[hottest[0]]
    view.set_zoom(0.15)
    middle = view.mapFromScene(view.canvas.nodes["conv2"].center())
    pixel = view.grab().toImage().pixelColor(middle.x(), middle.y() + 2)
    assert pixel == build(False).hot
    made.show_measure("")
    assert "convolution" in view.overview.blocks()


def test_off_it_listens_to_nothing(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    made = HeatMap(shown(CanvasView(document), 600, 600))
    made.show_measure("")
    assert not document.costs.pending, "nobody counts for it"
    document.bridge.costs_changed.emit()
    assert all(item.heat is None for item in made._view.canvas.nodes.values())


@pytest.mark.parametrize("measure", list(heat.MEASURES))
def test_nothing_to_share_out_has_no_color(measure: str) -> None:
    assert heat.levels({}) == {} and heat.levels({"a": 0.0}) == {"a": 0}
    assert heat.MEASURES[measure].text(1234.5)
