"""Why: ONNX can place the pixels of a larger image in many ways, and torch's layers in a few."""

from math import floor, isclose

from designer.port.onnx.sketch import Unfit
from designer.port.onnx.step import Handler, Step
from designer.port.onnx.values import Flow
from designer.text import tr

SMOOTH = {
    1: {"linear": "linear"},
    2: {"linear": "bilinear", "cubic": "bicubic"},
    3: {"linear": "trilinear"},
}
HALF = ("half_pixel", "pytorch_half_pixel")


def resize(step: Step) -> Flow:
    """Resize by factors or to sizes."""
    x = step.flow()
    first = 1 if step.opset < 11 else 2
    factors = _factors(step, first)
    return _resized(step, x, factors, _wanted(step) if factors is None else None)


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


def _resized(step: Step, x: Flow, factors: list[float] | None, sizes: list[int] | None) -> Flow:
    axes = len(x.shape) - 2
    if axes not in (1, 2, 3) or (factors is None) == (sizes is None):
        raise Unfit(tr("it works on {count} axes", count=axes))
    if step.attribute("axes") is not None or step.whole("antialias", 0):
        raise Unfit(tr("no layer resizes in this way"))
    if factors is not None and len(set(factors[2:])) == 1 and factors[:2] == [1, 1]:
        mode = _mode(step, axes, factors[2])
        return step.put("Upsample", x, scale_factor=factors[2], mode=mode)
    if sizes is None:
        sizes = _sizes(x, factors or [])
    before = [size for size in x.shape[2:] if isinstance(size, int)]
    ratios = {a / b for a, b in zip(sizes, before, strict=False)}
    by = ratios.pop() if len(ratios) == 1 else 0.0
    if len(before) == axes and by == int(by) > 0:
        return step.put("Upsample", x, scale_factor=by, mode=_mode(step, axes, by))
    return step.put("Interpolate", x, size=tuple(sizes), mode=_mode(step, axes, by))


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
    if places != "align_corners" or smooth is None:
        raise Unfit("")
    size = tuple(size_of(step))
    return f'F.interpolate({names[0]}, size={size}, mode="{smooth}", align_corners=True)'


def _mode(step: Step, axes: int, factor: float) -> str:
    """The mode that torch calls this one by. Raises Unfit."""
    mode = str(step.attribute("mode", "nearest"))
    usual = "half_pixel" if step.opset >= 11 else "asymmetric"
    places = str(step.attribute("coordinate_transformation_mode", usual))
    if mode == "nearest":
        return _nearest(step, places, factor)
    smooth = SMOOTH[axes].get(mode)
    old = step.node.op == "Upsample"  # in which linear was all that there was
    if smooth is None or (places not in HALF and not old):
        raise Unfit(tr("no layer resizes in this way"))
    return smooth


def _nearest(step: Step, places: str, factor: float) -> str:
    """Which value is the nearest: torch takes the one before, or the exact one."""
    round_to = str(step.attribute("nearest_mode", "round_prefer_floor"))
    if step.opset < 11 or factor in (1, 2) or (places, round_to) == ("asymmetric", "floor"):
        return "nearest"
    if factor == int(factor) and places in HALF:
        return "nearest"
    if places in HALF and round_to == "round_prefer_ceil":
        return "nearest-exact"
    raise Unfit(tr("no layer resizes in this way"))


RESIZING: dict[str, Handler] = {"Resize": resize, "Upsample": upsample}
