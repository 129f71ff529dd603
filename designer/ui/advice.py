"""Why: figures of a training help those who know what they mean; to others they are explained."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from designer.protocol import Activity
from designer.text import tr
from designer.ui.activity import Measured, Path, percent, short

if TYPE_CHECKING:
    from designer.ui.shared import Shared

DEAD = 0.9  # share of units
VANISHED = 1e-7  # of the largest gradient
RASH = 0.1  # of the weights, changed in one step
SETTLED = 20  # steps: the first ones of Adam and its like are long by design
SQUASHING = ("Tanh", "Sigmoid", "Hardtanh", "Hardsigmoid")


@dataclass(frozen=True)
class Hint:
    """What is wrong with a layer, and what to do about it, in a sentence."""

    path: Path
    text: str


def hints(view: "Shared") -> list[Hint]:
    """What is wrong in the latest measured step, the worst first; of the inmost layers only."""
    latest = view.activity.latest
    if latest is None:
        return []
    outer = {path[:length] for path in latest.layers for length in range(1, len(path))}
    layers = {path: one for path, one in latest.layers.items() if path not in outer}
    return [
        hint
        for find in (_no_numbers, _dead, _vanished, _rash)
        for hint in find(view, latest, layers)
    ]


def hint_for(view: "Shared", path: Path) -> str:
    """What is wrong with a layer, or inside a block; "" when nothing is."""
    found = [hint.text for hint in hints(view) if hint.path[: len(path)] == path]
    return found[0] if found else ""


Known = Mapping[Path, Activity]
Find = Callable[["Shared", Measured, Known], list[Hint]]


def _no_numbers(_view: "Shared", _latest: Measured, layers: Known) -> list[Hint]:
    first = next((path for path, activity in layers.items() if not activity.finite), None)
    # Masks of attention have infinities that never come out at the end.
    if first is None or list(layers.values())[-1].finite:
        return []
    text = tr(
        "{name} is the first to give NaN or infinity: a smaller learning rate or a normalization "
        "layer before it helps.",
        name=_name(first),
    )
    return [Hint(first, text)]


def _dead(view: "Shared", _latest: Measured, layers: Known) -> list[Hint]:
    found = []
    for path, activity in layers.items():
        if activity.dead is None or activity.dead <= DEAD:
            continue
        name, share = _name(path), percent(activity.dead)
        if _kind(view, path) in SQUASHING:
            text = tr(
                "{share} of the units of {name} stay at an end of their range: smaller initial "
                "weights or a normalization layer before it helps.",
                share=share,
                name=name,
            )
        else:
            text = tr(
                "{share} of the units of {name} give 0 whatever comes in: a smaller learning rate "
                "or LeakyReLU helps.",
                share=share,
                name=name,
            )
        found.append(Hint(path, text))
    return found


def _vanished(_view: "Shared", _latest: Measured, layers: Known) -> list[Hint]:
    known = {path: a.gradient for path, a in layers.items() if a.gradient is not None}
    largest = max(known.values(), default=0.0)
    return [
        Hint(
            path,
            tr(
                "{name} hardly learns, its gradient is {norm}: ReLU in place of sigmoids, "
                "normalization layers or a residual connection helps.",
                name=_name(path),
                norm=short(gradient),
            ),
        )
        for path, gradient in known.items()
        if gradient < VANISHED * largest
    ]


def _rash(_view: "Shared", latest: Measured, layers: Known) -> list[Hint]:
    if latest.step < SETTLED:
        return []
    return [
        Hint(
            path,
            tr(
                "A step changes the weights of {name} by {share}, and 0.1 % is usual: a smaller "
                "learning rate helps.",
                name=_name(path),
                share=percent(activity.update),
            ),
        )
        for path, activity in layers.items()
        if activity.update is not None and activity.update > RASH
    ]


def _name(path: Path) -> str:
    return " › ".join(path)


def _kind(view: "Shared", path: Path) -> str:
    """The type of the node that a path leads to; "" when the drawing has it no more."""
    project = view.project
    graph, kind = project.main, ""
    for name in path:
        node = graph.nodes.get(name)
        if node is None:
            return ""
        kind = node.type
        graph = project.graphs.get(kind.removeprefix("@"), graph)
    return kind
