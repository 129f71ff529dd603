"""Why: signs between values: numbers are worked out, tensors become a step in one spelling."""

import ast
from typing import Any

from designer.port.pytorch import parts
from designer.port.pytorch.arithmetic import BINARY, COMPARISONS, compute, negated
from designer.port.pytorch.tables import is_table
from designer.port.pytorch.values import (
    BATCH,
    Chain,
    Made,
    Named,
    Op,
    Symbol,
    Unreadable,
    has_tensor,
    is_tensor,
    plain,
)
from designer.port.pytorch.world import World
from designer.text import tr

TURNED = {">": "<", "<": ">", ">=": "<=", "<=": ">=", "==": "==", "!=": "!="}
WHOLE = slice(None)
SEVERAL = frozenset({"()", "chunk", "tensor_split", "topk", "split", "unbind"})
"""What gives several values at once, or may."""
BEST: dict[tuple[str, Any], str] = {
    ("max", 0): "amax",
    ("max", 1): "argmax",
    ("min", 0): "amin",
    ("min", 1): "argmin",
}


def binary(sign: type[ast.operator], left: Any, right: Any, world: World) -> Any:
    """`left sign right`. Raises Unreadable."""
    text = BINARY[sign][0] if sign in BINARY else ""
    if has_tensor(left) or has_tensor(right):
        if not text:
            raise Unreadable(tr("it has no value that the text alone tells"))
        return of_tensors(text, left, right, world.line)
    left, right = number(left, world), number(right, world)
    if isinstance(left, Op) or isinstance(right, Op):
        raise Unreadable(tr("it depends on how many samples come in"))
    if isinstance(left, Chain) and isinstance(right, Chain) and text == "+":
        return parts.joined(left, right)
    if isinstance(left, Made) or isinstance(right, Made):
        return Made(text, (left, right), {}, world.line)
    if sign not in BINARY:
        raise Unreadable(tr("it has no value that the text alone tells"))
    return compute(sign, left, right)


def _without_expanding(value: Any, other: Any) -> Any:
    """`y` of `x * y.expand_as(x)`: a sign between tensors makes it as large by itself."""
    if isinstance(value, Op) and value.name == "expand_as" and len(value.args) == 1:
        return value.args[0] if dict(value.named).get("other") == other else value
    return value


def of_tensors(sign: str, left: Any, right: Any, line: int = 0) -> Any:
    """The step for a sign between tensors, or between a tensor and a number."""
    left, right = _without_expanding(left, right), _without_expanding(right, left)
    if not is_tensor(right):
        if sign == "-":
            return Op("+", (left, negated(right)), (), "+", line)
        if sign == "/" and plain(right) and not isinstance(right, Symbol):
            return Op("*", (left, 1 / right), (), "*", line)
    elif not is_tensor(left):
        if sign in "+*":
            return Op(sign, (right, left), (), sign, line)
        if sign == "-":
            return Op("+", (Op("negative", (right,), (), "-", line), left), (), "+", line)
        if sign == "/" and left == 1:
            return Op("reciprocal", (right,), (), ".reciprocal", line)
    longer = sign in "+*" and isinstance(left, Op) and left.name == sign and is_tensor(right)
    if longer and all(map(is_tensor, left.args)):
        return Op(sign, (*left.args, right), (), sign, line)
    return Op(sign, (left, right), (), sign, line)


def negative(value: Any, world: World) -> Any:
    """`-value`."""
    if has_tensor(value):
        return Op("negative", (value,), (), "-", world.line)
    return negated(number(value, world))


