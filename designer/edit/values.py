"""Why: a value is right or refused with a sentence; in the model it has exactly one form."""

import math
from collections.abc import Callable, Mapping

from designer.edit.errors import EditError
from designer.layers import Layer, Param, is_axis_name
from designer.layers.expressions import ExpressionError, is_expression, normal
from designer.model import Value
from designer.text import tr

BIGGEST = 2**63 - 1  # what an integer of torch holds


def clean(param: Param, value: object, *, ranges: bool = True) -> Value:
    """The value as the model holds it: lists become tuples, equal sizes become one int.

    `ranges=False` checks the kind alone, as a file is read. Raises EditError.
    """
    if param.inferred:
        raise EditError(
            tr("{param} follows from what comes in; it cannot be set.", param=param.name)
        )
    if is_expression(value):
        return _expression(param, str(value))
    if value is None:
        if param.optional:
            return None
        raise EditError(tr("{param} needs a value.", param=param.name))
    cleaned = _KINDS[param.kind](param, value)
    if ranges:
        _check_range(param, cleaned)
    return cleaned


def _expression(param: Param, value: str) -> Value:
    try:
        return normal(value)
    except ExpressionError as error:
        raise EditError(f"{param.name}: {error}") from None


def clean_all(
    layer: Layer, given: Mapping[str, object], *, ranges: bool = True
) -> dict[str, Value]:
    """Parameters in the order of their declaration, without those equal to the default.

    Raises EditError for a value that is wrong and for a parameter that the layer has not.
    """
    known = {param.name: param for param in layer.params}
    for name in given:
        if name not in known:
            raise EditError(tr("{type} has no parameter “{param}”.", type=layer.type, param=name))
    cleaned = {
        name: clean(param, given[name], ranges=ranges)
        for name, param in known.items()
        if name in given
    }
    return {name: value for name, value in cleaned.items() if not is_default(known[name], value)}


def is_default(param: Param, value: Value) -> bool:
    """True when the value need not be written. A missing required value is no default."""
    if param.default is None:
        return value is None
    try:
        return value == clean(param, param.default, ranges=False)
    except EditError:  # a block may offer a default that is wrong where it is used
        return False


def settled(
    layer: Layer, before: Mapping[str, Value], after: Mapping[str, Value]
) -> dict[str, Value]:
    """Parameters in which expressions became values; one that cannot be one stays what it was."""
    kept: dict[str, Value] = {}
    for param in layer.params:
        if param.name in after:
            try:
                value = clean(param, after[param.name], ranges=False)
            except EditError:
                value = before[param.name]
            if not is_default(param, value):
                kept[param.name] = value
    return kept


def _int(param: Param, value: object) -> Value:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise EditError(
            tr("{param} must be a whole number, not {value}.", param=param.name, value=shown(value))
        )
    if abs(value) > BIGGEST:
        raise EditError(tr("{param} is too large.", param=param.name))
    return value


def _float(param: Param, value: object) -> Value:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    try:
        result = float(value) if number else math.nan  # type: ignore[arg-type]
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise EditError(
            tr("{param} must be a number, not {value}.", param=param.name, value=shown(value))
        )
    return result


def _bool(param: Param, value: object) -> Value:
    if not isinstance(value, bool):
        raise EditError(
            tr("{param} must be true or false, not {value}.", param=param.name, value=shown(value))
        )
    return value


def _choice(param: Param, value: object) -> Value:
    if not isinstance(value, str) or value not in param.choices:
        raise EditError(
            tr(
                "{param} must be one of {choices}, not {value}.",
                param=param.name,
                choices=", ".join(param.choices),
                value=shown(value),
            )
        )
    return value


def _sizes(param: Param, value: object) -> Value:
    if isinstance(value, str) and param.choices:
        return _choice(param, value)
    if not isinstance(value, (list, tuple)):
        return _int(param, value)
    sizes = tuple(_int(param, size) for size in value)
    if len(sizes) != param.axes:
        raise EditError(
            tr(
                "{param} must be one number or {axes} of them, not {value}.",
                param=param.name,
                axes=param.axes,
                value=shown(value),
            )
        )
    return sizes[0] if len(set(sizes)) == 1 else sizes


def _shape(param: Param, value: object) -> Value:
    sizes = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(_size(param, size) for size in sizes)


def _size(param: Param, value: object) -> Value:
    if not param.named or not isinstance(value, str):
        return _int(param, value)
    if not is_axis_name(value):
        raise EditError(
            tr(
                "{param} takes numbers, or a capital letter but N for an open length, not {value}.",
                param=param.name,
                value=shown(value),
            )
        )
    return value


def _floats(param: Param, value: object) -> Value:
    if not isinstance(value, (list, tuple)) or len(value) != param.axes:
        raise EditError(
            tr(
                "{param} must be {axes} numbers, not {value}.",
                param=param.name,
                axes=param.axes,
                value=shown(value),
            )
        )
    return tuple(_float(param, part) for part in value)


def _text(param: Param, value: object) -> Value:
    if not isinstance(value, str) or not value.isprintable():
        raise EditError(
            tr(
                "{param} must be one line of text, not {value}.",
                param=param.name,
                value=shown(value),
            )
        )
    return value


_KINDS: dict[str, Callable[[Param, object], Value]] = {
    "int": _int,
    "float": _float,
    "bool": _bool,
    "choice": _choice,
    "sizes": _sizes,
    "shape": _shape,
    "floats": _floats,
    "text": _text,
}


def _check_range(param: Param, value: Value) -> None:
    for part in value if isinstance(value, tuple) else (value,):
        if not isinstance(part, (int, float)) or isinstance(part, bool):
            continue
        if param.minimum is not None and part < param.minimum:
            raise EditError(
                tr(
                    "{param} must be at least {minimum}, not {value}.",
                    param=param.name,
                    minimum=shown(param.minimum),
                    value=shown(part),
                )
            )
        if param.maximum is not None and part > param.maximum:
            raise EditError(
                tr(
                    "{param} must be at most {maximum}, not {value}.",
                    param=param.name,
                    maximum=shown(param.maximum),
                    value=shown(part),
                )
            )


def shown(value: object) -> str:
    """A value inside a sentence, short whatever it is."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"
