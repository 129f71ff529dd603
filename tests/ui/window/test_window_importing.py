"""Why: a network that another program wrote opens like a project, but has no file of ours yet."""

import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from designer import gallery
from designer.port import Imported, PortError, reading
from designer.ui.window import Window
from tests.ui.window.conftest import Answers
from tests.ui.window.test_window_documents import press, titles
from tests.ui.window.test_window_dropping import Visit

Key = Qt.Key
ONNX = Path(__file__).parents[2] / "port" / "onnx_files" / "lenet5.onnx"


def spoken(path: Path) -> Imported:
    """A reader whose file says what is to be remarked, or that it is damaged."""
    words = path.read_text(encoding="utf-8").split()
    if "damaged" in words:
        raise PortError("It is damaged: write it anew.")
    return Imported(gallery.create("lenet5"), tuple(words))


@pytest.fixture
def network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(reading.READERS, ".toy", reading.Reader("Toy", spoken))
    path = tmp_path / "net.toy"
    path.write_text("one two", encoding="utf-8")
    return path


@pytest.mark.hands(51)
def test_a_network_that_is_dropped_is_drawn_and_not_saved_yet(
    window: Window, answers: Answers, network: Path, qtbot: QtBot
) -> None:
    visit = Visit(window, network)
    assert visit.welcome and visit.says == "Draw the network of net.toy"
    visit.let_go()
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert titles(window) == ["• LeNet-5"]
    assert window.workspace is not None
    document = window.workspace.document
    assert document.path is None and document.is_modified and not document.history.can_undo
    assert answers.told("show_remarks") == [("net.toy is drawn, with 2 remarks", ("one", "two"))]
    assert window.status.text == "net.toy is drawn, with 2 remarks"
    assert window.preferences.recent == []
    press(window, Key.Key_W)
    assert answers.told("ask_to_save") == [(["LeNet-5"],)]


def test_a_network_is_opened_like_a_project(
    window: Window, answers: Answers, network: Path, qtbot: QtBot
) -> None:
    network.write_text("", encoding="utf-8")
    answers.open = network
    press(window, Key.Key_O)
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.status.text == "Imported net.toy" and not answers.told("show_remarks")


def test_a_damaged_one_says_why(
    window: Window, answers: Answers, network: Path, qtbot: QtBot
) -> None:
    network.write_text("damaged", encoding="utf-8")
    Visit(window, network).let_go()
    qtbot.waitUntil(lambda: bool(answers.told("show_error")))
    told = ("net.toy was not imported", "It is damaged: write it anew.")
    assert answers.told("show_error") == [told] and window.workspace is None


def test_a_window_that_closes_waits_for_what_is_read(
    window: Window, answers: Answers, network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = threading.Event()

    def slowly(path: Path) -> Imported:
        time.sleep(0.3)
        read.set()
        return spoken(path)

    monkeypatch.setitem(reading.READERS, ".toy", reading.Reader("Toy", slowly))
    Visit(window, network).let_go()
    assert not read.is_set()
    window.close()
    assert read.is_set()
    assert window.documents() == []


@pytest.mark.hands(51)
def test_an_onnx_file_that_is_dropped_is_drawn(
    window: Window, answers: Answers, qtbot: QtBot
) -> None:
    Visit(window, ONNX).let_go()
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert titles(window) == ["• lenet5"] and window.workspace is not None
    assert "conv1" in window.workspace.document.drawing.nodes
    ((title, (sentence,)),) = answers.told("show_remarks")
    assert title == "lenet5.onnx is drawn, with 1 remark" and "Weights stay" in sentence
