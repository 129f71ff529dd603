"""Why: while a file is read, a value is either known before data come or runs along a wire.

What only lays values out anew (Reshape, Transpose, Squeeze…) is not drawn when it is met: a file
has many of these where a person needs none. A `Flow` remembers instead how the axes of what a layer
gives are arranged, and is drawn, in the fewest steps, when something else takes it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from designer.layers import Dim, Sym, Tensor
from designer.layers.accept import product
from designer.layers.tensor import divided
from designer.port.onnx.tensors import Array


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an axis of what a layer gives: a whole axis, or one factor of its length.

    `places` says which, as the number of the axis, and of the part inside parts.
    """

    places: tuple[int, ...]
    size: Dim


Axes = tuple[tuple[Part, ...], ...]
"""For each axis the parts that it is joined of; none for an axis of length 1."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Numbers that do not depend on data: a weight, or what was computed from shapes.

    An array of objects may hold open lengths. `name` is what the file calls the weight. Where
    `blank` is true the numbers were left in the file, and only the shape is right.
    """

    array: Array
    name: str = ""
    blank: bool = False

    @property
    def number(self) -> float | None:
        """The one number that it holds, at any rank; None where there are several or none known."""
        if self.blank or self.array.size != 1 or self.array.dtype == object:
            return None
        return float(self.array.reshape(-1)[0])


@dataclass(frozen=True, slots=True)
class Flow:
    """What a drawn layer gives at a port, with its axes perhaps arranged in another way."""

    node: str
    port: str
    given: Tensor
    axes: Axes

    @property
    def shape(self) -> tuple[Dim, ...]:
        """The lengths of the axes as they are arranged."""
        return tuple(_length(axis) for axis in self.axes)

    @property
    def tensor(self) -> Tensor:
        """Shape and dtype as they are arranged."""
        return Tensor(self.shape, self.given.dtype)

    @property
    def is_plain(self) -> bool:
        """True where the axes are as the layer gives them."""
        return self.axes == plain_axes(self.given)

    def arranged(self, axes: Sequence[tuple[Part, ...]]) -> "Flow":
        """The same values with other axes."""
        return replace(self, axes=tuple(axes))


Value = Fixed | Flow


def plain(node: str, port: str, given: Tensor) -> Flow:
    """What a layer gives, as it gives it."""
    return Flow(node, port, given, plain_axes(given))


def _length(axis: tuple[Part, ...]) -> Dim:
    return axis[0].size if len(axis) == 1 else product(tuple(part.size for part in axis))


@lru_cache(1024)
def plain_axes(given: Tensor) -> Axes:
    """The axes of a tensor, each one part; those of length 1 have none."""
    return tuple(
        () if size == 1 else (Part((place,), size),) for place, size in enumerate(given.shape)
    )


def regrouped(flow: Flow, shape: Sequence[Dim]) -> Flow | None:
    """The same values in another shape; None where its axes are no joints or cuts of those here."""
    waiting = [part for axis in flow.axes for part in axis]
    axes: list[tuple[Part, ...]] = []
    for size in shape:
        taken: list[Part] = []
        rest: Dim | None = size
        while rest != 1:
            if not waiting or rest is None:
                return None
            part = waiting.pop(0)
            left = quotient(rest, part.size)
            if left is not None:
                taken.append(part)
                rest = left
                continue
            more = quotient(part.size, rest)
            if more is None or more == 1:
                return None
            taken.append(Part((*part.places, 0), rest))
            waiting.insert(0, Part((*part.places, 1), more))
            rest = 1
        axes.append(tuple(taken))
    return None if waiting else flow.arranged(_mended(axes))


def quotient(length: Dim, by: Dim) -> Dim | None:
    """How many times one length is in another; None where that is no whole number."""
    if isinstance(by, int):
        return divided(length, by) if by else None
    if isinstance(length, int):
        return None
    count = quotient(length.scale, by.scale)
    names = list(length.names)
    for name in by.names:
        if name not in names:
            return None
        names.remove(name)
    if not isinstance(count, int):
        return None
    return Sym(count, "·".join(names)) if names else count


def _mended(axes: Sequence[tuple[Part, ...]]) -> Axes:
    """Parts that stand side by side again, in the order in which they were cut, become whole."""
    found = tuple(axes)
    while True:
        joined = tuple(_joined(axis) for axis in found)
        if joined == found:
            return found
        found = joined


def _joined(axis: tuple[Part, ...]) -> tuple[Part, ...]:
    for place in range(len(axis) - 1):
        first, second = axis[place], axis[place + 1]
        same = first.places[:-1] == second.places[:-1] != ()
        if same and (first.places[-1], second.places[-1]) == (0, 1):
            whole = Part(first.places[:-1], product((first.size, second.size)))
            return (*axis[:place], whole, *axis[place + 2 :])
    return axis
