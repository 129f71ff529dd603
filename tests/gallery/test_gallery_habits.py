"""Why: what is offered first is what networks do, and not what somebody once believed."""

from collections import Counter

import pytest

from designer import edit, gallery
from designer.layers import LAYERS
from designer.layers.habits import FOLLOWERS, MODELS, usual
from designer.model import Project

OFTEN, SHOWN = 2, 6


def counted() -> dict[str, tuple[str, ...]]:
    """What follows what in all templates, more than once."""
    pairs: dict[str, Counter[str]] = {kind: Counter() for kind in LAYERS}
    for name in gallery.TEMPLATES:
        for graph in gallery.create(name).graphs.values():
            for wire in graph.wires:
                source, target = graph.nodes[wire.source].type, graph.nodes[wire.target].type
                if source in LAYERS and target in LAYERS:
                    pairs[source][target] += 1
    order = list(LAYERS)
    found = {}
    for kind, followers in pairs.items():
        often = [other for other, count in followers.items() if count >= OFTEN]
        often.sort(key=lambda other: (-followers[other], order.index(other)))
        if often:
            found[kind] = tuple(often[:SHOWN])
    return found


def test_the_table_is_what_the_templates_do() -> None:
    assert counted() == FOLLOWERS
    assert set(MODELS.values()) <= set(FOLLOWERS)


def test_the_drawing_has_habits_of_its_own() -> None:
    project = Project.new("own")
    for kind in ("Conv2d", "Mish", "Conv2d", "Mish", "Conv2d", "ReLU"):
        edit.add(project, kind)
    names = list(project.main.nodes)
    for source, target in zip(names[::2], names[1::2], strict=True):
        edit.connect(project, source, target)
    assert usual(project.main, "Conv2d")[:3] == ["Mish", "ReLU", "BatchNorm2d"]
    assert usual(project.main, "Mish", follows=False)[0] == "Conv2d"


@pytest.mark.parametrize(
    ("kind", "first"), [("Conv1d", "BatchNorm1d"), ("Conv3d", "BatchNorm3d"), ("Mish", "MaxPool2d")]
)
def test_what_is_alike_has_like_habits(kind: str, first: str) -> None:
    assert usual(Project.new("empty").main, kind)[0] == first
    assert usual(Project.new("empty").main, "no such layer") == []
