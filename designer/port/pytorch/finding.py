"""Why: a file may have many classes; the network is the one that the others are parts of."""

import ast
from dataclasses import dataclass
from typing import Any

from designer.port.errors import PortError
from designer.port.pytorch.expressions import evaluate
from designer.port.pytorch.imports import imported
from designer.port.pytorch.module import modules_of
from designer.port.pytorch.statements import execute, instance
from designer.port.pytorch.text import Text
from designer.port.pytorch.values import (
    Chain,
    Class,
    Function,
    Instance,
    Scope,
    Unreadable,
)
from designer.port.pytorch.world import World
from designer.text import tr

GUESSED = {
    "num_classes": 10,
    "n_classes": 10,
    "classes": 10,
    "output_dim": 10,
    "output_size": 10,
    "out_features": 10,
    "in_channels": 3,
    "channels": 3,
    "input_dim": 16,
    "input_size": 16,
    "in_features": 16,
    "hidden_dim": 64,
    "hidden_size": 64,
    "embed_dim": 64,
    "embedding_dim": 64,
    "d_model": 64,
    "num_layers": 2,
    "vocab_size": 1000,
    "dropout": 0.1,
}
"""What is taken for an argument without a value."""
OTHER = 16


@dataclass(frozen=True, slots=True)
class Network:
    """What is to be drawn, and its class; `variables` are the names that it has in the file."""

    name: str
    module: Instance | Chain
    variables: frozenset[str] = frozenset()


def network(text: Text, world: World) -> Network:
    """The network of a file. Raises PortError where there is none."""
    classes = modules_of(world)
    found = _of_classes(text, classes, world) if classes else _of_chains(text, world)
    if found is None:
        sentence = tr(
            "'{file}' has no network: there is no class of nn.Module, and no nn.Sequential.",
            file=text.name,
        )
        raise PortError(sentence)
    return found


def _of_classes(text: Text, classes: list[Class], world: World) -> Network:
    used = {name for found in classes for name in _names_in(found.node) if name != found.name}
    tops = [found for found in classes if found.name not in used and found.method("forward")]
    tops = tops or [found for found in classes if found.method("forward")] or classes
    called = [found for found in tops if _calls(text, found.name)]
    chosen = (called or tops)[-1]
    module = _built(text, chosen, world)
    others = [found.name for found in tops if found.name not in world.built]
    if others:
        _say_others(chosen.name, others, world)
    return Network(chosen.name, module, _variables(text, chosen.name))


def _names_in(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _calls(text: Text, name: str) -> list[tuple[ast.Call, ast.FunctionDef | None]]:
    """The calls of a class, each with the function in which it stands."""
    found: list[tuple[ast.Call, ast.FunctionDef | None]] = []
    for statement in text.tree.body:
        inside = statement if isinstance(statement, ast.FunctionDef) else None
        if not isinstance(statement, ast.ClassDef):
            found += [
                (node, inside)
                for node in ast.walk(statement)
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == name
            ]
    return sorted(found, key=lambda pair: pair[1] is not None)


def _built(text: Text, chosen: Class, world: World) -> Instance:
    """The network as the file builds it, else with what is usual for its arguments."""
    world.whole = chosen
    for node, inside in _calls(text, chosen.name):
        for call, around in [*_outside(text, inside), (node, inside)]:
            try:
                found = evaluate(call, _local(text, around, world), world)
            except (Unreadable, RecursionError):
                continue
            if isinstance(found, Instance) and found.of is chosen:
                return found
    return instance(chosen, [], _guessed(chosen, world), chosen.node.lineno, world)


def _outside(
    text: Text, inside: ast.FunctionDef | None
) -> list[tuple[ast.Call, ast.FunctionDef | None]]:
    """The calls of a function that gives a network: `resnet50(num_classes=100)`."""
    if inside is None or not any(isinstance(part, ast.Return) for part in ast.walk(inside)):
        return []
    return [pair for pair in _calls(text, inside.name) if pair[1] is not inside]


def _local(text: Text, inside: ast.FunctionDef | None, world: World) -> Scope:
    """What is known where a network is built: in a function, its defaults and what it computes."""
    scope: Scope = {}
    body: list[ast.stmt] = []
    if inside is not None:
        scope = _local(text, None, world)
        args = inside.args
        with_default = args.args[len(args.args) - len(args.defaults) :]
        for arg, default in zip(with_default, args.defaults, strict=True):
            _try(ast.Assign([ast.Name(arg.arg, ast.Store())], default), scope, world)
        scope |= {arg.arg: () for arg in [args.vararg] if arg}
        scope |= {arg.arg: {} for arg in [args.kwarg] if arg}
        body = inside.body
    else:
        for statement in text.tree.body:
            if isinstance(statement, ast.If):
                body += statement.body
    for statement in body:
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom):
            _try(statement, scope, world)
    return scope


