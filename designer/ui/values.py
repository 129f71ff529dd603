"""Why: what a person types into a field, read and written as parameter values, without Qt.

Numbers take arithmetic (`2*64`), sizes and shapes are written `5 × 5` and read in any of the
usual ways (`5x5`, `5, 5`, `(5, 5)`).
"""

import ast
import operator
import re
from collections.abc import Callable, Iterable
from typing import Any

from designer.layers import Param, is_axis_name
from designer.layers.expressions import is_expression, normal
from designer.protocol import DataInfo
from designer.text import listed, tr

Number = int | float
_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}


def unbroken(sentence: str) -> str:
    """The sentence with its shapes kept on one line: no break around their `×`."""
    return sentence.replace(" × ", "\u00a0×\u00a0")


def shape_text(shape: Iterable[int]) -> str:
    """`1 × 28 × 28`, on one line."""
    return unbroken(" × ".join(str(size) for size in shape))


def samples_text(info: DataInfo) -> str:
    """The shape of one sample; of several arrays each with its name."""
    if not info.inputs:
        return shape_text(info.shape)
    return listed(f"{name} {shape_text(shape)}" for name, shape in info.inputs)


def shown(value: Any) -> str:
    """The value as the field shows it; None is an empty field."""
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        sign = ", " if any(isinstance(item, float) for item in value) else " × "
        return sign.join(shown(item) for item in value)
    if isinstance(value, float):
        return f"{value:g}" if float(f"{value:g}") == value else repr(value)
    return str(value)


def read(param: Param, text: str) -> Any:
    """The value a text means for this parameter. Raises ValueError with a sentence."""
    text = text.strip()
    if not text:
        if param.optional or param.default is None:
            return None
        raise ValueError(tr("{name} needs a value.", name=param.name))
    if is_expression(text):
        return _expression(text)
    if param.kind == "int":
        return _within(param, _whole(param, text))
    if param.kind == "float":
        return _within(param, float(arithmetic(text)))
    if param.kind == "floats":
        return _floats(param, text)
    if param.kind in ("sizes", "shape"):
        return _sizes(param, text)
    return text


def _expression(text: str) -> str:
    """Arithmetic over the parameters of the block. Raises ValueError with a sentence."""
    return normal(text.replace("×", "*"))


def arithmetic(text: str) -> Number:
    """The value of a sum, difference, product, quotient or power of numbers.

    Raises ValueError for anything else, and for results too large to be meant.
    """
    problem = ValueError(tr("{text} is not a number.", text=repr(text)))
    try:
        return _value(ast.parse(text.replace("×", "*"), mode="eval").body)
    except (SyntaxError, TypeError, ArithmeticError, RecursionError) as error:
        raise problem from error


def _value(node: ast.expr) -> Number:
    match node:
        case ast.Constant(value=bool()):
            raise TypeError
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            a, b = _value(left), _value(right)
            if isinstance(op, ast.Pow) and (abs(a) > 1e6 or abs(b) > 64):
                raise OverflowError
            result: Number = _OPERATORS[type(op)](a, b)
            return result
    raise TypeError


def _whole(param: Param, text: str) -> int:
    number = arithmetic(text)
    if number != number or number in (float("inf"), float("-inf")) or int(number) != number:
        raise ValueError(
            tr("{name} must be a whole number, not {text}.", name=param.name, text=text)
        )
    return int(number)


def _within(param: Param, number: Number) -> Number:
    if param.minimum is not None and number < param.minimum:
        raise ValueError(
            tr(
                "{name} must be at least {least}, not {number}.",
                name=param.name,
                least=f"{param.minimum:g}",
                number=f"{number:g}",
            )
        )
    if param.maximum is not None and number > param.maximum:
        raise ValueError(
            tr(
                "{name} must be at most {most}, not {number}.",
                name=param.name,
                most=f"{param.maximum:g}",
                number=f"{number:g}",
            )
        )
    return number


def _floats(param: Param, text: str) -> tuple[float, ...]:
    parts = [part for part in re.split(r"[,;\s()\[\]]+", text) if part]
    if len(parts) != param.axes:
        raise ValueError(
            tr(
                "{name} takes {axes} numbers, not {count}.",
                name=param.name,
                axes=param.axes,
                count=len(parts),
            )
        )
    return tuple(float(_within(param, float(arithmetic(part)))) for part in parts)


def _size(param: Param, part: str) -> int | str:
    if param.named and is_axis_name(part):
        return part
    if param.named and part.isalpha():
        raise ValueError(
            tr(
                "{name} takes numbers, or a capital letter but N for an open length, not {text}.",
                name=param.name,
                text=part,
            )
        )
    return int(_within(param, _whole(param, part)))


def _sizes(param: Param, text: str) -> int | tuple[int | str, ...]:
    parts = [part for part in re.split(r"[×x,;\s()\[\]]+", text) if part]
    if param.kind == "shape":
        return tuple(_size(param, part) for part in parts)
    numbers = tuple(int(_within(param, _whole(param, part))) for part in parts)
    if len(numbers) == 1 or (len(numbers) == param.axes and len(set(numbers)) == 1):
        return numbers[0]
    if len(numbers) != param.axes:
        raise ValueError(
            tr(
                "{name} takes one number or {axes}, not {count}.",
                name=param.name,
                axes=param.axes,
                count=len(numbers),
            )
        )
    return numbers
