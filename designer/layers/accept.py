"""Why: what layers can take is asked, and refused in words that people understand, in one place."""

from collections.abc import Callable
from typing import Any

from designer.layers.spec import Inputs, Values
from designer.layers.tensor import Dim, Mismatch, Sym, Tensor, has_batch, image_text
from designer.text import tr

Sizes = tuple[int, ...]
Rule = Callable[[Values, Inputs], tuple[Tensor, ...]]

LAYOUTS = {
    1: "a sequence of channels × length",
    2: "an image of channels × height × width",
    3: "a volume of channels × depth × height × width",
}
"""What a layer over so many axes takes, the batch left out."""


def described(tensor: Tensor) -> str:
    """A tensor in words: "an image of 6 × 14 × 14", "400 features". Its first axis is left out."""
    shape = image_text(tensor.sample)
    match tensor.rank:
        case 0 | 1:
            return tr("a single number")
        case 2 if tensor.dtype.startswith("int"):
            return (
                tr("1 whole number") if shape == "1" else tr("{count} whole numbers", count=shape)
            )
        case 2:
            return tr("1 feature") if shape == "1" else tr("{count} features", count=shape)
        case 3:
            return tr("a sequence of {shape}", shape=shape)
        case 4:
            return tr("an image of {shape}", shape=shape)
        case 5:
            return tr("a volume of {shape}", shape=shape)
        case _:
            return tr("{rank} axes, {shape}", rank=tensor.rank - 1, shape=shape)


def need_float(tensor: Tensor, port: str = "in") -> Tensor:
    """The tensor itself when it holds decimal numbers. Raises Mismatch "dtype".

    Torch notices this late, in words about scalar types, or not at all.
    """
    if not tensor.dtype.startswith("float"):
        message = tr("needs decimal numbers (float32), and gets {got}", got=tensor.dtype)
        raise Mismatch("dtype", message, port=port, expected="float32", got=tensor.dtype)
    return tensor


def need_spatial(tensor: Tensor, axes: int) -> tuple[int, Sizes]:
    """Channels and sizes of a batch of sequences, images or volumes, all of fixed length.

    Raises Mismatch as `need_layout` does, and "open" where a size is open.
    """
    channels, _ = need_layout(tensor, axes)
    return channels, tuple(fixed(tensor, axis, "size") for axis in range(2, tensor.rank))


def need_layout(tensor: Tensor, axes: int) -> tuple[int, tuple[Dim, ...]]:
    """Channels and sizes of a batch of sequences, images or volumes; sizes may be open.

    Raises Mismatch "rank" when the number of axes differs, a missing batch axis included,
    which torch takes for a single sample; "channels" or "size" where the batch is in the way.
    """
    if tensor.rank != axes + 2:
        message = tr(
            "needs {layout}, and gets {got}", layout=tr(LAYOUTS[axes]), got=described(tensor)
        )
        raise Mismatch("rank", message, expected=axes + 2, got=tensor.rank)
    need_float(tensor)
    channels = fixed(tensor, 1, "channels")
    return channels, tuple(inside(tensor, axis, "size") for axis in range(2, tensor.rank))


def inside(tensor: Tensor, axis: int, code: str) -> Dim:
    """The length of an axis that cannot be the batch. Raises Mismatch `code`."""
    dim = tensor.shape[axis]
    if has_batch(dim):
        message = tr(
            "needs a fixed number on axis {axis}, and gets the batch size {dim} there",
            axis=axis % tensor.rank,
            dim=dim,
        )
        raise Mismatch(code, message, got=str(dim))
    return dim


def fixed(tensor: Tensor, axis: int, code: str) -> int:
    """The length of an axis, neither the batch nor open. Raises Mismatch `code` or "open"."""
    dim = inside(tensor, axis, code)
    if isinstance(dim, Sym):
        message = tr(
            "needs a fixed length on axis {axis}, and gets the open length {dim} there",
            axis=axis % tensor.rank,
            dim=dim,
        )
        raise Mismatch("open", message, got=str(dim))
    return dim


def windows(size: Dim, reach: int, stride: int, padding: int) -> Dim:
    """How many windows fit. Raises Mismatch "open" where that depends on an open length."""
    if isinstance(size, int):
        return (size + 2 * padding - reach) // stride + 1
    if stride == 1 and 2 * padding == reach - 1:
        return size
    message = tr(
        "keeps the open length {dim} only with stride 1 and {rest}", dim=size, rest=_half(reach)
    )
    raise Mismatch("open", message, expected=(reach - 1) // 2, got=str(size), param="padding")


def _half(reach: int) -> str:
    if reach % 2:
        return tr("padding {size}", size=(reach - 1) // 2)
    return tr("a window of odd size")


def per_axis(value: int | Sizes, axes: int) -> Sizes:
    """A size as one number for each axis."""
    return tuple(value) if isinstance(value, (tuple, list)) else (value,) * axes


def one_or_each(value: int | Sizes, axes: int) -> str:
    """A size as a node shows it where one number is enough: `2`, or `2×1`."""
    return str(value) if isinstance(value, int) else size_text(value, axes)


def size_text(value: int | Sizes, axes: int) -> str:
    """A size as a node shows it: `5×5`."""
    return "×".join(str(size) for size in per_axis(value, axes))


def length(axis: int) -> Callable[[Inputs, Values], Any]:
    """Infers a parameter from an axis of the first input; None when it has no length."""

    def infer(inputs: Inputs, _values: Values) -> int | None:
        if not inputs or not -inputs[0].rank <= axis < inputs[0].rank:
            return None
        dim = inputs[0].shape[axis]
        return dim if isinstance(dim, int) else None

    return infer


def axis_of(tensor: Tensor, dim: int, param: str = "dim") -> int:
    """The axis that `dim` means, counted from 0. Raises Mismatch "rank" when there is none."""
    if not -tensor.rank <= dim < tensor.rank:
        message = tr(
            "has no axis {dim} to work on: its input {shape} has axes 0 to {last}",
            dim=dim,
            shape=str(tensor),
            last=tensor.rank - 1,
        )
        raise Mismatch("rank", message, expected=dim, got=tensor.rank, param=param)
    return dim % tensor.rank


def product(dims: tuple[Dim, ...]) -> Dim:
    """The product of lengths, open ones included: `49·N`, `T·N`."""
    total: Dim = 1
    for dim in dims:
        total = total * dim
    return total
