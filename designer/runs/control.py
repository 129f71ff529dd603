"""Why: a run obeys within one step, and one that is left alone pays nothing for it."""

from collections.abc import Callable
from threading import Event

from designer.protocol import Event as RunEvent
from designer.protocol import Paused, Resumed


class RunControl:
    """Pause, resume and stop, from any thread; `checkpoint` is called by the run at each step."""

    def __init__(self) -> None:
        self._go = Event()
        self._go.set()
        self._stop = False
        self.tell: Callable[[RunEvent], None] | None = None

    def pause(self) -> None:
        """Hold at the next step."""
        self._go.clear()

    def resume(self) -> None:
        """Go on."""
        self._go.set()

    def stop(self) -> None:
        """End at the next step, also when paused."""
        self._stop = True
        self._go.set()

    def checkpoint(self, step: int) -> bool:
        """Blocks while paused. True asks the run to end."""
        if not self._go.is_set():
            self._say(Paused(step=step))
            self._go.wait()
            self._say(Resumed(step=step))
        return self._stop

    def _say(self, event: RunEvent) -> None:
        if self.tell is not None:
            self.tell(event)
