"""Why: methods are followed line by line, as Python would, without running them."""

import ast
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from designer.port.pytorch import calls
from designer.port.pytorch.attributes import owner_of
from designer.port.pytorch.expressions import evaluate, truth
from designer.port.pytorch.imports import imported
from designer.port.pytorch.keeping import is_weight
from designer.port.pytorch.operators import binary
from designer.port.pytorch.parts import say_start
from designer.port.pytorch.targets import assign, delete
from designer.port.pytorch.values import (
    TRAINING,
    Above,
    Chain,
    Class,
    Function,
    Instance,
    Named,
    Op,
    Scope,
    Symbol,
    Unreadable,
    is_dataless,
    is_tensor,
)
from designer.port.pytorch.world import DEEPEST, World
from designer.text import tr

NOT_YET = object()
"""What a block of statements comes to that does not return."""
LEAVING, NEXT = object(), object()
"""What `break` and `continue` come to."""
UNTOLD = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
"""What goes wrong where a file is wrong itself."""
SCALARS = (int, float, str, tuple)


def run(function: Function, args: list[Any], named: dict[str, Any], world: World) -> Any:
    """What a function gives. Raises Unreadable."""
    node = function.node
    given = [function.of, *args] if function.of is not None else args
    scope = {**function.scope, **bound(node.args, given, named, function.scope, world)}
    if function.owner is not None:
        scope["__class__"] = function.owner
    if isinstance(node, ast.Lambda):
        return evaluate(node.body, scope, world)
    if world.depth > DEEPEST:
        raise Unreadable(tr("it calls itself too often"), node.lineno)
    world.depth += 1
    try:
        scope["__once__"] = assigned_once(node)
        found = execute(node.body, scope, world)
    finally:
        world.depth -= 1
    return None if found is NOT_YET else found


def assigned_once(node: ast.FunctionDef) -> frozenset[str]:
    """The variables that get one value only, and so may name what gives it."""
    names = [
        part.id
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
    ]
    return frozenset(name for name, count in Counter(names).items() if count == 1)


def bound(
    arguments: ast.arguments,
    given: Sequence[Any],
    named: dict[str, Any],
    scope: Scope,
    world: World,
) -> Scope:
    """The arguments of a call by their names. Raises Unreadable where one is missing."""
    names = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
    found: Scope = dict(zip(names, given, strict=False))
    rest = dict(named)
    defaults = arguments.defaults
    for name, node in zip(names[len(names) - len(defaults) :], defaults, strict=True):
        if name not in found and name not in rest:
            found[name] = evaluate(node, scope, world)
    for arg, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        names.append(arg.arg)
        if arg.arg not in rest and default is not None:
            found[arg.arg] = evaluate(default, scope, world)
    found |= {name: rest.pop(name) for name in names if name in rest}
    if arguments.vararg is not None:
        name = arguments.vararg.arg
        found[name] = rest.pop(name, list(given[len(arguments.args) :]))
    if arguments.kwarg is not None:
        found[arguments.kwarg.arg] = rest.pop(arguments.kwarg.arg, rest)
    missing = [name for name in names if name not in found]
    if missing:
        raise Unreadable(tr("nothing in the file says what {name} is", name=missing[0]))
    return {name: found[name] for name in dict.fromkeys((*names, *found))}


def execute(statements: Sequence[ast.stmt], scope: Scope, world: World) -> Any:
    """Do them one after the other: what is returned, or NOT_YET. Raises Unreadable."""
    skipped = 0
    for place, statement in enumerate(statements):
        if skipped:
            skipped -= 1
            continue
        world.step(statement.lineno)
        taken = world.phrase(statements[place:], scope)
        if taken:
            skipped = taken - 1
            continue
        handler = HANDLERS.get(type(statement))
        if handler is None:
            raise Unreadable(tr("this cannot be followed by the text alone"), statement.lineno)
        try:
            found = handler(statement, scope, world)
        except Unreadable as error:
            error.line = error.line or statement.lineno
            raise
        except UNTOLD as error:
            why = tr("it has no value that the text alone tells")
            raise Unreadable(why, statement.lineno) from error
        if found is not NOT_YET:
            return found
    return NOT_YET


def _assign(statement: ast.Assign, scope: Scope, world: World) -> Any:
    _give(statement.targets, evaluate(statement.value, scope, world), scope, world)
    return NOT_YET


