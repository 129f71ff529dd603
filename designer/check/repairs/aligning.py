"""Why: branches that are put together must agree; layers in between bring them to one shape."""

from collections.abc import Iterator, Mapping
from typing import Any

from designer.check.repairs.actions import fix, insert, replace, set_param
from designer.check.repairs.case import Case, through
from designer.check.repairs.faults import fitting_params, setting_title, value_text
from designer.check.repairs.inserting import FLATTEN, Option, linear_to, window
from designer.check.report import Fix
from designer.layers import Tensor, find
from designer.text import tr

BORDER = 3  # values that may be missing at an edge; more is another size altogether
OTHER_JOINS = {"Add": ("Concat",), "MatMul": ("Multiply", "Bilinear"), "Stack": ("Concat",)}


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
    joins = case.node.type == "Concat"
    choices = [_chains(tensor, goal, joins) for _, tensor in others]
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


def _chains(tensor: Tensor, goal: Tensor, joins: bool) -> list[Option]:
    """Layers that may turn one shape into another; `joins` where channels may differ."""
    options: list[Option] = []
    axes = goal.rank - 2
    if tensor.rank == goal.rank and axes in (1, 2, 3):
        options += [] if joins else _convolutions(tensor, goal, axes)
        options += _resized(tensor, goal, axes, joins)
    if tensor.rank == goal.rank and goal.rank in (2, 3) and isinstance(goal.shape[-1], int):
        linear: Mapping[str, Any] = {"out_features": goal.shape[-1]}
        options.append((linear_to(goal.shape[-1]), [("Linear", linear)]))
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
    size = window(axes)
    title = tr("Insert a {size} convolution", size=size)
    if any(stride > 1 for stride in strides):
        params["stride"] = _plain(tuple(strides))
        stride = value_text(params["stride"])
        title = tr("Insert a {size} convolution with stride {stride}", size=size, stride=stride)
    return [(title, [(f"Conv{axes}d", params)])]


def _resized(tensor: Tensor, goal: Tensor, axes: int, joins: bool) -> list[Option]:
    """Images of another size: a border where a little is missing, else a pooling or resizing."""
    pairs = [
        (a, b)
        for a, b in zip(tensor.shape[2:], goal.shape[2:], strict=True)
        if isinstance(a, int) and isinstance(b, int)
    ]
    if len(pairs) < axes or all(a == b for a, b in pairs):
        return []
    sizes = tuple(b for _, b in pairs)
    text = value_text(sizes)
    options: list[Option] = []
    if all(0 <= b - a <= min(BORDER, a) for a, b in pairs):
        border = tuple(part for a, b in reversed(pairs) for part in (0, b - a))
        title = tr("Insert a border up to {size}", size=text)
        options.append((title, [(f"ZeroPad{axes}d", {"padding": border})]))
    if all(a >= b for a, b in pairs):
        pooled: Mapping[str, Any] = {"output_size": _plain(sizes)}
        title = tr("Insert a pooling to {size}", size=text)
        options.append((title, [(f"AdaptiveAvgPool{axes}d", pooled)]))
    else:
        title = tr("Insert a resizing to {size}", size=text)
        options.append((title, [("Interpolate", {"size": sizes})]))
    if joins or tensor.shape[1] == goal.shape[1]:
        return options
    widen = (f"Conv{axes}d", {"out_channels": goal.shape[1], "kernel_size": 1})
    least = window(axes)
    return [
        (tr("{what} and a {size} convolution", what=title, size=least), [*chain, widen])
        for title, chain in options
    ]


def _plain(sizes: tuple[Any, ...]) -> Any:
    return sizes[0] if len(set(sizes)) == 1 else sizes


def spread(case: Case) -> Iterator[Fix]:
    """Lay a row of numbers along the channels of an image, or along each step of a sequence."""
    for index, tensor in enumerate(case.inputs):
        wire = case.view.inputs[case.name].slots[index].wire
        rank = max(other.rank for other in case.inputs if other is not None)
        if tensor is None or wire is None or not tensor.rank == 2 < rank:
            continue
        shape = (tensor.shape[1], *[1] * (rank - 2)) if rank > 3 else (1, tensor.shape[1])
        chain = [("Reshape", {"shape": shape})]
        after = through(tensor, chain)
        if after is not None and case.accepts({index: after}):
            title = tr("Reshape to {shape} after {name}", shape=value_text(shape), name=wire.source)
            yield fix(title, insert(case.graph, wire, chain))


def join_axis(case: Case) -> Iterator[Fix]:
    """Join along the one axis on which the inputs differ."""
    shapes = [tensor.shape for tensor in case.inputs if tensor is not None]
    if "dim" not in {param.name for param in case.layer.params} or len(shapes) < 2:
        return
    apart = [axis for axis, dims in enumerate(zip(*shapes, strict=False)) if len(set(dims)) > 1]
    if len(apart) == 1 and case.works_with({**case.node.params, "dim": apart[0]}):
        title = setting_title("dim", case.name, apart[0])
        yield fix(title, set_param(case.graph, case.name, "dim", apart[0]))


def turned(case: Case) -> Iterator[Fix]:
    """Swap rows and columns of one of two tables, as of the keys in Q Kᵀ."""
    if case.node.type != "MatMul":
        return
    for index in (1, 0):
        tensor, wire = case.inputs[index], case.view.inputs[case.name].slots[index].wire
        if tensor is None or wire is None or tensor.rank < 3:
            continue
        swap = [("Transpose", {"dim0": tensor.rank - 2, "dim1": tensor.rank - 1})]
        after = through(tensor, swap)
        if after is not None and case.accepts({index: after}):
            title = tr("Insert Transpose after {name}", name=wire.source)
            yield fix(title, insert(case.graph, wire, swap))


def other_join(case: Case) -> Iterator[Fix]:
    """Put the branches together in another way, which takes them as they are."""
    for other in OTHER_JOINS.get(case.node.type, ()):
        if case.works_with(fitting_params(find(other), case.node), other):
            title = tr("Use {type} instead", type=other)
            yield fix(title, replace(case.graph, case.name, other))
