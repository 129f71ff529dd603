"""Why: from far away only the sheets in sight are drawn, and nobody can see where they are cut."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage

from designer import edit
from designer.model import MAIN, Node, NodeAdded, Project, Wire, WireAdded
from designer.ui.canvas import overview, sheets
from tests.ui.canvas.hands import ALT, Hands

Open = Callable[..., Hands]
ACROSS, COUNT = 20, 400
ONE = 1e9  # so large that there is but one sheet


def field() -> Project:
    """Layers in rows, some over others, with short, long and bent wires."""
    kinds = ("ReLU", "Add", "Linear", "Nonsense", "Tanh")
    project = Project.new("field")
    with project.transaction("draw"):
        for i in range(COUNT):
            at = (264.0 * (i % ACROSS) - 2000, 104.0 * (i // ACROSS) - 1000 + 30 * (i % 3))
            project.apply(NodeAdded(MAIN, Node(f"n{i}", kinds[i % len(kinds)], {}, at, i)))
        for i in range(ACROSS, COUNT):
            wire = Wire(f"n{i - ACROSS}", f"n{i}", "out", "in")
            project.apply(WireAdded(MAIN, wire, COUNT + i))
        project.apply(WireAdded(MAIN, Wire("n0", "n399", "out", "in"), 2 * COUNT))
    edit.bend(project, Wire("n7", "n27", "out", "in"), [(3000.0, 900.0)])
    edit.move(project, {"n44": project.main.nodes["n45"].at})
    return project


def seen(hands: Hands) -> np.ndarray:
    image = hands.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.array(image.constBits()).reshape(image.height(), image.width(), 4)[..., :3].copy()


@pytest.mark.parametrize("zoom", [0.03, 0.11, 0.15])
@pytest.mark.parametrize("held", [False, True], ids=["at rest", "in the hand"])
def test_many_sheets_look_like_one(
    canvas: Open, monkeypatch: pytest.MonkeyPatch, zoom: float, held: bool
) -> None:
    hands = canvas(field())
    hands.view.set_zoom(zoom)
    hands.document.select([f"n{i}" for i in range(200, 260)])
    start = hands.body("n210")
    hands.view.centerOn(start)
    if held:
        hands.hold(start, start + QPointF(3000, 1200), keys=ALT)
    found = []
    for size in (ONE, 900.0):
        monkeypatch.setattr(sheets, "SIZE", size)
        hands.view.overview.forget()
        found.append(seen(hands))
    assert (found[0] == found[1]).all()
    assert (found[0] != found[0][0, 0]).any(), "there is something to see"
    if held:
        assert hands.view.gesture is not None
        hands.view.gesture.cancel()
        hands.view.end_gesture()


def test_sheets_out_of_sight_are_not_drawn(canvas: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = canvas(field())
    hands.view.set_zoom(0.15)
    hands.view.centerOn(hands.body("n0"))
    drawn: list[str] = []
    color = overview.color_of
    monkeypatch.setattr(overview, "color_of", lambda key: (drawn.append(key), color(key))[1])
    counts = []
    for size in (ONE, 900.0):
        monkeypatch.setattr(sheets, "SIZE", size)
        hands.view.overview.forget()
        drawn.clear()
        seen(hands)
        counts.append(len(drawn))
    every = sheets.sheets_of((hands.view.overview.blocks(), hands.view.overview.lines()))
    assert 0 < counts[0] < counts[1] < sum(len(sheet.fills) for sheet in every)