def _annotated(statement: ast.AnnAssign, scope: Scope, world: World) -> Any:
    if statement.value is not None:
        _give([statement.target], evaluate(statement.value, scope, world), scope, world)
    return NOT_YET


def _give(targets: list[ast.expr], value: Any, scope: Scope, world: World) -> None:
    drawn = is_tensor(value) and isinstance(value, Op) and not is_dataless(value)
    if drawn and isinstance(targets[0], ast.Name):
        once = targets[0].id in scope.get("__once__", ())
        value = world.force(value, targets[0].id if once else "")
    for target in targets:
        assign(target, value, scope, world)


def _changed(statement: ast.AugAssign, scope: Scope, world: World) -> Any:
    before = evaluate(_read(statement.target), scope, world)
    after = evaluate(statement.value, scope, world)
    if isinstance(before, list) and isinstance(after, list):
        before += after
        return NOT_YET
    value = binary(type(statement.op), before, after, world)
    if is_tensor(before):
        world.change(before, value, statement.lineno)
    _give([statement.target], value, scope, world)
    return NOT_YET


def _read(target: ast.expr) -> ast.expr:
    """The target of an assignment as an expression."""
    return ast.copy_location(ast.parse(ast.unparse(target), mode="eval").body, target)


def _expression(statement: ast.Expr, scope: Scope, world: World) -> Any:
    if isinstance(statement.value, ast.Constant):
        return NOT_YET  # a docstring
    call = statement.value
    try:
        value = evaluate(call, scope, world)
    except Unreadable as error:
        if error.line not in (0, statement.lineno) or _has_names(call, scope):
            raise
        world.remark(
            tr(
                "Line {line}: “{text}” is left out: {why}.",
                line=statement.lineno,
                text=ast.unparse(call),
                why=error.why,
            )
        )
        return NOT_YET
    method = call.func if isinstance(call, ast.Call) else None
    of = method.value if isinstance(method, ast.Attribute) and method.attr[-1] == "_" else None
    if isinstance(value, Op) and isinstance(of, ast.Name | ast.Attribute):
        if is_weight(evaluate(of, scope, world)):
            say_start(world, statement.lineno)
        else:
            _give([_stored(of)], value, scope, world)  # x.relu_()
    return NOT_YET


def _has_names(node: ast.expr, scope: Scope) -> bool:
    """True when tensors are in play: what is done to them may not be left out."""
    names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return any(is_tensor(scope.get(name)) for name in names)


def _stored(node: ast.expr) -> ast.expr:
    """The expression as the target of an assignment."""
    found = ast.parse(f"{ast.unparse(node)} = 0").body[0]
    assert isinstance(found, ast.Assign)
    return ast.copy_location(found.targets[0], node)


def _return(statement: ast.Return, scope: Scope, world: World) -> Any:
    return None if statement.value is None else evaluate(statement.value, scope, world)


def _if(statement: ast.If, scope: Scope, world: World) -> Any:
    test = evaluate(statement.test, scope, world)
    if (
        test == TRAINING
        and not statement.orelse
        and all("ropout" in ast.unparse(row) for row in statement.body)
    ):
        world.in_training = True
        try:
            return execute(statement.body, scope, world)  # which does nothing afterwards anyway
        finally:
            world.in_training = False
    holds = truth(test)
    return execute(statement.body if holds else statement.orelse, scope, world)


def _for(statement: ast.For, scope: Scope, world: World) -> Any:
    for value in calls.iterated(evaluate(statement.iter, scope, world)):
        assign(statement.target, value, scope, world)
        found = execute(statement.body, scope, world)
        if found is LEAVING:
            return NOT_YET
        if found not in (NOT_YET, NEXT):
            return found
    return execute(statement.orelse, scope, world)


def _nothing(_statement: ast.stmt, _scope: Scope, _world: World) -> Any:
    return NOT_YET


def _import(statement: ast.Import | ast.ImportFrom, scope: Scope, _world: World) -> Any:
    scope |= dict(imported(statement))
    return NOT_YET


def _delete(statement: ast.Delete, scope: Scope, world: World) -> Any:
    for target in statement.targets:
        delete(target, scope, world)
    return NOT_YET


def _function(statement: ast.FunctionDef, scope: Scope, _world: World) -> Any:
    scope[statement.name] = Function(statement, scope)
    return NOT_YET


