"""Why: often a layer in between makes what comes in fit; each is tried before it is offered."""

from collections.abc import Iterator, Mapping
from math import isqrt
from typing import Any

from designer.check.repairs.actions import Chain, fix, insert, replace
from designer.check.repairs.case import Case, through
from designer.check.repairs.faults import fitting_params
from designer.check.report import Fix
from designer.layers import LAYERS, Tensor, find
from designer.text import tr

Option = tuple[str, Chain]
FLATTEN: tuple[str, Mapping[str, Any]] = ("Flatten", {})


def other_axes(case: Case) -> Iterator[Fix]:
    """The same layer for another number of axes: BatchNorm2d for BatchNorm1d."""
    type_ = case.node.type
    for axes in "123":
        other = f"{type_[:-2]}{axes}d"
        if type_[-2:-1] in "123" and other in LAYERS and other != type_:
            params = fitting_params(find(other), case.node)
            if case.works_with(params, other):
                title = tr("Use {type} instead", type=other)
                yield fix(title, replace(case.graph, case.name, other))


def flatten(case: Case) -> Iterator[Fix]:
    """Lay all axes of a sample out in one row, or what lies behind the channels."""
    yield from _inserted(case, [(tr("Insert Flatten"), [FLATTEN])])


def pool(case: Case) -> Iterator[Fix]:
    """Take the mean of each channel, then one row of features."""
    axes = case.tensor.rank - 2 if case.tensor is not None else 0
    if axes in (1, 2, 3):
        size = " × ".join("1" * axes)
        chain: Chain = [(f"AdaptiveAvgPool{axes}d", {"output_size": 1}), FLATTEN]
        yield from _inserted(case, [(tr("Pool to {size}", size=size), chain)])


def join_pixels(case: Case) -> Iterator[Fix]:
    """Make a sequence of an image: one axis for all of its pixels."""
    if any(flatten(case)):
        return
    chain: Chain = [("Flatten", {"start_dim": 2})]
    yield from _inserted(case, [(tr("Flatten the axes behind the channels"), chain)])


def reshape(case: Case) -> Iterator[Fix]:
    """Lay the values out in a shape that the layer takes."""
    if case.tensor is None or any(flatten(case)):
        return
    options: list[Option] = [
        (
            tr("Reshape to {shape}", shape=" × ".join(map(str, shape))),
            [("Reshape", {"shape": shape})],
        )
        for shape in shapes_like(case.tensor)
    ]
    yield from _inserted(case, options)


def shapes_like(tensor: Tensor) -> list[tuple[int, ...]]:
    """Other shapes of one sample with the same values, the most likely ones first."""
    sample = [dim for dim in tensor.sample if isinstance(dim, int)]
    if len(sample) < len(tensor.sample) or not sample:
        return []
    found = [tuple(dim for dim in sample if dim != 1), (1, *sample)]
    total = 1
    for dim in sample:
        total *= dim
    for channels in (1, 3):
        side = isqrt(total // channels)
        if channels * side * side == total and side > 1:
            found.append((channels, side, side))
    found += [(1, 1, *sample), (*sample, 1)]
    return [shape for shape in dict.fromkeys(found) if shape and shape != tuple(sample)]


def embed(case: Case) -> Iterator[Fix]:
    """Turn indices into vectors."""
    yield from _inserted(case, [(tr("Insert Embedding"), [("Embedding", {})])])


def align(case: Case) -> Iterator[Fix]:
    """Bring branches that are put together to one shape: that of the first, or of this one."""
    if len(case.inputs) < 2 or case.tensor is None or case.inputs[0] is None:
        return
    yield from _aligned(case, 0)
    if case.index:
        yield from _aligned(case, case.index)


def _aligned(case: Case, model: int) -> Iterator[Fix]:
    """Fixes after which every input is like input number `model`."""
    goal = case.inputs[model]
    others = [(i, t) for i, t in enumerate(case.inputs) if t is not None and goal and t != goal]
    if goal is None or not others:
        return
    choices = [_chains(tensor, goal) for _, tensor in others]
    for number in range(max(len(options) for options in choices)):
        row = [options[min(number, len(options) - 1)] for options in choices if options]
        if len(row) == len(others):
            yield from _all_inserted(case, [(i, o) for (i, _), o in zip(others, row, strict=True)])


def _all_inserted(case: Case, row: list[tuple[int, Option]]) -> Iterator[Fix]:
    changes: dict[int, Tensor] = {}
    steps = []
    for index, (_, chain) in row:
        tensor, wire = case.inputs[index], case.view.inputs[case.name].slots[index].wire
        after = through(tensor, chain) if tensor is not None else None
        if after is None or wire is None:
            return
        changes[index] = after
        steps.append(insert(case.graph, wire, chain))
    if case.accepts(changes):
        words = dict.fromkeys(
            tr(
                "{what} after {name}",
                what=title,
                name=case.view.inputs[case.name].slots[index].wires[0].source,
            )
            for index, (title, _) in row
        )
        yield fix(", ".join(words), *steps)


def _chains(tensor: Tensor, goal: Tensor) -> list[Option]:
    """Layers that may turn one shape into another."""
    options: list[Option] = []
    axes = goal.rank - 2
    if tensor.rank == goal.rank and axes in (1, 2, 3):
        options += _convolutions(tensor, goal, axes)
        same = [a == b for a, b in zip(tensor.shape[2:], goal.shape[2:], strict=True)]
        if not all(same):
            pooled: Mapping[str, Any] = {"output_size": _plain(goal.shape[2:])}
            options.append((tr("Insert a pooling"), [(f"AdaptiveAvgPool{axes}d", pooled)]))
    if tensor.rank == goal.rank and goal.rank in (2, 3) and isinstance(goal.shape[-1], int):
        linear: Mapping[str, Any] = {"out_features": goal.shape[-1]}
        options.append(
            (tr("Insert a Linear to {count} features", count=goal.shape[-1]), [("Linear", linear)])
        )
    if tensor.rank > goal.rank == 2:
        options.append((tr("Insert Flatten"), [FLATTEN]))
        if isinstance(goal.shape[1], int):
            rest: Mapping[str, Any] = {"out_features": goal.shape[1]}
            options.append((tr("Insert Flatten and Linear"), [FLATTEN, ("Linear", rest)]))
    return options


def _convolutions(tensor: Tensor, goal: Tensor, axes: int) -> list[Option]:
    """A 1 × 1 convolution to as many channels, with the stride that brings the size down."""
    strides = []
    for a, b in zip(tensor.shape[2:], goal.shape[2:], strict=True):
        if not isinstance(a, int) or not isinstance(b, int) or a < b:
            return []
        strides.append(-(-a // b))
    params: dict[str, Any] = {"out_channels": goal.shape[1], "kernel_size": 1}
    if any(stride > 1 for stride in strides):
        params["stride"] = _plain(tuple(strides))
    size = " × ".join("1" * axes)
    return [(tr("Insert a {size} convolution", size=size), [(f"Conv{axes}d", params)])]


def _plain(sizes: tuple[Any, ...]) -> Any:
    return sizes[0] if len(set(sizes)) == 1 else sizes


def _inserted(case: Case, options: list[Option]) -> Iterator[Fix]:
    """Those options after which the layer takes what comes in."""
    if case.tensor is None or case.wire is None:
        return
    for title, chain in options:
        after = through(case.tensor, chain)
        if after is not None and case.accepts({case.index: after}):
            yield fix(title, insert(case.graph, case.wire, chain))
