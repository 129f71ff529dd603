"""Why: what Qt made in the window's thread must also be unmade there, or the process dies.

Python collects cyclic garbage in whatever thread happens to allocate: a check or a run in the
background would then destroy timers and widgets of a tab closed before. So the collector is
off, and the window's thread does its work from a timer.
"""

import gc
import linecache

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
YOUNG = 4000  # allocations after which a look at the young objects is worth it
ALL_EVERY = 30  # looks, until one is taken at all objects
SETTLED = 12  # looks, until then what is new is there to stay


class Collector(QObject):
    """Collects garbage in the thread it lives in, and only there, until `close`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect as much as is due."""
        self._looks += 1
        if self._looks <= SETTLED or self._looks % ALL_EVERY == 0:
            forget_sources()
        if self._looks <= SETTLED:
            gc.freeze()  # modules, torch, Qt: to walk through them would take half a second
        elif self._looks % ALL_EVERY == 0:
            gc.collect()
        elif gc.get_count()[0] > YOUNG:
            gc.collect(1)

    def close(self) -> None:
        """Leave the work to Python again."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_on:
            gc.enable()


def forget_sources() -> None:
    """Let go of the text of modules; what was made in here, and is in no file, stays.

    Qt for Python reads the source of every module that is imported (`shibokensupport.feature`, to
    see whether it uses Qt), and `linecache` keeps it: of torch some 60 MB.
    """
    for name, entry in list(linecache.cache.items()):
        if len(entry) > 1 and entry[1] is not None:  # the time at which a file was changed
            linecache.cache.pop(name, None)
