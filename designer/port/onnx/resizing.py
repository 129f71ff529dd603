"""Why: ONNX can place the pixels of a larger image in many ways, and torch's layers in a few."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, isclose

from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step
from designer.port.onnx.values import Flow, quotient
from designer.text import tr

SMOOTH = {
    1: {"linear": "linear"},
    2: {"linear": "bilinear", "cubic": "bicubic"},
    3: {"linear": "trilinear"},
}
SAMPLE = 12  # pixels along an axis whose length is open, to look at how they are placed
TINY = 1e-6  # what is rounded away
HALF = ("half_pixel", "pytorch_half_pixel")


def resize(step: Step) -> Flow:
    """Resize by factors or to sizes."""
    x = step.flow()
    first = 1 if step.opset < 11 else 2
    factors = _factors(step, first) or _times(step, x)
    return _resized(step, x, factors, _wanted(step) if factors is None else None)


def _times(step: Step, x: Flow) -> list[float] | None:
    """How many times as long axes become whose length is open; None where that is not told."""
    sizes = step.dims("sizes", 3) if step.opset >= 11 else None
    if sizes is None or len(sizes) != len(x.shape) or all(isinstance(d, int) for d in sizes[2:]):
        return None
    found = [quotient(size, before) for size, before in zip(sizes[2:], x.shape[2:], strict=True)]
    whole = [float(times) for times in found if isinstance(times, int)]
    return [1.0, 1.0, *whole] if len(whole) == len(found) else None


def _wanted(step: Step) -> list[int] | None:
    """Lengths behind batch and channels. Raises Unfit for open ones."""
    sizes = step.dims("sizes", 3) if step.opset >= 11 else None
    if sizes is None:
        return None
    found = [size for size in sizes[2:] if isinstance(size, int)]
    if len(found) != len(sizes) - 2:
        raise Unfit(tr("its {name} depends on the size of the data", name="sizes"))
    return found


def upsample(step: Step) -> Flow:
    """Upsample, which has factors in an attribute or an input."""
    given = step.attribute("scales")
    factors = [float(f) for f in given] if given is not None else _factors(step, 1)
    return _resized(step, step.flow(), factors, None)


def _factors(step: Step, index: int) -> list[float] | None:
    given = step.fixed(index)
    if given is None or not given.array.size:
        return None
    if given.blank or given.array.dtype == object:
        raise Unfit(tr("its {name} is not in the file", name="scales"))
    return [float(factor) for factor in given.array.reshape(-1)]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis before and after, the factor of the file, and the one that torch works out."""

    size: int
    out: int
    asked: float
    drawn: float


def _resized(step: Step, x: Flow, factors: list[float] | None, sizes: list[int] | None) -> Flow:
    axes = len(x.shape) - 2
    if axes not in (1, 2, 3) or (factors is None) == (sizes is None):
        raise Unfit(tr("it works on {count} axes", count=axes))
    if not _is_usual(step):
        raise Unfit(tr("no layer resizes in this way"))
    before = [size if isinstance(size, int) else SAMPLE for size in x.shape[2:]]
    if factors is not None and len(set(factors[2:])) == 1 and factors[:2] == [1, 1]:
        by = factors[2]
        rows = [Axis(size, floor(size * by), by, by) for size in before]
        return step.put("Upsample", x, scale_factor=by, mode=_mode(step, axes, rows))
    if sizes is None:
        sizes = _sizes(x, factors or [])
    ratios = [out / size for size, out in zip(before, sizes, strict=True)]
    asked = factors[2:] if factors is not None else ratios
    rows = [Axis(*row) for row in zip(before, sizes, asked, ratios, strict=True)]
    is_known = all(isinstance(size, int) for size in x.shape[2:])
    mode = _mode(step, axes, rows)
    if is_known and len(set(ratios)) == 1 and ratios[0] == int(ratios[0]):
        return step.put("Upsample", x, scale_factor=ratios[0], mode=mode)
    return step.put("Interpolate", x, size=tuple(sizes), mode=mode)


def _is_usual(step: Step) -> bool:
    """True where nothing is asked for that torch cannot choose."""
    policy = str(step.attribute("keep_aspect_ratio_policy", "stretch"))
    bend = step.decimal("cubic_coeff_a", -0.75)
    odd = step.attribute("axes") is not None or step.whole("antialias", 0)
    return (
        not odd and policy == "stretch" and bend == -0.75 and not step.whole("exclude_outside", 0)
    )


