"""Why: what is new of ten thousand layers is shown where one looks at once, and then the rest."""

from collections.abc import Callable, Collection, Iterable
from itertools import islice
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from designer.ui.bridge import Bridge

FEW = 150  # layers that are shown as quickly as put off
A_FEW = 20  # are shown between two looks at the clock
SLICE = 0.006  # seconds between two events: a hand notices nothing of it
HELD = 50  # ms until the next look during a gesture: a drag has the time for itself


class Later:
    """Layers that are still to be shown, by `show`: a few at a time between events.

    Those that come into view do not wait: `now` shows them. It rests while the drawing is in
    somebody's hand, and ends with the scene.
    """

    def __init__(
        self,
        scene: QObject,
        bridge: Bridge,
        show: Callable[[Collection[str]], None],
        is_in_hand: Callable[[], bool],
    ) -> None:
        self._bridge, self._show, self._is_in_hand = bridge, show, is_in_hand
        self._waiting: dict[str, None] = {}
        self._timer = QTimer(scene)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._some)

    def __bool__(self) -> bool:
        """True while some are waiting."""
        return bool(self._waiting)

    def put(self, names: Iterable[str]) -> None:
        """These are to be shown: soon."""
        self._waiting.update(dict.fromkeys(names))
        if self._waiting:
            self._timer.start()

    def now(self, names: Iterable[str] | None = None) -> None:
        """Show those of these that are waiting; all when no names are given."""
        found = [n for n in (self._waiting if names is None else names) if n in self._waiting]
        for name in found:
            del self._waiting[name]
        if found:
            self._show(found)
        if not self._waiting:
            self._timer.stop()

    def drop(self) -> None:
        """Nothing of it is there any more."""
        self._waiting.clear()
        self._timer.stop()

    def _some(self) -> None:
        if self._bridge.closed:
            self.drop()
        held = self._is_in_hand()
        self._timer.setInterval(HELD if held else 0)
        if held:
            return
        end = perf_counter() + SLICE
        while self._waiting:
            self.now(list(islice(self._waiting, A_FEW)))
            if perf_counter() > end:
                break
