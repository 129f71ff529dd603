"""Why: numbers are worked out as Python would; those that a block is given keep how they read."""

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

from designer.port.pytorch.values import Symbol, Unreadable, plain
from designer.text import tr

BINARY: dict[type[ast.operator], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("-", operator.sub),
    ast.Mult: ("*", operator.mul),
    ast.Div: ("/", operator.truediv),
    ast.FloorDiv: ("//", operator.floordiv),
    ast.Mod: ("%", operator.mod),
    ast.Pow: ("**", operator.pow),
    ast.MatMult: ("@", operator.matmul),
}
COMPARISONS: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Eq: ("==", operator.eq),
    ast.NotEq: ("!=", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
    ast.Is: ("is", operator.is_),
    ast.IsNot: ("is not", operator.is_not),
    ast.In: ("in", lambda part, whole: part in whole),
    ast.NotIn: ("not in", lambda part, whole: part not in whole),
}
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "math.sqrt": math.sqrt,
    "math.log2": math.log2,
    "math.log": math.log,
    "math.ceil": math.ceil,
    "math.floor": math.floor,
    "math.prod": math.prod,
    "math.exp": math.exp,
    "abs": abs,
    "all": all,
    "any": any,
    "bool": bool,
    "dict": dict,
    "divmod": divmod,
    "enumerate": lambda *given: list(enumerate(*given)),
    "float": float,
    "int": int,
    "len": len,
    "list": lambda *given: list(*given),
    "max": max,
    "min": min,
    "range": range,
    "reversed": lambda given: list(reversed(given)),
    "round": round,
    "set": lambda *given: list(dict.fromkeys(*given)),
    "sorted": sorted,
    "str": str,
    "sum": sum,
    "tuple": lambda *given: tuple(*given),
    "zip": lambda *given, **_named: list(zip(*given, strict=False)),
    "collections.OrderedDict": dict,
}
"""Functions that only compute, by full name."""
MOST = 100_000  # how long a list, and how many digits a number may get
SYMBOLIC = frozenset("+-*/%") | {"//"}
BUILT_IN = frozenset(name for name in FUNCTIONS if "." not in name)


def compute(sign: type[ast.operator], left: Any, right: Any) -> Any:
    """The value of `left sign right`; a symbol where one of them is. Raises Unreadable."""
    text, function = BINARY[sign]
    a, b = plain(left), plain(right)
    _need_small(text, a, b)
    try:
        value = function(a, b)
    except (TypeError, ValueError, ArithmeticError) as error:
        raise Unreadable(str(error)) from None
    symbols = isinstance(left, Symbol) or isinstance(right, Symbol)
    if symbols and text in SYMBOLIC and isinstance(value, int | float):
        tree = ast.BinOp(_tree(left), sign(), _tree(right))
        return Symbol(value, ast.unparse(ast.fix_missing_locations(tree)))
    return value


def negated(value: Any) -> Any:
    """The value of `-value`."""
    if isinstance(value, Symbol):
        tree = ast.UnaryOp(ast.USub(), _tree(value))
        return Symbol(-value.value, ast.unparse(ast.fix_missing_locations(tree)))
    return -value


def increased(symbol: Symbol, by: int) -> Symbol:
    """The symbol plus a number, in few words: of `blocks - 1` plus 1 it is `blocks`."""
    found = compute(ast.Add, symbol, by) if by else symbol
    plain_text = symbol.text.removesuffix(f" - {by}")
    shorter = by and plain_text != symbol.text and plain_text.isidentifier()
    return Symbol(found.value, plain_text) if shorter else found


def call_plain(name: str, args: list[Any], named: dict[str, Any]) -> Any:
    """What a function of FUNCTIONS gives. Raises Unreadable."""
    given = args if name in KEEPING else [plain(part) for part in args]
    if name == "range" and given and max(abs(part) for part in given) > MOST:
        raise Unreadable(tr("it counts too far"))
    if name == "int" and isinstance(args[0], Symbol) and isinstance(args[0].value, int):
        return args[0]
    try:
        return FUNCTIONS[name](*given, **named)
    except (TypeError, ValueError, ArithmeticError, KeyError) as error:
        raise Unreadable(str(error)) from None


KEEPING = frozenset({"list", "tuple", "zip", "enumerate", "reversed", "dict", "len"}) | {
    "collections.OrderedDict"
}
"""Functions that hand on what they are given, symbols and modules too."""


def _tree(value: Any) -> ast.expr:
    text = value.text if isinstance(value, Symbol) else repr(value)
    return ast.parse(text, mode="eval").body


def _need_small(sign: str, a: Any, b: Any) -> None:
    """A file cannot make the reader busy for ever."""
    sequences = (str, list, tuple)
    if sign == "**" and not (abs(b) <= 64 and abs(a) <= 10**6):
        raise Unreadable(tr("the number gets too large"))
    if sign == "*":
        for whole, times in ((a, b), (b, a)):
            if (
                isinstance(whole, sequences)
                and isinstance(times, int)
                and len(whole) * times > MOST
            ):
                raise Unreadable(tr("the list gets too long"))
    if isinstance(a, int) and isinstance(b, int) and max(abs(a), abs(b)) > 10**30:
        raise Unreadable(tr("the number gets too large"))
