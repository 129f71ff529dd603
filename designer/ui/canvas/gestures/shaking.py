"""Why: a layer that is shaken while it is dragged comes off its wires, as an apple off its tree."""

from collections import deque
from time import monotonic

from PySide6.QtCore import QPoint

STROKE = 24  # px, to one side, before it counts
TURNS = 3
WITHIN = 0.9  # seconds for all of them: slower is placing, not shaking


class Shake:
    """Counts how often the pointer turns, from left to right and back."""

    def __init__(self, start: QPoint) -> None:
        self._turn = start.x()  # the last turning point, or as far as the stroke has come
        self._way = 0
        self._turns: deque[float] = deque(maxlen=TURNS)

    def moved(self, at: QPoint) -> bool:
        """True when the pointer has been shaken now."""
        by = at.x() - self._turn
        way = (by > 0) - (by < 0)
        if way == self._way or not by:
            self._turn = at.x()
            return False
        if abs(by) < STROKE:
            return False
        if self._way:
            self._turns.append(monotonic())
        self._way, self._turn = way, at.x()
        return len(self._turns) == TURNS and self._turns[-1] - self._turns[0] < WITHIN
