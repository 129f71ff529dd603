"""Why: exporters add what a layer adds itself, sometimes after they have turned its axes."""

from designer.layers import original_of
from designer.port.onnx.sketch import Drawn
from designer.port.onnx.step import Step, one_number
from designer.port.onnx.values import Fixed, Flow

FEATURES = {
    "Linear": -1,
    **{f"Conv{axes}d": 1 for axes in (1, 2, 3)},
    **{f"ConvTranspose{axes}d": 1 for axes in (1, 2, 3)},
}
"""Layers that can add a number to each of their features, and the axis of these."""


def biased(step: Step) -> Flow | None:
    """The layer before, with what is added to its features; None where it cannot add that."""
    first, second = step.input(0), step.input(1)
    flow, bias = (first, second) if isinstance(first, Flow) else (second, first)
    if not isinstance(flow, Flow) or not isinstance(bias, Fixed):
        return None
    if not bias.name and one_number(bias) == 0:
        return None
    layer = _real(step, flow.node)
    place = FEATURES.get(layer.type)
    if place is None or layer.params.get("bias", True) or not step.sketch.is_alone(flow.node):
        return None
    if not _fits(flow, place % len(flow.given.shape), bias):
        return None
    return _with_bias(step, flow, layer, bias)


def _real(step: Step, name: str) -> Drawn:
    """The layer of that name, or the one whose weights it has."""
    layer = step.sketch.layers[name]
    original = original_of(layer.type)
    return step.sketch.layers.get(original, layer) if original else layer


def _fits(flow: Flow, place: int, bias: Fixed) -> bool:
    """True where there is a number for each entry of that axis of the layer, and no other."""
    axes = [axis for axis, parts in enumerate(flow.axes) if [p.places for p in parts] == [(place,)]]
    if flow.given.shape[place] == 1:  # an axis without parts
        axes = [place] if flow.is_plain else []
    shape = (1,) * (len(flow.axes) - bias.array.ndim) + bias.array.shape
    if len(axes) != 1 or len(shape) != len(flow.axes):
        return False
    wanted = [flow.given.shape[place] if axis == axes[0] else 1 for axis in range(len(shape))]
    return list(shape) == wanted


def _with_bias(step: Step, flow: Flow, layer: Drawn, bias: Fixed) -> Flow:
    """The layer drawn anew, in place of the one before."""
    sketch = step.sketch
    before = sketch.take_back(flow.node)
    names = (*before.weights, bias.name) if bias.name else before.weights
    origin = sketch.origin
    sketch.origin = type(origin)(before.node, names, before.weights)
    params = {**layer.params, "bias": True}
    made = sketch.one(layer.type, *(source for _, source in before.sources), **params)
    sketch.origin = origin
    return made.arranged(flow.axes)
