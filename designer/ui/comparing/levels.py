"""Why: two drawings have levels, the network and the blocks inside; both are looked at on one."""

from PySide6.QtCore import Signal

from designer.edit import Comparison, Difference
from designer.model import MAIN
from designer.text import tr
from designer.ui.dropdown import DropDown

Level = tuple[str | None, str | None]
"""A graph, as each of the two drawings calls it; None where it is missing."""


def level_of(comparison: Comparison, before: str | None = None, after: str | None = None) -> Level:
    """The level of a graph of the first drawing, or else of one of the second."""
    if before is not None:
        return before, comparison.graphs.get(before)
    back = {new: old for old, new in comparison.graphs.items()}
    return back.get(after or MAIN), after


def level_at(comparison: Comparison, difference: Difference) -> Level | None:
    """Where a difference is to be seen; None for one of settings."""
    if not difference.there.graph:
        return None
    if difference.after is not None:
        return level_of(comparison, after=difference.after.graph)
    return level_of(comparison, before=difference.there.graph)


class LevelBox(DropDown):
    """All levels with the number of their differences; hidden when there is only one."""

    went = Signal(object)  # a level that was chosen by hand

    def __init__(self) -> None:
        super().__init__()
        self._levels: list[Level] = []
        self.setAccessibleName(tr("Levels"))
        self.setSizeAdjustPolicy(DropDown.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(lambda index: self.went.emit(self._levels[index]))

    def fill(self, comparison: Comparison, here: Level) -> None:
        """Show the levels of two drawings, with the one that is open."""
        ours, theirs = comparison.before.graph_names(), comparison.after.graph_names()
        levels: list[Level] = list(comparison.graphs.items())
        levels += [(name, None) for name in ours if name not in comparison.graphs]
        levels += [(None, n) for n in theirs if n not in comparison.graphs.values()]
        places = [level_at(comparison, difference) for difference in comparison.differences]
        self._levels = levels
        self.clear()
        for level in levels:
            title = tr("Network") if level[0] == MAIN else level[1] or level[0] or ""
            count = places.count(level)
            self.addItem(f"{title}  ·  {count}" if count else title)
        self.show_level(here)
        self.setVisible(len(levels) > 1)

    def show_level(self, here: Level) -> None:
        """Another level is open."""
        if here in self._levels:
            self.setCurrentIndex(self._levels.index(here))
