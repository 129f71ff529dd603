"""Why: figures that people choose an architecture by must be the right ones, in the right row."""

import csv
import io
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer import check, edit
from designer.compile import Cost, Field, Timing, costs, receptive_fields
from designer.layers import N, Tensor
from designer.ui import measuring
from designer.ui.costs import CostsPanel, panel
from designer.ui.costs.rows import Row, columns, comma_separated, tab_separated
from designer.ui.document import Document

Opened = Callable[..., Document]
Shown = Callable[..., CostsPanel]
LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
TABLE = {column.key: index for index, column in enumerate(columns())}


@pytest.fixture
def counted(opened: Opened, shown: Shown, qtbot: QtBot) -> Callable[..., CostsPanel]:
    """A function that shows the costs of a drawing, and has waited for them."""

    def show(what: object = "lenet5") -> CostsPanel:
        document = opened(what)
        made = shown(CostsPanel(document), 1200, 300)
        qtbot.waitUntil(lambda: document.costs.costs is not None, timeout=60_000)
        QApplication.processEvents()
        return made

    return show


def text(shown: CostsPanel, row: int, key: str) -> str:
    return str(shown.table.layers.index(row, TABLE[key]).data())


def names(shown: CostsPanel) -> list[str]:
    return [row.cost.name for row in shown.table.layers.rows]


def place(shown: CostsPanel, row: int) -> QPoint:
    return shown.table.view.visualRect(shown.table.layers.index(row, 0)).center()


