"""Why: the left side of an assignment: names, attributes of `self`, places of a list, tuples."""

import ast
from typing import Any

from designer.port.pytorch import calls
from designer.port.pytorch.changes import held
from designer.port.pytorch.keeping import keep
from designer.port.pytorch.operators import axis
from designer.port.pytorch.parts import put, take_out
from designer.port.pytorch.tables import is_table
from designer.port.pytorch.values import (
    Chain,
    Instance,
    Named,
    Op,
    Scope,
    Unreadable,
    has_tensor,
    is_dataless,
    is_tensor,
    plain,
)
from designer.port.pytorch.world import World
from designer.text import tr


def assign(target: ast.expr, value: Any, scope: Scope, world: World) -> None:
    """Give names their values: `a, (b, c) = …`. Raises Unreadable."""
    value = held(value, world.force)
    match target:
        case ast.Name():
            scope[target.id] = value
        case ast.Attribute():
            from designer.port.pytorch.expressions import evaluate

            keep(evaluate(target.value, scope, world), target.attr, value, world)
        case ast.Tuple() | ast.List():
            _unpack(target.elts, value, scope, world)
        case ast.Subscript():
            from designer.port.pytorch.expressions import evaluate

            of = evaluate(target.value, scope, world)
            if isinstance(of, Chain):
                put(of, evaluate(target.slice, scope, world), value)
                return
            if is_table(of) and not has_tensor(value):
                of.parts.append((evaluate(target.slice, scope, world), value))
                return
            if not isinstance(of, list | dict) or (has_tensor(of) and is_tensor(of)):
                raise Unreadable(tr("a part of a tensor is changed in place"), target.lineno)
            of[plain(evaluate(target.slice, scope, world))] = value
        case _:
            raise Unreadable(tr("it has no value that the text alone tells"), target.lineno)


def delete(target: ast.expr, scope: Scope, world: World) -> None:
    """Take a name, an attribute or a part away: `del self.layers[3]`. Raises Unreadable."""
    from designer.port.pytorch.expressions import evaluate

    match target:
        case ast.Name():
            scope.pop(target.id, None)
            return
        case ast.Attribute():
            of = evaluate(target.value, scope, world)
            if isinstance(of, Instance):
                of.attributes.pop(target.attr, None)
                return
        case ast.Subscript():
            of = evaluate(target.value, scope, world)
            place = evaluate(target.slice, scope, world)
            if isinstance(of, Chain):
                take_out(of, place)
                return
            if isinstance(of, list | dict):
                of.pop(plain(place))
                return
    raise Unreadable(tr("it has no value that the text alone tells"), target.lineno)


def _unpack(targets: list[ast.expr], value: Any, scope: Scope, world: World) -> None:
    if isinstance(value, Op) and value.name == "shape":
        starred = any(isinstance(target, ast.Starred) for target in targets)
        count = len(world.length(value)) if starred else len(targets)
        parts: list[Any] = [axis(value.args[0], place) for place in range(count)]
    elif is_tensor(value):
        found = world.force(value, _stem(targets))
        if not isinstance(found, tuple):
            raise Unreadable(tr("how many values come out depends on the data"))
        parts = list(found)
    elif isinstance(value, Named):
        raise Unreadable(tr("it has no value that the text alone tells"))
    else:
        parts = calls.iterated(value)
    stars = [place for place, target in enumerate(targets) if isinstance(target, ast.Starred)]
    if stars:
        place, after = stars[0], len(targets) - stars[0] - 1
        middle = parts[place : len(parts) - after]
        parts = [*parts[:place], middle, *parts[len(parts) - after :]]
    elif len(targets) != len(parts):
        raise Unreadable(tr("it gives another number of values"))
    for target, part in zip(targets, parts, strict=True):
        inner = target.value if isinstance(target, ast.Starred) else target
        if isinstance(inner, ast.Name) and is_tensor(part) and not is_dataless(part):
            once = inner.id in scope.get("__once__", ())
            part = world.force(part, inner.id if once else "")
        assign(inner, part, scope, world)


def _stem(targets: list[ast.expr]) -> str:
    """What several names have in common: `chunk1` of `chunk1_part1, chunk1_part2`."""
    names = [target.id for target in targets if isinstance(target, ast.Name) and target.id != "_"]
    stems = {name.rpartition("_")[0] for name in names}
    if len(names) == 1:
        return names[0]
    return stems.pop() if len(stems) == 1 else ""
