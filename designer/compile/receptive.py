"""Why: how much of the input one value of a layer has seen decides what it can recognize."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from designer.check import Report
from designer.compile.plans import incoming_wires
from designer.compile.variables import INPUT
from designer.edit import without_muted
from designer.layers import LAYERS, Layer
from designer.layers.accept import per_axis
from designer.layers.tensor import Tensor
from designer.model import MAIN, Project

POOLS = ("MaxPool", "AvgPool", "LPPool")
BY_SAMPLE = ("GroupNorm", "InstanceNorm")
"""Normalizations whose mean is that of all places, so that each value depends on all of them."""
AT_ITS_PLACE = frozenset({"Identity", "Softmax2d", "LocalResponseNorm", "ChannelShuffle"})
VALUE_BY_VALUE = frozenset({"Add", "Subtract", "Multiply", "Divide", "Maximum", "Minimum"})

Axes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """The window of the input that a value depends on, by spatial axis, in places of the input.

    The first value's window begins at `first` (below 0 where there is padding) and is `size`
    wide; that of the next value begins `step` further on. `whole` is a field that has no window
    any more: all of the input.
    """

    source: str
    first: Axes
    size: Axes
    step: Axes
    whole: bool = False


def receptive_fields(project: Project, report: Report, graph: str = MAIN) -> dict[str, Field]:
    """The receptive field of each layer for which there is one.

    It is followed from an Input of channels and spatial axes through what works on windows and
    on each place alone, and through joins of branches. After a layer that leaves this order
    (Flatten, Linear, recurrence, enlargement) there is none, and none after a block: inside it
    they are told from its own Input on. `report` is that of the graph.
    """
    found: dict[str, Field] = {}
    drawing = without_muted(project).graphs[graph]
    for name in report.order:
        if name not in drawing.nodes:
            continue  # bypassed
        node = drawing.nodes[name]
        outputs = report.outputs.get(name, ())
        if node.type == INPUT and outputs and len(_spatial(outputs[0])) > 0:
            ones = (1,) * len(_spatial(outputs[0]))
            found[name] = Field(name, (0,) * len(ones), ones, ones)
        elif outputs and name in report.values and node.type in LAYERS:
            layer = LAYERS[node.type]
            wires = [wire for wire in incoming_wires(layer, drawing, name) if wire is not None]
            before = [found[wire.source] for wire in wires if wire.source in found]
            tensors = [t for wire in wires if (t := report.wire_tensor(wire)) is not None]
            if before and len(before) == len(wires) == len(tensors):
                field = _after(layer, report.values[name], before, tensors, outputs[0])
                if field is not None:
                    found[name] = field
    return {name: field for name, field in found.items() if drawing.nodes[name].type != INPUT}


def _after(
    layer: Layer,
    values: Mapping[str, Any],
    before: list[Field],
    inputs: list[Tensor],
    output: Tensor,
) -> Field | None:
    field, sizes = before[0], _spatial(inputs[0])
    axes = len(sizes)
    if len(field.first) != axes:
        return None
    if len(before) > 1:
        return _joined(layer, values, before, inputs)
    if layer.type.startswith("Adaptive"):
        return _adapted(field, sizes, _spatial(output))
    if layer.type == f"Conv{axes}d" or layer.type.startswith(POOLS):
        return _through_window(field, values)
    if layer.category == "resizing" and layer.type.endswith(f"Pad{axes}d"):
        border = per_axis(values["padding"], 2 * axes)
        return _moved(field, border[-2::-2])  # torch counts from the last axis
    if layer.type.startswith(BY_SAMPLE):
        return _whole(field)
    return field if _keeps_places(layer, values) else None


def _keeps_places(layer: Layer, values: Mapping[str, Any]) -> bool:
    if layer.type.startswith("BatchNorm"):
        return bool(values["track_running_stats"])  # afterwards, a scale and an offset
    return layer.pointwise or layer.category == "dropout" or layer.type in AT_ITS_PLACE


def _through_window(field: Field, values: Mapping[str, Any]) -> Field:
    axes = len(field.size)
    kernel = per_axis(values["kernel_size"], axes)
    stride = kernel if values["stride"] is None else per_axis(values["stride"], axes)
    dilation = per_axis(values.get("dilation", 1), axes)
    moved = _moved(field, per_axis(values.get("padding", 0), axes))
    if field.whole:
        return field
    rows = list(zip(field.size, kernel, dilation, stride, field.step, strict=True))
    size = tuple(size + (k - 1) * d * step for size, k, d, _, step in rows)
    return Field(field.source, moved.first, size, tuple(s * step for *_, s, step in rows))


def _adapted(field: Field, sizes: Axes, wanted: Axes) -> Field | None:
    """Equal parts are windows; one part is everything that came in."""
    if any(size % parts for size, parts in zip(sizes, wanted, strict=True)):
        return None
    kernel = tuple(size // parts for size, parts in zip(sizes, wanted, strict=True))
    return _through_window(field, {"kernel_size": kernel, "stride": None})


def _joined(
    layer: Layer, values: Mapping[str, Any], before: list[Field], inputs: list[Tensor]
) -> Field | None:
    """All that any of the branches has seen, where they lie on each other place by place."""
    by_channel = layer.type == "Concat" and values["dim"] in (1, 1 - inputs[0].rank)
    if not by_channel and layer.type not in VALUE_BY_VALUE:
        return None
    first = before[0]
    if any(len(field.first) != len(first.first) for field in before):
        return None
    if any(field.source != first.source for field in before):
        return None
    if any(field.whole for field in before):
        return next(field for field in before if field.whole)
    same_places = all(_spatial(tensor) == _spatial(inputs[0]) for tensor in inputs)
    if not same_places or any(field.step != first.step for field in before):
        return None
    starts = tuple(min(column) for column in zip(*(f.first for f in before), strict=True))
    ends = tuple(max(column) for column in zip(*(_ends(f) for f in before), strict=True))
    size = tuple(end - start for start, end in zip(starts, ends, strict=True))
    return Field(first.source, starts, size, first.step)


def _ends(field: Field) -> Axes:
    return tuple(first + size for first, size in zip(field.first, field.size, strict=True))


def _moved(field: Field, by: Sequence[int]) -> Field:
    if field.whole:
        return field
    rows = zip(field.first, by, field.step, strict=True)
    first = tuple(start - border * step for start, border, step in rows)
    return Field(field.source, first, field.size, field.step)


def _whole(field: Field) -> Field:
    return Field(field.source, field.first, field.size, field.step, whole=True)


def _spatial(tensor: Tensor) -> Axes:
    """The lengths of the axes behind batch and channels; none where one is open."""
    lengths = tensor.shape[2:]
    return tuple(d for d in lengths if isinstance(d, int)) if tensor.rank > 2 else ()
