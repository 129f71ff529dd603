"""Why: a run obeys within one step, and a run that is not asked to do anything pays nothing for it."""

from threading import Event


class RunControl:
    """Pause, resume and stop, from any thread; `checkpoint` is called by the run at each step."""

    def __init__(self) -> None:
        self._go = Event()
        self._go.set()
        self._stop = False
        self.paused = False

    def pause(self) -> None:
        """Hold at the next step."""
        self.paused = True
        self._go.clear()

    def resume(self) -> None:
        """Go on."""
        self.paused = False
        self._go.set()

    def stop(self) -> None:
        """End at the next step, also when paused."""
        self._stop = True
        self._go.set()

    def checkpoint(self, step: int) -> bool:
        """Blocks while paused. True asks the run to end."""
        self._go.wait()
        return self._stop
