"""Why: Qt objects that only a cycle keeps are destroyed by the thread of the window alone."""

import gc
import linecache
import threading
import weakref

from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from designer.app.collector import SETTLED, Collector


class Cycle(QObject):
    """Keeps itself alive; its timer must be stopped where it was started."""

    def __init__(self, gone: list[str]) -> None:
        super().__init__()
        self.me = self
        self.timer = QTimer(self)
        self.timer.start(10_000)
        weakref.finalize(self, lambda: gone.append(threading.current_thread().name))


def busy() -> None:
    """Allocates enough to set Python's collector off several times, were it on."""
    for _ in range(20):
        keep = [[] for _ in range(2_000)]
        del keep


def test_only_the_thread_of_the_window_collects(qtbot: QtBot) -> None:
    gc.enable()
    collector = Collector()
    try:
        for _ in range(SETTLED):
            collector.look()
        gone: list[str] = []
        Cycle(gone)
        thread = threading.Thread(target=busy, name="designer-background")
        thread.start()
        thread.join()
        assert gone == []
        for _ in range(40):
            collector.look()
        assert gone == [threading.main_thread().name]
    finally:
        collector.close()
        assert gc.isenabled()
        gc.disable()
        collector.deleteLater()


def test_the_text_of_modules_is_not_kept_but_that_of_compiled_networks_is(qtbot: QtBot) -> None:
    made = "<designer a network>"
    linecache.cache[made] = (8, None, ["pass\n"], made)
    assert linecache.getlines(__file__) and __file__ in linecache.cache
    collector = Collector()
    try:
        collector.look()
        assert __file__ not in linecache.cache
        assert linecache.getlines(made) == ["pass\n"]
    finally:
        collector.close()
        collector.deleteLater()
        del linecache.cache[made]
