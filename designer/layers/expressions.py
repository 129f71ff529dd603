"""Why: inside a block, a parameter may follow those of the block: `=4 * channels`.

An expression is a text that begins with "=". It is read, never run: numbers, names and
arithmetic, whose meaning is that of Python, because it goes into the code as it is.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from designer.model import Value
from designer.text import tr

SIGN = "="
LONGEST = 200
OPERATORS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


class ExpressionError(ValueError):
    """An expression that has no value; the message is a sentence for people."""


def is_expression(value: object) -> bool:
    """True for a value that is to be computed from parameters of the block."""
    return isinstance(value, str) and value.startswith(SIGN) and not value.startswith("==")


def written(value: str) -> str:
    """The expression as it stands in the code, spaced as people space it.

    Raises ExpressionError for what is no arithmetic.
    """
    return ast.unparse(_parsed(value))


def normal(value: str) -> str:
    """The expression in the one form that the model holds. Raises ExpressionError."""
    return SIGN + written(value)


def names_in(value: str) -> set[str]:
    """The parameters that an expression uses. Raises ExpressionError."""
    return {node.id for node in ast.walk(_parsed(value)) if isinstance(node, ast.Name)}


def used_names(value: Value) -> set[str]:
    """The parameters that a value uses: none, where it is no expression that can be read."""
    try:
        return names_in(value) if isinstance(value, str) and is_expression(value) else set()
    except ExpressionError:
        return set()


def parts_in(value: str) -> list[str]:
    """The parts of an expression that is a tuple, as they stand in the code; else none.

    Raises ExpressionError.
    """
    body = _parsed(value).body
    return [ast.unparse(part) for part in body.elts] if isinstance(body, ast.Tuple) else []


def renamed(value: str, old: str, new: str) -> str:
    """The expression with another name for a parameter. Raises ExpressionError."""
    tree = ast.parse(written(value), mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == old:
            node.id = new
    return SIGN + ast.unparse(tree)


def evaluate(value: str, scope: Mapping[str, Value]) -> Value:
    """The value, given those of the block's parameters. Raises ExpressionError."""
    try:
        result = _value(_parsed(value).body, scope)
    except ZeroDivisionError:
        raise ExpressionError(tr("“{text}” divides by zero.", text=written(value))) from None
    except (TypeError, OverflowError, ValueError) as error:
        if isinstance(error, ExpressionError):
            raise
        raise ExpressionError(tr("“{text}” has no value.", text=written(value))) from None
    return result


def substituted(value: str, scope: Mapping[str, Value]) -> Value:
    """The value with these parameters put in: a number, or an expression of what is left.

    Raises ExpressionError.
    """
    tree = _Putting(scope).visit(ast.parse(written(value), mode="eval"))
    left = SIGN + ast.unparse(ast.fix_missing_locations(tree))
    return left if names_in(left) else evaluate(left, {})


class _Putting(ast.NodeTransformer):
    """Puts values and expressions where names stand."""

    def __init__(self, scope: Mapping[str, Value]) -> None:
        self._scope = scope

    def visit_Name(self, node: ast.Name) -> ast.expr:  # ast calls it so
        if node.id not in self._scope:
            return node
        value = self._scope[node.id]
        text = written(value) if isinstance(value, str) and is_expression(value) else repr(value)
        return ast.parse(text, mode="eval").body


def evaluated(params: Mapping[str, Value], scope: Mapping[str, Value]) -> Mapping[str, Value]:
    """Parameters with a value for each expression; the same mapping where there is none.

    An expression that has no value stays: it is a fault that a check tells.
    """
    if not any(is_expression(value) for value in params.values()):
        return params
    found: dict[str, Value] = {}
    for name, value in params.items():
        found[name] = value
        if isinstance(value, str) and is_expression(value):
            found[name] = _evaluated_so_far(value, scope)
    return found


def _evaluated_so_far(value: str, scope: Mapping[str, Value]) -> Value:
    try:
        return substituted(value, scope)
    except ExpressionError:
        return value


@lru_cache(maxsize=4096)
def _parsed(value: str) -> ast.Expression:
    text = value.removeprefix(SIGN).strip()
    try:
        if len(text) > LONGEST:
            raise SyntaxError
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ExpressionError(_no_arithmetic(text)) from None
    if not _is_arithmetic(tree.body):
        raise ExpressionError(_no_arithmetic(text))
    return tree


def _no_arithmetic(text: str) -> str:
    shown = text if len(text) <= 40 else text[:39] + "…"
    return tr(
        "“{text}” is no arithmetic: use numbers, parameters of the block and + - * // /.",
        text=shown,
    )


def _is_arithmetic(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int | float)
        case ast.Name():
            return True
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return _is_arithmetic(operand)
        case ast.BinOp(left=left, op=sign, right=right):
            return type(sign) in OPERATORS and _is_arithmetic(left) and _is_arithmetic(right)
        case ast.Tuple(elts=parts):
            return bool(parts) and all(map(_is_arithmetic, parts))
    return False


def _value(node: ast.expr, scope: Mapping[str, Value]) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Name(id=name):
            if name not in scope:
                raise ExpressionError(
                    tr("“{name}” is no parameter of this block: offer one of that name.", name=name)
                )
            return scope[name]
        case ast.UnaryOp(operand=operand):
            return -_value(operand, scope)
        case ast.BinOp(left=left, op=sign, right=right):
            return OPERATORS[type(sign)](_value(left, scope), _value(right, scope))
        case ast.Tuple(elts=parts):
            return tuple(_value(part, scope) for part in parts)
    raise ExpressionError(_no_arithmetic(ast.unparse(node)))
