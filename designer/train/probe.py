"""Why: vanishing gradients and dead units are seen by measuring, which must cost next to nothing.

Of the many steps a few are measured. They do the same as the others, and nothing here draws by
chance, so a run has the same losses with and without it, bit for bit.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from math import isfinite, sqrt
from typing import Any

import torch
from torch import Tensor, nn

from designer.protocol import Activity, Event, Layers, RunSpec, Spread
from designer.train.watch import Watch

EVERY = 0.5  # seconds between two measured steps at first
PARTS = 20  # of a run: in a short one, too, figures are seen to change
SLOWER = 0.01  # of the time that has passed: a long run does not tell more than can be looked at
SHARE = 0.02  # of the time may go into measuring
FREE = 0.1  # seconds that may besides: the first time takes many times what others do
MOST = 2**16  # weights of a parameter that are compared: enough for three digits


class Probe:
    """Measures a step now and then: the first one, the last of `steps`, and some in between."""

    def __init__(
        self, model: nn.Module, spec: RunSpec, steps: int, emit: Callable[[Event], None]
    ) -> None:
        self._model = model
        self._spec = spec
        self._steps = steps
        self._emit = emit
        self._begun = self._next = time.perf_counter()
        self._spent = 0.0  # seconds
        self._next_step = 0

    def is_due(self, step: int) -> bool:
        """Whether the step, counted from 0, is to be measured."""
        now = time.perf_counter()
        wanted = step >= self._next_step or now >= self._next
        affordable = self._spent <= FREE + SHARE * (now - self._begun)
        return (wanted and affordable) or step == self._steps - 1

    def measure(self, epoch: int, step: int, move: Callable[[], None]) -> None:
        """Do a step and tell what went on in it. Raises what the step raises."""
        begin = time.perf_counter()
        weights = {name: _part(p).clone() for name, p in self._model.named_parameters()}
        watch = self._watch()
        seconds = time.perf_counter() - begin
        try:
            move()
        finally:
            watch.detach()
        begin = time.perf_counter()
        self._tell(epoch, step, watch, self._of_weights(watch, weights))
        now = time.perf_counter()
        self._spent += seconds + watch.seconds + now - begin
        self._next = now + max(EVERY, SLOWER * (now - self._begun))
        self._next_step = step + max(1, self._steps // PARTS)

    def look(self, epoch: int, step: int, inputs: tuple[Tensor, ...]) -> None:
        """Send a batch through the network once more and tell what its layers give."""
        watch = self._watch()
        try:
            with torch.no_grad():
                self._model(*inputs)
        finally:
            watch.detach()
        self._tell(epoch, step, watch, {})

    def _watch(self) -> Watch:
        spec = self._spec
        home = f"designer_{spec.class_name}"
        return Watch(self._model, spec.lines, home, spec.arguments, spec.ports)

    def _of_weights(self, watch: Watch, before: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Of each layer with weights the squared norms of its gradient, its change and itself."""
        names = {parameter: name for name, parameter in self._model.named_parameters()}
        found = {}
        for path in watch.seen:
            module = watch.modules.get(path)
            own = list(module.parameters()) if module is not None else []
            if module is None and path in before:  # a parameter that is a layer by itself
                own = [self._model.get_parameter(path)]
            own = [p for p in own if p.ndim > 1] or own
            if own:
                changed = [(_part(p) - before[names[p]], before[names[p]]) for p in own]
                gradients = [p.grad for p in own if p.grad is not None]
                change, weights = zip(*changed, strict=True)
                sums = _squares(change), _squares(weights)
                nothing = torch.full_like(sums[0], torch.nan)
                found[path] = torch.stack([_squares(gradients) if gradients else nothing, *sums])
        return found

    def _tell(self, epoch: int, step: int, watch: Watch, weights: Mapping[str, Tensor]) -> None:
        if not watch.seen:
            return
        # All is read back at once: on a GPU, reading waits for the step to end.
        every = torch.stack([*watch.seen.values(), *watch.outputs.values()]).tolist()
        seen = dict(zip(watch.seen, every, strict=False))
        others: dict[str, dict[str, Spread]] = {path: {} for path in seen}
        rest = zip(watch.outputs, every[len(seen) :], strict=True)
        for (path, port), (mean, variance, _) in rest:
            others.setdefault(path, {})[port] = Spread(**_spread(mean, variance))
        known = torch.stack(list(weights.values())).tolist() if weights else []
        squares = dict(zip(weights, known, strict=True))
        nodes = {
            path: _activity(others[path], *seen[path], *squares.get(path, ())) for path in seen
        }
        self._emit(Layers(epoch=epoch, step=step, nodes=nodes))


def _activity(
    outputs: dict[str, Spread],
    mean: float,
    variance: float,
    dead: float,
    gradient: float = torch.nan,
    change: float = torch.nan,
    weights: float = torch.nan,
) -> Activity:
    return Activity(
        **_spread(mean, variance),
        dead=_short(dead),
        gradient=_short(sqrt(gradient)),
        update=_short(sqrt(change / weights)) if weights > 0 else None,
        outputs=outputs,
    )


def _spread(mean: float, variance: float) -> dict[str, Any]:
    if not (isfinite(mean) and isfinite(variance)):
        return {"finite": False}
    return {"mean": _short(mean), "std": _short(sqrt(variance))}


def _short(number: float) -> float | None:
    """Four digits are enough to read; None for what is no number, which JSON does not have."""
    return float(f"{number:.4g}") if isfinite(number) else None


def _part(parameter: Tensor) -> Tensor:
    """Some of the weights, evenly over them, as a view of them where that can be."""
    values = parameter.detach().reshape(-1)
    return values[:: -(-values.numel() // MOST) | 1]


def _squares(values: Sequence[Tensor]) -> Tensor:
    """The sum of all squares."""
    there = [value.coalesce().values() if value.is_sparse else value for value in values]
    norms = [torch.linalg.vector_norm(value.detach().float()) for value in there]
    return torch.stack(norms).square().sum()
