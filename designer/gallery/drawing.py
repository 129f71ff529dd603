"""Why: a template reads as the list of its layers, from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from designer import edit
from designer.model import MAIN, OUT, GraphAdded, Project, Value

ROW = 80.0  # canvas units between the tops of two rows
COLUMN = 248.0  # between the left edges of two columns
INPUT, OUTPUT = "input", "output"  # what the ends of a block are called


@dataclass(frozen=True, slots=True)
class Step:
    """A layer to draw."""

    type: str
    name: str | None = None
    params: dict[str, object] = field(default_factory=dict)


def step(kind: str, name: str | None = None, **params: object) -> Step:
    """A layer of the catalogue, with the parameters that differ from their defaults."""
    return Step(kind, name, params)


def chain(
    project: Project, *steps: Step, after: str = "", column: float = 0.0, graph: str = MAIN
) -> str:
    """Draw layers one below the other, wired in a row behind `after`; returns the last name.

    `after` may name a port: "lstm.last".
    """
    last = after
    for item in steps:
        source, _, port = last.partition(".")
        y = project.graphs[graph].nodes[source].at[1] + ROW if last else 0.0
        at = (column * COLUMN, y)
        name = edit.add(project, item.type, item.name, at, graph=graph, **item.params)
        if last:
            edit.connect(project, source, name, port or OUT, graph=graph)
        last = name
    return last


def join(
    project: Project,
    branches: Sequence[str],
    item: Step,
    column: float = 0.0,
    graph: str = MAIN,
) -> str:
    """Draw a layer below all branches, wired to each of them in order; returns its name."""
    ends = [branch.partition(".")[::2] for branch in branches]
    lowest = max(project.graphs[graph].nodes[name].at[1] for name, _ in ends)
    at = (column * COLUMN, lowest + ROW)
    joint = edit.add(project, item.type, item.name, at, graph=graph, **item.params)
    for name, port in ends:
        edit.connect(project, name, joint, port or OUT, graph=graph)
    return joint


def define(project: Project, block: str, **offered: Value) -> str:
    """Begin the definition of a block, with its Input; returns the name of its graph.

    `offered` are the parameters that instances may set, with their defaults.
    """
    project.apply(GraphAdded(block))
    for name, default in offered.items():
        edit.offer(project, block, name, default)
    edit.add(project, "Input", INPUT, graph=block)
    return block


def say_shape(project: Project, block: str, shape: str) -> None:
    """Let the Input of a block say what comes in, with the block's parameters: (16, width)."""
    edit.set_param(project, [INPUT], "shape", f"={shape}", graph=block)


def finish(project: Project, block: str, last: str) -> None:
    """End the definition of a block with its Output behind `last`, branches side by side."""
    chain(project, step("Output", OUTPUT), after=last, graph=block)
    edit.tidy(project, graph=block)


def define_chain(project: Project, block: str, *steps: Step, **offered: Value) -> None:
    """Define a block whose layers stand one below the other."""
    define(project, block, **offered)
    chain(project, *steps, step("Output", OUTPUT), after=INPUT, graph=block)
