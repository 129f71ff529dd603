"""Why: after an edit the canvas looks at the layers of which the check says something new."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from designer import edit
from designer.ui.canvas.node_item import NodeItem
from tests.ui.canvas.hands import Hands


def test_only_what_is_said_anew_gets_another_face(
    canvas: Callable[..., Hands], monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = canvas("lenet5")
    faced: list[str] = []
    set_face = NodeItem.set_face

    def noted(item: NodeItem, face: object) -> None:
        faced.append(item.face.name)
        set_face(item, face)

    monkeypatch.setattr(NodeItem, "set_face", noted)
    edit.replace(hands.project, "tanh1", "ReLU")
    QApplication.processEvents()
    assert set(faced) <= {"tanh1", "relu1", "conv1", "pool1"}
    faced.clear()
    edit.set_param(hands.project, ["conv1"], "out_channels", 99)
    QApplication.processEvents()
    assert {"conv1", "relu1", "pool1", "conv2"} <= set(faced), "a shape or a count is another"
    assert "fc3" not in faced and "output" not in faced


def test_a_wire_to_what_has_gone_wrong_is_drawn_so_and_as_before_when_it_is_mended(
    canvas: Callable[..., Hands],
) -> None:
    hands = canvas("lenet5")
    wires = hands.view.canvas.wires
    before = {wire: item.pen() for wire, item in wires.items()}
    edit.set_param(hands.project, ["conv2"], "kernel_size", 99)
    QApplication.processEvents()
    wrong = [wire for wire, item in wires.items() if item.pen().style() != before[wire].style()]
    assert [wire.target for wire in wrong] == ["conv2"]
    hands.document.undo()
    QApplication.processEvents()
    assert {wire: item.pen() for wire, item in wires.items()} == before
