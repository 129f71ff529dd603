"""Why: the program itself: it opens what it is given, ends on Ctrl+C, and survives a mistake."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from designer import gallery, store
from designer.app import crash
from designer.app.paths import config_dir, log_dir
from designer.ui import dialogs

ROOT = Path(__file__).resolve().parents[2]
WATCHED = """
import sys
from PySide6.QtCore import QTimer
from designer.app import gui, warmup
from designer.ui.window import Window

shown = Window.add_document

def add_document(window, document):
    quick = sys.getswitchinterval() < 0.001
    print("opened", document.title, "torch" in sys.modules, quick, flush=True)
    return shown(window, document)

Window.add_document = add_document
after = warmup.after_first_paint

def after_first_paint(window):
    fits = window.screen().availableGeometry().contains(window.frameGeometry())
    QTimer.singleShot(100, lambda: print("shown", window.isVisible(), fits, flush=True))
    after(window)

warmup.after_first_paint = after_first_paint
sys.exit(gui.run(sys.argv[1]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a whole console")
def test_it_opens_a_file_and_ends_on_an_interrupt(tmp_path: Path) -> None:
    path = tmp_path / "mine.nnd"
    store.save(gallery.create("regression"), path)
    with subprocess.Popen(
        [sys.executable, "-c", WATCHED, str(path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        lines = sorted(process.stdout.readline() for _ in range(2))
        assert lines == ["opened mine False True\n", "shown True True\n"]
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0, process.stderr.read()
        assert "Traceback" not in process.stderr.read()
    kept = json.loads((config_dir() / "window.json").read_text(encoding="utf-8"))
    assert kept["recent"] == [str(path)]
    assert kept["geometry"]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sentences: list[str] = []
    monkeypatch.setattr(
        dialogs, "show_error", lambda parent, title, sentence: sentences.append(sentence)
    )
    return sentences


@pytest.fixture
def reporter(qtbot: QtBot) -> Iterator[crash.Reporter]:
    window = QWidget()
    qtbot.addWidget(window)
    reporter = crash.Reporter(window)
    yield reporter
    reporter.close()


def test_a_mistake_leaves_a_report_and_one_sentence(
    reporter: crash.Reporter, told: list[str], qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        raise ZeroDivisionError("of ours")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(told) == 1)
    (report,) = log_dir().glob("crash-*.txt")
    assert str(report) in told[0]
    text = report.read_text(encoding="utf-8")
    assert "ZeroDivisionError: of ours" in text
    assert text.startswith("Designer ")
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_mistake_in_a_thread_is_told_in_the_window(
    reporter: crash.Reporter, told: list[str], qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    thread = threading.Thread(target=lambda: int("x"))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "ValueError" in capsys.readouterr().err


def test_without_a_place_for_reports_the_sentence_says_what_happened(
    reporter: crash.Reporter,
    told: list[str],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("DESIGNER_DATA_DIR", str(tmp_path / "file" / "below"))
    sys.excepthook(KeyError, KeyError("x"), None)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "KeyError" in told[0]
    assert "KeyError" in capsys.readouterr().err


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="there is always a display")
def test_without_a_display_it_says_so_in_plain_words() -> None:
    none = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    done = subprocess.run(
        [sys.executable, "-m", "designer"],
        cwd=ROOT,
        env=os.environ | none,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and not done.stdout
    assert done.stderr.startswith("designer: There is no display") and "tour" in done.stderr
    assert done.stderr.count("\n") == 1