def click_heading(shown: CostsPanel, key: str) -> None:
    header = shown.table.view.horizontalHeader()
    middle = header.sectionViewportPosition(TABLE[key]) + header.sectionSize(TABLE[key]) // 2
    QTest.mouseClick(header.viewport(), LEFT, pos=QPoint(middle, header.height() // 2))


def test_every_row_says_what_the_compiler_found(counted: Callable[..., CostsPanel]) -> None:
    made = counted()
    project = made._document.project
    expected = costs(project)
    fields = receptive_fields(project, check.run(project))
    assert names(made) == [cost.name for cost in expected.rows]
    for index, cost in enumerate(expected.rows):
        assert text(made, index, "parameters") == f"{cost.parameters:,}"
        assert text(made, index, "macs") == f"{cost.flops // 2:,}"
        assert (text(made, index, "field") == "–") == (cost.name not in fields)
    assert text(made, names(made).index("conv2"), "field") == "14 × 14"
    totals = made.table.totals.model()
    assert totals.index(0, TABLE["parameters"]).data() == "61,706"
    assert totals.index(0, TABLE["flops"]).data() == f"{expected.flops:,}"
    assert totals.index(0, TABLE["field"]).data() == ""


def test_headings_sort_and_give_the_network_back(counted: Callable[..., CostsPanel]) -> None:
    made = counted()
    order = names(made)
    for key in ("parameters", "name", "field", "intensity"):
        column = made.table.layers.table[TABLE[key]]
        seen = []
        for _ in range(2):
            click_heading(made, key)
            values = [column.value(row) for row in made.table.layers.rows]
            known = [value for value in values if value is not None]
            assert values == known + [None] * (len(values) - len(known)), "unknown ones last"
            seen.append(known)
        assert seen[0] == sorted(seen[0], reverse=column.is_number)  # type: ignore[type-var]
        assert seen[1] == sorted(seen[1], reverse=not column.is_number)  # type: ignore[type-var]
        click_heading(made, key)
        assert names(made) == order


def test_a_click_goes_to_the_node_and_a_node_to_its_row(counted: Callable[..., CostsPanel]) -> None:
    made = counted()
    went: list[str] = []
    made.shown.connect(went.append)
    click_heading(made, "parameters")
    assert names(made)[0] == "fc1"
    QTest.mouseClick(made.table.view.viewport(), LEFT, pos=place(made, 0))
    assert made._document.selection == ("fc1",) and went == ["fc1"]
    click_heading(made, "parameters")
    assert made.table.chosen_names() == ["fc1"], "the row is followed, not its place"
    made._document.select(["conv1"])
    assert made.table.chosen_names() == ["conv1"] and went == ["fc1"]
    entered: list[str] = []
    made.activated.connect(entered.append)
    QTest.keyClick(made.table.view, Qt.Key.Key_Return)
    assert entered == ["conv1"]


def test_rows_are_copied_as_a_spreadsheet_takes_them(counted: Callable[..., CostsPanel]) -> None:
    made = counted()
    view = made.table.view.viewport()
    QTest.mouseClick(view, LEFT, pos=place(made, 1))
    QTest.mouseClick(view, LEFT, CONTROL, place(made, 4))
    assert made._document.selection == ("conv1", "conv2")
    QTest.keyClick(made.table.view, Qt.Key.Key_C, CONTROL)
    lines = [line.split("\t") for line in QApplication.clipboard().text().split("\n")]
    assert [line[0] for line in lines] == ["conv1", "conv2"]
    assert lines[0][3:7] == ["156", "156", "235200", "117600"]


def test_the_table_is_saved(
    counted: Callable[..., CostsPanel], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = counted()
    messages: list[str] = []
    made._document.bridge.message.connect(messages.append)
    target = tmp_path / "costs.csv"
    monkeypatch.setattr(panel, "choose_target", lambda *_: target)
    QTest.mouseClick(made.save, LEFT)
    head, *rows = csv.reader(io.StringIO(target.read_text(encoding="utf-8")))
    assert head[:4] == ["Name", "Type", "Output", "Parameters"] and "Memory (bytes)" in head
    assert [row[0] for row in rows] == names(made)
    assert rows[1][2] == "N × 6 × 28 × 28"
    monkeypatch.setattr(panel, "choose_target", lambda *_: tmp_path / "no" / "costs.csv")
    QTest.mouseClick(made.save, LEFT)
    assert str(target) in messages[0] and "not written" in messages[1]
    monkeypatch.setattr(panel, "choose_target", lambda *_: None)
    QTest.mouseClick(made.save, LEFT)
    assert len(messages) == 2


def test_what_is_not_known_is_said(opened: Opened, shown: Shown, qtbot: QtBot) -> None:
    document = opened()
    made = shown(CostsPanel(document), 900, 300)
    assert "Draw a network first" in made._hint.text() and made._hint.isVisible()
    edit.add(document.project, "Input", shape=(4,))
    document.check_now()
    edit.add(document.project, "Linear")
    document.check_now()
    qtbot.waitUntil(lambda: bool(document.costs.why), timeout=5000)
    assert document.costs.why in made._hint.text() and "Not yet, because" in made._hint.text()
    edit.connect(document.project, "input1", "fc1")
    end = edit.add(document.project, "Output")
    edit.connect(document.project, "fc1", end)
    document.check_now()
    qtbot.waitUntil(made.table.isVisible, timeout=60_000)
    assert names(made) == ["input1", "fc1", end]
    edit.remove(document.project, [end])
    document.check_now()
    qtbot.waitUntil(made._hint.isVisible, timeout=5000)


def test_the_batch_of_the_training_decides_the_intensity(
    counted: Callable[..., CostsPanel],
) -> None:
    made = counted()
    before = text(made, names(made).index("fc1"), "intensity")
    edit.set_training(made._document.project, batch_size=512)
    made._document.check_now()
    row = made.table.layers.rows[names(made).index("fc1")]
    assert text(made, names(made).index("fc1"), "intensity") != before
    assert row.batch == 512


def test_times_fill_in_and_go_when_a_layer_changes(
    counted: Callable[..., CostsPanel], qtbot: QtBot
) -> None:
    made = counted()
    document = made._document
    assert made.table.view.isColumnHidden(TABLE["forward"])
    QTest.mouseClick(made.measure, LEFT)
    assert document.times.running and made.measure.text() == "Cancel"
    qtbot.waitUntil(lambda: not document.times.running, timeout=60_000)
    assert not made.table.view.isColumnHidden(TABLE["forward"])
    for index, name in enumerate(names(made)):
        timed = text(made, index, "forward").endswith("ms")
        assert timed == (name not in ("image", names(made)[-1])), name
    assert str(document.project.training.batch_size) in made.state.text()
    edit.set_param(document.project, ["conv2"], "dilation", 2)
    document.check_now()
    assert document.times.time("conv2") is None, "it works otherwise now"
    assert document.times.time("fc1") is None, "other features come in"
    assert document.times.time("conv1") is not None
    edit.set_training(document.project, batch_size=7)
    document.check_now()
    assert not document.times.known


def test_measuring_can_be_cancelled(
    counted: Callable[..., CostsPanel], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(project: object, report: object, batch: int, tell: object, stop: object) -> None:
        assert callable(tell) and callable(stop)
        tell(Timing("conv1", 1.0, 2.0, 3))
        while not stop():
            time.sleep(0.01)

    monkeypatch.setattr(measuring, "time_layers", slow)
    made = counted()
    times = made._document.times
    QTest.mouseClick(made.measure, LEFT)
    qtbot.waitUntil(lambda: times.time("conv1") is not None)
    QTest.mouseClick(made.measure, LEFT)
    qtbot.waitUntil(lambda: not times.running)
    assert times.time("conv1") is not None and made.measure.text() == "Measure"
    QTest.mouseClick(made.measure, LEFT)
    assert times.running and times.time("conv1") is None
    made._document.close()  # a window that is closed does not wait for it


def test_rows_are_written_plainly() -> None:
    cost = Cost("conv1", "Conv2d", (Tensor((N, 6, 28, 28)),), 156, 150, 235_200, 18_816, 3136)
    field = Field("image", (-2, -2), (5, 7), (1, 1))
    timed = Row(cost, field, Timing("conv1", 1.25, None, 5), batch=2)
    table = columns()
    plain = tab_separated(table, [timed]).split("\t")
    assert plain[:9] == [
        *("conv1", "Conv2d", "N × 6 × 28 × 28", "156", "150", "235200", "117600", "18816"),
        "5 × 7",
    ]
    assert float(plain[9]) == pytest.approx(2 * 235_200 / (4 * 156 + 2 * (18_816 + 3136)))
    assert plain[10:] == ["1.25", ""]
    assert comma_separated(table, [Row(cost)]).splitlines()[1].endswith(",,")
    whole = Row(cost, Field("image", (0,), (3,), (1,), whole=True))
    assert table[TABLE["field"]].shown(whole) == "all"
