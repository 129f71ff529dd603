"""Why: an expression is worked out, not run: numbers as Python would, tensors as steps to draw."""

import ast
from collections.abc import Callable
from typing import Any

from designer.port.pytorch import arithmetic, attributes, calls
from designer.port.pytorch.operators import binary, compared, negative, number, subscript
from designer.port.pytorch.spelling import op
from designer.port.pytorch.values import (
    TRAINING,
    Counted,
    Function,
    Made,
    Method,
    Named,
    Op,
    Scope,
    Symbol,
    Unreadable,
    has_tensor,
    is_tensor,
    plain,
)
from designer.port.pytorch.world import World
from designer.text import tr


def evaluate(node: ast.expr, scope: Scope, world: World) -> Any:
    """What an expression comes to. Raises Unreadable."""
    world.step(node.lineno)
    handler = HANDLERS.get(type(node))
    if handler is None:
        raise Unreadable(tr("it has no value that the text alone tells"), node.lineno)
    try:
        return handler(node, scope, world)
    except Unreadable as error:
        error.line = error.line or node.lineno
        raise
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        raise Unreadable(tr("it has no value that the text alone tells"), node.lineno) from error


def lookup(name: str, scope: Scope, world: World) -> Any:
    """What a name stands for. Raises Unreadable."""
    for names in (scope, world.names):
        if name in names:
            return world.changes.current(names[name], world.force)
    if name in arithmetic.BUILT_IN or name in calls.BUILT_IN:
        return Named(name)
    raise Unreadable(tr("nothing in the file says what {name} is", name=name))


NEVER = frozenset({"torch.cuda.is_available", "torch.jit.is_scripting", "torch.jit.is_tracing"}) | {
    "torch.backends.mps.is_available",
    "torch.onnx.is_in_onnx_export",
}
"""What is asked of the machine, or of another program: here, and for what is computed, it is no."""


def truth(value: Any) -> bool:
    """Whether a condition holds; Unreadable where that depends on the data."""
    value = plain(value)
    if value == TRAINING:
        raise Unreadable(tr("it goes another way while the network trains"))
    if isinstance(value, Op) or has_tensor(value):
        raise Unreadable(tr("it depends on the data which way it goes"))
    if isinstance(value, Made) and value.name in NEVER:
        return False
    if isinstance(value, Method | Named) or (
        isinstance(value, Made) and not value.name.startswith("torch.nn.")
    ):
        raise Unreadable(tr("the text alone does not say which way it goes"))
    return bool(value)


def _name(node: ast.Name, scope: Scope, world: World) -> Any:
    return lookup(node.id, scope, world)


def _sequence(node: ast.List | ast.Tuple, scope: Scope, world: World) -> Any:
    parts = many(node.elts, scope, world)
    return tuple(parts) if isinstance(node, ast.Tuple) else parts


def many(nodes: list[ast.expr], scope: Scope, world: World) -> list[Any]:
    """The values of several expressions, those with a star unpacked."""
    found: Counted = Counted()
    count: Any = None
    rest = 0
    for node in nodes:
        if isinstance(node, ast.Starred):
            given = evaluate(node.value, scope, world)
            if isinstance(given, Counted) and given.times is not None:
                count, rest = given.times, len(nodes) - 1
            found += calls.iterated(given)
        else:
            found.append(calls.followed(evaluate(node, scope, world), world))
    if isinstance(count, Symbol) and count.value + rest == len(found):
        found.times = arithmetic.increased(count, rest)
    return found


def _dictionary(node: ast.Dict, scope: Scope, world: World) -> Any:
    found: dict[Any, Any] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            found |= evaluate(value, scope, world)
        else:
            found[plain(evaluate(key, scope, world))] = evaluate(value, scope, world)
    return found


def _binary(node: ast.BinOp, scope: Scope, world: World) -> Any:
    left = calls.followed(evaluate(node.left, scope, world), world)
    right = evaluate(node.right, scope, world)
    return binary(type(node.op), left, right, world)


def _unary(node: ast.UnaryOp, scope: Scope, world: World) -> Any:
    value = evaluate(node.operand, scope, world)
    if isinstance(node.op, ast.Not):
        return not truth(value)
    if isinstance(node.op, ast.USub):
        return negative(value, world)
    if isinstance(node.op, ast.Invert):
        if not is_tensor(value):
            return ~number(plain(value), world)
        return op("bitwise_not", (value,), {}, ".bitwise_not", node.lineno)
    return value


