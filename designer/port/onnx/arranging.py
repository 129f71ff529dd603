"""Why: values that are laid out anew are drawn in as few layers as a person would take."""

from collections.abc import Callable, Sequence
from itertools import groupby

from designer.layers import Dim, Sym
from designer.layers.tensor import has_batch
from designer.port.onnx.values import Flow, Part, plain_axes

Draw = Callable[..., Flow]
"""Draws a layer of a type behind a flow, with parameters by name."""


def drawn(flow: Flow, draw: Draw) -> Flow:
    """The flow as a layer gives it, after those that arrange its axes have been drawn."""
    if flow.is_plain:
        return flow
    start = flow.arranged(plain_axes(flow.given))
    order = [part for axis in flow.axes for part in axis]
    kept = order == sorted(order, key=lambda part: part.places)
    if kept and _is_reshape(flow):
        return _reshaped(flow, start, draw)
    bare = _without_ones(_cut(start, order, draw), draw)
    near, wanted = _joined_already(bare, flow, draw)
    turned = _turned(near, [part for axis in wanted.axes for part in axis], draw)
    return _joined(turned, wanted, draw)


def _is_reshape(flow: Flow) -> bool:
    """True where the batch stays in front and every other length is a number."""
    shape = flow.shape
    same_batch = bool(shape) and bool(flow.given.shape) and shape[0] == flow.given.shape[0]
    return same_batch and len(shape) > 1 and has_batch(shape[0])


def _reshaped(flow: Flow, start: Flow, draw: Draw) -> Flow:
    """One layer: a Flatten, an Unflatten, a Squeeze or an Unsqueeze where that says it better."""
    before, after = start.shape, flow.shape
    same = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    place = min(len(before), len(after)) if same is None else same
    behind = 0
    while (
        behind < min(len(before), len(after)) - place and before[-1 - behind] == after[-1 - behind]
    ):
        behind += 1
    old, new = len(before) - place - behind, len(after) - place - behind
    if new == 0 and old > 1 and place > 1:  # axes of length 1 behind the features
        place, old, new = place - 1, old + 1, 1
    if old == 0 and new == 1:
        return draw("Unsqueeze", start, dim=place)
    if old == 1 and new == 0:
        return draw("Squeeze", start, dim=place)
    if new == 1 and old > 1:
        end = place + old - 1 if behind else -1
        return draw("Flatten", start, start_dim=place, end_dim=end)
    if old == 1 and new > 1:
        return draw(
            "Unflatten",
            start,
            dim=place if behind else -1,
            shape=_numbers(after[place : place + new]),
        )
    if any(isinstance(size, Sym) for size in (*before[1:], *after[1:])):
        return _joined(
            _without_ones(_cut(start, [p for a in flow.axes for p in a], draw), draw), flow, draw
        )
    return draw("Reshape", start, shape=after[1:])


def _numbers(sizes: Sequence[Dim]) -> tuple[int, ...]:
    """Lengths as Unflatten takes them: an open one fits itself."""
    return tuple(size if isinstance(size, int) else -1 for size in sizes)


def _cut(flow: Flow, order: Sequence[Part], draw: Draw) -> Flow:
    """Axes of which only parts are wanted, cut into these."""
    parts = sorted(order, key=lambda part: part.places)
    by_axis = {axis: list(found) for axis, found in groupby(parts, key=lambda part: part.places[0])}
    for axis in sorted(by_axis, reverse=True):
        sizes = [part.size for part in by_axis[axis]]
        if len(sizes) > 1:
            flow = draw("Unflatten", flow, dim=axis, shape=_numbers(sizes))
    return flow


def _without_ones(flow: Flow, draw: Draw) -> Flow:
    for axis in range(len(flow.shape) - 1, -1, -1):
        if flow.shape[axis] == 1:
            flow = draw("Squeeze", flow, dim=axis)
    return flow


def _joined_already(flow: Flow, wanted: Flow, draw: Draw) -> tuple[Flow, Flow]:
    """Parts that stand side by side before and after are joined first, and turned as one."""
    parts = sorted((p for axis in wanted.axes for p in axis), key=lambda part: part.places)
    axes = list(wanted.axes)
    for start in range(len(parts) - 1, -1, -1):
        place = next(i for i, axis in enumerate(wanted.axes) if parts[start] in axis)
        axis = axes[place]
        if len(axis) > 1 and list(axis) == parts[start : start + len(axis)]:
            end = start + len(axis) - 1
            last = -1 if end == len(flow.shape) - 1 else end
            flow = draw("Flatten", flow, start_dim=start, end_dim=last)
            axes[place] = (Part(axis[0].places, flow.shape[start]),)
    return flow, wanted.arranged(axes)


def _turned(flow: Flow, order: Sequence[Part], draw: Draw) -> Flow:
    """The axes in their new order; two that change places are a Transpose."""
    ranks = sorted(order, key=lambda part: part.places)
    dims = tuple(ranks.index(part) for part in order)
    moved = [axis for axis, dim in enumerate(dims) if axis != dim]
    if not moved:
        return flow
    if len(moved) == 2:
        return draw("Transpose", flow, dim0=moved[0], dim1=moved[1])
    return draw("Permute", flow, dims=dims)


def _joined(flow: Flow, wanted: Flow, draw: Draw) -> Flow:
    """Parts that stand side by side put together, and axes of length 1 put in."""
    steps = sum(len(parts) != 1 for parts in wanted.axes)
    fixed = all(isinstance(size, int) for size in wanted.shape[1:])
    if steps > 1 and fixed and wanted.shape[0] == flow.shape[0]:
        return draw("Reshape", flow, shape=wanted.shape[1:])
    for axis, parts in enumerate(wanted.axes):
        if not parts:
            flow = draw("Unsqueeze", flow, dim=axis)
        elif len(parts) > 1:
            last = axis + len(parts) - 1
            end = -1 if last == len(flow.shape) - 1 else last
            flow = draw("Flatten", flow, start_dim=axis, end_dim=end)
    return flow


def arranging_code(flow: Flow) -> str:
    """The same as an expression over x, for axes that no layers arrange so."""
    order = [part for axis in flow.axes for part in axis]
    parts = sorted(order, key=lambda part: part.places)
    text = f"x.reshape({_lengths([part.size for part in parts])})"
    dims = [parts.index(part) for part in order]
    if dims != sorted(dims):
        text += f".permute({', '.join(map(str, dims))})"
    return f"{text}.reshape({_lengths(flow.shape)})"


def _lengths(sizes: Sequence[Dim]) -> str:
    """Lengths for a reshape, the batch, else the first open one, as -1."""
    batch = [place for place, size in enumerate(sizes) if has_batch(size)]
    rest = [place for place, size in enumerate(sizes) if isinstance(size, Sym)]
    free = (batch or rest or [-1])[0]
    return ", ".join(
        "-1" if place == free or isinstance(size, Sym) else str(size)
        for place, size in enumerate(sizes)
    )
