"""Why: what a curve says beside its title is whole, however narrow its panel is."""

from pytestqt.qtbot import QtBot

from designer.ui.training.curves import GAP, Curve, CurvePlot
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
