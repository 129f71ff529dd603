"""Why: `F.relu(x)`, `torch.relu(x)` and `x.relu()` are one thing: each call is spelled in one way.

The code that Designer writes goes through here, too: what is spelled alike is alike.
"""

import inspect
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from designer.port.pytorch.changes import copied
from designer.port.pytorch.operators import axis, of_tensors
from designer.port.pytorch.values import BATCH, TRAINING, Flat, Named, Op, is_tensor, plain

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
NOTHING = frozenset({"contiguous", "cuda", "cpu", "requires_grad_"})
"""Methods that leave every value as it is."""
TURNING = frozenset({"transpose", "permute"})
ROWS = {
    "expand": "size",
    "flip": "dims",
    "new_ones": "size",
    "new_zeros": "size",
    "permute": "dims",
    "repeat": "repeats",
    "reshape": "shape",
    "tile": "dims",
    "view": "size",
}
"""Methods whose numbers may come one by one, or as a tuple; what that is called."""
NUMPY = {"axis": "dim", "keepdims": "keepdim", "x": "input", "x1": "input", "x2": "other"}
"""Arguments that may be called as in NumPy, and how torch calls them."""
SECOND = ("other", "exponent", "mat2")
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
    if name == "size":
        places = [plain(part) for part in (*args[1:], *named.values())]
        return axis(args[0], places[0]) if places else Op("shape", args)
    name, args, source = _converted(name, args, source)
    if name in NOTHING or (name == "to" and not _dtype(args, named)):
        return args[0]
    if name == "unfold" and source.startswith("."):
        name = "windows"  # another one than `F.unfold`
    args, named = _arranged(name, args, named)
    if name == "cat" and isinstance(args[0], tuple) and len(args[0]) == 1:
        return args[0][0]
    if name in ("view", "reshape"):
        return _reshaped(name, _of_batch(args), named, source, line)
    if name in SIGNS and len(args) == 2 and not named:
        return of_tensors(name, *args, line)
    return Op(name, args, tuple(sorted(named.items())), source, line)


def _converted(name: str, args: tuple[Any, ...], source: str) -> tuple[str, tuple[Any, ...], str]:
    """`x.float()`, `x.type_as(y)`: all ways of `x.to(…)`."""
    if name == "type_as":
        return "to", (args[0], Op("dtype", args[1:])), ".to"
    if name in DTYPES and len(args) == 1:
        return "to", (args[0], Named(f"torch.{DTYPES[name]}")), ".to"
    return name, args, source


def _arranged(
    name: str, args: tuple[Any, ...], named: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The arguments, those that may be written in several ways in one of them."""
    if name in ROWS:
        named = dict(named)
        row = named.pop(ROWS[name], None)
        return (args[0], *_row(args[1:] if row is None else (row,))), named
    return (_of_sign if name in SIGNS else _in_place)(name, args, named)


def _reshaped(
    name: str, args: tuple[Any, ...], named: dict[str, Any], source: str, line: int
) -> Any:
    """People lay flat with `view`; Designer writes `reshape` where it is more."""
    flat = len(args) == 3 and args[1] == BATCH and not isinstance(args[2], Op)
    if name == "view" and flat:
        return laid_flat(args, line)
    return Op("reshape", args, tuple(sorted(named.items())), source, line)


def laid_flat(args: tuple[Any, ...], line: int) -> Any:
    """`x.view(-1, 400)`: the layer that lays flat, and how many numbers there have to be then."""
    found = op("flatten", (args[0], 1), {}, "torch.flatten", line)
    return found if plain(args[2]) == -1 else replace(found, of=Flat(plain(args[2])))


def _of_sign(
    name: str, args: tuple[Any, ...], named: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """`torch.add(x, y, alpha=2)`: what is on the right of the sign, as often as it says."""
    rest = dict(named)
    second = [rest.pop(key) for key in SECOND if key in rest]
    args = (*args, *second)
    alpha = plain(rest.pop("alpha", 1))
    if name in "+-" and alpha != 1 and len(args) == 2:
        right = args[1]
        scaled = of_tensors("*", right, alpha) if is_tensor(right) else plain(right) * alpha
        return (args[0], scaled), rest
    return args, {key: value for key, value in rest.items() if value is not None}


def _dtype(args: tuple[Any, ...], named: dict[str, Any]) -> bool:
    given = [*args[1:], *named.values()]
    return any(
        (isinstance(part, Named) and part.name.startswith("torch.") and part.last != "device")
        or (isinstance(part, Op) and part.name == "dtype")
        for part in given
    )


def _row(args: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(args[0]) if len(args) == 1 and isinstance(args[0], tuple | list) else args


def _of_batch(args: tuple[Any, ...]) -> tuple[Any, ...]:
    """`x.view(-1, 400)`: the first axis is that of the batch."""
    if len(args) > 2 and args[1] == -1 and all(part != -1 for part in args[2:]):
        return (args[0], BATCH, *args[2:])
    return args


def _in_place(
    name: str, args: tuple[Any, ...], named: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Arguments in the order of torch's own, without those that are the default anyway."""
    order = signature(name)
    named = {
        NUMPY[key] if key not in order and NUMPY.get(key) in order else key: value
        for key, value in named.items()
    }
    kept = {key: value for key, value in named.items() if not _is_silent(key, value)}
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
