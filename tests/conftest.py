"""Why: a test that leaves a thread, a timer or a window behind has failed, whatever it asserted."""

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("GOMP_SPINCOUNT", "0")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("explore", parent=settings.get_profile("ci"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings and run folders of a test never touch the person's own."""
    monkeypatch.setenv("DESIGNER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("DESIGNER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg-config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg-data"))


@pytest.fixture(autouse=True)
def nothing_stays_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test after which a thread runs on, a timer ticks or a window is still open."""
    threads = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in threads and t.is_alive() and not _idle(t)]
    assert not left, f"threads still running: {left}"
    if "qtbot" in request.fixturenames or "qapp" in request.fixturenames:
        _no_qt_left()


def _idle(thread: threading.Thread) -> bool:
    # Libraries keep worker threads of their own: they are not ours to end.
    return thread.daemon or thread.name.startswith(("pytest", "tqdm", "Dummy"))


def _no_qt_left() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert not windows, f"windows still open: {windows}"
    timers = [o for o in gc.get_objects() if type(o) is QTimer and _ticks(o)]
    assert not timers, f"timers still ticking: {timers}"


def _ticks(timer: object) -> bool:
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    return isinstance(timer, QTimer) and isValid(timer) and timer.isActive()


@pytest.fixture(autouse=True)
def no_stray_logs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log is a failure, like any other warning."""
    yield
    for when in ("setup", "call"):
        loud = [r for r in caplog.get_records(when) if r.levelname in ("WARNING", "ERROR")]
        ours = [r for r in loud if r.name.split(".")[0] in ("designer", "root")]
        assert not ours, f"stray log lines: {[r.getMessage() for r in ours]}"