def _sizes(x: Flow, factors: list[float]) -> list[int]:
    """Lengths after the factors; those of batch and channels do not count."""
    if len(factors) != len(x.shape) or not all(isclose(factor, 1) for factor in factors[:2]):
        raise Unfit(tr("no layer resizes in this way"))
    known = [size for size in x.shape[2:] if isinstance(size, int)]
    if len(known) != len(x.shape) - 2:
        raise Unfit(tr("its {name} depends on the size of the data", name="sizes"))
    return [floor(size * factor) for size, factor in zip(known, factors[2:], strict=True)]


def size_of(step: Step) -> list[int]:
    """What comes out behind batch and channels, whatever the mode. Raises Unfit."""
    factors = _factors(step, 1 if step.opset < 11 else 2)
    return _sizes(step.flow(), factors) if factors is not None else _wanted(step) or []


def by_code(step: Step, names: list[str]) -> str:
    """A line for the way of placing pixels that no layer has: corners upon corners."""
    places = str(step.attribute("coordinate_transformation_mode", ""))
    smooth = SMOOTH.get(len(step.flow().shape) - 2, {}).get(str(step.attribute("mode", "")))
    if places != "align_corners" or smooth is None or not _is_usual(step):
        raise Unfit("")
    size = tuple(size_of(step))
    return f'F.interpolate({names[0]}, size={size}, mode="{smooth}", align_corners=True)'


def _mode(step: Step, axes: int, rows: list[Axis]) -> str:
    """The mode that torch calls this one by. Raises Unfit."""
    mode = str(step.attribute("mode", "nearest"))
    usual = "half_pixel" if step.opset >= 11 else "asymmetric"
    places = str(step.attribute("coordinate_transformation_mode", usual))
    if mode == "nearest":
        return _nearest(step, places, rows)
    smooth = SMOOTH[axes].get(mode)
    old = step.node.op == "Upsample"  # in which linear was all that there was
    same = all(isclose(row.asked, row.drawn) for row in rows)
    first = places == "pytorch_half_pixel" and any(row.out == 1 < row.size for row in rows)
    if smooth is None or (places not in HALF and not old) or not same or first:
        raise Unfit(tr("no layer resizes in this way"))
    return smooth


def _nearest(step: Step, places: str, rows: list[Axis]) -> str:
    """Which value is the nearest: torch takes the one before, or the exact one. Raises Unfit."""
    usual = "round_prefer_floor" if step.opset >= 11 else "floor"
    round_to = ROUND.get(str(step.attribute("nearest_mode", usual)))
    for mode, middle in (("nearest", 0.0), ("nearest-exact", 0.5)):
        if round_to and all(_chosen(r, places, round_to) == _taken(r, middle) for r in rows):
            return mode
    raise Unfit(tr("no layer resizes in this way"))


def _taken(row: Axis, middle: float) -> list[int]:
    """The values that torch takes, by their places."""
    found = ((place + middle) / row.drawn for place in range(row.out))
    return [min(floor(place + TINY), row.size - 1) for place in found]


def _chosen(row: Axis, places: str, round_to: Callable[[float], int]) -> list[int]:
    """The values that the file takes; none where it places them in a way of its own."""
    place = PLACES.get(places)
    if place is None:
        return []
    found = (round_to(place(row, out)) for out in range(row.out))
    return [min(max(where, 0), row.size - 1) for where in found]


ROUND: dict[str, Callable[[float], int]] = {
    "round_prefer_floor": lambda x: ceil(x - 0.5 - TINY),
    "round_prefer_ceil": lambda x: floor(x + 0.5 + TINY),
    "floor": lambda x: floor(x + TINY),
    "ceil": lambda x: ceil(x - TINY),
}
PLACES: dict[str, Callable[[Axis, int], float]] = {
    "asymmetric": lambda row, out: out / row.asked,
    "half_pixel": lambda row, out: (out + 0.5) / row.asked - 0.5,
    "pytorch_half_pixel": lambda row, out: (out + 0.5) / row.asked - 0.5 if row.out > 1 else 0,
    "tf_half_pixel_for_nn": lambda row, out: (out + 0.5) / row.asked,
    "align_corners": lambda row, out: out * (row.size - 1) / (row.out - 1) if row.out > 1 else 0,
}
"""Where a value of the output lies among those that come in, by what ONNX calls the way."""


RESIZING: dict[str, Handler] = {"Resize": resize, "Upsample": upsample}
