"""Why: a test that leaves something behind or makes a noise has failed, whatever it asserted."""

import os

# Before Qt and torch are imported, here and in the processes that tests start.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("GOMP_SPINCOUNT", "0")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ["DESIGNER_LANG"] = "en"  # what tests read, wherever they run

import gc
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("explore", parent=settings.get_profile("ci"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

PATIENCE = 2.0
"""Seconds that a thread which was told to end has for it."""

COLLECT_EVERY = 20
"""Tests, between two looks for cyclic garbage."""

gc.disable()
_tests = {"done": 0}

TORCH_AS_IT_COMES = {
    "grad": True,
    "default dtype": "torch.float32",
    "default device": "cpu",
    "deterministic": False,
    "cudnn benchmark": False,
}


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and run folders of a test never touch the person's own."""
    monkeypatch.setenv("DESIGNER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("DESIGNER_DATA_DIR", str(tmp_path / "data"))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / f"xdg-{kind.lower()}"))


@pytest.fixture(autouse=True)
def nothing_is_allowed_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that one test has allowed to run is not allowed in the next."""
    from designer.check import probing

    monkeypatch.setattr(probing, "_probers", {})


@pytest.fixture(autouse=True)
def garbage_goes_in_this_thread() -> Iterator[None]:
    """As in the window: a background thread must not be the one that destroys Qt's objects."""
    if _tests["done"] % COLLECT_EVERY == 0:
        gc.collect()
        gc.freeze()  # what is left is modules and caches: not to be walked through every time
    _tests["done"] += 1
    yield


@pytest.fixture(autouse=True)
def nothing_stays_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test after which a thread runs on, a timer ticks or a window is still there."""
    threads = set(threading.enumerate())
    shows = "qtbot" in request.fixturenames or "qapp" in request.fixturenames
    windows = _windows() if shows else []
    yield
    if request.node.get_closest_marker("keeps"):
        return
    left = [t for t in threading.enumerate() if t not in threads and _stays(t)]
    assert not left, f"threads still running: {left}"
    if shows:
        _no_qt_left(windows)


def _stays(thread: threading.Thread) -> bool:
    # Libraries keep daemon threads of their own, which are not ours to end. Ours carry our name.
    if thread.daemon and not thread.name.startswith("designer"):
        return False
    thread.join(PATIENCE)
    return thread.is_alive()


def _no_qt_left(windows: list[Any]) -> None:
    from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QThread, QTimer

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    running = QAbstractAnimation.State.Running
    busy = {
        QTimer: lambda timer: timer.isActive(),
        QThread: lambda thread: thread is not QThread.currentThread() and thread.isRunning(),
        QAbstractAnimation: lambda animation: animation.state() == running,
    }
    for kind, is_busy in busy.items():
        left = _busy(kind, is_busy)
        assert not left, f"{kind.__name__} still at work: {left}"
    assert not _opened_since(windows), f"windows still there: {_opened_since(windows)}"


def _busy(kind: type[Any], is_busy: Callable[[Any], bool]) -> list[object]:
    from shiboken6 import isValid

    # One that ends within a moment (a style's fade, a single shot) is not left behind.
    end = time.monotonic() + PATIENCE
    while True:
        left = [o for o in gc.get_objects() if _is(o, kind) and isValid(o) and is_busy(o)]
        if not left or time.monotonic() > end:
            return left
        _let_qt_work()


def _is(thing: object, kind: type[Any]) -> bool:
    # Not isinstance: it asks the object, and a weak proxy whose object is gone raises.
    return issubclass(type(thing), kind)


def _let_qt_work() -> None:
    from PySide6.QtCore import QCoreApplication

    time.sleep(0.01)
    QCoreApplication.processEvents()


def _opened_since(windows: list[Any]) -> list[Any]:
    """Windows that are there and were not before; hidden ones too, once Python lets go of them."""
    if any(w not in windows for w in _windows()):
        gc.collect()
    return [w for w in _windows() if w not in windows]


def _windows() -> list[Any]:
    from PySide6.QtWidgets import QApplication

    # A tooltip fades by itself, and Qt keeps it for the next one.
    alone = [w for w in QApplication.topLevelWidgets() if w.parent() is None]
    return [w for w in alone if w.metaObject().className() != "QTipLabel"]


@pytest.fixture(autouse=True)
def torch_as_it_was() -> Iterator[None]:
    """Fails a test that changes torch for whoever comes next; tests without torch pay nothing."""
    before = _torch_policy()
    yield
    after = _torch_policy()
    assert after == before, f"torch was {before} and is left as {after}"


def _torch_policy() -> dict[str, object]:
    torch = sys.modules.get("torch")
    if torch is None or not hasattr(torch, "compile"):  # absent, or just being imported
        return TORCH_AS_IT_COMES
    return {
        "grad": torch.is_grad_enabled(),
        "default dtype": str(torch.get_default_dtype()),
        "default device": str(torch.get_default_device()),
        "deterministic": torch.are_deterministic_algorithms_enabled(),
        "cudnn benchmark": torch.backends.cudnn.benchmark,
    }


@pytest.fixture(autouse=True)
def looks_as_they_come() -> Iterator[None]:
    """Colors and motion that one test has chosen are not those of the next."""
    yield
    theme, motion = (sys.modules.get(f"designer.ui.{name}") for name in ("theme", "motion"))
    if theme is not None and hasattr(theme, "scheme") and theme.scheme() != "system":
        theme.set_scheme("system")
    if motion is not None and hasattr(motion, "set_motion"):
        motion.set_motion("system")


@pytest.fixture(autouse=True)
def no_stray_logs(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """A warning in the log is a failure, like any other warning."""
    yield
    if request.node.get_closest_marker("loud"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    stray = [f"{r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    assert not stray, f"stray log lines: {stray}"
