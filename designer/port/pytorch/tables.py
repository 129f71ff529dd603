"""Why: a network may hold numbers of its own that nobody learns, such as waves for places.

What they come to is worked out by torch, from a short list of functions: nothing of the file runs.
"""

import operator
from collections.abc import Callable
from math import prod
from typing import Any

from designer.port.pytorch.values import Made, Named, plain

MAKING = frozenset({"zeros", "ones", "arange", "linspace", "full", "eye", "tensor"})
CHANGING = frozenset(
    {"exp", "sin", "cos", "log", "pow", "sqrt", "tril", "triu", "stack", "cat"}
) | {
    *("unsqueeze", "squeeze", "view", "reshape", "float", "long", "double", "transpose", "t"),
    *("flatten", "permute", "mul", "div", "contiguous", "outer", "logspace", "reciprocal"),
}
SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}
LARGEST = 4_000_000


def is_table(value: Any) -> bool:
    """True for numbers that a network holds, or that are made of such."""
    return isinstance(value, Made) and not value.name.startswith(("torch.nn.", "argparse."))


def table(made: Made) -> Any:
    """The numbers, as a tensor; None where they cannot be told, or are too many."""
    try:
        found = _worked_out(made)
    except (TypeError, ValueError, LookupError, RuntimeError, ArithmeticError, NotImplementedError):
        return None
    return found if hasattr(found, "numel") else None


def _worked_out(value: Any) -> Any:
    if isinstance(value, Made):
        return _made(value)
    if isinstance(value, tuple | list):
        return type(value)(_worked_out(part) for part in value)
    if isinstance(value, slice):
        return slice(*(_worked_out(part) for part in (value.start, value.stop, value.step)))
    if isinstance(value, Named):
        import torch

        return getattr(torch, value.last)
    return plain(value)


def _made(made: Made) -> Any:
    import torch

    args = [_worked_out(part) for part in made.args]
    named = {key: _worked_out(part) for key, part in made.named.items() if key != "device"}
    room, _, last = made.name.rpartition(".")
    if made.name in SIGNS:
        found = SIGNS[made.name](*args)
    elif made.name == "[]":
        found = args[0][args[1]]
    elif room == "torch" and last in MAKING | CHANGING:
        _need_few(last, args)
        found = getattr(torch, last)(*args, **named)
    elif not room and last in CHANGING:
        found = getattr(args[0], last)(*args[1:], **named)
    else:
        raise LookupError(made.name)
    if made.parts:
        found = found.clone()
    for place, part in made.parts:
        found[_worked_out(place)] = _worked_out(part)
    return found


def _need_few(name: str, args: list[Any]) -> None:
    sizes = [part for arg in args for part in (arg if isinstance(arg, tuple | list) else [arg])]
    numbers = [abs(part) for part in sizes if isinstance(part, int | float)]
    many = max(numbers, default=0) if name in ("arange", "linspace") else prod(numbers)
    if name in MAKING - {"tensor"} and many > LARGEST:
        raise ValueError(name)


def is_waves(made: Made) -> int:
    """How many places have sine and cosine by turns, as in `PositionalEncoding`; else 0."""
    found = table(made)
    if found is None or not found.is_floating_point():
        return 0
    while found.dim() > 2 and found.shape[0] == 1:
        found = found[0]
    if found.dim() != 2 or found.shape[1] % 2:
        return 0
    import torch

    steps, width = found.shape
    rate = 10000.0 ** -(torch.arange(0, width, 2) / width)
    angle = torch.arange(steps)[:, None] * rate
    waves = torch.stack([angle.sin(), angle.cos()], dim=-1).flatten(1)
    return int(steps) if torch.allclose(found.float(), waves, atol=1e-3) else 0
