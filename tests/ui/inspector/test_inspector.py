"""Why: what is typed into the inspector arrives in the drawing, once, and can be taken back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from designer import edit, store
from designer.compile import costs, curve
from designer.layers import LAYERS
from designer.model import Project
from designer.ui.document import Document
from designer.ui.form import Form
from designer.ui.inspector import Inspector
from designer.ui.inspector.about import About
from designer.ui.inspector.plot import FunctionPlot, figure, ticks, y_range

Opened = Callable[..., Document]
Shown = Callable[..., Inspector]
CONTROL = Qt.KeyboardModifier.ControlModifier


def field(panel: QWidget, key: str) -> QLineEdit:
    QApplication.processEvents()
    return next(f for f in panel.findChildren(QLineEdit, key) if f.isVisible())


def texts(panel: QWidget) -> list[str]:
    QApplication.processEvents()
    """Shapes, which are kept on one line, with the spaces that a person sees."""
    shown = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    return [text.replace("\u00a0", " ") for text in shown]


def fill(widget: QLineEdit, text: str) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
    QTest.keyClicks(widget, text)


def test_typing_changes_the_drawing_and_is_one_undo(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv1"])
    before = document.project.state()
    fill(field(panel, "out_channels"), "12")
    assert document.project.main.nodes["conv1"].params["out_channels"] == 12
    document.undo()
    assert document.project.state() == before
    assert field(panel, "out_channels").text() in ("6", "12")  # the focus keeps what was typed
    QTest.keyClick(field(panel, "out_channels"), Qt.Key.Key_Escape)
    assert field(panel, "out_channels").text() == "6"


def test_what_is_typed_is_not_overwritten_by_its_own_echo(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["image"])
    fill(field(panel, "shape"), "3 x 40 x 50")
    assert document.project.main.nodes["image"].params["shape"] == (3, 40, 50)


def test_a_value_that_cannot_be_changes_nothing_and_says_why(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv1"])
    widget = field(panel, "kernel_size")
    fill(widget, "banana")
    assert widget.property("invalid") is True and "banana" in widget.toolTip()
    assert document.project.main.nodes["conv1"].params["kernel_size"] == 5
    QTest.keyClick(widget, Qt.Key.Key_Return)
    assert widget.text() == "5" and not widget.property("invalid")
    assert "banana" in QToolTip.text(), "it is not put back without a word"
    QToolTip.hideText()


def test_arrows_step_numbers(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["fc1"])
    widget = field(panel, "out_features")
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Up)
    QTest.keyClick(widget, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert document.project.main.nodes["fc1"].params["out_features"] == 131


def test_a_switch_is_clicked(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv1"])
    QApplication.processEvents()
    box = next(b for b in panel.findChildren(QCheckBox, "bias") if b.isVisible())
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(9, box.height() // 2))
    assert document.project.main.nodes["conv1"].params["bias"] is False


def test_inferred_values_are_text_with_their_origin(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv1"])
    assert "1 from image" in texts(panel)
    assert not panel.findChildren(QLineEdit, "in_channels")


def test_renaming_in_place(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv1"])
    fill(field(panel, "name"), "edges")
    QTest.keyClick(field(panel, "name"), Qt.Key.Key_Return)
    assert document.selection == ("edges",) and "conv1" not in document.project.main.nodes
    messages: list[str] = []
    document.bridge.message.connect(messages.append)
    fill(field(panel, "name"), "conv2")  # taken
    QTest.keyClick(field(panel, "name"), Qt.Key.Key_Return)
    assert messages and "conv2" in messages[0]
    assert field(panel, "name").text() == "edges"


def test_one_edit_changes_all_selected_layers(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv1", "conv2"])
    assert field(panel, "padding").text() == "" and field(panel, "kernel_size").text() == "5"
    fill(field(panel, "kernel_size"), "7")
    nodes = document.project.main.nodes
    assert [nodes[n].params["kernel_size"] for n in ("conv1", "conv2")] == [7, 7]
    document.undo()
    assert [document.project.main.nodes[n].params["kernel_size"] for n in ("conv1", "conv2")] == [
        5,
        5,
    ]


def test_the_network_as_a_whole(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    expected = costs(document.project)
    qtbot.waitUntil(lambda: str(expected.depth) in texts(panel), timeout=20_000)
    said = texts(panel)
    assert f"{expected.parameters:,}" in said and "61,706" in said
    assert f"{expected.flops:,}" in said
    assert "N × 1 × 28 × 28" in said and "N × 10" in said


def test_a_problem_is_repaired_from_here(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    edit.remove(document.project, ["flatten"], heal=True)
    document.check_now()
    panel = shown(Inspector(document), 300, 700)
    document.select(["fc1"])
    QApplication.processEvents()
    button = next(
        b for b in panel.findChildren(QPushButton) if b.isVisible() and b.text() == "Insert Flatten"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.check_now().ok


def test_typing_goes_on_while_others_edit(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv2"])
    widget = field(panel, "out_channels")
    fill(widget, "3")
    edit.move(document.project, {"conv1": (400, 0)})
    document.check_now()
    QTest.keyClicks(widget, "2")
    assert field(panel, "out_channels") is widget and widget.hasFocus()
    assert document.project.main.nodes["conv2"].params["out_channels"] == 32


@pytest.mark.parametrize("kind", LAYERS)
def test_every_layer_has_a_form_that_takes_rubbish(opened: Opened, shown: Shown, kind: str) -> None:
    project = Project.new("one")
    name = edit.add(project, kind)
    document = opened(project)
    panel = shown(Inspector(document), 260, 700)
    document.select([name])
    QApplication.processEvents()
    fields = [f for f in panel.findChildren(QLineEdit) if f.isVisible()]
    assert len(fields) >= 1, "at least the name"
    for widget in fields:
        for text in ("0", "-7", "3 x 5", "1e400", "'); import os", ""):
            fill(widget, text)
            QTest.keyClick(widget, Qt.Key.Key_Escape)
        assert store.loads(store.dumps(document.project)).state() == document.project.state()


def test_every_layer_says_what_it_is(opened: Opened, shown: Shown) -> None:
    document = opened()
    panel = shown(Inspector(document), 300, 900)
    for layer in LAYERS.values():
        name = edit.add(document.project, layer.type)
        document.select([name])
        there = texts(panel)
        for text in (layer.help, layer.formula, layer.source):
            assert not text or text in there, layer.type
        plots = [plot for plot in panel.findChildren(FunctionPlot) if plot.isVisible()]
        assert len(plots) == layer.pointwise, layer.type
        edit.remove(document.project, [name])


def test_the_curve_follows_the_parameters(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened()
    name = edit.add(document.project, "LeakyReLU")
    panel = shown(Inspector(document), 300, 700)
    document.select([name])
    QApplication.processEvents()
    plot = next(p for p in panel.findChildren(FunctionPlot) if p.isVisible())
    for slope in (0.01, 0.3):
        edit.set_param(document.project, [name], "negative_slope", slope)
        expected = curve("LeakyReLU", {"negative_slope": slope})
        qtbot.waitUntil(lambda expected=expected: plot.curve == expected)
    assert plot.curve is not None
    assert plot.curve.y[0] == pytest.approx(-1.2)


def test_refused_parameters_have_no_curve(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened()
    name = edit.add(document.project, "Hardtanh")
    panel = shown(Inspector(document), 300, 700)
    document.select([name])
    QApplication.processEvents()
    plot = next(p for p in panel.findChildren(FunctionPlot) if p.isVisible())
    edit.set_param(document.project, [name], "min_val", 3.0)
    qtbot.waitUntil(plot.isHidden)
    edit.set_param(document.project, [name], "min_val", 0.5)
    qtbot.waitUntil(plot.isVisible)
    qtbot.waitUntil(lambda: plot.curve == curve("Hardtanh", {"min_val": 0.5, "max_val": 1.0}))


def test_what_is_folded_away_stays_away(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv1"])
    help_text = LAYERS["Conv2d"].help
    assert help_text in texts(panel)
    try:
        head = next(a for a in panel.findChildren(About) if a.isVisible()).head
        QTest.mouseClick(head, Qt.MouseButton.LeftButton)
        assert help_text not in texts(panel)
        document.select(["pool1"])
        assert LAYERS["MaxPool2d"].help not in texts(panel)
        activation = edit.add(document.project, "GELU")
        document.select([activation])
        QApplication.processEvents()
        about = next(a for a in panel.findChildren(About) if a.isVisible())
        assert about.plot.curve is None, "nobody sees it"
        about.head.setFocus()
        QTest.keyClick(about.head, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: about.plot.isVisible() and about.plot.curve is not None)
    finally:
        About.is_open = True


@pytest.mark.parametrize("kind", [layer.type for layer in LAYERS.values() if layer.pointwise])
def test_a_plot_shows_zero_and_no_more_than_can_be_read(kind: str) -> None:
    found = curve(kind, LAYERS[kind].values({}))
    assert found is not None
    low, high = y_range(found)
    assert -11.5 < low <= 0 < high < 11.5
    assert high - low >= 1
    assert 0 in ticks(low, high) and 2 <= len(ticks(low, high)) <= 6


def test_figures_of_an_axis_are_short() -> None:
    assert [figure(v) for v in (-4, 0.0, 1.0, -0.25, 10.6, 1.06, 2.5)] == [
        *("−4", "0", "1", "−0.2", "11", "1.1", "2.5"),
    ]


def test_a_fact_that_is_not_known_yet_takes_no_room(shown: Shown) -> None:
    form = Form()
    form.group("Several")
    form.fact("parameters", "Parameters", "")
    shown(form, 300, 200)
    form.show_fact("parameters", "1,000")
    assert all(label.minimumHeight() >= 0 for label in form.findChildren(QLabel))
