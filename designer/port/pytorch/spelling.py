"""Why: `F.relu(x)`, `torch.relu(x)` and `x.relu()` are one thing: each call is spelled in one way.

The code that Designer writes goes through here, too: what is spelled alike is alike.
"""

import inspect
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from designer.port.pytorch.changes import copied
from designer.port.pytorch.operators import axis, of_tensors
from designer.port.pytorch.values import BATCH, TRAINING, Named, Op, plain

EMPTY = inspect.Parameter.empty

SAME = {
    "absolute": "abs",
    "add": "+",
    "bmm": "@",
    "clip": "clamp",
    "concat": "cat",
    "concatenate": "cat",
    "div": "/",
    "divide": "/",
    "eq": "==",
    "ge": ">=",
    "gt": ">",
    "le": "<=",
    "lt": "<",
    "matmul": "@",
    "mm": "@",
    "mul": "*",
    "multiply": "*",
    "ne": "!=",
    "neg": "negative",
    "pow": "**",
    "sub": "-",
    "subtract": "-",
    "swapaxes": "transpose",
    "swapdims": "transpose",
    "true_divide": "/",
}
DTYPES = {
    "double": "float64",
    "float": "float32",
    "long": "int64",
    "int": "int32",
    "bool": "bool",
}
NOTHING = frozenset({"contiguous", "cuda", "cpu", "requires_grad_", "type_as"})
"""Methods that leave every value as it is."""
TURNING = frozenset({"transpose", "permute"})
ROWS = {"permute", "view", "reshape", "expand", "repeat", "flip", "new_ones", "new_zeros", "tile"}
"""Methods whose numbers may come one by one, or as a tuple."""
SILENT = {"inplace": (True, False), "training": (TRAINING, True), "device": None, "out": (None,)}
"""Arguments that change nothing of the result, where they have these values; None is any."""
SIGNS = ("+", "-", "*", "/", "**", "@")
OVER_AXES = {"dim": None, "keepdim": False}
UNTOLD: dict[str, dict[str, Any]] = {
    **dict.fromkeys(("mean", "sum", "amax", "amin", "argmax", "argmin", "prod"), OVER_AXES),
    **dict.fromkeys(("max", "min"), OVER_AXES),
    "logsumexp": {"dim": EMPTY, "keepdim": False},
    "repeat_interleave": {"repeats": EMPTY, "dim": None},
    "tensor_split": {"indices_or_sections": EMPTY, "dim": 0},
    "vector_norm": {"ord": 2, "dim": None, "keepdim": False},
}
"""Arguments of functions for which torch has no signature, or one that leaves some out."""


def op(name: str, args: tuple[Any, ...], named: dict[str, Any], source: str, line: int) -> Any:
    """A computation with tensors, in the one spelling. `args` begins with a tensor."""
    name = name.removesuffix("_") if not name.startswith("_") else name
    name = SAME.get(name, name)
    if name == "clone" or (name == "contiguous" and getattr(args[0], "name", "") in TURNING):
        return copied(args[0])
    if name in NOTHING or (name == "to" and not _dtype(args, named)):
        return args[0]
    if name in DTYPES and len(args) == 1:
        name, args = "to", (args[0], Named(f"torch.{DTYPES[name]}"))
    if name == "size":
        return axis(args[0], plain(args[1])) if len(args) == 2 else Op("shape", args)
    if name in ROWS:
        args = (args[0], *_row(args[1:]))
    else:
        args, named = _in_place(name, args, named)
    if name in ("view", "reshape"):
        args = _of_batch(args)
    if name == "view":  # people lay flat with it; Designer writes reshape where it is more
        flat = len(args) == 3 and args[1] == BATCH and not isinstance(args[2], Op)
        if flat:
            return op("flatten", (args[0], 1), {}, "torch.flatten", line)
        name = "reshape"
    if name in SIGNS and len(args) == 2:
        return of_tensors(name, *args, line)
    return Op(name, args, tuple(sorted(named.items())), source, line)


def _dtype(args: tuple[Any, ...], named: dict[str, Any]) -> bool:
    given = [*args[1:], *named.values()]
    return any(isinstance(part, Named) and part.name.startswith("torch.") for part in given)


def _row(args: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(args[0]) if len(args) == 1 and isinstance(args[0], tuple | list) else args


def _of_batch(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """`x.view(-1, 400)`: the first axis is that of the batch."""
    if len(args) > 1 and args[1] == -1 and all(part != -1 for part in args[2:]):
        return (args[0], BATCH, *args[2:])
    return args


def _in_place(
    name: str, args: tuple[Any, ...], named: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Arguments in the order of torch's own, without those that are the default anyway."""
    kept = {key: value for key, value in named.items() if not _is_silent(key, value)}
    order = signature(name)
    if not order:
        return args, kept
    given = dict(zip(order, args, strict=False))
    rest = args[len(order) :]
    given |= {key: value for key, value in kept.items() if key in order}
    others = {key: value for key, value in kept.items() if key not in order}
    changed = {
        key: value for key, value in given.items() if order[key] is EMPTY or value != order[key]
    }
    others |= {key: value for key, value in changed.items() if not _is_silent(key, value)}
    first = next(iter(order))
    if first in others:
        return (others.pop(first), *rest), others
    return (*args[:1], *rest), others


def _is_silent(key: str, value: Any) -> bool:
    return key in SILENT and (SILENT[key] is None or value in (SILENT[key] or ()))


@lru_cache(maxsize=1024)
def signature(name: str) -> dict[str, Any]:
    """The arguments of a function of torch with their defaults, as torch itself tells them."""
    if name in UNTOLD:
        return {"input": EMPTY, **UNTOLD[name]}
    for function in _functions().get(name, ()):
        try:
            found = inspect.signature(function)
        except (TypeError, ValueError):
            continue
        kinds = {parameter.kind for parameter in found.parameters.values()}
        if not kinds & {inspect.Parameter.VAR_POSITIONAL}:
            return {key: parameter.default for key, parameter in found.parameters.items()}
    return {}


@lru_cache(maxsize=1)
def _functions() -> dict[str, list[Callable[..., Any]]]:
    """Name → what has its signature: torch's own, and what stands in for built-in functions."""
    import torch
    from torch.overrides import get_testing_overrides

    found: dict[str, list[Callable[..., Any]]] = {}
    for function, stand_in in get_testing_overrides().items():
        name = getattr(function, "__name__", "")
        own = getattr(torch.nn.functional, name, None)
        if callable(own):
            found.setdefault(name, []).append(own)
        found.setdefault(name, []).append(stand_in)
    return found
