"""Why: a template reads as the list of its layers, from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from designer import edit
from designer.model import MAIN, Project

ROW = 80.0  # canvas units between the tops of two rows
COLUMN = 248.0  # between the left edges of two columns


@dataclass(frozen=True, slots=True)
class Step:
    """A layer to draw."""

    type: str
    name: str | None = None
    params: dict[str, object] = field(default_factory=dict)


def step(kind: str, name: str | None = None, **params: object) -> Step:
    """A layer of the catalogue, with the parameters that differ from their defaults."""
    return Step(kind, name, params)


def chain(project: Project, *steps: Step, after: str = "", column: float = 0.0) -> str:
    """Draw layers one below the other, wired in a row behind `after`; returns the last name."""
    last = after
    for item in steps:
        y = project.main.nodes[last].at[1] + ROW if last else 0.0
        at = (column * COLUMN, y)
        name = edit.add(project, item.type, item.name, at, graph=MAIN, **item.params)
        if last:
            edit.connect(project, last, name)
        last = name
    return last


def join(project: Project, branches: Sequence[str], item: Step, column: float = 0.0) -> str:
    """Draw a layer below all branches, wired to each of them in order; returns its name."""
    lowest = max(project.main.nodes[name].at[1] for name in branches)
    at = (column * COLUMN, lowest + ROW)
    joint = edit.add(project, item.type, item.name, at, graph=MAIN, **item.params)
    for name in branches:
        edit.connect(project, name, joint)
    return joint
