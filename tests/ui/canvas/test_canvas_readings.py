"""Why: what a layer does is said in figures, on its card and wires: not all see its color."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from designer import edit
from designer.model import Project
from designer.protocol import Activity, Layers
from designer.ui import heat
from designer.ui.canvas import HeatMap
from designer.ui.canvas.heat import HeatMap as Legend
from designer.ui.canvas.node_item import NodeItem, title_of
from designer.ui.canvas.node_text import BAD
from designer.ui.canvas.titles import title_size
from designer.ui.readings import BROKEN, MOST, course
from tests.ui.canvas.hands import Hands

Open = Callable[..., Hands]
FINE = Activity(mean=0.25, std=0.5, gradient=0.02, update=1e-3)
SIGNS = {"activation": "σ 0.5", "dead": "dead 97 %", "gradient": "∇ 0.02", "update": "Δw/w 0.001"}


def branches() -> Project:
    """A layer whose output goes both ways around, and what comes together again."""
    project = Project.new("Branches")
    for kind in ("Input", "Linear", "ReLU", "Tanh", "Add", "Output"):
        edit.add(project, kind, **({"shape": (4,)} if kind == "Input" else {}))
    ways = "input1 fc1", "fc1 relu1", "fc1 tanh1", "relu1 add1", "tanh1 add1", "add1 output1"
    for way in ways:
        edit.connect(project, *way.split())
    edit.tidy(project)
    return project


def words(item: NodeItem, zoom: float = 1.0) -> list[str]:
    """What stands on a node that was painted at this zoom."""
    item.scene().views()[0].set_zoom(zoom)
    item.scene().views()[0].viewport().grab()
    if zoom < 0.6:
        return [text.text() for _, text, _, _ in title_of(item, title_size(zoom))]
    assert item._texts is not None
    return [text.text() for _, text, _, _ in item._texts[0]]


def told(hands: Hands) -> set[str]:
    """What stands beside wires, at either end."""
    items = hands.view.canvas.nodes.values()
    return {label.text for item in items for label in item.labels()}


def measured(hands: Hands, step: int = 50, **nodes: Activity) -> None:
    hands.document.activity.take([Layers(epoch=1, step=step, nodes=nodes)])


@pytest.fixture
def shown(canvas: Open, qtbot: QtBot) -> Iterator[tuple[Hands, Legend]]:
    """Branches with figures of all that they can have, and a heat map of them."""
    hands = canvas(branches())
    legend = HeatMap(hands.view)
    measured(hands, step=10, input1=FINE, fc1=FINE)
    relu = Activity(mean=0.25, std=0.5, dead=0.97)
    measured(hands, fc1=FINE, relu1=relu, tanh1=Activity(mean=1, std=0, dead=0.0))
    yield hands, legend
    legend.show_measure("")


def test_a_card_says_the_figure_of_its_color(shown: tuple[Hands, Legend], qtbot: QtBot) -> None:
    hands, legend = shown
    items = hands.view.canvas.nodes
    plain = {name: (words(item), words(item, 0.55)) for name, item in items.items()}
    shapes = told(hands)
    for measure, row in heat.MEASURES.items():
        legend.show_measure(measure)
        qtbot.waitUntil(lambda: hands.document.costs.costs is not None, timeout=60_000)
        values = heat.values(hands.document, measure)
        for name, item in items.items():
            value = values.get(name)
            near, far = words(item), words(item, 0.55)
            if value is None or not (value or row.live):
                assert (near, far) == plain[name]
            else:
                assert item.reading is not None and item.reading.text == row.card(value)
                assert item.reading.text in near[-1] and item.reading.text in far[-1]
                further = words(item, 0.33)[1:]  # where its name leaves room
                assert all(text.endswith(item.reading.brief) for text in further)
                assert further or name != "fc1" or measure == "memory"
        if measure in SIGNS:
            name = "relu1" if measure == "dead" else "fc1"
            assert words(items[name])[-1].endswith(SIGNS[measure])
            assert told(hands) > {"0.25 ± 0.5"}, "what flows; shapes where nothing was measured"
        else:
            assert told(hands) == shapes
    legend.show_measure("")
    assert plain == {name: (words(item), words(item, 0.55)) for name, item in items.items()}
    assert told(hands) == shapes


@pytest.mark.parametrize("name", ["fc1", "a_layer_with_a_name_longer_than_all"])
def test_a_collapsed_layer_says_its_figure_beside_its_name(
    shown: tuple[Hands, Legend], name: str
) -> None:
    hands, legend = shown
    edit.rename(hands.project, "fc1", name)
    measured(hands, **{name: FINE})
    edit.collapse(hands.project, [name])
    item = hands.view.canvas.nodes[name]
    plain = words(item), words(item, 0.55)
    assert len(plain[0]) == 1
    for measure in ("gradient", "activation", "update"):
        legend.show_measure(measure)
        assert item.reading is not None and item.heat is not None
        told, figure = words(item)
        assert figure == (item.reading.text if name == "fc1" else item.reading.brief)
        assert (told == name) == (name == "fc1"), "the name gives way, the figure does not"
        assert all(text.endswith(item.reading.brief) for text in words(item, 0.55)[1:])
        assert item._texts is not None
        for at, text, _, _ in item._texts[0]:
            assert item.body.contains(QRectF(at, text.size())), "nothing stands out"
    assert len(words(item, 0.55)) == (2 if name == "fc1" else 1)
    legend.show_measure("")
    assert (words(item), words(item, 0.55)) == plain


def test_what_is_bad_and_how_it_came_about_are_seen_without_color(
    shown: tuple[Hands, Legend],
) -> None:
    hands, legend = shown
    items = hands.view.canvas.nodes
    legend.show_measure("dead")
    assert words(items["relu1"])[-1] == f"{BAD}dead 97 %"
    assert words(items["tanh1"])[-1] == "dead 0 %"
    assert not [label for label in items["fc1"].labels() if label.leaves], "wires go both ways"
    for name in ("relu1", "tanh1"):
        (label,) = (label for label in items[name].labels() if not label.leaves)
        assert label.text == "0.25 ± 0.5"
    legend.show_measure("gradient")
    fc = items["fc1"]
    assert words(fc)[2:] == ["∇ 0.02"], "the curve stands where the parameters were"
    assert fc._texts is not None and fc._texts[1].count() == 2
    for step in range(100, 500):
        measured(hands, step=step, fc1=FINE)
    points = course(hands.document, "gradient", "fc1")
    assert MOST / 2 < len(points) <= MOST + 1 and (points[0][0], points[-1][0]) == (0.0, 1.0)
    assert words(fc)[2:] == ["∇ 0.02"] and fc._texts is not None
    assert fc._texts[1].count() == len(points)
    measured(hands, step=600, fc1=Activity(finite=False), add1=Activity(finite=False))
    assert words(fc)[-1] == BAD + BROKEN and "not a number" in told(hands)


def test_a_card_that_says_the_same_again_is_not_painted_anew(
    shown: tuple[Hands, Legend], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, legend = shown
    legend.show_measure("gradient")
    painted: list[str] = []
    monkeypatch.setattr(NodeItem, "update", lambda item: painted.append(item.face.name))
    legend._refresh()
    assert not painted
    measured(hands, step=60, fc1=FINE)  # the same figure, but its curve goes on
    assert painted
