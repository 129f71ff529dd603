"""Why: programs put steps before the batch, or join both; a layer here wants the batch in front."""

from collections import Counter
from collections.abc import Callable, Sequence

from designer.layers import find
from designer.layers.tensor import has_batch
from designer.port.onnx.values import Flow, plain_axes, regrouped

MEETING = ("Add", "Subtract", "Multiply", "Divide", "Maximum", "Minimum")


def is_odd(flow: Flow) -> bool:
    """True where the batch is not the first axis, or not alone there."""
    if not any(map(has_batch, flow.shape)):
        return False
    return not has_batch(flow.shape[0]) or len(flow.axes[0]) > 1


def is_turned(flow: Flow) -> bool:
    """True where whole axes stand in another order."""
    return not flow.is_plain and Counter(flow.axes) == Counter(plain_axes(flow.given))


def turned_alike(flows: Sequence[Flow]) -> list[int] | None:
    """Which axis of what the layers give each axis is, if whole axes of all are turned alike."""
    first = flows[0]
    if not all(is_turned(flow) and len(flow.axes) == len(first.axes) for flow in flows):
        return None
    found = [_places(flow) for flow in flows]
    return found[0] if all(places == found[0] for places in found) else None


def _places(flow: Flow) -> list[int]:
    """The axes that the layer gives, in their order here; those of length 1 as they come."""
    bare = iter(place for place, size in enumerate(flow.given.shape) if size == 1)
    return [axis[0].places[0] if axis else next(bare) for axis in flow.axes]


def is_free(kind: str, count: int) -> bool:
    """True for a layer that does not care how the axes of what comes in are arranged."""
    if count > 1:
        return kind in MEETING
    return find(kind).pointwise or kind in ("Dropout", "Cast")


def value_by_value(flows: Sequence[Flow]) -> tuple[Flow, ...] | None:
    """What layers give before samples were moved, if for all alike; None where that is not so.

    What comes of it is to be arranged as the first of the flows.
    """
    first = flows[0]
    if not any(map(is_odd, flows)):
        return None
    if any(f.axes != first.axes or f.given.shape != first.given.shape for f in flows):
        return None
    return tuple(flow.arranged(plain_axes(flow.given)) for flow in flows)


def over_last(flow: Flow, draw: Callable[[Flow], Flow]) -> Flow | None:
    """What a layer makes of the last axis, whatever stands before it.

    The others come in as batch and steps, and are then as they were. None where they cannot be.
    """
    parts = [part for axis in flow.axes[:-1] for part in axis]
    batch = tuple(part for part in parts if has_batch(part.size))
    rest = tuple(sorted((p for p in parts if p not in batch), key=lambda part: part.places))
    middle = [rest] if rest or len(flow.axes) > 2 else []
    made = draw(flow.arranged([batch, *middle, flow.axes[-1]]))
    cut = regrouped(made, [*(part.size for part in (*batch, *rest)), made.shape[-1]])
    if cut is None:
        return None
    new = dict(zip((*batch, *rest), cut.axes, strict=False))
    leading = [tuple(part for old in axis for part in new[old]) for axis in flow.axes[:-1]]
    return made.arranged([*leading, cut.axes[-1]])


def over_one(flow: Flow, axis: int, draw: Callable[[Flow, int], Flow], *, gone: bool) -> Flow:
    """What a layer makes of one axis, which may be gone then, however the others are arranged."""
    if not is_odd(flow) or len(flow.axes[axis]) != 1:
        return draw(flow, axis)
    (target,) = flow.axes[axis]
    parts = sorted(
        (part for other in flow.axes for part in other),
        key=lambda part: (not has_batch(part.size), part.places),
    )
    made = draw(flow.arranged([(part,) for part in parts]), parts.index(target))
    left = [part for part in parts if part != target or not gone]
    new = dict(zip(left, made.axes, strict=True))
    kept = [old for place, old in enumerate(flow.axes) if place != axis or not gone]
    return made.arranged([tuple(part for old in axes for part in new[old]) for axes in kept])
