"""Why: training that stops when it gets no better says so in a loop, or in a class for that."""

import ast
from collections.abc import Callable, Iterator
from typing import Any

from designer.port.pytorch.text import Text
from designer.port.pytorch.world import World
from designer.text import tr

Number = Callable[[ast.expr | None], Any]
"""What an expression comes to, where that is a number."""
SMALLEST = ("min_delta", "delta")


def early_stopping(text: Text, world: World, number: Number) -> dict[str, Any]:
    """The settings of early stopping; a remark where there is one that is not understood."""
    for node in ast.walk(text.tree):
        if isinstance(node, ast.Call) and "earlystop" in _plain_name(node.func):
            found = _of_class(node, text, number)
            if found:
                return found
    for loop, test in _ends(text.tree):
        patience = _patience(loop, test, number)
        if patience is not None:
            return {"patience": patience, **_smallest(loop, number)}
    for loop, test in _ends(text.tree):
        if _is_of_epochs(loop):
            world.remark(
                tr(
                    "Line {line}: when training stops early is not taken over: "
                    "set it under Training.",
                    line=test.lineno,
                )
            )
            break
    return {}


def _plain_name(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2].replace("_", "").lower()


def _of_class(call: ast.Call, text: Text, number: Number) -> dict[str, Any]:
    """`EarlyStopping(patience=7)`, also where it is the default of the class."""
    given = {word.arg: number(word.value) for word in call.keywords if word.arg}
    if "patience" not in given and call.args:
        given["patience"] = number(call.args[0])
    if "patience" not in given:
        given["patience"] = _default(text, _plain_name(call.func), number)
    found: dict[str, Any] = {}
    if type(given["patience"]) is int and given["patience"] > 0:
        found["patience"] = given["patience"]
        deltas = [given[name] for name in SMALLEST if _is_number(given.get(name))]
        if deltas:
            found["min_delta"] = float(deltas[0])
    return found


def _default(text: Text, name: str, number: Number) -> Any:
    for node in ast.walk(text.tree):
        if isinstance(node, ast.ClassDef) and node.name.replace("_", "").lower() == name:
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and part.name == "__init__":
                    args = part.args
                    last = args.args[len(args.args) - len(args.defaults) :]
                    rows = {a.arg: d for a, d in zip(last, args.defaults, strict=True)}
                    return number(rows.get("patience"))
    return None


def _ends(tree: ast.AST) -> Iterator[tuple[ast.For, ast.If]]:
    """Each `if …: break` of a loop, with the loop that it ends."""
    for loop in ast.walk(tree):
        if isinstance(loop, ast.For):
            yield from ((loop, test) for test in _breaking(loop.body))


def _breaking(body: list[ast.stmt]) -> Iterator[ast.If]:
    for part in body:
        if isinstance(part, ast.If):
            if any(isinstance(inner, ast.Break) for inner in part.body):
                yield part
            yield from _breaking([*part.body, *part.orelse])


def _patience(loop: ast.For, test: ast.If, number: Number) -> int | None:
    """`if waited >= 5: break`, of what is counted in the loop."""
    compare = test.test
    if not isinstance(compare, ast.Compare) or len(compare.ops) != 1:
        return None
    counted, limit = ast.unparse(compare.left), number(compare.comparators[0])
    if type(limit) is not int or counted not in set(_counters(loop)):
        return None
    if isinstance(compare.ops[0], ast.Gt):
        limit += 1
    elif not isinstance(compare.ops[0], ast.GtE | ast.Eq):
        return None
    return limit if limit > 0 else None


def _counters(loop: ast.For) -> Iterator[str]:
    """What goes up by one, and back to zero."""
    zeros: set[str] = set()
    for node in ast.walk(loop):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                zeros |= set(_zeros(target, node.value))
    for node in ast.walk(loop):
        if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add):
            one = isinstance(node.value, ast.Constant) and node.value.value == 1
            name = ast.unparse(node.target)
            if one and name in zeros:
                yield name


def _zeros(target: ast.expr, value: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for inner, part in zip(target.elts, value.elts, strict=False):
            yield from _zeros(inner, part)
    elif isinstance(value, ast.Constant) and type(value.value) is int and value.value == 0:
        yield ast.unparse(target)


def _smallest(loop: ast.For, number: Number) -> dict[str, Any]:
    """`if loss < best - 0.01`: how much better it has to be."""
    for node in ast.walk(loop):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Lt):
            right = node.comparators[0]
            if isinstance(right, ast.BinOp) and isinstance(right.op, ast.Sub):
                delta = number(right.right)
                if _is_number(delta) and delta > 0:
                    return {"min_delta": float(delta)}
    return {}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_of_epochs(loop: ast.For) -> bool:
    return "epoch" in ast.unparse(loop.target).lower() + ast.unparse(loop.iter).lower()
