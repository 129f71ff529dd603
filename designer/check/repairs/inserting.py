"""Why: often a layer in between makes what comes in fit; each is tried before it is offered."""

from collections.abc import Iterator, Mapping
from math import isqrt, prod
from typing import Any

from designer.check.repairs.actions import Chain, fix, insert, replace
from designer.check.repairs.case import Case, through
from designer.check.repairs.faults import fitting_params
from designer.check.report import Fix
from designer.layers import LAYERS, Tensor, find
from designer.text import tr, trn

Option = tuple[str, Chain]
FLATTEN: tuple[str, Mapping[str, Any]] = ("Flatten", {})


def other_axes(case: Case) -> Iterator[Fix]:
    """The same layer for another number of axes: BatchNorm2d for BatchNorm1d, or Dropout."""
    type_ = case.node.type
    if type_[-2:-1] not in "123":
        return
    for axes in ("1d", "2d", "3d", ""):
        other = f"{type_[:-2]}{axes}"
        if other in LAYERS and other != type_:
            params = fitting_params(find(other), case.node)
            if case.works_with(params, other):
                title = tr("Use {type} instead", type=other)
                yield fix(title, replace(case.graph, case.name, other))


def plain_layer(case: Case) -> Iterator[Fix]:
    """A Linear where there is no image for a convolution, and no words to look up."""
    given = case.node.params
    width = given.get("out_channels", given.get("embedding_dim"))
    if case.layer.category in ("convolution", "linear") and case.node.type != "Linear":
        params = {} if width is None else {"out_features": width}
        if case.works_with(params, "Linear"):
            title = tr("Use {type} instead", type="Linear")
            yield fix(title, replace(case.graph, case.name, "Linear", **params))


def flatten(case: Case) -> Iterator[Fix]:
    """Lay all axes of a sample out in one row, or what lies behind the channels."""
    yield from inserted(case, [(tr("Insert Flatten"), [FLATTEN])])


def pool(case: Case) -> Iterator[Fix]:
    """Take the mean of each channel, then one row of features."""
    axes = case.tensor.rank - 2 if case.tensor is not None else 0
    if case.tensor is not None and axes in (1, 2, 3) and set(case.tensor.shape[2:]) != {1}:
        size = " × ".join("1" * axes)
        chain: Chain = [(f"AdaptiveAvgPool{axes}d", {"output_size": 1}), FLATTEN]
        yield from inserted(case, [(tr("Pool to {size}", size=size), chain)])


def join_pixels(case: Case) -> Iterator[Fix]:
    """Make a sequence of an image: its pixels as steps, or one axis behind the channels."""
    if case.tensor is None or any(flatten(case)):
        return
    joined: Mapping[str, Any] = {"start_dim": 2}
    options: list[Option] = [
        (tr("Flatten the axes behind the channels"), [("Flatten", joined)]),
    ]
    sizes = [dim for dim in case.tensor.shape[2:] if isinstance(dim, int)]
    if takes_steps(case):
        title = tr("Make a sequence of its {count} pixels", count=prod(sizes))
        options.insert(0, (title, [("Flatten", joined), ("Transpose", {"dim0": 1, "dim1": 2})]))
    yield from inserted(case, options)


def takes_steps(case: Case) -> bool:
    """True for a layer that reads steps × features, where others take channels first."""
    return case.layer.category in ("recurrent", "attention")


def reshape(case: Case) -> Iterator[Fix]:
    """Lay the values out in a shape that the layer takes, where no other kind of it fits."""
    plain = case.layer.category in ("normalization", "dropout") and any(other_axes(case))
    if case.tensor is None or plain or any(flatten(case)):
        return
    options: list[Option] = [
        (
            tr("Reshape to {shape}", shape=" × ".join(map(str, shape))),
            [("Reshape", {"shape": shape})],
        )
        for shape in likely_shapes(case)
    ]
    yield from inserted(case, options)


def likely_shapes(case: Case) -> list[tuple[int, ...]]:
    """Other shapes of one sample; a row of numbers is more often many steps than one."""
    shapes = shapes_like(case.tensor) if case.tensor is not None else []
    if case.tensor is not None and takes_steps(case):
        shapes.sort(key=lambda shape: shape[-1] != 1 if len(shape) == 2 else True)
    return shapes


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
    yield from inserted(case, [(tr("Insert Embedding"), [("Embedding", {})])])


def cast(case: Case) -> Iterator[Fix]:
    """Turn numbers of one kind into those that the layer needs."""
    wanted = case.mismatch.expected
    if wanted == "int64" and case.view.data is not None:
        return  # measurements are no row numbers: many are negative
    if isinstance(wanted, str):
        title = tr("Insert Cast to {dtype}", dtype=wanted)
        yield from inserted(case, [(title, [("Cast", {"dtype": wanted})])])


def linear_to(width: int) -> str:
    """The title of an option that ends in so many features."""
    return trn("Insert a Linear to {count} feature", "Insert a Linear to {count} features", width)


def window(axes: int) -> str:
    """The smallest window, in words."""
    return " × ".join("1" * axes) if axes > 1 else tr("size 1")


def inserted(case: Case, options: list[Option]) -> Iterator[Fix]:
    """Those options after which the layer takes what comes in."""
    if case.tensor is None or case.wire is None:
        return
    for title, chain in options:
        after = through(case.tensor, chain)
        if after is not None and case.accepts({case.index: after}):
            yield fix(title, insert(case.graph, case.wire, chain))