def compared(sign: type[ast.cmpop], left: Any, right: Any, world: World) -> Any:
    """`left sign right` for a sign like `<`."""
    text, function = COMPARISONS[sign]
    if text in TURNED and (is_tensor(left) or is_tensor(right)):
        if not is_tensor(left):
            return Op(TURNED[text], (right, left), (), TURNED[text], world.line)
        return Op(text, (left, right), (), text, world.line)
    if text in TURNED and (is_table(left) or is_table(right)):
        return Made(text, (left, right), {}, world.line)
    if text in ("is", "is not"):
        same = plain(left) is plain(right) or (isinstance(left, Named) and left == right)
        return same if text == "is" else not same
    left, right = plain(lengths(left, world)), plain(lengths(right, world))
    if isinstance(left, Op) or isinstance(right, Op):
        raise Unreadable(tr("it depends on how many samples come in"))
    return function(left, right)


def number(value: Any, world: World) -> Any:
    """The size of an axis as a number, where it is known; anything else as it is."""
    if isinstance(value, Op) and value.name == "size" and value != BATCH:
        return world.length(value)
    return value


def lengths(value: Any, world: World) -> Any:
    """What stands for sizes of axes as numbers, also in rows, and as a whole shape."""
    if isinstance(value, tuple | list):
        found = (lengths(part, world) for part in value)
        return tuple(found) if isinstance(value, tuple) else list(found)
    if isinstance(value, Op) and value.name == "shape":
        return (BATCH, *world.length(value)[1:])
    return number(value, world)


def subscript(value: Any, index: Any, world: World) -> Any:
    """`value[index]`."""
    if isinstance(value, Op) and value.name == "shape":
        return _of_shape(value, plain(index), world)
    if is_tensor(value):
        return _of_tensor(value, index, world)
    if is_table(value):
        if _is_open(index):
            return _indexed(value, index, world.line)
        return Made("[]", (value, index), {}, world.line)
    if isinstance(value, Named):
        return value  # a type: `list[int]`
    if isinstance(index, slice):
        index = slice(*(plain(part) for part in (index.start, index.stop, index.step)))
    if isinstance(value, Chain) and isinstance(index, slice):
        return Chain(dict(list(value.parts.items())[index]))
    if isinstance(value, Chain):
        return list(value.parts.values())[plain(index)]
    return value[index if isinstance(index, slice) else plain(index)]


def _of_tensor(value: Any, index: Any, world: World) -> Any:
    if isinstance(index, int | str) and isinstance(value, Op):
        best = BEST.get((value.name, index)) if dict(value.named).get("dim") is not None else ""
        if best:
            return Op(best, value.args, value.named, f".{best}", value.line)
        value = world.force(value, "") if value.name in SEVERAL else value
        if isinstance(value, tuple | dict):
            return value[plain(index)]
    return _indexed(value, index, world.line)


def _is_open(index: Any) -> bool:
    """True for an index in which the size of something stands: `[:, :x.size(1)]`."""
    rows = index if isinstance(index, tuple) else (index,)
    inner = [(p.start, p.stop, p.step) if isinstance(p, slice) else (p,) for p in rows]
    return any(isinstance(part, Op) for row in inner for part in row)


def _of_shape(shape: Op, index: Any, world: World) -> Any:
    of = shape.args[0]
    if isinstance(index, slice):
        if index.stop is None or index.stop < 0:
            count = len(world.length(shape))
            return tuple(axis(of, place) for place in range(count))[index]
        return tuple(axis(of, place) for place in range(index.stop))[index]
    return axis(of, index)


def axis(of: Any, index: Any) -> Any:
    """How long an axis is: that of the batch is spelled alike for every tensor."""
    return Op("batch", of=of) if index == 0 else Op("size", (of, index))


def _indexed(value: Any, index: Any, line: int) -> Any:
    parts = list(index) if isinstance(index, tuple) else [index]
    while len(parts) > 1 and parts[-1] == WHOLE and Ellipsis not in parts:
        parts.pop()
    places = tuple(spelled(part) for part in parts)
    return Op("[]", (value, *places), (), "[]", line)


def spelled(part: Any) -> Any:
    """A part of an index, so that it can be compared."""
    if isinstance(part, slice):
        return (":", part.start or None, part.stop, None if part.step == 1 else part.step)
    return "..." if part is Ellipsis else part
