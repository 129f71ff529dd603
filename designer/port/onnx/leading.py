"""Why: programs put steps before the batch, or join both; a layer here wants the batch in front."""

from collections.abc import Callable

from designer.layers import find
from designer.layers.tensor import has_batch
from designer.port.onnx.values import Flow, plain_axes, regrouped

MEETING = ("Add", "Subtract", "Multiply", "Divide", "Maximum", "Minimum")


def is_odd(flow: Flow) -> bool:
    """True where the batch is not the first axis, or not alone there."""
    if not any(map(has_batch, flow.shape)):
        return False
    return not has_batch(flow.shape[0]) or len(flow.axes[0]) > 1


def value_by_value(kind: str, flows: tuple[Flow | None, ...]) -> tuple[Flow, ...] | None:
    """What a layer takes that does not care how axes are arranged; None where it has to.

    What it gives is to be arranged as the first of the flows.
    """
    given = [flow for flow in flows if flow is not None]
    if len(given) != len(flows) or not any(map(is_odd, given)):
        return None
    if len(given) > 1 and kind not in MEETING:
        return None
    if len(given) == 1 and not (find(kind).pointwise or kind in ("Dropout", "Cast")):
        return None
    if any(
        flow.axes != given[0].axes or flow.given.shape != given[0].given.shape for flow in given
    ):
        return None
    return tuple(flow.arranged(plain_axes(flow.given)) for flow in given)


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
