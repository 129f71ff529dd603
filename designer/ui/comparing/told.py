"""Why: what came of the runs whose drawings are compared is told, and followed while they go on."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from designer.runs import PastRun
from designer.ui.comparing.figures import Figures
from designer.ui.comparing.rows import result_rows
from designer.ui.comparing.sides import Other, Side
from designer.ui.runs.following import Following, Found
from designer.ui.runs.rows import note_of, times_of

if TYPE_CHECKING:
    from designer.ui.runs.together import Together


class Told(Following):
    """Keeps notes, figures and curves of a comparison as the folders of its runs have them."""

    def __init__(self, page: QWidget, sides: dict[Side, Other], figures: Figures) -> None:
        self._sides = {side: other for side, other in sides.items() if other.run is not None}
        self._others, self._figures = list(sides.values()), figures
        self.curves = _curves() if len(self._sides) == 2 else None
        folders = [other.run for other in self._sides.values() if other.run is not None]
        super().__init__(figures.bridge, folders, page)
        self.changed.connect(self._show)
        if not folders:
            figures.look_for_runs(self._others[0])

    def _show(self, found: list[Found]) -> None:
        for side, run in zip(self._sides, found, strict=True):
            side.tell(note_of(run) if isinstance(run, PastRun) else run)
        runs = [run for run in found if isinstance(run, PastRun)]
        if self.curves is None:
            self._figures.look_for_runs(self._others[0])
        elif len(runs) == 2:
            before, after = runs
            self._figures.show_results(result_rows(before, after), times_of(runs))
            self.curves.show_runs((before, after))


def _curves() -> "Together":
    from designer.ui.runs.together import Together  # pyqtgraph takes its time

    return Together()
