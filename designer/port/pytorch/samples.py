"""Why: how large the input is often stands beside the network: in a call, or in a comment."""

import ast
import io
import re
import tokenize
from typing import Any

from designer.port.pytorch.expressions import evaluate
from designer.port.pytorch.finding import Network
from designer.port.pytorch.text import Text
from designer.port.pytorch.values import Class, Instance, Made, Unreadable, plain
from designer.port.pytorch.world import World

RANDOM = ("rand", "randn", "zeros", "ones", "empty", "randint")
SHAPE = re.compile(r"\(N((?:, (?:\d+))+),?\)(?: (\w+))?")
KINDS = dict.fromkeys(("long", "int64", "int", "int32", "uint8", "int16"), "int64")
"""What Designer has for other kinds of numbers; for the rest it is float32."""
Sample = tuple[tuple[int, ...], str]
"""The shape of one sample, and its dtype."""


def samples(text: Text, found: Network, world: World) -> list[Sample]:
    """What the network is tried with in the file, an entry for each input; [] where it is not."""
    scope = _assigned(text)
    for node in ast.walk(text.tree):
        if isinstance(node, ast.Call) and _is_network(node.func, found):
            shapes = [_sample(part, scope, world) for part in node.args]
            if shapes and all(shape is not None for shape in shapes):
                return [shape for shape in shapes if shape is not None]
    return _of_comment(text, found)


def _is_network(function: ast.expr, found: Network) -> bool:
    if isinstance(function, ast.Call):  # Net()(torch.rand(…))
        return isinstance(function.func, ast.Name) and function.func.id == found.name
    return isinstance(function, ast.Name) and function.id in found.variables


def _assigned(text: Text) -> dict[str, ast.expr]:
    """Variables anywhere in the file that get one value."""
    return {
        target.id: node.value
        for node in ast.walk(text.tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _sample(node: ast.expr, scope: dict[str, ast.expr], world: World) -> Sample | None:
    if isinstance(node, ast.Name) and node.id in scope:
        node = scope[node.id]
    cast = node.func if isinstance(node, ast.Call) and not node.args else None
    if isinstance(cast, ast.Attribute) and cast.attr in ("float", "long", "int", "double"):
        found = _sample(cast.value, scope, world)
        return (found[0], KINDS.get(cast.attr, "float32")) if found is not None else None
    try:
        made = evaluate(node, {}, world)
    except Unreadable:
        return None
    if not isinstance(made, Made) or made.last not in RANDOM:
        return None
    return _of_made(made)


def _of_made(made: Made) -> Sample | None:
    args = [plain(part) for part in made.args]
    if made.last == "randint":
        args = [part for part in args if isinstance(part, tuple)][:1]
    if "size" in made.named:
        args = [plain(made.named["size"])]
    shape = tuple(args[0]) if args and isinstance(args[0], tuple | list) else tuple(args)
    if len(shape) < 2 or not all(type(part) is int and part > 0 for part in shape):
        return None
    dtype = getattr(made.named.get("dtype"), "last", "")
    usual = "int64" if made.last == "randint" else "float32"
    return shape[1:], KINDS.get(dtype, "float32") if dtype else usual


def _of_comment(text: Text, found: Network) -> list[Sample]:
    """The shapes behind the head of `forward`, as Designer writes them."""
    of = found.module.of if isinstance(found.module, Instance) else None
    forward = of.method("forward") if isinstance(of, Class) else None
    if forward is None:
        return []
    last = forward.body[0].lineno - 1
    words: list[Any] = list(tokenize.generate_tokens(io.StringIO(text.text).readline))
    comments = [
        word.string
        for word in words
        if word.type == tokenize.COMMENT and forward.lineno <= word.start[0] <= max(last, 1)
    ]
    rows = SHAPE.findall(" ".join(comments))
    return [(tuple(map(int, sizes.split(", ")[1:])), kind or "float32") for sizes, kind in rows]
