"""Why: what a layer is about is changed where it stands, by mouse or by key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer import edit
from tests.ui.canvas.hands import Hands

Open = Callable[..., Hands]


def words(hands: Hands, name: str) -> QPointF:
    return hands.body(name) + QPointF(0, 14)


def value(hands: Hands, name: str, param: str) -> object:
    return hands.project.main.nodes[name].params.get(param)


@pytest.mark.hands(36)
def test_a_double_click_on_the_parameters_edits_them_there(canvas: Open) -> None:
    hands = canvas("lenet5")
    hands.double_click(words(hands, "conv1"))
    quick = hands.view.quick
    assert quick.isVisible() and next(iter(quick.form.fields)) == "out_channels"
    hands.type("12")  # what stood there is selected
    assert value(hands, "conv1", "out_channels") == 12
    hands.enter()
    assert not quick.isVisible() and hands.view.hasFocus()
    hands.document.undo()
    assert value(hands, "conv1", "out_channels") == 6


def test_the_name_of_a_layer_opens_its_form_as_before(canvas: Open) -> None:
    hands = canvas("lenet5")
    shown: list[str] = []
    hands.view.node_activated.connect(shown.append)
    hands.double_click(hands.body("conv1") - QPointF(0, 14))
    assert shown == ["conv1"] and not hands.view.quick.isVisible()


@pytest.mark.hands(47)
def test_e_edits_all_selected_layers_of_the_type(canvas: Open) -> None:
    hands = canvas("lenet5")
    hands.document.select(["conv2", "fc1", "conv1"])
    hands.view.setFocus()
    hands.key(Qt.Key.Key_E)
    hands.type("9")
    assert value(hands, "conv1", "out_channels") == value(hands, "conv2", "out_channels") == 9
    assert value(hands, "fc1", "out_features") == 120
    hands.document.undo()
    assert value(hands, "conv1", "out_channels") == 6


@pytest.mark.parametrize("close", ["escape", "click", "removed"])
def test_it_closes_and_leaves_what_was_there(canvas: Open, close: str) -> None:
    hands = canvas("lenet5")
    hands.document.select(["conv1"])
    hands.view.setFocus()
    hands.key(Qt.Key.Key_E)
    assert hands.view.quick.isVisible()
    if close == "escape":
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClicks(field, "x")  # no number: nothing changes
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert hands.view.hasFocus()
    elif close == "click":
        hands.click(hands.body("fc3"))
    else:
        edit.remove(hands.project, ["conv1"])
    assert not hands.view.quick.isVisible()
    if close != "removed":
        assert value(hands, "conv1", "out_channels") == 6
        assert not hands.document.history.can_undo


def test_what_has_nothing_to_type_opens_its_form(canvas: Open) -> None:
    hands = canvas("lenet5")
    shown: list[str] = []
    hands.view.node_activated.connect(shown.append)
    hands.document.select(["tanh1"])
    hands.view.setFocus()
    hands.key(Qt.Key.Key_E)
    assert shown == ["tanh1"] and not hands.view.quick.isVisible()
