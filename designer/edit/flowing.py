"""Why: a drawing flows down or to the right; layout thinks along and across, and turns last."""

from dataclasses import dataclass
from typing import Final

from designer.model import Point, Project

WIDTH, HEIGHT = 208.0, 48.0  # of a layer, in canvas units


@dataclass(frozen=True, slots=True)
class Flow:
    """Which way a drawing runs, and the distances that it keeps.

    Points of layout are (across, along): along is where wires lead, across from branch to branch.
    """

    key: str  # as a project has it
    is_turned: bool  # across is down, along to the right
    row: float  # along, from one row of layers to the next
    column: float  # across, from one layer of a row to the next
    length: float  # of a layer, along
    breadth: float  # of a layer, across
    aside: float  # how far from layers a wire passes them: shapes are written up to there

    @property
    def gap(self) -> float:
        """What is free between two rows."""
        return self.row - self.length

    def turned(self, point: Point) -> Point:
        """(x, y) as (across, along), and back."""
        return (point[1], point[0]) if self.is_turned else point


DOWN: Final = Flow("down", False, 80.0, 248.0, HEIGHT, WIDTH, 40.0)
# Shapes stand above wires here: a gap has room for one of four axes.
RIGHT: Final = Flow("right", True, 352.0, 80.0, WIDTH, HEIGHT, 20.0)


def flow_of(project: Project) -> Flow:
    """The way the drawings of a project run."""
    return RIGHT if project.flow == RIGHT.key else DOWN
