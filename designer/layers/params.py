"""Why: the same kinds of parameters come up in layer after layer; here they are one line each."""

from collections.abc import Callable
from typing import Any

from designer.layers.spec import Inputs, Param, Values


def inferred(name: str, note: str, infer: Callable[[Inputs, Values], Any]) -> Param:
    """A number that follows from what comes in, written first and without its name."""
    return Param(name, "int", help=note, positional=True, infer=infer)


def width(name: str, default: int, note: str) -> Param:
    """How many features or channels go out, written without its name."""
    return Param(name, "int", default, help=note, minimum=1, positional=True)


def whole(name: str, default: int, note: str, *, advanced: bool = False) -> Param:
    """A whole number of at least 1."""
    return Param(name, "int", default, help=note, minimum=1, advanced=advanced)


def share(name: str, default: float, note: str, *, positional: bool = False) -> Param:
    """A number from 0 to 1."""
    return Param(name, "float", default, help=note, minimum=0, maximum=1, positional=positional)


def switch(
    name: str, default: bool, note: str, *, advanced: bool = False, always: bool = False
) -> Param:
    """On or off."""
    return Param(name, "bool", default, help=note, advanced=advanced, always=always)


def extent(
    name: str, default: int, note: str, axes: int, minimum: int, *, advanced: bool = False
) -> Param:
    """One number for all axes, or one for each: a stride, a padding, a dilation."""
    return Param(name, "sizes", default, help=note, minimum=minimum, axes=axes, advanced=advanced)