def _boolean(node: ast.BoolOp, scope: Scope, world: World) -> Any:
    wanted = isinstance(node.op, ast.Or)
    value: Any = None
    for part in node.values:
        value = evaluate(part, scope, world)
        if not isinstance(value, Named) and truth(value) == wanted:
            return value
    return value


def _compare(node: ast.Compare, scope: Scope, world: World) -> Any:
    left = evaluate(node.left, scope, world)
    for sign, other in zip(node.ops, node.comparators, strict=True):
        right = evaluate(other, scope, world)
        found = compared(type(sign), left, right, world)
        if len(node.ops) == 1 or not truth(found):
            return found
        left = right
    return True


def _conditional(node: ast.IfExp, scope: Scope, world: World) -> Any:
    test = evaluate(node.test, scope, world)
    if test == TRAINING:
        either = [evaluate(part, scope, world) for part in (node.body, node.orelse)]
        if not has_tensor(either) and plain(either[0]) == plain(either[1]):
            return either[0]
        return Op("if", (test, *either), (), "if", node.lineno)
    return evaluate(node.body if truth(test) else node.orelse, scope, world)


def _attribute(node: ast.Attribute, scope: Scope, world: World) -> Any:
    return attributes.of(evaluate(node.value, scope, world), node.attr, world)


def _subscript(node: ast.Subscript, scope: Scope, world: World) -> Any:
    value = evaluate(node.value, scope, world)
    index = evaluate(node.slice, scope, world)
    return subscript(value, index, world)


def _slice(node: ast.Slice, scope: Scope, world: World) -> Any:
    parts = (node.lower, node.upper, node.step)
    return slice(*(None if part is None else evaluate(part, scope, world) for part in parts))


def _call(node: ast.Call, scope: Scope, world: World) -> Any:
    function = evaluate(node.func, scope, world)
    args = many(node.args, scope, world)
    named: dict[str, Any] = {}
    for word in node.keywords:
        value = evaluate(word.value, scope, world)
        named |= value if word.arg is None else {word.arg: value}
    source = ast.unparse(node.func)
    return calls.call(function, args, named, calls.Place(source, node.lineno, scope), world)


def _comprehension(node: ast.ListComp | ast.GeneratorExp, scope: Scope, world: World) -> Any:
    found: Counted = Counted()
    inner = dict(scope)
    _fill(node.generators, node.elt, inner, world, found)
    only = node.generators[0]
    if len(node.generators) == 1 and not only.ifs and isinstance(only.iter, ast.Call):
        counted = [evaluate(part, scope, world) for part in only.iter.args]
        if len(counted) == 1 and isinstance(counted[0], Symbol):
            found.times = counted[0]
    return found


def _fill(
    generators: list[ast.comprehension],
    element: ast.expr,
    scope: Scope,
    world: World,
    found: list[Any],
) -> None:
    if not generators:
        found.append(evaluate(element, scope, world))
        return
    first, *others = generators
    from designer.port.pytorch.targets import assign

    for value in calls.iterated(evaluate(first.iter, scope, world)):
        assign(first.target, value, scope, world)
        if all(truth(evaluate(test, scope, world)) for test in first.ifs):
            _fill(others, element, scope, world, found)


def _text(node: ast.JoinedStr, scope: Scope, world: World) -> Any:
    found = ""
    for part in node.values:
        inner = part.value if isinstance(part, ast.FormattedValue) else part
        found += str(plain(evaluate(inner, scope, world)))
    return found


def _lambda(node: ast.Lambda, scope: Scope, _world: World) -> Any:
    return Function(node, scope)


def _constant(node: ast.Constant, _scope: Scope, _world: World) -> Any:
    return node.value


HANDLERS: dict[type[ast.expr], Callable[[Any, Scope, World], Any]] = {
    ast.Attribute: _attribute,
    ast.BinOp: _binary,
    ast.BoolOp: _boolean,
    ast.Call: _call,
    ast.Compare: _compare,
    ast.Constant: _constant,
    ast.Dict: _dictionary,
    ast.GeneratorExp: _comprehension,
    ast.IfExp: _conditional,
    ast.JoinedStr: _text,
    ast.Lambda: _lambda,
    ast.List: _sequence,
    ast.ListComp: _comprehension,
    ast.Name: _name,
    ast.Slice: _slice,
    ast.Subscript: _subscript,
    ast.Tuple: _sequence,
    ast.UnaryOp: _unary,
}

__all__ = ["evaluate", "is_tensor", "lookup", "many", "truth"]
