"""Why: what came of two drawings that are compared is told, and followed while their runs go on."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from designer.runs import PastRun
from designer.runs.drawings import run_of
from designer.runs.results import best_of
from designer.text import tr
from designer.ui.comparing.figures import Figures
from designer.ui.comparing.rows import best_rows, result_rows
from designer.ui.comparing.sides import Other, Side
from designer.ui.runs.following import Following, Found
from designer.ui.runs.rows import note_of, times_of

if TYPE_CHECKING:
    from designer.ui.runs.together import Together

Sides = dict[Side, Other | None]
"""Both sides, and what was opened on each; None for the drawing as it is now."""


class Told(Following):
    """Keeps notes, figures and curves of a comparison as the folders of its runs have them.

    Of a side that is no run, that is the latest run of this very drawing, if one of the latest was.
    """

    def __init__(self, page: QWidget, sides: Sides, figures: Figures) -> None:
        self._told: dict[Side, PastRun | None] = dict.fromkeys(sides)
        folders = {side: other.run for side, other in sides.items() if other and other.run}
        self._followed = list(folders)
        self._places = {
            side: place for side, other in sides.items() if (place := _place_of(side, other))
        }
        self._figures = figures
        self._outdated, self._looking, self._looked = True, False, False
        self.curves = _curves() if folders else None
        super().__init__(figures.bridge, list(folders.values()), page)
        self.changed.connect(self._take_followed)
        for side, other in sides.items():
            if other is None:
                side.document.bridge.committed.connect(self._outdate)
                side.document.bridge.run_ended.connect(self._look_anew)

    def refresh(self) -> None:
        """Look whether the drawings have learned, if that may be otherwise than it was.

        Runs are read from disk, and compared, meanwhile.
        """
        if not self._outdated or self._looking or not self._viewer.isVisible():
            return
        self._outdated, self._looking = False, bool(self._places)
        places = self._places
        drawings = {side: side.document.project.copy() for side in places}
        if places:
            self._bridge.in_background(
                lambda: {side: run_of(drawings[side], place) for side, place in places.items()},
                self._take_latest,
            )

    def _outdate(self, _: object = None) -> None:
        self._outdated = True

    def _look_anew(self) -> None:
        self._outdated = True
        self.refresh()

    def _take_latest(self, found: dict[Side, PastRun | None]) -> None:
        self._looking, self._looked = False, True
        self._told |= found
        self._tell()
        self.refresh()

    def _take_followed(self, found: list[Found]) -> None:
        for side, run in zip(self._followed, found, strict=True):
            side.tell(note_of(run) if isinstance(run, PastRun) else run)
            if isinstance(run, PastRun):
                self._told[side] = run
        self._tell()

    def _tell(self) -> None:
        before, after = self._told.values()
        if len(self._followed) < 2:
            best = [best_of(run) if run is not None else {} for run in (before, after)]
            self._figures.show_results(best_rows(*best))
        elif before is not None and after is not None:
            self._figures.show_results(result_rows(before, after), times_of([before, after]))
        if self.curves is not None:
            known = {run.dir: run for run in (before, after) if run is not None}
            alone = self._looked and None in (before, after)
            self.curves.show_runs(list(known.values()), tr("now: no run") if alone else "")


def _place_of(side: Side, other: Other | None) -> Path | None:
    """The project file whose runs may be of a drawing; None for a run, and for one without."""
    if other is None:
        return side.document.runs_root()
    return other.path if other.run is None else None


def _curves() -> "Together":
    from designer.ui.runs.together import Together  # pyqtgraph takes its time

    return Together()