def _try(statement: ast.stmt, scope: Scope, world: World) -> None:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        scope |= dict(imported(statement))
        return
    try:
        execute([ast.fix_missing_locations(statement)], scope, world)
    except Unreadable:
        return


def _guessed(chosen: Class, world: World) -> dict[str, Any]:
    constructor = chosen.method("__init__")
    if constructor is None:
        return {}
    args = constructor.args
    missing = args.args[1 : len(args.args) - len(args.defaults)]
    missing = [
        *missing,
        *(a for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True) if d is None),
    ]
    values = {arg.arg: GUESSED.get(arg.arg, OTHER) for arg in missing}
    for name, value in values.items():
        world.remark(
            tr(
                "The file does not say what {name} is: {value} is taken. "
                "Change it where it matters.",
                name=name,
                value=value,
            )
        )
    return values


def _variables(text: Text, name: str) -> frozenset[str]:
    """The variables that hold a network: those that get what the class, or a chain, gives."""
    found = {name}
    for node in ast.walk(text.tree):
        if isinstance(node, ast.Assign) and name in _names_in(node.value):
            found |= {part.id for part in node.targets if isinstance(part, ast.Name)}
    return frozenset(found - {name})


def _of_chains(text: Text, world: World) -> Network | None:
    """A network that is an nn.Sequential of the module, or what a function gives."""
    found: dict[str, Chain | Instance] = {
        name: value
        for name, value in world.names.items()
        if isinstance(value, Chain) and value.parts
    }
    for name, value in list(world.names.items()):
        if isinstance(value, Function):
            chain = _returned(value, world)
            if isinstance(chain, Chain | Instance):
                found.setdefault(name, chain)
    main = [part for part in text.tree.body if isinstance(part, ast.If)]
    for statement in (inner for part in main for inner in part.body):
        if isinstance(statement, ast.Assign):
            scope: Scope = {}
            _try(statement, scope, world)
            found |= {n: v for n, v in scope.items() if isinstance(v, Chain)}
    if not found:
        return None
    name = list(found)[-1]
    if len(found) > 1:
        _say_others(name, [other for other in found if other != name], world)
    return Network(name, found[name], frozenset(found))


def _say_others(name: str, others: list[str], world: World) -> None:
    world.remark(
        tr(
            "There are several networks: {name} is drawn, and not {others}. "
            "Put another into a file of its own to draw it.",
            name=name,
            others=", ".join(others),
        )
    )


def _returned(function: Function, world: World) -> Any:
    """What a function gives that builds a network; None for others."""
    from designer.port.pytorch.statements import run

    named: dict[str, Any] = {}
    args = function.node.args
    for arg in args.args[: len(args.args) - len(args.defaults)]:
        named[arg.arg] = GUESSED.get(arg.arg, OTHER)
    if not any(isinstance(node, ast.Return) for node in ast.walk(function.node)):
        return None
    if "Sequential" not in ast.unparse(function.node):
        return None
    try:
        return run(function, [], named, world)
    except (Unreadable, RecursionError):
        return None