HANDLERS: dict[type[ast.stmt], Callable[[Any, Scope, World], Any]] = {
    ast.AnnAssign: _annotated,
    ast.Assert: _nothing,
    ast.Assign: _assign,
    ast.AugAssign: _changed,
    ast.Break: lambda *_: LEAVING,
    ast.Continue: lambda *_: NEXT,
    ast.Delete: _delete,
    ast.Expr: _expression,
    ast.For: _for,
    ast.FunctionDef: _function,
    ast.Global: _nothing,
    ast.If: _if,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.Pass: _nothing,
    ast.Return: _return,
}


def class_values(of: Class, world: World) -> Scope:
    """The values that stand in the text of a class: `expansion = 4`."""
    found: Scope = {}
    for part in of.node.body:
        if isinstance(part, ast.Assign | ast.AnnAssign):
            try:
                execute([part], found, world)
            except Unreadable:
                continue  # known when it is asked for, or not at all
    return found


def instance(
    of: Class,
    args: list[Any],
    named: dict[str, Any],
    line: int,
    world: World,
) -> Instance:
    """A module of a class of the file. Numbers that it is given keep their names inside, but for
    those of the whole network: nobody sets them.
    """
    made = Instance(of, line=line)
    world.built.add(of.name)
    constructor = of.method("__init__")
    if constructor is None:
        if of.root == "torch.nn.Sequential":
            made.chain = calls.SPECIAL["torch.nn.Sequential"](args, named, None, world)
        elif args or named or not of.root.startswith("torch.nn."):
            made.attributes |= _fields(of, args, named, line, world)
        return made
    made.given = bound(constructor.args, [made, *args], named, {}, world)
    own = next(iter(made.given))
    made.given.pop(own)
    made.usual = usual(constructor.args, world)
    inside = made.given
    if of is not world.whole:
        inside = {name: within(name, value) for name, value in made.given.items()}
    owner = owner_of(of, constructor)
    run(Function(constructor, {}, None, owner), [], {own: made, **inside}, world)
    return made


def _fields(of: Class, args: list[Any], named: dict[str, Any], line: int, world: World) -> Scope:
    """The values of a dataclass: those that it is given, and those that stand in its text."""
    found = {**class_values(of, world)}
    names = [
        part.target.id
        for part in of.node.body
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
    ]
    if len(args) > len(names) or set(named) - set(names):
        raise Unreadable(tr("it has no value that the text alone tells"), line)
    return {**found, **dict(zip(names, args, strict=False)), **named}


def usual(arguments: ast.arguments, world: World) -> Scope:
    """The defaults of arguments, by name."""
    names = [arg.arg for arg in (*arguments.posonlyargs, *arguments.args)]
    rows = list(zip(names[len(names) - len(arguments.defaults) :], arguments.defaults, strict=True))
    rows += [
        (a.arg, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d
    ]
    return {name: evaluate(node, {}, world) for name, node in rows}


def within(name: str, value: Any) -> Any:
    """A value as the class knows it that is given it: by its own name for it."""
    value = value.value if isinstance(value, Symbol) else value
    if isinstance(value, bool) or value is None or not isinstance(value, SCALARS):
        return Symbol(value, name) if isinstance(value, bool) else value
    if isinstance(value, tuple) and not all(type(part) is int for part in value):
        return value
    return Symbol(value, name)


def call_above(
    above: Above, name: str, args: list[Any], named: dict[str, Any], at: Any, world: World
) -> Any:
    """`super().__init__(…)`: of a class of the file it is followed, of torch it is known."""
    for base in above.owner.bases:
        method = base.method(name) if isinstance(base, Class) else None
        if method is not None:
            owner = owner_of(base, method)
            return run(Function(method, {}, above.of, owner), args, named, world)
        if isinstance(base, Named) and base.name == "torch.nn.Sequential":
            return _of_sequential(above.of, name, args, named, at, world)
    if name == "__init__":
        return None
    raise Unreadable(tr("nothing in the file says what {name} is", name=name), at.line)


def _of_sequential(
    of: Instance, name: str, args: list[Any], named: dict[str, Any], at: Any, world: World
) -> Any:
    if name == "__init__":
        of.chain = calls.SPECIAL["torch.nn.Sequential"](args, named, at, world)
        return None
    if name == "forward" and of.chain is not None:
        return Op("()", (Chain(of.chain.parts), *args), (), at.source, at.line)
    raise Unreadable(tr("nothing in the file says what {name} is", name=name), at.line)
