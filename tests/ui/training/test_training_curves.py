"""Why: what a curve says beside its title is whole, however narrow its panel is."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.ui.training.curves import GAP, Curve, CurvePlot
from designer.ui.training.legend import MetricChoice
from designer.ui.training.series import Series


def series(value: float) -> Series:
    made = Series()
    made.append(0.0, 1.0)
    made.append(1.0, value)
    return made


def test_values_are_whole_at_every_width(qtbot: QtBot) -> None:
    plot = CurvePlot("accuracy")
    qtbot.addWidget(plot)
    plot.show_curves(
        [Curve("a", "train", series(0.94291)), Curve("b", "validation", series(0.94172))], 1.0
    )
    said = set()
    for width in range(400, 128, -4):
        plot.resize(width, 120)
        plot.grab()
        values = plot._values
        assert values.sizeHint().width() <= width - plot._title.sizeHint().width() - GAP
        assert values.width() >= values.sizeHint().width() and "0.94" in values.text()
        said.add(values.text().count("\u25a0"))
    assert said == {1, 2} and plot.minimumSizeHint().width() < 128


def test_a_metric_that_was_chosen_stays_for_the_next_run(
    shown: Callable[..., MetricChoice],
) -> None:
    choice = shown(MetricChoice())
    choice.offer(["f1", "accuracy", "recall"])
    assert choice.chosen == "accuracy", "what people ask for first"
    QTest.keyClick(choice, Qt.Key.Key_End)
    assert choice.chosen == "recall"
    for measured, chosen in ([], ""), (["mae"], "mae"), (["recall", "f1", "accuracy"], "recall"):
        choice.offer(measured)
        assert choice.chosen == chosen and choice.isVisible() == (len(measured) > 1)
