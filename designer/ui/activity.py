"""Why: what went on in the layers of a run is kept once for all views, live or of a past run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from designer.model import MAIN
from designer.protocol import Activity, Event, Layers, Spread
from designer.text import tr
from designer.ui.bridge import Bridge

if TYPE_CHECKING:
    from designer.ui.shared import Shared

MOST = 400  # measured steps that are kept: more than a small curve has pixels

Path = tuple[str, ...]
"""The nodes that lead to a layer, from the network inward."""


@dataclass(frozen=True)
class Measured:
    """A measured step: what went on in the layers, in the order in which they are computed.

    Of a block that is repeated, and of all that is inside an instance, it is the worst.
    """

    epoch: int
    step: int
    layers: dict[Path, Activity]


def measured(event: Layers) -> Measured:
    """What an event says, by the paths that the drawing knows: there, repeats are one."""
    found: dict[Path, Activity] = {}
    for name, activity in event.nodes.items():
        path = tuple(part for part in name.split(".") if not part.isdigit())
        known = found.get(path)
        found[path] = activity if known is None else _worst(known, activity)
    for path in list(found):
        for length in range(1, len(path)):
            if (outer := found.get(path[:length])) is not None:
                found[path[:length]] = _with_inside(outer, found[path])
    return Measured(event.epoch, event.step, found)


def _worst(first: Activity, second: Activity) -> Activity:
    """Of two calls of a layer: what comes out last, and the worse of all other figures."""
    gradients = [a.gradient for a in (first, second) if a.gradient is not None]
    both = msgspec.structs.replace(second, gradient=min(gradients, default=None))
    return _with_inside(both, first)


def _with_inside(outer: Activity, inner: Activity) -> Activity:
    dead = [a.dead for a in (outer, inner) if a.dead is not None]
    updates = [a.update for a in (outer, inner) if a.update is not None]
    return msgspec.structs.replace(
        outer,
        dead=max(dead, default=None),
        update=max(updates, default=None),
        finite=outer.finite and inner.finite,
    )


class RunActivity:
    """The measured steps of the present or latest run, or of a past one that somebody looks at.

    `bridge.activity_changed` tells of new ones.
    """

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._present: list[Measured] = []
        self.steps: list[Measured] = []
        bridge.run_started.connect(self._begin)
        bridge.run_events.connect(self.take)

    @property
    def latest(self) -> Measured | None:
        """The newest measured step; None when there is none."""
        return self.steps[-1] if self.steps else None

    def take(self, events: Iterable[Event]) -> None:
        """Add what was measured in the present run."""
        new = [measured(event) for event in events if isinstance(event, Layers)]
        if new:
            self._present = _thinned([*self._present, *new])
            self.show_present()

    def show(self, events: Iterable[Event]) -> None:
        """Show a past run, from its events."""
        self._show(_thinned([measured(event) for event in events if isinstance(event, Layers)]))

    def show_present(self) -> None:
        """Show the present or latest run again, if there is one."""
        if self._present:
            self._show(self._present)

    def course(self, path: Path) -> list[tuple[int, Activity]]:
        """The activity of a layer at each measured step."""
        return [(one.step, one.layers[path]) for one in self.steps if path in one.layers]

    def _begin(self, _spec: object) -> None:
        self._present = []
        self._show(self._present)

    def _show(self, steps: list[Measured]) -> None:
        if steps != self.steps:
            self.steps = steps
            self._bridge.activity_changed.emit()


def _thinned(steps: list[Measured]) -> list[Measured]:
    while len(steps) > MOST:
        del steps[1:-1:2]  # the first and the last one say most
    return steps


def path_of(view: "Shared", name: str) -> Path:
    """How a node on the canvas is found among what was measured."""
    return (*view.through, name)


def go_to(view: "Shared", path: Path) -> None:
    """Open the graph that a path leads into and select the layer there."""
    view.open_graph(MAIN)
    for name in path[:-1]:
        view.enter(name)
    view.select(path[-1:])


def activity_of(view: "Shared", name: str) -> Activity | None:
    """The latest activity of a node on the canvas; None when it was not measured."""
    latest = view.activity.latest
    return latest.layers.get(path_of(view, name)) if latest is not None else None


def flow_at(view: "Shared", name: str, port: str) -> Spread | None:
    """What a training last sent out of an output of a node; None when it was not measured."""
    activity, node = activity_of(view, name), view.drawing.nodes.get(name)
    layer = view.layer(node.type) if node is not None else None
    if activity is None or layer is None or not layer.outputs:
        return None
    return activity if port == layer.outputs[0].name else activity.outputs.get(port)


def short(value: float, digits: int = 3) -> str:
    """A figure in so many digits; one that is very small or large with a power of ten."""
    small = value and abs(value) < 1e-3
    number, _, power = f"{value:.{2 if small else digits}g}".partition("e")
    text = f"{number}e{int(power)}" if power else number
    return text.replace("-", "−")


def percent(share: float, digits: int = 3) -> str:
    """A share in percent, in so many digits; 100 % has always three."""
    return f"{100 * share:.{digits if share < 0.995 else 3}g} %"


def spread_text(spread: Spread) -> str:
    """Mean and standard deviation of what a layer gives."""
    if not spread.finite or spread.mean is None or spread.std is None:
        return tr("not a number")
    return f"{short(spread.mean, 2)} ± {short(spread.std, 2)}"


def figure_texts(activity: Activity) -> Sequence[str]:
    """What went on in a layer, in a few words each."""
    texts = [tr("Output {spread}", spread=spread_text(activity))]
    texts += [f"{port} {spread_text(spread)}" for port, spread in activity.outputs.items()]
    if activity.dead is not None:
        texts.append(tr("dead units {share}", share=percent(activity.dead)))
    if activity.gradient is not None:
        texts.append(tr("gradient {norm}", norm=short(activity.gradient)))
    if activity.update is not None:
        texts.append(tr("update {ratio}", ratio=short(activity.update)))
    return texts
