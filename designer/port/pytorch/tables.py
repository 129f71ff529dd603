"""Why: a network may hold numbers of its own that nobody learns, such as waves for places.

What they come to is worked out by torch, from a short list of functions: nothing of the file runs.
"""

import operator
from collections.abc import Callable
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
        found = _worked_out(made, {})
    except (TypeError, ValueError, LookupError, RuntimeError, ArithmeticError):  # as torch refuses
        return None
    return found if hasattr(found, "numel") else None


def _worked_out(value: Any, known: dict[int, Any]) -> Any:
    """A value; what was made once is worked out once, wherever it stands."""
    if isinstance(value, Made):
        if id(value) not in known:
            known[id(value)] = _made(value, known)
        return known[id(value)]
    if isinstance(value, tuple | list):
        return type(value)(_worked_out(part, known) for part in value)
    if isinstance(value, slice):
        return slice(*(_worked_out(part, known) for part in (value.start, value.stop, value.step)))
    if isinstance(value, Named):
        import torch

        return getattr(torch, value.last)
    return plain(value)


def _made(made: Made, known: dict[int, Any]) -> Any:
    args = [_worked_out(part, known) for part in made.args]
    named = {k: _worked_out(part, known) for k, part in made.named.items() if k != "device"}
    found = _small(_function(made), args, named, made.name.rpartition(".")[2])
    if made.parts:
        found = found.clone()
    for place, part in made.parts:
        found[_worked_out(place, known)] = _worked_out(part, known)
    return found


def _function(made: Made) -> Callable[..., Any]:
    """What makes it. Raises LookupError for what is not known to compute alone."""
    import torch

    room, _, last = made.name.rpartition(".")
    if made.name in SIGNS:
        return SIGNS[made.name]
    if made.name == "[]":
        return operator.getitem
    if room == "torch" and last in MAKING | CHANGING:
        function: Callable[..., Any] = getattr(torch, last)
        return function
    if not room and last in CHANGING:
        return lambda of, *rest, **named: getattr(of, last)(*rest, **named)
    raise LookupError(made.name)


def _small(function: Callable[..., Any], args: list[Any], named: dict[str, Any], name: str) -> Any:
    """What the function gives, tried first without the numbers: none of it gets too large."""
    if name != "tensor":
        import torch

        with torch.device("meta"):
            if function(*_empty(args), **named).numel() > LARGEST:
                raise ValueError(name)
    return function(*args, **named)


def _empty(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return type(value)(_empty(part) for part in value)
    return value.to("meta") if hasattr(value, "numel") else value


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
