"""Why: what a layer's parameters are is found by trying the numbers that stand in the text.

The catalogue says how a layer is written; nobody says how it is read. So the values that occur
are tried until the layer would write the very same: no second table can come to disagree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from designer.layers import Param
from designer.layers.write import Code
from designer.port.pytorch.values import Made, Named, Op, Symbol, is_large

MOST = 3000  # attempts for one layer
NEAR = tuple(range(6)) + tuple(range(-1, -5, -1))
LONGEST = 8  # numbers of a shape


@dataclass(frozen=True, slots=True)
class Values:
    """Values to try: as the layer writes them, with the symbols that stand in the text."""

    written: dict[str, Any]
    symbols: tuple[tuple[str, Symbol], ...] = ()


def constants(value: Any) -> tuple[Any, ...]:
    """The numbers, texts and symbols that occur, in their order, and rows of numbers."""
    found: list[Any] = []
    if not is_large(value):
        _collect(value, found)
    return tuple(dict.fromkeys(_typed(part) for part in found))


def _typed(part: Any) -> tuple[str, Any]:
    return type(part).__name__, part


def _collect(value: Any, found: list[Any]) -> None:
    match value:
        case Op():
            for part in (*_in_rows(value.args), *(v for _, v in value.named)):
                _collect(part, found)
        case Made():
            for part in (*_in_rows(value.args), *value.named.values()):
                _collect(part, found)
        case tuple() | list():
            if value and all(_is_number(part) for part in value):
                found += [run for run in _runs(tuple(value)) if len(run) <= LONGEST]
            for part in value:
                _collect(part, found)
        case Named():
            found.append(value.last)
        case bool() | int() | float() | str() | Symbol():
            found.append(value)


def _in_rows(args: tuple[Any, ...]) -> Iterator[Any]:
    """The arguments, and rows of numbers among them as tuples: those of `x.permute(0, 2, 1)`."""
    yield from args
    row: list[Any] = []
    for part in (*args, None):
        if _is_number(part):
            row.append(part)
        elif row:
            yield tuple(row)
            row = []


def _runs(row: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield row
    for start in range(len(row)):
        for end in range(len(row), start, -1):
            if (start, end) != (0, len(row)):
                yield row[start:end]


def _is_number(part: Any) -> bool:
    return isinstance(part, int | Symbol) and not isinstance(part, bool)


def spelled_values(
    params: Iterable[Param], found: tuple[Any, ...], known: dict[str, Any] | None = None
) -> Iterator[Values]:
    """All values that these parameters may have, given what occurs in the text."""
    known = known or {}
    rows = [param for param in params if param.name not in known]
    domains = [_domain(param, [value for _, value in found]) for param in rows]
    for count, row in enumerate(product(*domains)):
        if count > MOST:
            return
        yield spelled({**known, **dict(zip((p.name for p in rows), row, strict=True))})


def spelled(values: dict[str, Any]) -> Values:
    """Symbols as names that the written text has in their place."""
    symbols: dict[Symbol, str] = {}

    def write(value: Any) -> Any:
        if isinstance(value, Symbol):
            return Code(symbols.setdefault(value, f"_s{len(symbols)}"))
        if isinstance(value, tuple | list):
            return tuple(write(part) for part in value)
        return value

    written = {name: write(value) for name, value in values.items()}
    return Values(written, tuple((name, symbol) for symbol, name in symbols.items()))


def unspelled(values: Values) -> dict[str, Any]:
    """The values with their symbols."""
    symbols = dict(values.symbols)

    def read(value: Any) -> Any:
        if isinstance(value, Code):
            return symbols[str(value)]
        return tuple(read(part) for part in value) if isinstance(value, tuple) else value

    return {name: read(value) for name, value in values.written.items()}


def _domain(param: Param, found: list[Any]) -> list[Any]:
    """What a parameter may be: its default first, then what occurs."""
    start = [] if param.default is None and not param.optional else [param.default]
    near: tuple[Any, ...] = ()
    match param.kind:
        case "bool":
            return [param.default, not param.default]
        case "choice":
            return [*param.choices] if len(param.choices) < 9 else [*start, *_texts(param, found)]
        case "int":
            mine = [v for v in found if _is_number(v)]
            near = NEAR if not param.in_code else ()
        case "float":
            mine = [float(v) if isinstance(v, int) else v for v in found if _is_decimal(v)]
        case "text":
            mine = [v for v in found if isinstance(v, str)]
        case "sizes":
            mine = [v for v in found if _is_number(v) or isinstance(v, tuple)]
        case _:
            mine = [v if isinstance(v, tuple) else (v,) for v in found if _is_row(v)]
    return list(dict.fromkeys([*start, *mine, *near]))


def _texts(param: Param, found: list[Any]) -> list[Any]:
    return [value for value in found if value in param.choices]


def _is_decimal(value: Any) -> bool:
    return isinstance(value, int | float | Symbol) and not isinstance(value, bool)


def _is_row(value: Any) -> bool:
    return isinstance(value, tuple) or _is_number(value)
