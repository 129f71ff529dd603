"""Why: dragging over the name of a number changes it, once it is let go; Escape leaves no trace."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from designer.layers import LAYERS
from designer.ui.document import Document
from designer.ui.fields import ValueField
from designer.ui.inspector import Inspector
from tests.ui.inspector.test_inspector import field

Opened = Callable[..., Document]
Shown = Callable[..., Inspector]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def label_of(panel: QWidget, key: str) -> QLabel:
    editor = field(panel, key)
    return next(label for label in panel.findChildren(QLabel) if label.buddy() is editor)


def pull(label: QLabel, by: int, keys: Qt.KeyboardModifier = NONE) -> None:
    """Press on the label and move, without letting go."""
    start = QPoint(4, label.height() // 2)
    QTest.mousePress(label, LEFT, NONE, start)
    for part in (0.5, 1.0):
        at = QPointF(start + QPoint(round(by * part), 0))
        none = Qt.MouseButton.NoButton
        event = QMouseEvent(QEvent.Type.MouseMove, at, label.mapToGlobal(at), none, LEFT, keys)
        QApplication.sendEvent(label, event)


@pytest.mark.hands(47)
@pytest.mark.parametrize(
    ("layer", "param", "by", "keys", "value"),
    [
        ("conv1", "out_channels", 24, NONE, 9),
        ("conv1", "out_channels", 16, SHIFT, 26),
        ("conv1", "out_channels", -800, NONE, 1),
        ("conv1", "kernel_size", -9, NONE, 4),
    ],
)
def test_a_number_follows_the_hand_and_is_one_undo(
    opened: Opened,
    shown: Shown,
    layer: str,
    param: str,
    by: int,
    keys: Qt.KeyboardModifier,
    value: int,
) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select([layer])
    before = document.project.state()
    label = label_of(panel, param)
    pull(label, by, keys)
    assert field(panel, param).text() == str(value)
    assert document.project.state() == before, "not before it is let go"
    QTest.mouseRelease(label, LEFT)
    assert document.project.main.nodes[layer].params[param] == value
    document.undo()
    assert document.project.state() == before and not document.history.can_undo


def test_less_than_a_step_is_a_click(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv1"])
    label = label_of(panel, "out_channels")
    pull(label, 4)
    QTest.mouseRelease(label, LEFT)
    assert not document.history.can_undo


def test_a_share_changes_by_its_magnitude_up_to_its_bounds() -> None:
    share = next(param for param in LAYERS["Dropout"].params if param.name == "p")
    editor = ValueField(share, 0.5, lambda _: None)
    assert [editor.stepped(by) for by in (1, -1, 100, -10)] == ["0.55", "0.455", "1", "0.193"]
    editor.deleteLater()


def test_escape_puts_the_number_back_wherever_the_keys_go(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["conv1"])
    before = document.project.state()
    label = label_of(panel, "out_channels")
    pull(label, 40)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert field(panel, "out_channels").text() == "6"
    QTest.mouseRelease(label, LEFT)
    assert document.project.state() == before and not document.history.can_undo
    assert document.selection == ("conv1",)


def test_what_is_no_number_is_not_scrubbed(opened: Opened, shown: Shown) -> None:
    document = opened("lenet5")
    panel = shown(Inspector(document), 300, 700)
    document.select(["image"])
    before = document.project.state()
    label = label_of(panel, "shape")
    pull(label, 80)
    QTest.mouseRelease(label, LEFT)
    assert document.project.state() == before
