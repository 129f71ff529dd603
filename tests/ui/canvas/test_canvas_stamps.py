"""Why: a node that is stamped looks like one that is drawn, whatever it shows."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPixmap

from designer.ui import theme
from designer.ui.canvas import stamps
from designer.ui.canvas.node_item import NodeItem
from tests.ui.canvas.hands import Hands

Open = Callable[..., Hands]


@pytest.fixture(autouse=True)
def back_to_the_system() -> Iterator[None]:
    yield
    theme.set_scheme("system")


def pixels(hands: Hands) -> np.ndarray:
    image = hands.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    picture = np.array(image.constBits()).reshape(image.height(), image.width(), 4)
    return picture[..., :3].astype(int)


@pytest.mark.parametrize("zoom", [0.3, 0.5, 1.0, 1.7])
def test_stamped_nodes_look_drawn(
    canvas: Open, monkeypatch: pytest.MonkeyPatch, zoom: float
) -> None:
    hands = canvas("resnet18")
    hands.view.set_zoom(zoom)
    for scheme in ("light", "dark"):
        theme.set_scheme(scheme)
        hands.document.select(["conv1"] if scheme == "dark" else [])
        stamped = pixels(hands)
        with monkeypatch.context() as patch:
            patch.setattr(NodeItem, "stamp", lambda *_: None)
            drawn = pixels(hands)
        assert np.ptp(drawn) > 100, "there is something to see"
        # Edges may be half a pixel aside; colors and sizes may not differ.
        assert np.abs(stamped - drawn).mean() < 1.0
        assert (np.abs(stamped - drawn).max(axis=2) > 60).mean() < 0.01


@pytest.mark.parametrize("zoom", [0.33, 0.41, 0.77])
def test_a_body_is_drawn_once_for_a_zoom(
    canvas: Open, monkeypatch: pytest.MonkeyPatch, zoom: float
) -> None:
    hands = canvas("resnet18")
    made: list[float] = []
    draw = stamps.picture_of

    def counted(zoom: float, *others: Any) -> QPixmap:
        made.append(zoom)
        return draw(zoom, *others)

    monkeypatch.setattr(stamps, "picture_of", counted)
    hands.view.set_zoom(zoom)
    faces = [item.face for item in hands.view.canvas.nodes.values()]
    for _ in range(3):
        hands.view.viewport().repaint()
    kinds = {(f.category, f.problem, len(f.inputs), len(f.outputs)) for f in faces}
    assert 0 < len(made) <= len(kinds)
