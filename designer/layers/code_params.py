"""Why: the constructor of a class that a person wrote says which fields its form has."""

import ast
from typing import Any

from designer.layers.spec import Kind, Param
from designer.text import tr

KINDS: dict[str, Kind] = {"int": "int", "float": "float", "bool": "bool", "str": "text"}
OF_VALUE: dict[type, Kind] = {bool: "bool", int: "int", float: "float", str: "text"}
NOTHING = object()
Declared = tuple[Kind, bool, tuple[str, ...]]
"""Kind, whether None is possible, and the choices."""


class CodeError(ValueError):
    """Code that no layer can be made of: a sentence and the line that it is about."""

    def __init__(self, sentence: str, line: int) -> None:
        super().__init__(sentence)
        self.line = line


def params_of(function: ast.FunctionDef) -> tuple[Param, ...]:
    """The parameters of a constructor, by their annotations and defaults.

    One whose default is no plain value keeps it and is not in the form. Raises CodeError for one
    that has to be given and does not say what it is.
    """
    found = [_param(arg, default, keyword) for arg, default, keyword in parameters(function)]
    return tuple(param for param in found if param is not None)


def parameters(
    function: ast.FunctionDef,
) -> list[tuple[ast.arg, ast.expr | None, bool]]:
    """The parameters of a method but the first, with defaults; the keyword-only ones with True.

    Raises CodeError where there is no first one.
    """
    arguments = function.args
    plain = [*arguments.posonlyargs, *arguments.args]
    if not plain:
        sentence = tr("the first parameter of {method} must be self", method=function.name)
        raise CodeError(sentence, function.lineno)
    without = len(plain) - len(arguments.defaults)
    defaults: list[ast.expr | None] = [*[None] * without, *arguments.defaults]
    rows = [(arg, default, False) for arg, default in zip(plain, defaults, strict=True)][1:]
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return rows + [(arg, default, True) for arg, default in pairs]


def _param(arg: ast.arg, default: ast.expr | None, keyword: bool) -> Param | None:
    value = plain_value(default)
    declared = _annotated(arg.annotation) if arg.annotation else _of_value(value)
    if declared is None and default is not None:
        return None
    if declared is None:
        sentence = tr("{param} needs a type: write {param}: int, or a default", param=arg.arg)
        raise CodeError(sentence, arg.lineno)
    if default is not None and (value is NOTHING or not _fits(value, declared)):
        return None
    kind, optional, choices = declared
    given = None if value is NOTHING else value
    if kind == "float" and isinstance(given, int):
        given = float(given)
    return Param(
        arg.arg,
        kind,
        given,
        choices=choices,
        optional=optional or (default is not None and given is None),
        positional=default is None and not keyword,
        always=default is None and keyword,
    )


def plain_value(default: ast.expr | None) -> Any:
    """The value of a literal; NOTHING for what has to be run to be known."""
    try:
        return NOTHING if default is None else ast.literal_eval(default)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return NOTHING


def _fits(value: Any, declared: Declared) -> bool:
    kind, _, choices = declared
    if value is None:
        return True
    if kind == "float":
        return type(value) in (int, float)
    if kind == "shape":
        return _is_shape(value)
    if kind == "choice":
        return value in choices
    return OF_VALUE.get(type(value)) == kind and (kind != "text" or value.isprintable())


def _is_shape(value: Any) -> bool:
    return isinstance(value, tuple) and all(type(part) is int for part in value)


def _of_value(value: Any) -> Declared | None:
    if _is_shape(value):
        return "shape", False, ()
    kind = OF_VALUE.get(type(value))
    return None if kind is None else (kind, False, ())


def _annotated(annotation: ast.expr) -> Declared | None:
    """What an annotation means: `int`, `float | None`, `Literal["a", "b"]`, `tuple[int, ...]`."""
    match annotation:
        case ast.Constant(value=str(text)):
            return _quoted(text)
        case ast.Name(id="tuple"):
            return "shape", False, ()
        case ast.Name(id=name) if name in KINDS:
            return KINDS[name], False, ()
        case ast.BinOp(left=left, op=ast.BitOr(), right=ast.Constant(value=None)):
            return _or_none(_annotated(left))
        case ast.Subscript(value=ast.Name(id="Optional"), slice=inner):
            return _or_none(_annotated(inner))
        case ast.Subscript(value=ast.Name(id="tuple" | "Tuple")):
            return "shape", False, ()
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inner):
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            texts = [part.value for part in parts if isinstance(part, ast.Constant)]
            if len(texts) == len(parts) and all(isinstance(text, str) for text in texts):
                return "choice", False, tuple(str(text) for text in texts)
    return None


def _quoted(text: str) -> Declared | None:
    try:
        return _annotated(ast.parse(text, mode="eval").body)
    except SyntaxError:
        return None


def _or_none(declared: Declared | None) -> Declared | None:
    return None if declared is None else (declared[0], True, declared[2])
