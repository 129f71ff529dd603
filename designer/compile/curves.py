"""Why: a function of one value says most as a curve, and torch itself is what draws it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import isfinite
from statistics import median
from typing import Any

from designer.compile.loaded import load
from designer.compile.plans import alone
from designer.compile.source import emit
from designer.layers import N, Tensor, find

REACH = 4.0
POINTS = 321  # an odd number: 0, where most corners are, is one of them
NEIGHBORS = 3
JUMP = 8.0  # so many times the steps around it, and a step is a jump

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curve:
    """A function and its slope over −4 to 4; NaN or infinite where they are not defined."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    slope: tuple[float, ...]


def curve(layer_type: str, values: Mapping[str, Any]) -> Curve | None:
    """The curve of a layer that works on each value alone, at these parameters.

    None for other layers, and for parameters that the layer refuses.
    """
    layer = find(layer_type)
    if not layer.pointwise:
        return None
    source = emit(alone(layer, values, [Tensor((N,))]))
    try:
        return _curve(source.text, source.class_name, values.get("num_parameters", 1))
    except (TypeError, ValueError, RuntimeError):
        return None


@lru_cache(maxsize=256)
def _curve(text: str, class_name: str, channels: int) -> Curve:
    import torch

    module = load(text, class_name, {}).make().double().eval()
    with torch.enable_grad():
        x = torch.linspace(-REACH, REACH, POINTS, dtype=torch.float64).requires_grad_()
        y = module(x[:, None].expand(-1, channels))[:, 0]
        (slope,) = torch.autograd.grad(y.sum(), x, materialize_grads=True)
        slope = torch.where(y.isfinite(), slope, torch.nan)  # 1 / x is no slope of ln x below 0
    return Curve(*(tuple(t.detach().tolist()) for t in (x, y, slope)))


def pieces(x: Sequence[float], y: Sequence[float]) -> list[list[Point]]:
    """The connected parts of a curve: it is not drawn through a jump, nor where it is undefined."""
    steps = [abs(b - a) for a, b in pairwise(y)]
    found: list[list[Point]] = [[]]
    for index, point in enumerate(zip(x, y, strict=True)):
        if not isfinite(point[1]):
            found.append([])
            continue
        if index and isfinite(steps[index - 1]) and _is_jump(steps, index - 1):
            found.append([])
        found[-1].append(point)
    return [piece for piece in found if len(piece) > 1]


def _is_jump(steps: Sequence[float], at: int) -> bool:
    around = [s for s in steps[max(0, at - NEIGHBORS) : at + NEIGHBORS + 1] if isfinite(s)]
    return steps[at] > JUMP * median(around) + 1e-6
