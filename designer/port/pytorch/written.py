"""Why: the lines that a layer would write are worked out like those of the file, to compare."""

import ast
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from designer.layers import Layer
from designer.layers.spec import Call
from designer.layers.write import line
from designer.port.pytorch.expressions import evaluate
from designer.port.pytorch.values import TRAINING, Hole, Named, Symbol, Unreadable
from designer.port.pytorch.world import World

SELF = Hole("self")
NAMES = {
    "torch": Named("torch"),
    "nn": Named("torch.nn"),
    "F": Named("torch.nn.functional"),
    "math": Named("math"),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a layer computes, with holes for what comes in; `gives` has ports in place of names."""

    value: Any
    gives: Any


def worked_out(text: str, symbols: tuple[tuple[str, Symbol], ...]) -> Any:
    """What a written constructor comes to."""
    tree = ast.parse(text, mode="eval").body
    return evaluate(tree, {**NAMES, **dict(symbols)}, World())


def pattern(
    layer: Layer,
    values: dict[str, Any],
    inputs: tuple[str | None, ...],
    symbols: tuple[tuple[str, Symbol], ...] = (),
) -> Pattern | None:
    """The line that a layer with these values writes; None where it writes something else."""
    outputs = {port.name: f"o_{port.name}" for port in layer.outputs if port.name != "last"}
    try:
        lines = line(layer, Call("attr", inputs, outputs, values))
    except (TypeError, ValueError, KeyError, AttributeError, IndexError):
        return None
    return _parsed(tuple(lines), tuple(name for name in inputs if name), symbols)


@lru_cache(maxsize=20_000)
def _parsed(
    lines: tuple[str, ...], inputs: tuple[str, ...], symbols: tuple[tuple[str, Symbol], ...]
) -> Pattern | None:
    if len(lines) != 1:
        return None
    try:
        (statement,) = ast.parse(lines[0]).body
    except SyntaxError:  # an Input writes nothing
        return None
    if not isinstance(statement, ast.Assign):
        return None
    holes = {name: Hole(name) for name in inputs}
    tree = _Held().visit(statement.value)
    scope = {**NAMES, **holes, **dict(symbols), "_self": SELF, "_training": TRAINING}
    try:
        value = evaluate(tree, scope, World())
    except Unreadable:
        return None
    return Pattern(value, _given(statement.targets[0]))


class _Held(ast.NodeTransformer):
    """Puts the hole of the module in place of `self.attr`."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        """`self.attr` is the module; `self.training` stays."""
        self.generic_visit(node)
        if isinstance(node.value, ast.Name) and node.value.id == "self":
            if node.attr == "training":
                return ast.copy_location(ast.Name("_training", ast.Load()), node)
            return ast.copy_location(ast.Name("_self", ast.Load()), node)
        return node


def _given(target: ast.expr) -> Any:
    """The ports that the left side of a line has, as it has them."""
    if isinstance(target, ast.Tuple):
        return tuple(_given(part) for part in target.elts)
    assert isinstance(target, ast.Name)
    return target.id.removeprefix("o_") if target.id.startswith("o_") else None
